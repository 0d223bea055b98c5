#include "tests/access/world.hpp"

#include <stdexcept>

#include "host/src/access/roles.hpp"

namespace kerege::access {

AccountSettings quick() {
    AccountSettings settings;
    settings.password_cost = {64, 1, 1};
    return settings;
}

Scope scope_of(PersonId person, OrganisationId organisation, MembershipId membership,
               int32_t profile) {
    Scope scope;
    scope.person = person;
    scope.organisation = organisation;
    scope.membership = membership;
    scope.profile = profile;
    return scope;
}

void WorldTest::SetUp() {
    HostDatabaseTest::SetUp();
    if (IsSkipped()) return;
    database->run(test::source_file("tests/access/world.sql"));
    for (auto& permission : core_permissions()) ASSERT_TRUE(permissions.add(permission));
    sessions = std::make_unique<Sessions>(**database, permissions, clock, SessionSettings{});
    accounts =
        std::make_unique<Accounts>(**database, *sessions, audit, ids, clock, local_time, quick());
}

void WorldTest::make_accounts() {
    auto transaction = (**database).write();
    for (int64_t number = 1; number <= 6; ++number) {
        const PersonId person{number};
        ASSERT_TRUE(create_account(transaction, clock, {person, login_of(person), "kk"}));
    }
    transaction.commit();
    for (int64_t number = 1; number <= 6; ++number) {
        const PersonId person{number};
        database->run("update core_account set password_temporary = 0, password_set_at_ms = " +
                      std::to_string(clock.now_ms()) + ", password_hash = '" +
                      hash_password(password_of(person), quick().password_cost) +
                      "' where person_id = " + person.text());
    }
}

int64_t WorldTest::audited(const std::string& action, const std::string& detail) {
    const std::string with = detail.empty() ? "" : " and detail = '" + detail + "'";
    return database->number("select count(*) from core_audit where action = '" + action + "'" +
                            with);
}

Session WorldTest::session_of(PersonId person, OrganisationId organisation,
                              MembershipId membership) {
    const auto session = sessions->find(sessions->begin(person, organisation, membership));
    if (!session) throw std::logic_error("a session just begun is not there");
    return *session;
}

}  // namespace kerege::access
