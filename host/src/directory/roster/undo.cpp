#include "host/src/directory/roster/undo.hpp"

#include <algorithm>
#include <map>
#include <unordered_map>

#include "host/src/base/text.hpp"
#include "host/src/base/text_values.hpp"
#include "host/src/directory/placement_times.hpp"
#include "host/src/directory/roster/fields.hpp"
#include "host/src/directory/rows.hpp"
#include "queries/directory.hpp"

namespace kerege::directory::roster {
namespace {

namespace sql = queries::directory;

constexpr size_t kNotesAtOnce = 500;

// What is known, by membership.
class Index {
public:
    explicit Index(const std::vector<Known>& known) {
        for (const Known& one : known) by_membership_.emplace(one.membership.value, &one);
    }
    const Known* find(int64_t membership) const {
        const auto found = by_membership_.find(membership);
        return found == by_membership_.end() ? nullptr : found->second;
    }

private:
    std::unordered_map<int64_t, const Known*> by_membership_;
};

std::optional<MembershipId> guardian_of(std::string_view kinship_field) {
    return MembershipId::parse(kinship_field.substr(kinship_field.find(':') + 1));
}

// Of a link that is there still.
void add_kinship(const Known& known, const std::string& field, const std::string& was,
                 const std::string& became, const Index& index, Undo& undo) {
    const auto guardian = guardian_of(field);
    const Known* adult = guardian ? index.find(guardian->value) : nullptr;
    const auto& guardians = known.guardians;
    if (!adult || !std::count(guardians.begin(), guardians.end(), *guardian)) return;
    const std::string now = known.kinship_of(*guardian);
    if (now == was) return;
    (now == became ? undo.restores : undo.kept)
        .push_back({known, field, was, now, adult->family_name + ' ' + adult->given_name});
}

void add_change(const data::Row& row, const Index& index, Undo& undo) {
    const Known* known = index.find(row.int64(0));
    if (!known) return;
    const std::string field = text_of(row, 1), was = text_of(row, 2), became = text_of(row, 3);
    if (field == kGuardianField) {
        const auto guardian = MembershipId::parse(became);
        const auto& guardians = known->guardians;
        if (guardian && std::count(guardians.begin(), guardians.end(), *guardian))
            undo.links.emplace_back(known->membership, *guardian);
        return;
    }
    if (is_kinship_field(field)) {
        add_kinship(*known, field, was, became, index, undo);
        return;
    }
    const std::string now = value_of(*known, field);
    if (now == was) return;
    (now == became ? undo.restores : undo.kept).push_back({*known, field, was, now});
}

void write_labels(data::Transaction& transaction, OrganisationId organisation,
                  const FormerValue& value) {
    const std::string_view kind = value.field == "class" ? "class" : "subject";
    const int64_t membership = value.person.membership.value;
    transaction.execute(sql::placement_delete, {organisation.value, membership, kind});
    for (const std::string& label : text::split(value.was, "\n"))
        transaction.execute(sql::placement_insert, {organisation.value, membership, kind, label});
}

// One person's values, together.
void write_person(data::Transaction& transaction, const Takeover& takeover, AddressWatch& addresses,
                  const Known& now, const Known& then) {
    transaction.execute(
        sql::person_update,
        {then.family_name, then.given_name, then.patronymic, null_if_empty(then.birth_date),
         null_if_empty(then.sex), then.phone, then.email, then.residence, then.person.value});
    if (now.email == then.email) return;
    addresses.address_changed(transaction, {takeover.organisation, now.membership, now.person,
                                            takeover.by, now.email, takeover.request_id});
}

void restore(data::Transaction& transaction, const Takeover& takeover,
             const std::vector<FormerValue>& values, AddressWatch& addresses) {
    std::map<int64_t, std::pair<const Known*, Known>> people;  // as they are, as they will be
    for (const FormerValue& value : values) {
        if (is_label_field(value.field)) {
            write_labels(transaction, takeover.organisation, value);
        } else if (is_kinship_field(value.field)) {
            transaction.execute(sql::guardianship_kinship,
                                {null_if_empty(value.was), takeover.organisation.value,
                                 value.person.membership.value,
                                 guardian_of(value.field).value_or(MembershipId{}).value});
        } else if (value.field == "position") {
            transaction.execute(sql::membership_position, {value.was, takeover.organisation.value,
                                                           value.person.membership.value});
        } else {
            auto& [now, then] =
                people.try_emplace(value.person.person.value, &value.person, value.person)
                    .first->second;
            if (std::string* text = field_of(then, value.field)) *text = value.was;
        }
    }
    for (const auto& [id, person] : people)
        write_person(transaction, takeover, addresses, *person.first, person.second);
}

// Who ended is told of by the import that made them.
void note_undo(data::Transaction& transaction, const Takeover& takeover, const Undo& undo,
               const audit::Audit& audit, const std::string& today) {
    std::map<int64_t, std::pair<PersonId, std::vector<std::string>>> fields;  // by membership
    for (const FormerValue& value : undo.restores) {
        auto& [person, names] = fields[value.person.membership.value];
        person = value.person.person;
        const std::string_view name =
            is_kinship_field(value.field) ? kKinshipField : std::string_view(value.field);
        if (std::find(names.begin(), names.end(), name) == names.end()) names.emplace_back(name);
    }
    for (const auto& [learner, guardian] : undo.links) {
        auto& names = fields[learner.value].second;
        if (std::find(names.begin(), names.end(), "guardians") == names.end())
            names.emplace_back("guardians");
    }
    EditNotes notes(audit, takeover.organisation, takeover.by, takeover.request_id, today,
                    takeover.upload.text());
    size_t waiting = 0;
    for (const auto& [membership, one] : fields) {
        notes.add(MembershipId{membership}, one.first, one.second);
        if (++waiting % kNotesAtOnce == 0) notes.flush(transaction);
    }
    notes.flush(transaction);
}

}  // namespace

Undo plan_undo(data::Transaction& transaction, OrganisationId organisation, UploadId upload,
               std::string_view today) {
    const std::vector<Known> known = known_people(transaction, organisation, today);
    const Index index(known);
    Undo undo;
    transaction.each(sql::roster_made, {organisation.value, upload.value, today},
                     [&](const data::Row& row) {
                         if (const Known* one = index.find(row.int64(0))) undo.ends.push_back(*one);
                     });
    transaction.each(sql::roster_changes, {organisation.value, upload.value},
                     [&](const data::Row& row) { add_change(row, index, undo); });
    return undo;
}

void write_undo(data::Transaction& transaction, const Takeover& takeover, const Undo& undo,
                const audit::Audit& audit, AddressWatch& addresses, int64_t now_ms,
                const LocalTime& local_time) {
    const std::string today = local_time.day(now_ms);
    PlacementTimes times(takeover.organisation, now_ms, local_time);
    const int64_t organisation = takeover.organisation.value;
    const std::string yesterday = text::day_of(text::day_number(today) - 1);
    for (const auto& [learner, guardian] : undo.links)
        transaction.execute(sql::guardianship_delete,
                            {organisation, learner.value, guardian.value});
    for (const Known& one : undo.ends) {
        const int64_t membership = one.membership.value;
        transaction.execute(sql::membership_until, {yesterday, organisation, membership});
        transaction.execute(sql::membership_end_sessions, {organisation, membership});
        times.touch(one.membership);
    }
    // Once all have ended: a password that opens nothing any more is issued anew if they come back.
    for (const Known& one : undo.ends)
        transaction.execute(sql::account_renew, {one.person.value, today});
    restore(transaction, takeover, undo.restores, addresses);
    for (const FormerValue& value : undo.restores)
        if (is_label_field(value.field)) times.touch(value.person.membership);
    times.flush(transaction);
    note_undo(transaction, takeover, undo, audit, today);
}

}  // namespace kerege::directory::roster
