#include "host/src/directory/roster/store.hpp"

#include <algorithm>
#include <unordered_map>

#include "host/src/base/text_values.hpp"
#include "host/src/directory/roster/fields.hpp"
#include "host/src/directory/rows.hpp"
#include "queries/directory.hpp"

namespace kerege::directory::roster {
namespace {

namespace sql = queries::directory;

constexpr size_t kAtOnce = 500;

Known known_of(const data::Row& row) {
    Known known;
    known.membership = MembershipId{row.int64(0)};
    known.person = PersonId{row.int64(1)};
    known.profile = text_of(row, 2);
    known.ended = row.int64(3) != 0;
    known.family_name = text_of(row, 4);
    known.given_name = text_of(row, 5);
    known.patronymic = text_of(row, 6);
    known.birth_date = text_of(row, 7);
    known.sex = text_of(row, 8);
    known.phone = text_of(row, 9);
    known.email = text_of(row, 10);
    known.residence = text_of(row, 11);
    known.position = text_of(row, 12);
    known.has_account = row.int64(13) != 0;
    known.in_use = row.int64(18) != 0;
    if (!known.ended) return known;
    known.end_ground = text_of(row, 14);
    known.moved = row.int64(19) != 0;
    known.undone = row.int64(17) != 0 && known.end_ground.empty();
    known.end_day = text_of(row, 15);
    if (known.end_day.empty()) known.end_day = text::day_of(text::day_number(text_of(row, 16)) + 1);
    return known;
}

}  // namespace

std::vector<Known> known_people(data::Transaction& transaction, OrganisationId organisation,
                                std::string_view today) {
    std::vector<Known> known;
    std::unordered_map<int64_t, size_t> places;
    transaction.each(sql::roster_known, {today, organisation.value}, [&](const data::Row& row) {
        places.emplace(row.int64(0), known.size());
        known.push_back(known_of(row));
    });
    // Of deleted profiles, which are not among the known ones, labels and links are there still.
    transaction.each(sql::roster_known_labels, {organisation.value}, [&](const data::Row& row) {
        const auto place = places.find(row.int64(0));
        if (place != places.end()) known[place->second].labels.push_back(text_of(row, 1));
    });
    transaction.each(sql::roster_known_links, {organisation.value}, [&](const data::Row& row) {
        const auto place = places.find(row.int64(0));
        if (place == places.end() || !places.contains(row.int64(1))) return;
        known[place->second].guardians.push_back(MembershipId{row.int64(1)});
        known[place->second].kinships.push_back(text_of(row, 2));
    });
    for (Known& one : known) std::sort(one.labels.begin(), one.labels.end());
    return known;
}

Writer::Writer(data::Transaction& transaction, const Takeover& takeover, const audit::Audit& audit,
               AddressWatch& addresses, IdMaker& ids, int64_t now_ms, const LocalTime& local_time)
    : transaction_(transaction),
      takeover_(takeover),
      organisation_(takeover.organisation),
      addresses_(addresses),
      ids_(ids),
      now_ms_(now_ms),
      today_(local_time.day(now_ms)),
      logins_(transaction),
      edits_(audit, organisation_, takeover.by, takeover.request_id, today_,
             takeover.upload ? takeover.upload.text() : std::string()),
      placement_times_(organisation_, now_ms, local_time),
      persons_(sql::person_insert_many),
      memberships_(sql::membership_insert_many),
      roles_(sql::role_insert_many),
      placements_(sql::placement_insert_many),
      accounts_rows_(sql::account_insert_many),
      links_(sql::guardianship_insert_many),
      kinships_(sql::guardianship_kinship_many),
      changes_(sql::roster_change_insert_many) {}

void Writer::write(Plan& plan, const Follow& follow) {
    const auto total = static_cast<int64_t>(plan.people.size() + plan.guardians.size());
    int64_t done = 0;
    for (auto* people : {&plan.people, &plan.guardians}) {
        for (size_t at = 0; at < people->size(); at += kAtOnce) {
            const size_t count = std::min(kAtOnce, people->size() - at);
            write_some(std::span(*people).subspan(at, count));
            done += static_cast<int64_t>(count);
            if (follow && !follow(done, total)) throw BrokenOff{};
        }
    }
    write_links(plan);
    flush();
}

void Writer::write_some(std::span<Planned> people) {
    std::vector<std::string> bases;
    const auto needs_login = [](const Planned& one) { return !one.left_out && !one.has_account; };
    for (const Planned& one : people)
        if (needs_login(one)) bases.push_back(login_base(one.family_name, one.given_name));
    const std::vector<std::string> logins = logins_.give(bases);
    auto login = logins.begin();
    for (Planned& one : people)
        if (!one.left_out) write(one, needs_login(one) ? *login++ : std::string());
    flush();
}

// Those that others refer to first.
void Writer::flush() {
    for (data::Batch* batch : {&persons_, &memberships_, &roles_, &placements_, &accounts_rows_,
                               &links_, &kinships_, &changes_})
        batch->flush(transaction_);
    placement_times_.flush(transaction_);
    edits_.flush(transaction_);
}

void Writer::write_links(const Plan& plan) {
    size_t waiting = 0;
    for (const Link& link : plan.new_links) {
        const MembershipId learner = plan.people[link.learner].membership;
        const MembershipId guardian = plan.guardians[link.guardian].membership;
        links_.add(organisation_.value, learner.value, guardian.value, link.kinship);
        const bool between_old = !made_.count(learner.value) && !made_.count(guardian.value);
        if (between_old) note(learner, kGuardianField, {}, guardian.text());
        if (++waiting % kAtOnce == 0) flush();
    }
    for (const Link& link : plan.new_kinships) {
        const MembershipId learner = plan.people[link.learner].membership;
        const MembershipId guardian = plan.guardians[link.guardian].membership;
        kinships_.add(organisation_.value, learner.value, guardian.value, link.kinship);
        note(learner, kinship_field(guardian.text()), link.was, link.kinship);
        if (++waiting % kAtOnce == 0) flush();
    }
}

// What the undoing needs to know. Who is new stands in the log by the import that made them.
void Writer::note(MembershipId membership, std::string_view field, const std::string& was,
                  const std::string& became) {
    if (!takeover_.upload) return;
    changes_.add(organisation_.value, takeover_.upload.value, ++noted_, membership.value, field,
                 was, became);
}

void Writer::note_changes(const Planned& planned) {
    edits_.add(planned.membership, planned.person, planned.changes);
    for (size_t at = 0; at < planned.changes.size(); ++at) {
        const std::string& field = planned.changes[at];
        if (field == "guardians" || field == kKinshipField) continue;  // each link by itself
        note(planned.membership, field, planned.were[at], value_of(planned, field));
    }
}

void Writer::write(Planned& planned, const std::string& login) {
    const bool known = static_cast<bool>(planned.person);
    const bool made = !planned.membership;
    if (!known) add_person(planned);
    // Before the new membership: who has another way in keeps the password they use there.
    if (known && made) transaction_.execute(sql::account_renew, {planned.person.value, today_});
    write_membership(planned);
    if (known && planned.person_changed) change_person(planned);
    if (known) note_changes(planned);
    if (planned.labels_changed) write_labels(planned, made);
    if (login.empty()) return;
    accounts_rows_.add(planned.person.value, login, 1, "kk", now_ms_);
    ++accounts_;
}

void Writer::add_person(Planned& planned) {
    planned.person = PersonId{ids_.next()};
    persons_.add(planned.person.value, planned.family_name, planned.given_name, planned.patronymic,
                 planned.birth_date, planned.sex, planned.phone, planned.email, planned.residence,
                 now_ms_);
}

void Writer::change_person(const Planned& planned) {
    std::string address;
    transaction_.first(sql::person_address, {planned.person.value},
                       [&](const data::Row& row) { address = row.text(0); });
    transaction_.execute(sql::person_update,
                         {planned.family_name, planned.given_name, planned.patronymic,
                          null_if_empty(planned.birth_date), null_if_empty(planned.sex),
                          planned.phone, planned.email, planned.residence, planned.person.value});
    if (planned.email == address) return;
    flush();  // who hears of it may look at the membership
    addresses_.address_changed(transaction_, {organisation_, planned.membership, planned.person,
                                              takeover_.by, address, takeover_.request_id});
}

void Writer::write_membership(Planned& planned) {
    if (planned.membership) {
        const auto& changes = planned.changes;
        if (std::find(changes.begin(), changes.end(), "position") != changes.end()) {
            transaction_.execute(sql::membership_position,
                                 {planned.position, organisation_.value, planned.membership.value});
        }
        return;
    }
    planned.membership = MembershipId{ids_.next()};
    made_.insert(planned.membership.value);
    memberships_.add(organisation_.value, planned.membership.value, planned.person.value,
                     planned.profile, planned.position, today_, takeover_.upload.value);
    for (const std::string& role : planned.roles)
        roles_.add(organisation_.value, planned.membership.value, role);
}

void Writer::write_labels(const Planned& planned, bool made) {
    const std::string_view kind = planned.profile == "learner" ? "class" : "subject";
    if (!made)
        transaction_.execute(sql::placement_delete,
                             {organisation_.value, planned.membership.value, kind});
    for (const std::string& label : planned.labels)
        placements_.add(organisation_.value, planned.membership.value, kind, label);
    placement_times_.touch(planned.membership);
}

}  // namespace kerege::directory::roster
