// account create, account reset-password, account list, account sessions, account end-sessions,
// account remove-second-factor
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

#include "host/src/access/accounts.hpp"
#include "host/src/access/newcomer.hpp"
#include "host/src/access/password.hpp"
#include "host/src/access/permissions.hpp"
#include "host/src/access/roles.hpp"
#include "host/src/access/sessions.hpp"
#include "host/src/app/command.hpp"
#include "host/src/app/console.hpp"
#include "host/src/app/letter_desk.hpp"
#include "host/src/base/text.hpp"
#include "host/src/directory/organisation_kinds.hpp"
#include "kerege/sdk/text.hpp"
#include "queries/access.hpp"
#include "queries/app.hpp"

namespace kerege::app {
namespace {

namespace sql = queries::app;

// A member of an organisation, found by login.
struct Member {
    PersonId person;
    OrganisationId organisation;
    MembershipId membership;
};

access::Newcomer newcomer_of(const Invocation& invocation) {
    access::Newcomer person;
    person.login = invocation.needed("login");
    person.locale = invocation.option("language", "kk");
    person.confirmed = invocation.has("confirmed");
    const auto names = text::split(invocation.needed("name"), " ");
    if (names.size() < 2 || names.size() > 3)
        throw Failure("--name is \"Family Given\" or \"Family Given Patronymic\"", kUsage);
    person.family_name = names[0];
    person.given_name = names[1];
    if (names.size() == 3) person.patronymic = names[2];

    person.profile = invocation.needed("profile");
    const std::vector<std::string> profiles = {"operator", "ministry", "region", "district",
                                               "employee"};
    if (std::find(profiles.begin(), profiles.end(), person.profile) == profiles.end())
        throw Failure(fmt::format("--profile is one of {}; learners and guardians come with a "
                                  "roster",
                                  fmt::join(profiles, ", ")),
                      kUsage);
    person.role = invocation.option("role");
    if (person.role.empty()) return person;
    const auto roles = access::roles_of(access::profile_number(person.profile), {person.role});
    if (std::find(roles.begin(), roles.end(), person.role) == roles.end())
        throw Failure(fmt::format("the role \"{}\" does not go with the profile \"{}\"",
                                  person.role, person.profile),
                      kUsage);
    if (person.profile != "employee") person.role.clear();  // the profile says it
    return person;
}

// The password from the environment, or empty where a temporary one is wanted.
std::string password_of(const Invocation& invocation, const std::string& login) {
    if (!invocation.has("password-env")) return {};
    const std::string variable = invocation.needed("password-env");
    const char* value = std::getenv(variable.c_str());
    if (!value || !*value)
        throw Failure(fmt::format("the environment variable \"{}\" is not set", variable));
    const auto checked = access::check_password(
        value, {login, {}}, static_cast<size_t>(invocation.config.accounts.password_letters_min));
    if (!checked.ok())
        throw Failure(sdk::with_values(checked.fault().user_message, checked.fault().values));
    return value;
}

void set_password(Console& console, data::Transaction& transaction, PersonId person,
                  const std::string& password) {
    const auto hash = access::hash_password(password, console.config.accounts.password_cost);
    transaction.execute(sql::password_set, {hash, console.clock.now_ms(), person.value});
    transaction.execute(sql::sessions_end, {person.value});
    transaction.execute(queries::access::ticket_remove_all, {person.value});
    transaction.execute(queries::access::join_code_remove, {person.value});
    transaction.execute(queries::access::second_factor_clear, {person.value});
    access::remember_password(transaction, person, hash, console.clock.now_ms(),
                              console.config.accounts.passwords_remembered);
}

void write_audit(Console& console, data::Transaction& transaction, const Member& member,
                 std::string_view action) {
    const std::string subject = "person:" + member.person.text();
    console.audit.append(transaction, {member.organisation, {}, {}, action, subject, {}, {}});
}

// Accounts as the host has them, and the scope of its own console.
struct Desk {
    Desk(Console& console, const Member& member)
        : letters(console),
          sessions(console.database, permissions, console.clock, console.config.sessions),
          accounts(console.database, sessions, console.audit, console.ids, console.clock,
                   console.local_time, console.config.accounts, &letters.letters) {
        scope.organisation = member.organisation;
        scope.profile = KEREGE_PROFILE_OPERATOR;
    }

