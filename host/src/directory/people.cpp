#include "host/src/directory/people.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <limits>

#include "host/src/base/text.hpp"
#include "host/src/directory/edit_notes.hpp"
#include "host/src/directory/person_edit.hpp"
#include "host/src/directory/revision.hpp"
#include "host/src/directory/rows.hpp"
#include "host/src/directory/search.hpp"
#include "host/src/directory/search_words.hpp"
#include "kerege/sdk/tr.hpp"
#include "queries/directory.hpp"

namespace kerege::directory {
namespace {

namespace sql = queries::directory;

// The card shows all children a guardian ever had here.
constexpr std::string_view kEver = "0001-01-01";
constexpr std::string_view kEverAfter = "9999-12-31";

PersonLine line_of(const data::Row& row) {
    PersonLine line;
    line.membership = MembershipId{row.int64(0)};
    line.person = PersonId{row.int64(1)};
    line.family_name = text_of(row, 2);
    line.given_name = text_of(row, 3);
    line.patronymic = text_of(row, 4);
    line.birth_date = text_of(row, 5);
    line.phone = text_of(row, 6);
    line.email = text_of(row, 7);
    line.position = text_of(row, 8);
    line.labels = text_of(row, 9);
    line.login = text_of(row, 10);
    line.has_password = row.int64_or(11, 0) != 0;
    line.first_login_at_ms = number_of(row, 12);
    return line;
}

RelatedPerson related_of(const data::Row& row) {
    return {MembershipId{row.int64(0)},
            text_of(row, 1),
            text_of(row, 2),
            text_of(row, 3),
            text_of(row, 4),
            text_of(row, 5),
            text_of(row, 6)};
}

int pages_of(int64_t total) {
    return static_cast<int>(std::max<int64_t>(1, (total + kPeoplePage - 1) / kPeoplePage));
}

// "7А" before "7Ә" before "10А": by number, then by the place of the letter.
bool class_before(const std::string& left, const std::string& right) {
    const auto number = [](const std::string& label) {
        int value = 0;
        std::from_chars(label.data(), label.data() + label.size(), value);
        return value;
    };
    const int left_number = number(left), right_number = number(right);
    if (left_number != right_number) return left_number < right_number;
    return text::before(left, right);
}

std::vector<std::string> roles_in(data::Transaction& transaction, OrganisationId organisation,
                                  MembershipId membership) {
    std::vector<std::string> roles;
    transaction.each(sql::role_list, {organisation.value, membership.value},
                     [&](const data::Row& row) { roles.push_back(text_of(row, 0)); });
    return roles;
}

bool find_card(data::Transaction& transaction, OrganisationId organisation, MembershipId membership,
               PersonCard& card) {
    return transaction.first(sql::person_card, {organisation.value, membership.value},
                             [&](const data::Row& row) {
                                 card.line = line_of(row);
                                 card.profile = text_of(row, 13);
                                 card.sex = text_of(row, 14);
                                 card.residence = text_of(row, 15);
                                 card.valid_from = text_of(row, 16);
                                 card.valid_until = text_of(row, 17);
                                 card.confirmed_at_ms = number_of(row, 18);
                                 card.last_login_at_ms = number_of(row, 19);
                                 if (!card.last_login_at_ms)
                                     card.last_login_at_ms = card.line.first_login_at_ms;
                             });
}

void add_guardians(data::Transaction& transaction, OrganisationId organisation,
                   MembershipId membership, const std::string& today, PersonCard& card) {
    transaction.each(sql::guardians_of_learner, {today, organisation.value, membership.value},
                     [&](const data::Row& row) { card.guardians.push_back(related_of(row)); });
}

// Of everything an edit may change.
std::string revision_of(const PersonCard& card) {
    const PersonLine& line = card.line;
    Revision revision;
    revision.add({&line.family_name, &line.given_name, &line.patronymic, &line.birth_date,
                  &card.sex, &line.phone, &line.email, &card.residence, &line.position});
    for (const std::string& role : card.roles) revision.add(role);
    for (const RelatedPerson& guardian : card.guardians) revision.add(guardian.kinship);
    return revision.text();
}

std::string names_of(const PersonLine& line) {
    return line.family_name + " " + line.given_name + " " + line.patronymic;
}

std::string joined(const std::vector<std::string>& words) {
    std::string text;
    for (const std::string& word : words) text += (text.empty() ? "\"" : ",\"") + word + '"';
    return '[' + text + ']';
}

}  // namespace

std::map<MembershipId, std::string> children_of(data::Transaction& transaction,
                                                OrganisationId organisation,
                                                const std::vector<MembershipId>& guardians,
                                                std::string_view today) {
    std::map<MembershipId, std::string> children;
    if (guardians.empty()) return children;
    std::string ids;
    for (const MembershipId one : guardians) ids += (ids.empty() ? "[" : ",") + one.text();
    transaction.each(sql::children_of_guardians, {organisation.value, ids + ']', today},
                     [&](const data::Row& row) {
                         std::string& all = children[MembershipId{row.int64(0)}];
                         const std::string label = text_of(row, 2);
                         all += (all.empty() ? "" : ", ") + text_of(row, 1);
                         if (!label.empty()) all += " " + label;
                     });
    return children;
}

Fault card_changed() {
    return conflict("people: the card was changed meanwhile",
                    KEREGE_TR("Somebody else changed this card meanwhile. Nothing is saved "
                              "yet: compare, then save again."));
}

People::People(data::Database& database, const audit::Audit& audit, const Clock& clock,
               const LocalTime& local_time, AddressWatch& addresses)
    : database_(database),
      audit_(audit),
      clock_(clock),
      local_time_(local_time),
      addresses_(addresses) {}

std::string People::today() const { return local_time_.day(clock_.now_ms()); }

PeoplePage People::lines_of(OrganisationId organisation, const PeopleFilter& filter) {
    const std::string day = today();
    const std::vector<std::string> words = search_words(filter.search);
    PeoplePage page;
    std::vector<PersonLine> found;
    int64_t total = 0;
    auto transaction = database_.read();
    const auto matching = people_matching(transaction, organisation, words);
    const auto read = [&](int64_t rows, int64_t skipped) {
        transaction.each(sql::people_list,
                         {organisation.value, filter.profile, filter.former ? "former" : "", day,
                          filter.class_label, filter.account, rows, skipped},
                         [&](const data::Row& row) {
                             total = row.int64(13);
                             PersonLine line = line_of(row);
                             line.end_ground = text_of(row, 14);
                             line.end_day = text_of(row, 15);
                             if (!words.empty() && !matching.contains(line.membership.value))
                                 return;
                             if (filter.by_names && !begins_in(words, names_of(line))) return;
                             found.push_back(std::move(line));
                         });
    };
    const auto place = [&] {
        page.total = total;
        page.pages = pages_of(total);
        page.page = std::clamp(filter.page, 1, page.pages);
        return static_cast<int64_t>(page.page - 1) * kPeoplePage;
    };
    if (words.empty()) {
        read(kPeoplePage, static_cast<int64_t>(std::max(filter.page, 1) - 1) * kPeoplePage);
        // A page beyond the last has no row that could say how many there are.
        if (found.empty() && filter.page > 1) read(kPeoplePage, 0);
        if (const int64_t skipped = place(); !found.empty() && filter.page > page.page && skipped) {
            found.clear();
            read(kPeoplePage, skipped);
        }
        page.lines = std::move(found);
        return page;
    }
    // A school is small: whoever is not among the matching is left out here.
    if (!matching.empty()) read(std::numeric_limits<int32_t>::max(), 0);
    total = static_cast<int64_t>(found.size());
    const auto begin = found.begin() + place();
    const auto end = found.begin() + std::min<int64_t>(begin - found.begin() + kPeoplePage, total);
    page.lines.assign(std::make_move_iterator(begin), std::make_move_iterator(end));
    return page;
}

PeoplePage People::list(OrganisationId organisation, const PeopleFilter& filter) {
    PeoplePage page = lines_of(organisation, filter);
    if (filter.profile != "guardian") return page;
    std::vector<MembershipId> guardians;
    for (const PersonLine& line : page.lines) guardians.push_back(line.membership);
    auto transaction = database_.read();
    auto children = children_of(transaction, organisation, guardians, today());
    for (PersonLine& line : page.lines) line.children = std::move(children[line.membership]);
    return page;
}

std::vector<ClassCount> People::classes(OrganisationId organisation) {
    std::vector<ClassCount> classes;
    auto transaction = database_.read();
    transaction.each(sql::class_counts, {organisation.value, today()}, [&](const data::Row& row) {
        classes.push_back({text_of(row, 0), row.int64(1)});
    });
    std::sort(classes.begin(), classes.end(), [](const ClassCount& left, const ClassCount& right) {
        return class_before(left.label, right.label);
    });
    return classes;
}

std::vector<SlipCount> People::slip_counts(OrganisationId organisation) {
    std::vector<SlipCount> counts;
    auto transaction = database_.read();
    transaction.each(sql::slip_counts, {organisation.value, today()}, [&](const data::Row& row) {
        counts.push_back(
            {text_of(row, 0), text_of(row, 1), row.int64(2), row.int64(3), row.int64(4)});
    });
    std::sort(counts.begin(), counts.end(), [](const SlipCount& left, const SlipCount& right) {
        if (left.label != right.label) return class_before(left.label, right.label);
        return left.profile > right.profile;
    });
    return counts;
}

std::vector<RelatedPerson> People::learners_of(OrganisationId organisation, MembershipId guardian) {
    std::vector<RelatedPerson> learners;
    auto transaction = database_.read();
    transaction.each(sql::learners_of_guardian, {organisation.value, guardian.value, today()},
                     [&](const data::Row& row) { learners.push_back(related_of(row)); });
    return learners;
}

Result<PersonCard> People::card(OrganisationId organisation, MembershipId membership) {
    auto transaction = database_.read();
    PersonCard card;
    if (!find_card(transaction, organisation, membership, card)) {
        return not_found("people: no such membership in the organisation");
    }
    card.roles = roles_in(transaction, organisation, membership);
    add_guardians(transaction, organisation, membership, today(), card);
    transaction.each(sql::learners_of_guardian, {organisation.value, membership.value, kEver},
                     [&](const data::Row& row) { card.learners.push_back(related_of(row)); });
    card.revision = revision_of(card);
    return card;
}

Result<> People::edit(OrganisationId organisation, MembershipId membership, const PersonEdit& edit,
                      PersonId by, std::string_view request_id) {
    auto transaction = database_.write();
    // Two edits of one organisation wait for each other, as rosters do: what one has read stands
    // until it has written.
    transaction.first(sql::organisation_lock, {organisation.value}, [](const data::Row&) {});
    PersonCard card;
    if (!find_card(transaction, organisation, membership, card)) {
        return not_found("people: no such membership in the organisation");
    }
    if (transaction.first(sql::membership_frozen, {organisation.value, membership.value},
                          [](const data::Row&) {}))
        return Fault{FaultKind::forbidden, "people: a deleted profile",
                     KEREGE_TR("This profile is deleted: its data are not changed any more.")};
    card.roles = roles_in(transaction, organisation, membership);
    if (card.profile == "learner")
        add_guardians(transaction, organisation, membership, today(), card);
    // Who left belongs to themselves, or to where they are now.
    if (!card.valid_until.empty() && card.valid_until < today()) {
        return conflict("people: access has ended",
                        KEREGE_TR("This person's access here has ended, and with it the editing of "
                                  "the card. Open the access again first."));
    }
    if (!edit.revision.empty() && edit.revision != revision_of(card)) {
        return card_changed();
    }
    Result<PersonEdit> checked = check_edit(edit, card, today());
    if (!checked) return checked.fault();
    const Change change{organisation, membership, by, request_id};
    write_data(transaction, change, card, *checked);
    if (checked->roles) {
        if (auto set = write_roles(transaction, change, card, *checked->roles); !set) return set;
    }
    transaction.commit();
    return success();
}

void People::write_data(data::Transaction& transaction, const Change& change,
                        const PersonCard& card, const PersonEdit& edit) {
    const std::vector<std::string> changes = changed_fields(card, edit);
    if (changes.empty()) return;
    transaction.execute(
        sql::person_update,
        {edit.family_name, edit.given_name, edit.patronymic, null_if_empty(edit.birth_date),
         null_if_empty(edit.sex), edit.phone, edit.email, edit.residence, card.line.person.value});
    if (edit.position != card.line.position) {
        transaction.execute(sql::membership_position,
                            {edit.position, change.organisation.value, change.membership.value});
    }
    for (const RelatedPerson& guardian : card.guardians) {
        const auto wanted = edit.kinships.find(guardian.membership);
        if (wanted == edit.kinships.end() || wanted->second == guardian.kinship) continue;
        transaction.execute(sql::guardianship_kinship,
                            {null_if_empty(wanted->second), change.organisation.value,
                             change.membership.value, guardian.membership.value});
    }
    if (edit.email != card.line.email)
        addresses_.address_changed(
            transaction, {change.organisation, change.membership, card.line.person, change.by,
                          card.line.email, change.request_id});
    EditNotes notes(audit_, change.organisation, change.by, change.request_id, today());
    notes.add(change.membership, card.line.person, changes);
    notes.flush(transaction);
}

Result<> People::write_roles(data::Transaction& transaction, const Change& change,
                             const PersonCard& card, const std::vector<std::string>& wanted) {
    const std::vector<std::string>& before = card.roles;
    if (before == wanted) return success();
    const int64_t organisation = change.organisation.value;
    if (std::count(before.begin(), before.end(), "administrator") &&
        !std::count(wanted.begin(), wanted.end(), "administrator")) {
        // Somebody today, and somebody who stays: whose last day is set already is no help then.
        const auto others_on = [&](std::string_view day) {
            int64_t others = 0;
            transaction.first(sql::administrators_besides,
                              {organisation, change.membership.value, day},
                              [&](const data::Row& row) { others = row.int64(0); });
            return others;
        };
        if (others_on(today()) == 0 || others_on(kEverAfter) == 0) {
            return Fault{
                FaultKind::conflict,
                "people: the last administrator",
                {},
                {{"roles", KEREGE_TR("An organisation needs at least one administrator.")}}};
        }
    }
    transaction.execute(sql::role_delete_all, {organisation, change.membership.value});
    for (const std::string& role : wanted) {
        transaction.execute(sql::role_insert, {organisation, change.membership.value, role});
    }
    note(transaction, change, "roles.set",
         R"({"before":)" + joined(before) + R"(,"after":)" + joined(wanted) + "}");
    return success();
}

void People::note(data::Transaction& transaction, const Change& change, std::string_view action,
                  const std::string& detail) {
    const std::string subject = "membership:" + change.membership.text();
    audit_.append(transaction, {.organisation = change.organisation,
                                .person = change.by,
                                .module = {},
                                .action = action,
                                .subject = subject,
                                .detail = detail,
                                .request_id = change.request_id});
}

}  // namespace kerege::directory
