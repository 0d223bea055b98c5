// account end, account reopen, account join, account restrict, account block, account lift,
// account restrictions
#include <fmt/format.h>

#include "host/src/access/joinings.hpp"
#include "host/src/access/permissions.hpp"
#include "host/src/access/restrictions.hpp"
#include "host/src/access/sessions.hpp"
#include "host/src/app/account_letters.hpp"
#include "host/src/app/command.hpp"
#include "host/src/app/console.hpp"
#include "host/src/app/members.hpp"
#include "host/src/base/text.hpp"
#include "host/src/directory/endings.hpp"
#include "host/src/plugins/catalogue.hpp"
#include "host/src/plugins/outbox.hpp"
#include "host/src/view/text_templates.hpp"
#include "host/src/view/translator.hpp"

namespace kerege::app {
namespace {

// The plugins that hear of it are those the host would load.
struct EndingDesk {
    explicit EndingDesk(Console& console)
        : catalogue(plugins::Catalogue::read(console.folders.plugins)),
          outbox(catalogue, console.ids, console.clock),
          endings(console.database, console.audit, outbox, console.ids, console.clock,
                  console.local_time) {}

    plugins::Catalogue catalogue;
    plugins::Outbox outbox;
    directory::Endings endings;
};

// What a host has for restrictions, letters included: they leave when a host next looks.
struct RestrictionDesk {
    explicit RestrictionDesk(Console& console)
        : templates(translator),
          mail(console.ids, console.clock, console.local_time),
          letters(templates, mail, console.config.public_url, console.config.mail.configured()),
          sessions(console.database, permissions, console.clock, console.config.sessions),
          restrictions(console.database, sessions, console.audit, console.ids, console.clock,
                       console.local_time, &letters) {
        translator.add_domain("core", console.folders.share / "locales");
        (void)unwrap(templates.add_domain("core", console.folders.share / "templates/mail"));
    }

    view::Translator translator;
    view::TextTemplates templates;
    mail::Outbox mail;
    AccountLetters letters;
    access::Permissions permissions;
    access::Sessions sessions;
    access::Restrictions restrictions;
};

int impose(const Invocation& invocation, const char* level) {
    const access::RestrictionWish wish{invocation.needed("login"), level,
                                       invocation.needed("breach"), invocation.option("note"),
                                       invocation.option("until")};
    ReadyConsole console(invocation.config);
    RestrictionDesk desk(console);
    (void)unwrap_field(desk.restrictions.impose({}, wish));
    fmt::print("{} is {}\n", wish.login, level);
    for (const auto& name : desk.restrictions.alone_at(wish.login, "en"))
        fmt::print("no other administrator at {} could act\n", name);
    return kDone;
}

}  // namespace

int account_end(const Invocation& invocation) {
    ReadyConsole console(invocation.config);
    const auto organisation = unwrap(console.organisation(invocation.needed("organisation")));
    directory::EndWish wish{invocation.needed("ground"), invocation.option("on"),
                            invocation.option("note")};
    const MembershipId membership = membership_of(console, invocation, organisation.id);
    EndingDesk desk(console);
    if (!invocation.has("keep-parents"))
        for (const auto& guardian :
             desk.endings.guardians_to_ask(organisation.id, membership, wish.first_day))
            wish.guardians.push_back(guardian.membership);
    (void)unwrap_field(desk.endings.end(organisation.id, membership, wish, {}));
    fmt::print("the access of {} at {} is ended", invocation.needed("login"), organisation.code);
    if (!wish.guardians.empty()) fmt::print(", with {} parent(s)", wish.guardians.size());
    fmt::print("\n");
    return kDone;
}

int account_reopen(const Invocation& invocation) {
    ReadyConsole console(invocation.config);
    const auto organisation = unwrap(console.organisation(invocation.needed("organisation")));
    const MembershipId membership = membership_of(console, invocation, organisation.id);
    EndingDesk desk(console);
    (void)unwrap_field(desk.endings.reopen(organisation.id, membership, {}));
    fmt::print("the access of {} at {} is open\n", invocation.needed("login"), organisation.code);
    return kDone;
}

int account_join(const Invocation& invocation) {
    ReadyConsole console(invocation.config);
    const auto organisation = unwrap(console.organisation(invocation.needed("organisation")));
    const access::JoinWish wish{invocation.needed("login"),
                                {},
                                invocation.needed("profile"),
                                invocation.option("position"),
                                text::split(invocation.option("children"), ", "),
                                std::string(invocation.option("kinship")),
                                invocation.option("role")};
    EndingDesk desk(console);
    const access::Permissions permissions;
    access::Sessions sessions(console.database, permissions, console.clock,
                              console.config.sessions);
    access::Joinings joinings(console.database, sessions, console.audit, desk.outbox, console.ids,
                              console.clock, console.local_time, console.config.accounts);
    access::Scope scope;
    scope.organisation = organisation.id;
    (void)unwrap_field(joinings.join(scope, wish));
    fmt::print("{} belongs to {} too", wish.login, organisation.code);
    if (wish.profile == "employee" && wish.role.empty())
        fmt::print(", without a role: an administrator gives it on the card");
    fmt::print("\n");
    return kDone;
}

int account_restrict(const Invocation& invocation) { return impose(invocation, "restricted"); }
int account_block(const Invocation& invocation) { return impose(invocation, "blocked"); }

int account_lift(const Invocation& invocation) {
    const std::string login = invocation.needed("login");
    ReadyConsole console(invocation.config);
    RestrictionDesk desk(console);
    for (const auto& restriction : desk.restrictions.present({})) {
        if (restriction.login != login) continue;
        (void)unwrap_field(desk.restrictions.lift({}, restriction.id));
        fmt::print("{} is neither restricted nor blocked any more\n", login);
        return kDone;
    }
    throw Failure(fmt::format("nothing is in force for \"{}\"", login));
}

int account_restrictions(const Invocation& invocation) {
    ReadyConsole console(invocation.config);
    RestrictionDesk desk(console);
    for (const auto& one : desk.restrictions.present({}))
        fmt::print("{:<24} {:<10} {}  since {}  {}  {}\n", one.login,
                   one.blocked ? "blocked" : "restricted", one.reason,
                   console.local_time.minute(one.from_ms),
                   one.until_ms ? "until " + console.local_time.minute(*one.until_ms)
                                : std::string("without end"),
                   one.note);
    return kDone;
}

}  // namespace kerege::app
