// news list, write, show, test, send, cancel, end
#include <fmt/format.h>

#include "host/src/access/news.hpp"
#include "host/src/app/command.hpp"
#include "host/src/app/console.hpp"
#include "host/src/app/letter_desk.hpp"
#include "host/src/base/yaml.hpp"
#include "host/src/mail/address.hpp"
#include "host/src/mail/message.hpp"
#include "host/src/mail/smtp.hpp"
#include "host/src/news/newsletters.hpp"
#include "queries/app.hpp"

namespace kerege::app {
namespace {

struct NewsConsole : ReadyConsole {
    explicit NewsConsole(const Invocation& invocation)
        : ReadyConsole(invocation.config), given(invocation) {}
    const Invocation& given;
    LetterDesk letters{*this};
    jobs::Queue queue{database, ids, clock};
    news::Newsletters newsletters{{database, audit, ids, clock, local_time, queue, letters.outbox,
                                   letters.templates, config.public_url}};

    // Of all organisations, by its number.
    news::Newsletter newsletter() {
        const std::string& which = given.arguments[0];
        const auto id = news::NewsletterId::parse(which);
        if (!id)
            throw Failure(fmt::format("\"{}\" is no number that `kerege news list` prints", which),
                          kUsage);
        return unwrap(newsletters.find({}, *id));
    }
};

news::Words read_words(yaml::Map& map, const std::string& language) {
    const auto node = map.find(language);
    if (!node) return {};
    yaml::Map words = node->map();
    news::Words read{words.need("subject").text(), words.need("text").text()};
    words.done();
    return read;
}

news::Draft read_draft(const std::string& file) {
    try {
        yaml::Map map = yaml::Node::read_file(file).map();
        news::Draft draft;
        draft.kk = read_words(map, "kk");
        draft.ru = read_words(map, "ru");
        draft.en = read_words(map, "en");
        map.done();
        return draft;
    } catch (const yaml::Error& error) {
        throw Failure(error.what());
    }
}

}  // namespace

int news_list(const Invocation& invocation) {
    NewsConsole console(invocation);
    OrganisationId organisation;
    if (invocation.has("organisation"))
        organisation = unwrap(console.organisation(invocation.option("organisation"))).id;
    for (const auto& one : console.newsletters.list(organisation))
        fmt::print(
            "{}  {:<9}  {}  {}  {} letter(s), {} not left yet  {}\n", one.id.value,
            one.broken_off ? "broken off" : one.state,
            console.local_time.minute(one.begun_at_ms != 0 ? one.begun_at_ms : one.changed_at_ms),
            one.organisation_code, one.written, one.waiting, one.subject("en"));
    return kDone;
}

int news_write(const Invocation& invocation) {
    NewsConsole console(invocation);
    const auto organisation = unwrap(console.organisation(invocation.needed("organisation")));
    const auto id =
        unwrap(console.newsletters.add(organisation.id, read_draft(invocation.arguments[0]), {}));
    fmt::print("{}\n", id.value);
    return kDone;
}

int news_show(const Invocation& invocation) {
    NewsConsole console(invocation);
    const auto one = console.newsletter();
    fmt::print("{} {}: {}", one.organisation_code, one.id.value, one.state);
    if (one.state == "draft") {
        fmt::print(", {} reader(s)\n", console.newsletters.readers(one.organisation));
    } else {
        fmt::print(", {} reader(s), {} letter(s), {} not left yet\n", one.readers, one.written,
                   one.waiting);
    }
    for (const char* locale : {"kk", "ru", "en"}) {
        if (one.locale_for(locale) != locale) continue;
        const auto text = console.newsletters.letter(one, locale, {});
        fmt::print("\n{}: {}\n\n{}", locale, text.subject, text.body);
    }
    return kDone;
}

// By itself, without the outbox, as `mail test`.
int news_test(const Invocation& invocation) {
    const std::string& address = invocation.arguments[1];
    if (!mail::good_address(address))
        throw Failure(fmt::format("\"{}\" is not an address", address), kUsage);
    const auto& settings = invocation.config.mail;
    if (!settings.configured()) throw Failure("no mail server is configured: `mail: host`");
    NewsConsole console(invocation);
    const auto one = console.newsletter();
    try {
        mail::SmtpSession session(settings);
        for (const char* locale : {"kk", "ru", "en"}) {
            if (one.locale_for(locale) != locale) continue;
            const auto text = console.newsletters.letter(one, locale, {});
            mail::Message message;
            message.from = settings.from;
            message.from_name = settings.from_name;
            message.to = address;
            message.locale = locale;
            message.subject = text.subject;
            message.text = text.body;
            message.id = console.ids.next();
            message.date_ms = console.clock.now_ms();
            const auto verdict = session.send(settings.from, address, mail::compose(message));
            if (verdict.kind != mail::Verdict::Kind::taken)
                throw Failure("the server does not take it: " + verdict.reason);
        }
    } catch (const mail::ServerLost& lost) {
        throw Failure(
            fmt::format("the mail server {}:{}: {}", settings.host, settings.port, lost.what()));
    }
    return kDone;
}

int news_send(const Invocation& invocation) {
    if (!invocation.config.mail.configured())
        throw Failure("no mail server is configured: `mail: host`");
    NewsConsole console(invocation);
    const auto one = console.newsletter();
    if (one.state != "draft") throw Failure(fmt::format("it is {}", one.state));
    unwrap(console.newsletters.send(one.organisation, one.id, one.draft.revision, {}));
    fmt::print("a host that serves sends it: `kerege news show {}`\n", one.id.value);
    return kDone;
}

int news_cancel(const Invocation& invocation) {
    NewsConsole console(invocation);
    const auto one = console.newsletter();
    unwrap(console.newsletters.cancel(one.organisation, one.id, {}));
    return kDone;
}

int news_end(const Invocation& invocation) {
    NewsConsole console(invocation);
    PersonId person;
    console.database.read().first(queries::app::person_of_login, {invocation.arguments[0]},
                                  [&](const data::Row& row) { person = PersonId{row.int64(0)}; });
    if (!person) throw Failure(fmt::format("there is no account \"{}\"", invocation.arguments[0]));
    access::News(console.database, console.audit, console.ids, console.clock, console.local_time,
                 nullptr)
        .end(person, access::news_end::kConsole);
    return kDone;
}

}  // namespace kerege::app
