// Officials and operators: the members of organisations above the schools whom operators look
// after.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "host/src/base/clock.hpp"
#include "host/src/data/database.hpp"
#include "kerege/sdk/ids.hpp"
#include "kerege/sdk/result.hpp"

namespace kerege::directory {

inline constexpr int kOfficialsPage = 50;

struct Official {
    OrganisationId organisation;
    MembershipId membership;
    PersonId person;
    std::string family_name, given_name, patronymic;
    std::string profile;  // ministry, region, district or operator
    std::string position;
    std::string login;  // empty: no account
    std::string valid_from;
    std::string valid_until;                // or empty
    std::string name_kk, name_ru, name_en;  // of the organisation
    std::string code;                       // of the organisation
    std::string names_until;                // the last day they see names; empty: they do not

    bool is_operator() const { return profile == "operator"; }
};

struct OfficialsFilter {
    std::string search;   // beginnings of words of names and logins
    bool former = false;  // those whose membership has ended, instead of those who are there
    int page = 1;
};

struct OfficialsPage {
    std::vector<Official> lines;  // in the order of the Kazakh alphabet
    int page = 1;
    int pages = 1;
};

class Officials {
public:
    // All must outlive this.
    Officials(data::Database& database, const Clock& clock, const LocalTime& local_time)
        : database_(database), clock_(clock), local_time_(local_time) {}

    // Of the organisation and those beneath it. A page beyond the last gives the last. [request]
    OfficialsPage list(OrganisationId top, const OfficialsFilter& filter);
    // Also one whose membership has ended. Fault: not_found. [request]
    Result<Official> find(OrganisationId top, MembershipId membership);

private:
    std::vector<Official> read(OrganisationId top, MembershipId membership,
                               std::string_view standing);

    data::Database& database_;
    const Clock& clock_;
    const LocalTime& local_time_;
};

}  // namespace kerege::directory
