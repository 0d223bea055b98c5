#include "host/src/directory/roster/by_hand.hpp"

#include <algorithm>

#include "host/src/base/text.hpp"
#include "host/src/base/text_values.hpp"
#include "host/src/directory/organisation_kinds.hpp"
#include "host/src/directory/person_edit.hpp"
#include "host/src/directory/roster/fields.hpp"
#include "host/src/directory/roster/kinship.hpp"
#include "host/src/directory/roster/matcher.hpp"
#include "host/src/directory/rows.hpp"
#include "host/src/directory/search.hpp"
#include "host/src/directory/search_words.hpp"
#include "host/src/directory/standing.hpp"
#include "kerege/sdk/tr.hpp"
#include "queries/directory.hpp"

namespace kerege::directory::roster {
namespace {

namespace sql = queries::directory;

constexpr const char* kLearner = "learner";
constexpr const char* kGuardian = "guardian";
constexpr const char* kEmployee = "employee";

Fault somebody_alike() {
    return conflict("by hand: somebody alike is here",
                    KEREGE_TR("Somebody like this is known here. Say whether it is the same "
                              "person."));
}

Fault no_such_person() { return not_found("by hand: nobody of this organisation"); }

bool is_wrong(const std::string& kinship) { return !kinship.empty() && !is_kinship(kinship); }

constexpr const char* kChooseOne = KEREGE_TR("Choose one of the list.");

// What was typed as it is stored. Fault: invalid with fields.
Result<NewPerson> checked(const NewPerson& typed, const std::string& today) {
    NewPerson wish = typed;
    std::vector<FieldFault> faults;
    if (typed.profile != kLearner && typed.profile != kGuardian && typed.profile != kEmployee)
        faults.push_back({"profile", KEREGE_TR("Choose as what.")});
    PersonCard card;
    card.profile = typed.profile;
    wish.data.roles.reset();
    const auto edit = check_edit(wish.data, card, today);
    if (!edit) faults.insert(faults.end(), edit.fault().fields.begin(), edit.fault().fields.end());
    const std::string label =
        typed.profile == kLearner ? text::tidy(typed.class_label) : std::string();
    const auto read = text::read_class(label);
    if (!label.empty() && !read) faults.push_back({"class", KEREGE_TR("Write the class as 7А.")});
    if (typed.profile == kGuardian && is_wrong(typed.kinship))
        faults.push_back({"kinship", kChooseOne});
    if (!faults.empty()) return invalid_fields(std::move(faults));
    wish.data = *edit;
    wish.class_label = label.empty() ? std::string() : *read;
    return wish;
}

template <class Named>
void copy_data(const Named& from, Planned& to) {
    to.family_name = from.family_name;
    to.given_name = from.given_name;
    to.patronymic = from.patronymic;
    to.birth_date = from.birth_date;
    to.sex = from.sex;
    to.phone = from.phone;
    to.email = from.email;
    to.residence = from.residence;
    to.position = from.position;
}

Planned planned_of(const NewPerson& wish) {
    Planned one;
    one.profile = wish.profile;
    copy_data(wish.data, one);
    if (!wish.class_label.empty()) one.labels.push_back(wish.class_label);
    one.labels_changed = !one.labels.empty();
    if (one.profile == kEmployee) one.roles = roles_of_position(one.position, false);
    return one;
}

// Somebody who is here, as they are.
Planned planned_of(const Known& known) {
    Planned one;
    one.state = State::unchanged;
    one.profile = known.profile;
    one.person = known.person;
    one.membership = known.membership;
    one.has_account = true;
    copy_data(known, one);
    one.labels = known.labels;
    return one;
}

std::vector<Known> alike_of(const std::vector<Known>& known, const NewPerson& wish) {
    std::vector<Known> rest;
    std::ranges::copy_if(known, std::back_inserter(rest), [&](const Known& one) {
        return std::ranges::find(wish.others, one.membership) == wish.others.end();
    });
    return alike_people(std::move(rest), planned_of(wish), kAlikeMax);
}

}  // namespace

// An organisation as it stands while somebody is entered.
struct ByHand::Entry {
    std::vector<Known> known = {};

