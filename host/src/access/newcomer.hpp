// Somebody new with an account, outside of rosters: officials, operators, the first of a school.
#pragma once

#include <string>
#include <string_view>

#include "host/src/audit/audit.hpp"
#include "host/src/base/clock.hpp"
#include "host/src/base/ids.hpp"
#include "host/src/data/database.hpp"
#include "kerege/sdk/ids.hpp"
#include "kerege/sdk/result.hpp"

namespace kerege::access {

inline constexpr size_t kNewcomerNameLettersMax = 100;

struct Newcomer {
    OrganisationId organisation;
    std::string family_name, given_name, patronymic;
    std::string profile;
    std::string role;   // of an employee
    std::string login;  // empty: made of the name
    std::string locale = "kk";
    bool confirmed = false;       // the data need no check at the first login
    std::string birth_date = {};  // of a learner, as they are stored; or empty
    std::string sex = {};
};

struct MadeNewcomer {
    PersonId person;
    MembershipId membership;
    std::string login;
};

// Within the caller's transaction, with an entry of the log; the account has no password yet.
// by: none for the command line. Fault: invalid fields (names), and what create_account() refuses.
// REQUIRES: the organisation is there and may hold the profile. [any]
Result<MadeNewcomer> add_newcomer(data::Transaction& transaction, const audit::Audit& audit,
                                  IdMaker& ids, const Clock& clock, const std::string& today,
                                  const Newcomer& newcomer, PersonId by,
                                  std::string_view request_id = {});

}  // namespace kerege::access
