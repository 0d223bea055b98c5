// A small world to test access in: two schools and six people, on either database.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "host/src/access/accounts.hpp"
#include "host/src/access/permissions.hpp"
#include "host/src/access/sessions.hpp"
#include "tests/support/host_database.hpp"

namespace kerege::access {

using test::dialect_name;
using test::kDayMs, test::kHourMs, test::kMinuteMs;

inline constexpr OrganisationId kRegion{1}, kSchoolA{10}, kSchoolB{20};
inline constexpr PersonId kAdministrator{1}, kTeacher{2}, kLearner{3}, kTwoSchools{4}, kOfficial{5},
    kBetweenSchools{6};

// Hashes that cost next to nothing.
AccountSettings quick();
Scope scope_of(PersonId person, OrganisationId organisation, MembershipId membership,
               int32_t profile = KEREGE_PROFILE_EMPLOYEE);

// Keeps what would be sent.
class KeptLetters final : public Letters {
public:
    void write(data::Transaction&, const AccountLetter& letter) override {
        letters.push_back(letter);
    }
    std::vector<AccountLetter> letters;
};

class WorldTest : public test::HostDatabaseTest {
protected:
    void SetUp() override;
    // Makes accounts for all, "person1" … "person6", with passwords "Correct horse 1" ….
    void make_accounts();
    static std::string login_of(PersonId person) { return "person" + person.text(); }
    static std::string password_of(PersonId person) { return "Correct horse " + person.text(); }
    Session session_of(PersonId person, OrganisationId organisation, MembershipId membership);
    int64_t audited(const std::string& action, const std::string& detail = {});

    Permissions permissions;
    std::unique_ptr<Sessions> sessions;
    std::unique_ptr<Accounts> accounts;
};

}  // namespace kerege::access
