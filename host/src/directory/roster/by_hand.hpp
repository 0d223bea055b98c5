// People entered one by one, put into another class, given a parent or rid of one: what a roster
// does for many, with the same plan and the same writer. Why:
// docs/decisions/0047-people-by-hand.md.
//
// As in directory/people.hpp, a membership is found through its organisation.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "host/src/directory/endings.hpp"
#include "host/src/directory/event_sink.hpp"
#include "host/src/directory/roster/store.hpp"

namespace kerege::directory::roster {

inline constexpr size_t kAlikeMax = 10;
inline constexpr size_t kAdultsFoundMax = 20;

// As typed.
struct NewPerson {
    std::string profile;           // employee, learner or guardian
    PersonEdit data;               // its roles are those a roster gives for the position
    std::string class_label = {};  // of a learner; empty: none yet
    MembershipId learner = {};     // of a guardian: whose parent
    std::string kinship = {};      // and what they are to the child, as in kinship.hpp; or empty
    // Of those alike: an adult who is here in another way, or a parent. Their data stay as they
    // are.
    MembershipId same = {};
    std::vector<MembershipId> others = {};  // those alike who are somebody else
};

// Who enters, where.
struct ByHandDesk {
    OrganisationId organisation;
    PersonId person;  // none: the host's console
    std::string request_id = {};
};

class ByHand {
public:
    // All must outlive this.
    ByHand(data::Database& database, const audit::Audit& audit, EventSink& events,
           AddressWatch& addresses, Endings& endings, IdMaker& ids, const Clock& clock,
           const LocalTime& local_time);

    // Who may be that person, without `others`: everybody where the fields are right, else nobody.
    // [request]
    std::vector<Known> alike(OrganisationId organisation, const NewPerson& typed);
    // Somebody with an account that has no password yet; a parent belongs to the learner at once.
    // Returns the membership. Fault: invalid with fields named as in PersonEdit, or "class";
    // conflict where somebody is alike and nothing was said of them, for one's own child, and where
    // the organisation is suspended or closed; not_found (also of `same`). [request]
    Result<MembershipId> add(const ByHandDesk& desk, const NewPerson& typed);

    // Puts a learner into a class from today on: one that is there, or a new one. Twice is done.
    // Fault: invalid field "class"; conflict; not_found. [request]
    Result<> place(const ByHandDesk& desk, MembershipId learner, std::string_view class_label);

    // Parents and employees who are here, by beginnings of their names, by login or by phone.
    // [request]
    std::vector<Known> adults(OrganisationId organisation, std::string_view typed);
    // An employee becomes a parent here too. Twice is done. Returns whose sessions are to be read
    // again. Fault: invalid field "kinship"; conflict; not_found. [request]
    Result<PersonId> add_guardian(const ByHandDesk& desk, MembershipId learner, MembershipId adult,
                                  std::string_view kinship);
    // The parent sees nothing more of the learner. end_access: also that the parent comes in here,
    // where guardians_to_ask() of the endings names them. Twice is done. Fault: conflict as of
    // Endings::end(); not_found. [request]
    Result<PersonId> remove_guardian(const ByHandDesk& desk, MembershipId learner,
                                     MembershipId guardian, bool end_access);

private:
    struct Entry;
    std::string today() const { return local_time_.day(clock_.now_ms()); }
    Result<Entry> begin(data::Transaction& transaction, const ByHandDesk& desk);
    Result<MembershipId> add_same(data::Transaction& transaction, const ByHandDesk& desk,
                                  const Entry& entry, const NewPerson& checked);
    Result<MembershipId> write(data::Transaction& transaction, const ByHandDesk& desk,
                               const Entry& entry, Planned one, const NewPerson& wish);
    void carry_out(data::Transaction& transaction, const ByHandDesk& desk, Plan& plan);
    void tell(data::Transaction& transaction, const ByHandDesk& desk, MembershipId placed);

    data::Database& database_;
    const audit::Audit& audit_;
    EventSink& events_;
    AddressWatch& addresses_;
    Endings& endings_;
    IdMaker& ids_;
    const Clock& clock_;
    const LocalTime& local_time_;
};

}  // namespace kerege::directory::roster
