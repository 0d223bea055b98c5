// application list, application approve, application return, application refuse, application
// letter, org add, org appoint, org import
#include <fmt/format.h>

#include <charconv>
#include <optional>
#include <vector>

#include "host/src/app/command.hpp"
#include "host/src/app/console.hpp"
#include "host/src/app/letter_desk.hpp"
#include "host/src/app/organisation_fields.hpp"
#include "host/src/applications/applications.hpp"
#include "host/src/applications/creation.hpp"
#include "host/src/base/text.hpp"
#include "host/src/directory/organisation_file.hpp"

namespace kerege::app {
namespace {

// Applications as the host has them, and its own console as who answers.
struct ApplicationDesk {
    explicit ApplicationDesk(Console& console)
        : letters(console),
          queue(console.database, console.ids, console.clock),
          applications(console.database, console.audit, console.ids, console.clock,
                       console.local_time, console.organisations, console.standings, queue,
                       letters.letters, console.config.joining) {}

    LetterDesk letters;
    jobs::Queue queue;
    applications::Applications applications;
    applications::Answerer who;
};

int64_t id_of(const std::string& typed) {
    int64_t id = 0;
    const auto [end, error] = std::from_chars(typed.data(), typed.data() + typed.size(), id);
    if (error != std::errc() || end != typed.data() + typed.size())
        throw Failure(fmt::format("\"{}\" is not the number of an application", typed), kUsage);
    return id;
}

void need_mail(const Console& console) {
    if (!console.config.mail.configured())
        throw Failure("no mail server is configured: the login goes by letter");
}

applications::Applicant applicant_of(const Invocation& invocation) {
    const auto names = text::split(invocation.needed("name"), " ");
    if (names.size() < 2 || names.size() > 3)
        throw Failure("--name is \"Family Given\" or \"Family Given Patronymic\"", kUsage);
    applications::Applicant one;
    one.family_name = names[0];
    one.given_name = names[1];
    if (names.size() == 3) one.patronymic = names[2];
    one.position = invocation.needed("position");
    one.email = invocation.needed("email");
    one.phone = invocation.needed("phone");
    return one;
}

}  // namespace

int organisation_import(const Invocation& invocation) {
    const std::string& file = invocation.arguments[0];
    const bool preview = invocation.has("preview");
    ReadyConsole console(invocation.config);
    const auto organisations = unwrap(directory::read_organisations(file));
    // Each looked at before anything is written: a letter that went out can't be taken back.
    std::vector<directory::LineFault> faults;
    const auto administrators = unwrap(applications::administrators_of(organisations, &faults));
    if (!faults.empty())
        throw Failure(fmt::format("{}:{}: {}", file, faults.front().line,
                                  app::words_of(faults.front().fault)));
    if (!administrators.empty()) need_mail(console);
    const auto done = unwrap(directory::import_organisations(
        console.database, console.organisations, console.standings, organisations,
        {.name = file,
         .mode = preview ? directory::ImportMode::tried : directory::ImportMode::done}));
    fmt::print("{} created, {} changed, {} as they were{}\n", done.created, done.changed,
               done.unchanged, preview ? ": nothing is written yet" : "");
    if (administrators.empty()) return kDone;
    ApplicationDesk desk(console);
    if (preview) {
        for (const auto& [code, applicant, locale] : administrators)
            fmt::print("{}: {} {} {}\n", code, applicant.family_name, applicant.given_name,
                       applicant.email);
        return kDone;
    }
    const auto made = unwrap(desk.applications.appoint_all(desk.who, administrators));
    for (size_t i = 0; i < administrators.size(); ++i)
        fmt::print("{}: {}\n", administrators[i].code,
                   made.logins[i].empty() ? "has an administrator already"
                                          : made.logins[i] + " gets a letter");
    if (made.count > 0)
        fmt::print("{} password(s) are made and sent by the host, in the background\n", made.count);
    return kDone;
}

int organisation_add(const Invocation& invocation) {
    directory::NewOrganisation fresh;
    fresh.code = invocation.arguments[0];
    fresh.kind = invocation.arguments[1];
    fresh.name_kk = invocation.needed("name-kk");
    take_fields(invocation, fresh);
    std::optional<applications::Applicant> head;
    if (invocation.has("name")) head = applicant_of(invocation);
    ReadyConsole console(invocation.config);
    if (invocation.has("parent"))
        fresh.parent = unwrap(console.organisation(invocation.needed("parent"))).id;
    if (!head) {
        (void)unwrap(console.organisations.create(fresh, {}));
        fmt::print("{} is there\n", fresh.code);
        return kDone;
    }
    need_mail(console);
    ApplicationDesk desk(console);
    const auto made = unwrap(
        desk.applications.create(desk.who, fresh, *head, invocation.option("language", "kk")));
    fmt::print(
        "{} is there, in preparation; {} is its administrator, and the password goes by "
        "letter\n",
        fresh.code, made.administrator.login);
    return kDone;
}

int application_list(const Invocation& invocation) {
    ReadyConsole console(invocation.config);
    OrganisationId top;
    if (invocation.has("organisation"))
        top = unwrap(console.organisation(invocation.needed("organisation"))).id;
    ApplicationDesk desk(console);
    for (const auto* state : {"waiting", "returned", "approved", "refused"})
        for (const auto& one : desk.applications.list(top, state)) {
            const auto& applicant = one.form.applicant;
            fmt::print("{} {:<9} {} {:<10} {} {}  {} {} {}\n", one.id, one.state,
                       console.local_time.minute(one.changed_at_ms), one.form.kind, one.form.bin,
                       one.form.name_kk, applicant.family_name, applicant.given_name,
                       applicant.email);
            for (const auto& twin : state == std::string_view("waiting")
                                        ? desk.applications.twins(one)
                                        : std::vector<applications::Twin>())
                fmt::print("  may be the same: {} {} {}\n",
                           twin.code.empty() ? "another application" : twin.code, twin.bin,
                           twin.name_kk);
        }
    return kDone;
}

int application_approve(const Invocation& invocation) {
    const int64_t id = id_of(invocation.arguments[0]);
    const std::string code = invocation.needed("code");
    ReadyConsole console(invocation.config);
    need_mail(console);
    ApplicationDesk desk(console);
    (void)unwrap(desk.applications.approve(desk.who, id, code, invocation.has("other")));
    fmt::print("{} is in preparation; its administrator gets a letter\n", code);
    return kDone;
}

int application_return(const Invocation& invocation) {
    const int64_t id = id_of(invocation.arguments[0]);
    ReadyConsole console(invocation.config);
    ApplicationDesk desk(console);
    (void)unwrap(desk.applications.send_back(desk.who, id, invocation.needed("reason")));
    fmt::print("returned; the applicant gets a letter\n");
    return kDone;
}

int application_refuse(const Invocation& invocation) {
    const int64_t id = id_of(invocation.arguments[0]);
    ReadyConsole console(invocation.config);
    ApplicationDesk desk(console);
    (void)unwrap(desk.applications.refuse(desk.who, id, invocation.needed("reason")));
    fmt::print("refused; the applicant gets a letter\n");
    return kDone;
}

int application_letter(const Invocation& invocation) {
    const int64_t id = id_of(invocation.arguments[0]);
    ReadyConsole console(invocation.config);
    need_mail(console);
    ApplicationDesk desk(console);
    (void)unwrap(desk.applications.send_again(desk.who, id));
    fmt::print("another letter with another password is on its way\n");
    return kDone;
}

int organisation_appoint(const Invocation& invocation) {
    const applications::Applicant one = applicant_of(invocation);
    ReadyConsole console(invocation.config);
    need_mail(console);
    const auto organisation = unwrap(console.organisation(invocation.arguments[0]));
    ApplicationDesk desk(console);
    const auto made = unwrap(desk.applications.appoint(desk.who, organisation.id, one,
                                                       invocation.option("language", "kk")));
    fmt::print("{} is the administrator of {}; the password goes by letter\n", made.login,
               organisation.code);
    return kDone;
}

}  // namespace kerege::app