    LetterDesk letters;
    access::Permissions permissions;
    access::Sessions sessions;
    access::Accounts accounts;
    access::Scope scope;
};

// A temporary password for somebody who has an account; printed once, kept as a hash.
std::string issue_password(Console& console, const Member& member) {
    Desk desk(console, member);
    return unwrap(desk.accounts.issue_temporary_password(desk.scope, member.membership, {}))
        .password;
}

Member find_member(Console& console, const std::string& login) {
    std::optional<Member> found;
    auto transaction = console.database.read();
    transaction.first(sql::account_memberships, {login, console.today()},
                      [&](const data::Row& row) {
                          found = {PersonId{row.int64(0)}, OrganisationId{row.int64(1)},
                                   MembershipId{row.int64(2)}};
                      });
    if (!found)
        throw Failure(fmt::format("no account \"{}\" with a membership valid today", login));
    return *found;
}

}  // namespace

int account_create(const Invocation& invocation) {
    access::Newcomer person = newcomer_of(invocation);
    ReadyConsole console(invocation.config);
    const auto organisation = unwrap(console.organisation(invocation.needed("organisation")));
    if (!directory::may_hold(organisation.kind, person.profile))
        throw Failure(fmt::format("the profile \"{}\" does not go with an organisation of the kind "
                                  "\"{}\"",
                                  person.profile, organisation.kind),
                      kUsage);
    person.organisation = organisation.id;
    const std::string password = password_of(invocation, person.login);

    auto transaction = console.database.write();
    const auto made = unwrap(access::add_newcomer(transaction, console.audit, console.ids,
                                                  console.clock, console.today(), person, {}));
    if (!password.empty()) set_password(console, transaction, made.person, password);
    transaction.commit();

    fmt::print("account {} at {}\n", made.login, organisation.code);
    if (password.empty())
        fmt::print("temporary password: {}\n",
                   issue_password(console, {made.person, organisation.id, made.membership}));
    return kDone;
}

int account_reset_password(const Invocation& invocation) {
    const std::string login = invocation.needed("login");
    ReadyConsole console(invocation.config);
    const Member member = find_member(console, login);
    const std::string password = password_of(invocation, login);
    if (password.empty()) {
        fmt::print("temporary password: {}\n", issue_password(console, member));
        return kDone;
    }
    auto transaction = console.database.write();
    set_password(console, transaction, member.person, password);
    write_audit(console, transaction, member, "password.set");
    transaction.commit();
    fmt::print("the password of {} is set\n", login);
    return kDone;
}

int account_sessions(const Invocation& invocation) {
    ReadyConsole console(invocation.config);
    const Member member = find_member(console, invocation.needed("login"));
    auto transaction = console.database.read();
    transaction.each(sql::session_list, {member.person.value, console.clock.now_ms()},
                     [&](const data::Row& row) {
                         const std::string device(row.text(0));
                         fmt::print("since {}  used {}  {}\n",
                                    console.local_time.minute(row.int64(1)),
                                    console.local_time.minute(row.int64(2)),
                                    device.empty() ? "unknown device" : device);
                     });
    return kDone;
}

int account_end_sessions(const Invocation& invocation) {
    const std::string login = invocation.needed("login");
    ReadyConsole console(invocation.config);
    const Member member = find_member(console, login);
    auto transaction = console.database.write();
    const auto ended = transaction.execute(sql::sessions_end, {member.person.value});
    write_audit(console, transaction, member, "sessions.ended");
    transaction.commit();
    fmt::print("{} session(s) of {} ended\n", ended, login);
    return kDone;
}

int account_remove_second_factor(const Invocation& invocation) {
    const std::string login = invocation.needed("login");
    ReadyConsole console(invocation.config);
    const Member member = find_member(console, login);
    Desk desk(console, member);
    (void)unwrap(desk.accounts.take_off_second_factor(desk.scope, member.membership, {}));
    fmt::print("the second factor of {} is off\n", login);
    return kDone;
}

int account_list(const Invocation& invocation) {
    ReadyConsole console(invocation.config);
    const auto organisation = unwrap(console.organisation(invocation.needed("organisation")));
    auto transaction = console.database.read();
    transaction.each(
        sql::account_list, {organisation.id.value, console.today()}, [&](const data::Row& row) {
            const std::string role(row.text(5));
            fmt::print("{:<24} {:<10} {:<14} {:<11} {} {}\n", row.text(0), row.text(3), role,
                       row.is_null(4) ? "never used" : "used", row.text(1), row.text(2));
        });
    return kDone;
}

}  // namespace kerege::app
