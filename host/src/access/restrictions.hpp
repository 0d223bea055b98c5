// Profiles the operator restricts or blocks (K3.2.4, U8.1): for a breach, from now until an
// instant or without end. Restricted: the person looks, and changes nothing. Blocked: nobody signs
// in with the account. What others enter or read about the person goes on.
//
// One at a time for a person: a new one takes the place of the one before. It ends by itself when
// its time is over. A restriction holds for the person, wherever they belong.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "host/src/access/letters.hpp"
#include "host/src/access/scope.hpp"
#include "host/src/access/sessions.hpp"
#include "host/src/audit/audit.hpp"
#include "host/src/base/clock.hpp"
#include "host/src/base/ids.hpp"
#include "host/src/data/database.hpp"
#include "kerege/sdk/result.hpp"

namespace kerege::access {

inline constexpr size_t kRestrictionNoteLettersMax = 500;
inline constexpr int kPastRestrictionsShown = 100;

// The breaches of section 6 of the user agreement; words of core_restriction.reason.
inline constexpr std::string_view kBreaches[] = {"6.1", "6.2", "6.3", "6.4",
                                                 "6.5", "6.6", "6.7", "6.8"};

struct RestrictionWish {
    std::string login;
    std::string level;   // restricted, blocked
    std::string reason;  // one of kBreaches
    std::string note;    // for the administrators
    std::string until;   // as typed: a day, which counts, or a day and 18:00; empty: no end
};

struct Restriction {
    int64_t id = 0;
    PersonId person;
    MembershipId membership;  // of today, in the organisation asked for; or none
    std::string person_name;
    std::string login;
    bool blocked = false;
    std::string reason;
    std::string note;
    int64_t from_ms = 0;
    std::optional<int64_t> until_ms;
    std::string by_name;  // empty: the host's console
    std::optional<int64_t> ended_at_ms;
    std::string ended_by_name;  // empty: its time was over, or the host's console
};

class Restrictions {
public:
    // All must outlive this. letters may be null: nobody is written to.
    Restrictions(data::Database& database, Sessions& sessions, const audit::Audit& audit,
                 IdMaker& ids, const Clock& clock, const LocalTime& local_time,
                 Letters* letters = nullptr);

    // Of somebody in the tree of the scope's organisation, with their sessions; tells the
    // administrators wherever the person belongs. The same once more changes nothing. Fault:
    // invalid with fields named as in RestrictionWish; conflict for one's own; forbidden for an
    // operator. The host's own console (no organisation, no person) may with everybody.
    // REQUIRES: the scope's person may core.profile.restrict, or it is the console. [request]
    Result<> impose(const Scope& scope, const RestrictionWish& wish,
                    std::string_view request_id = {});
    // Fault: not_found, also if it was lifted already. REQUIRES: as above. [request]
    Result<> lift(const Scope& scope, int64_t restriction, std::string_view request_id = {});

    // Those in force, and those that were; of people in an organisation's tree (none: of all). The
    // newest first; of past ones kPastRestrictionsShown. [request]
    std::vector<Restriction> present(OrganisationId organisation);
    std::vector<Restriction> past(OrganisationId organisation);
    // Those in force of the organisation's own members, each with its membership. [request]
    std::vector<Restriction> of_members(OrganisationId organisation);
    // The names of organisations where the account's owner is the only administrator who may do
    // anything: who restricts them has to know. [request]
    std::vector<std::string> alone_at(std::string_view login, std::string_view locale);
    // What holds for one person. [request]
    std::optional<Restriction> of(PersonId person);

private:
    struct Deed;
    struct Found;
    std::vector<Restriction> list_within(data::Transaction& transaction,
                                         OrganisationId organisation, PersonId person,
                                         std::string_view standing) const;
    Result<Found> check(data::Transaction& transaction, const Scope& scope,
                        const RestrictionWish& wish) const;
    void tell(data::Transaction& transaction, const Scope& scope, const Deed& deed,
              std::string_view request_id) const;
    void write_letters(data::Transaction& transaction, OrganisationId organisation,
                       const Deed& deed) const;

    data::Database& database_;
    Sessions& sessions_;
    const audit::Audit& audit_;
    IdMaker& ids_;
    const Clock& clock_;
    const LocalTime& local_time_;
    Letters* letters_;
};

// "05.12.2026 18:00", and of a midnight the last day alone, as all three languages write it.
std::string until_words(const LocalTime& local_time, int64_t until_ms);

// Why somebody who knows the password may not sign in at this moment; none if they may. It says
// until when, and whom to turn to. [any]
std::optional<Fault> block_of(data::Transaction& transaction, PersonId person, int64_t now_ms,
                              const LocalTime& local_time);

}  // namespace kerege::access
