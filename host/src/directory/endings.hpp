// The end of somebody's access in one organisation: on which ground, from which day; and its
// undoing. What the person is elsewhere goes on.
//
// As in people.hpp, a membership is found through the organisation: one of another organisation is
// not found.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "host/src/audit/audit.hpp"
#include "host/src/base/clock.hpp"
#include "host/src/base/ids.hpp"
#include "host/src/data/database.hpp"
#include "host/src/directory/event_sink.hpp"
#include "host/src/directory/people.hpp"
#include "kerege/sdk/result.hpp"

namespace kerege::directory {

inline constexpr size_t kEndNoteLettersMax = 500;
inline constexpr int kEndDaysAheadMax = 366;

// On which grounds a membership of this profile ends: words of core_membership_end.ground. None:
// nobody ends it here.
std::vector<std::string_view> grounds_of(std::string_view profile);

struct EndWish {
    std::string ground;
    std::string first_day;  // without access; as typed; empty: today
    std::string note;
    // Of a learner: guardians that end with them, of those guardians_to_ask() gives.
    std::vector<MembershipId> guardians = {};
    bool of_operator = false;  // who asks looks after operators, and has shown that it is they
};

struct Ending {
    std::string ground;
    std::string first_day;  // without access
    std::string note;
    std::string by_name;  // empty: the host's console
    int64_t ended_at_ms = 0;
};

class Endings {
public:
    // All must outlive this.
    Endings(data::Database& database, const audit::Audit& audit, EventSink& events, IdMaker& ids,
            const Clock& clock, const LocalTime& local_time);

    // The end that stands, whether its day has come or not. [request]
    std::optional<Ending> of(OrganisationId organisation, MembershipId membership);
    // Guardians of a learner who have no other child in the organisation from the day on that the
    // learner leaves: as typed; empty: today. [request]
    std::vector<RelatedPerson> guardians_to_ask(OrganisationId organisation, MembershipId learner,
                                                std::string_view first_day = {});
    // Within the caller's transaction.
    std::vector<RelatedPerson> guardians_to_ask(data::Transaction& transaction,
                                                OrganisationId organisation, MembershipId learner,
                                                std::string_view first_day);

    // Ends it, with sessions in it and the guardians chosen, all or none; the same wish once more
    // changes nothing. Returns whose sessions are to be read again. Fault: not_found (also of a
    // guardian who has other children, or is none); invalid with fields named as in EndWish;
    // conflict for one's own, for the last administrator, and where access has ended in another
    // way. by: none is the host's console. [request]
    Result<std::vector<PersonId>> end(OrganisationId organisation, MembershipId membership,
                                      const EndWish& wish, PersonId by,
                                      std::string_view request_id = {});
    // Within the caller's transaction.
    Result<std::vector<PersonId>> end(data::Transaction& transaction, OrganisationId organisation,
                                      MembershipId membership, const EndWish& wish, PersonId by,
                                      std::string_view request_id);
    // Within the caller's transaction, where the access of a learner ends in another way: that of
    // these of guardians_to_ask() as well. `at_ms` finds them again. Returns whose sessions are to
    // be read again. Fault: not_found, as of end(). [request]
    Result<std::vector<PersonId>> end_with_learner(data::Transaction& transaction,
                                                   OrganisationId organisation,
                                                   MembershipId learner,
                                                   const std::vector<MembershipId>& guardians,
                                                   PersonId by, int64_t at_ms,
                                                   std::string_view request_id);
    // And back, of those against whom nothing speaks. [request]
    std::vector<PersonId> reopen_with_learner(data::Transaction& transaction,
                                              OrganisationId organisation, MembershipId learner,
                                              PersonId by, int64_t at_ms,
                                              std::string_view request_id);
    // Whether end() would take this wish now: it as it would be stored, its day filled in. Of
    // guardians nothing is asked. Fault: as of end(). [request]
    Result<EndWish> check(data::Transaction& transaction, OrganisationId organisation,
                          MembershipId membership, const EndWish& wish, PersonId by);

    // Takes the end back, and that of guardians who ended with the learner; where there is none,
    // nothing changes. Fault: not_found; conflict if something speaks against it meanwhile: the
    // person is here again in the same way or where they moved to, a guardian has no child here,
    // somebody set another last day. [request]
    Result<std::vector<PersonId>> reopen(OrganisationId organisation, MembershipId membership,
                                         PersonId by, std::string_view request_id = {});

    // Tells modules of those whose day has come: a job of the host. [any]
    void tell_due();
    // Forgets where people live who are staff nowhere any more: a job of the host. [any]
    void forget_residences();

private:
    struct Act;
    struct Member;
    std::string today() const { return local_time_.day(clock_.now_ms()); }
    static std::optional<Member> find(data::Transaction& transaction, OrganisationId organisation,
                                      MembershipId membership);
    static std::vector<std::string_view> grounds_for(const Act& act, const Member& member);
    static Result<> may_end(const Act& act, const Member& member);
    static Result<EndWish> check(data::Transaction& transaction, const Act& act,
                                 const EndWish& typed);
    void write_end(data::Transaction& transaction, const Act& act, const Member& member,
                   std::string_view ground, const EndWish& wish);
    void end_names(data::Transaction& transaction, const Act& act, MembershipId membership) const;
    Result<> end_guardians(data::Transaction& transaction, const Act& act, const EndWish& wish,
                           std::vector<PersonId>& concerned);
    void reopen_guardians(data::Transaction& transaction, const Act& act, int64_t ended_at_ms,
                          std::vector<PersonId>& concerned);
    Result<> may_reopen(data::Transaction& transaction, const Act& act, const Member& member) const;
    void write_reopening(data::Transaction& transaction, const Act& act, const Member& member);
    void note(data::Transaction& transaction, const Act& act, MembershipId membership,
              std::string_view action, const std::string& detail) const;
    void tell(data::Transaction& transaction, OrganisationId organisation);

    data::Database& database_;
    const audit::Audit& audit_;
    EventSink& events_;
    IdMaker& ids_;
    const Clock& clock_;
    const LocalTime& local_time_;
};

}  // namespace kerege::directory
