// Whether an official sees people beneath by name. By default they see numbers; for a reason and
// until a day an operator lets one membership of theirs see names. Every step stands in the log of
// the official's organisation, every look in that of the school. Why:
// docs/decisions/0037-names-beneath.md.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "host/src/audit/audit.hpp"
#include "host/src/base/clock.hpp"
#include "host/src/base/ids.hpp"
#include "host/src/data/database.hpp"
#include "kerege/sdk/result.hpp"

namespace kerege::directory {

inline constexpr size_t kNamesReasonLettersMax = 500;
inline constexpr int kNamesDaysAheadMax = 366;
inline constexpr int kNamesGrantsShown = 50;

struct NamesWish {
    std::string reason;
    std::string last_day;  // as typed
};

struct NamesGrant {
    int64_t id = 0;
    std::string reason;
    std::string last_day;
    std::string by_name;  // empty: the host's console
    int64_t granted_at_ms = 0;
    std::optional<int64_t> withdrawn_at_ms;
    std::string withdrawn_by_name;
    bool holds = false;  // today
};

// Whose names are withdrawn, by whom, and when.
struct NamesEnd {
    OrganisationId organisation;
    MembershipId membership;
    PersonId by;
    std::string today;
    int64_t now_ms = 0;
    std::string_view request_id;
};

// Withdraws the one that holds, with its entry; false where none does. For whatever ends it in a
// transaction of its own. [any]
bool withdraw_names(data::Transaction& transaction, const audit::Audit& audit, const NamesEnd& end);

class NamesGrants {
public:
    // All must outlive this.
    NamesGrants(data::Database& database, const audit::Audit& audit, IdMaker& ids,
                const Clock& clock, const LocalTime& local_time)
        : database_(database), audit_(audit), ids_(ids), clock_(clock), local_time_(local_time) {}

    // Takes the place of the one that holds; the same once more changes nothing. Fault: not_found
    // for who is no official there today; conflict for one's own membership; invalid with fields
    // named as in NamesWish. by: none is the host's console. REQUIRES: whoever asks may do so for
    // that organisation. [request]
    Result<> grant(OrganisationId organisation, MembershipId membership, const NamesWish& wish,
                   PersonId by, std::string_view request_id = {});
    // Fault: not_found, where none holds. [request]
    Result<> withdraw(OrganisationId organisation, MembershipId membership, PersonId by,
                      std::string_view request_id = {});

    // The last day of the one that holds today; empty: they see numbers. [request]
    std::string until(OrganisationId organisation, MembershipId membership);
    // The newest first, at most kNamesGrantsShown. [request]
    std::vector<NamesGrant> list(OrganisationId organisation, MembershipId membership);

    // Writes down whose day is over: a job of the host. [any]
    void expire_due();

private:
    std::string today() const { return local_time_.day(clock_.now_ms()); }
    std::vector<NamesGrant> list(data::Transaction& transaction, OrganisationId organisation,
                                 MembershipId membership, int most) const;
    void expire(data::Transaction& transaction);

    data::Database& database_;
    const audit::Audit& audit_;
    IdMaker& ids_;
    const Clock& clock_;
    const LocalTime& local_time_;
};

}  // namespace kerege::directory