    // Who is here; null: nobody.
    const Known* find(MembershipId membership, std::string_view profile = {}) const {
        const auto found = std::ranges::find_if(known, [&](const Known& one) {
            return one.membership == membership && !one.ended &&
                   (profile.empty() || one.profile == profile);
        });
        return membership && found != known.end() ? &*found : nullptr;
    }
    const Known* as(PersonId person, std::string_view profile) const {
        const auto found = std::ranges::find_if(known, [&](const Known& one) {
            return one.person == person && one.profile == profile && !one.ended;
        });
        return found != known.end() ? &*found : nullptr;
    }
};

ByHand::ByHand(data::Database& database, const audit::Audit& audit, EventSink& events,
               AddressWatch& addresses, Endings& endings, IdMaker& ids, const Clock& clock,
               const LocalTime& local_time)
    : database_(database),
      audit_(audit),
      events_(events),
      addresses_(addresses),
      endings_(endings),
      ids_(ids),
      clock_(clock),
      local_time_(local_time) {}

std::vector<Known> ByHand::alike(OrganisationId organisation, const NewPerson& typed) {
    const auto wish = checked(typed, today());
    if (!wish) return {};
    auto transaction = database_.read();
    return alike_of(known_people(transaction, organisation, today()), *wish);
}

// Edits, rosters and ends of one organisation wait for each other.
Result<ByHand::Entry> ByHand::begin(data::Transaction& transaction, const ByHandDesk& desk) {
    transaction.first(sql::organisation_lock, {desk.organisation.value}, [](const data::Row&) {});
    const std::string state = status_on(transaction, desk.organisation, today());
    if (state != status::kActive && state != status::kPreparation)
        return conflict("by hand: a suspended or closed organisation",
                        KEREGE_TR("Your organisation is suspended or closed: nothing is entered "
                                  "there."));
    return Entry{known_people(transaction, desk.organisation, today())};
}

Result<MembershipId> ByHand::add(const ByHandDesk& desk, const NewPerson& typed) {
    const auto wish = checked(typed, today());
    if (!wish) return wish.fault();
    auto transaction = database_.write();
    const auto entry = begin(transaction, desk);
    if (!entry) return entry.fault();
    std::string kind;
    transaction.first(sql::organisation_by_id, {desk.organisation.value},
                      [&](const data::Row& row) { kind = text_of(row, 2); });
    if (!may_hold(kind, wish->profile)) return not_found("by hand: no such people there");
    if (wish->profile == kGuardian && !entry->find(wish->learner, kLearner))
        return no_such_person();
    if (!wish->same && !alike_of(entry->known, *wish).empty()) return somebody_alike();
    auto made = wish->same ? add_same(transaction, desk, *entry, *wish)
                           : write(transaction, desk, *entry, planned_of(*wish), *wish);
    if (made) transaction.commit();
    return made;
}

// Who is here in another way already keeps data and login.
Result<MembershipId> ByHand::add_same(data::Transaction& transaction, const ByHandDesk& desk,
                                      const Entry& entry, const NewPerson& wish) {
    const Known* same = entry.find(wish.same);
    if (!same || same->profile == kLearner || wish.profile == kLearner) return no_such_person();
    if (const Known* here = entry.as(same->person, wish.profile)) {
        if (wish.profile != kGuardian) return here->membership;
        return write(transaction, desk, entry, planned_of(*here), wish);
    }
    Planned one = planned_of(*same);
    one.state = State::fresh;
    one.profile = wish.profile;
    one.membership = {};
    one.labels.clear();
    one.has_account = same->has_account;
    one.position = wish.data.position;
    if (wish.profile == kEmployee) one.roles = roles_of_position(one.position, false);
    return write(transaction, desk, entry, std::move(one), wish);
}

// Writes one person, who belongs to the learner if there is one.
Result<MembershipId> ByHand::write(data::Transaction& transaction, const ByHandDesk& desk,
                                   const Entry& entry, Planned one, const NewPerson& wish) {
    const bool guardian = one.profile == kGuardian;
    const bool fresh = !one.membership, learner = one.profile == kLearner;
    Plan plan;
    if (guardian) {
        if (desk.person && one.person == desk.person)
            return conflict("by hand: one's own child",
                            KEREGE_TR("Another administrator decides on your own child."));
        const Known* child = entry.find(wish.learner, kLearner);
        if (!child || child->person == one.person) return no_such_person();
        const auto& there = child->guardians;
        if (!fresh && std::ranges::find(there, one.membership) != there.end())
            return one.membership;
        Planned changed = planned_of(*child);
        changed.changes.emplace_back("guardians");
        changed.were.emplace_back();
        plan.people.push_back(std::move(changed));
        plan.new_links.push_back({0, 0, wish.kinship});
    }
    auto& place = guardian ? plan.guardians : plan.people;
    place.push_back(std::move(one));
    carry_out(transaction, desk, plan);
    const MembershipId made = (guardian ? plan.guardians : plan.people).front().membership;
    if (fresh) {
        const std::string subject = "membership:" + made.text();
        audit_.append(transaction, {.organisation = desk.organisation,
                                    .person = desk.person,
                                    .module = {},
                                    .action = "person.added",
                                    .subject = subject,
                                    .detail = {},
                                    .request_id = desk.request_id});
    }
    tell(transaction, desk, learner ? made : MembershipId{});
    return made;
}

void ByHand::carry_out(data::Transaction& transaction, const ByHandDesk& desk, Plan& plan) {
    Writer writer(transaction, {desk.organisation, desk.person, desk.request_id, {}}, audit_,
                  addresses_, ids_, clock_.now_ms(), local_time_);
    writer.write(plan);
}

// placed: the learner whose class modules take over.
void ByHand::tell(data::Transaction& transaction, const ByHandDesk& desk, MembershipId placed) {
    events_.publish(transaction, desk.organisation, "core.members.changed",
                    placed ? "placed:" + placed.text() : std::string(), "{}");
}

Result<> ByHand::place(const ByHandDesk& desk, MembershipId learner, std::string_view typed) {
    const auto label = text::read_class(text::tidy(typed));
    if (!label) return invalid_fields({{"class", KEREGE_TR("Write the class as 7А.")}});
    auto transaction = database_.write();
    const auto entry = begin(transaction, desk);
    if (!entry) return entry.fault();
    const Known* known = entry->find(learner, kLearner);
    if (!known) return no_such_person();
    if (known->labels == std::vector{*label}) return success();
    Plan plan;
    Planned one = planned_of(*known);
    one.state = State::changed;
    one.labels = {*label};
    one.labels_changed = true;
    one.changes.emplace_back("class");
    one.were.push_back(joined_labels(known->labels));
    plan.people.push_back(std::move(one));
    carry_out(transaction, desk, plan);
    tell(transaction, desk, learner);
    transaction.commit();
    return success();
}

std::vector<Known> ByHand::adults(OrganisationId organisation, std::string_view typed) {
    const std::vector<std::string> words = search_words(typed);
    std::vector<Known> adults;
    if (words.empty()) return adults;
    auto transaction = database_.read();
    const auto found = people_matching(transaction, organisation, words);
    const Entry all{known_people(transaction, organisation, today())};
    for (const Known& one : all.known) {
        if (!found.contains(one.membership.value) || one.ended || !is_adult(one.profile)) continue;
        // Of who is both, the parent.
        if (one.profile == kEmployee && all.as(one.person, kGuardian)) continue;
        if (adults.size() < kAdultsFoundMax) adults.push_back(one);
    }
    return adults;
}

Result<PersonId> ByHand::add_guardian(const ByHandDesk& desk, MembershipId learner,
                                      MembershipId adult, std::string_view kinship) {
    NewPerson wish;
    wish.profile = kGuardian;
    wish.learner = learner;
    wish.kinship = kinship;
    wish.same = adult;
    if (is_wrong(wish.kinship)) return invalid_fields({{"kinship", kChooseOne}});
    auto transaction = database_.write();
    const auto entry = begin(transaction, desk);
    if (!entry) return entry.fault();
    const Known* known = entry->find(adult);
    if (!known) return no_such_person();
    const PersonId person = known->person;
    const auto made = add_same(transaction, desk, *entry, wish);
    if (!made) return made.fault();
    transaction.commit();
    return person;
}

Result<PersonId> ByHand::remove_guardian(const ByHandDesk& desk, MembershipId learner,
                                         MembershipId guardian, bool end_access) {
    auto transaction = database_.write();
    const auto entry = begin(transaction, desk);
    if (!entry) return entry.fault();
    const Known* child = entry->find(learner, kLearner);
    const auto parent = std::ranges::find(entry->known, guardian, &Known::membership);
    if (!child || parent == entry->known.end() || parent->profile != kGuardian)
        return no_such_person();
    const auto asked = endings_.guardians_to_ask(transaction, desk.organisation, learner, {});
    if (transaction.execute(sql::guardianship_delete,
                            {desk.organisation.value, learner.value, guardian.value}) == 0)
        return parent->person;
    EditNotes notes(audit_, desk.organisation, desk.person, desk.request_id, today());
    notes.add(learner, {}, {"guardians"});
    notes.flush(transaction);
    const bool alone = std::ranges::any_of(
        asked, [&](const RelatedPerson& one) { return one.membership == guardian; });
    if (end_access && alone) {
        const auto ended = endings_.end(transaction, desk.organisation, guardian,
                                        {"child_left", {}, {}}, desk.person, desk.request_id);
        if (!ended) return ended.fault();
    } else {
        tell(transaction, desk, {});
    }
    transaction.commit();
    return parent->person;
}

}  // namespace kerege::directory::roster
