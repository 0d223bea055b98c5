#include "host/src/directory/roster/store.hpp"

#include <algorithm>
#include <unordered_map>

#include "host/src/directory/logins.hpp"
#include "host/src/directory/rows.hpp"
#include "queries/directory.hpp"

namespace kerege::directory::roster {
namespace {

namespace sql = queries::directory;

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
    transaction.each(sql::roster_known_labels, {organisation.value}, [&](const data::Row& row) {
        known[places.at(row.int64(0))].labels.push_back(text_of(row, 1));
    });
    transaction.each(sql::roster_known_links, {organisation.value}, [&](const data::Row& row) {
        known[places.at(row.int64(0))].guardians.push_back(MembershipId{row.int64(1)});
    });
    for (Known& one : known) std::sort(one.labels.begin(), one.labels.end());
    return known;
}

void Writer::write(Plan& plan) {
    for (Planned& one : plan.people) write(one);
    for (Planned& one : plan.guardians) write(one);
    for (const Link& link : plan.new_links) {
        transaction_.execute(sql::guardianship_insert,
                             {organisation_.value, plan.people[link.learner].membership.value,
                              plan.guardians[link.guardian].membership.value});
    }
}

void Writer::write(Planned& planned) {
    const bool known = static_cast<bool>(planned.person);
    if (!known) add_person(planned);
    write_membership(planned);
    if (known && planned.person_changed) change_person(planned);
    if (planned.labels_changed) write_labels(planned);
    if (!planned.has_account) write_account(planned);
}

void Writer::add_person(Planned& planned) {
    planned.person = PersonId{ids_.next()};
    transaction_.execute(
        sql::person_insert,
        {planned.person.value, planned.family_name, planned.given_name, planned.patronymic,
         null_if_empty(planned.birth_date), null_if_empty(planned.sex), planned.phone,
         planned.email, planned.residence, now_ms_});
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
    transaction_.execute(sql::membership_insert,
                         {organisation_.value, planned.membership.value, planned.person.value,
                          planned.profile, planned.position, today_});
    for (const std::string& role : planned.roles) {
        transaction_.execute(sql::role_insert,
                             {organisation_.value, planned.membership.value, role});
    }
}

void Writer::write_labels(const Planned& planned) {
    const std::string_view kind = planned.profile == "learner" ? "class" : "subject";
    transaction_.execute(sql::placement_delete,
                         {organisation_.value, planned.membership.value, kind});
    for (const std::string& label : planned.labels) {
        transaction_.execute(sql::placement_insert,
                             {organisation_.value, planned.membership.value, kind, label});
    }
}

void Writer::write_account(const Planned& planned) {
    const std::string login = free_login(transaction_, planned.family_name, planned.given_name);
    transaction_.execute(sql::account_insert, {planned.person.value, login, "kk", now_ms_});
    ++accounts_;
}

}  // namespace kerege::directory::roster
