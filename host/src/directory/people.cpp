#include "host/src/directory/people.hpp"

#include <algorithm>
#include <charconv>
#include <limits>

#include "host/src/base/text.hpp"
#include "host/src/directory/person_edit.hpp"
#include "host/src/directory/rows.hpp"
#include "kerege/sdk/tr.hpp"
#include "queries/directory.hpp"

namespace kerege::directory {
namespace {

namespace sql = queries::directory;

constexpr std::string_view kEmployeeRoles[] = {"administrator", "editor", "teacher", "staff"};

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
            text_of(row, 5)};
}

int pages_of(int64_t total) {
    return static_cast<int>(std::max<int64_t>(1, (total + kPeoplePage - 1) / kPeoplePage));
}

// Every word of the search begins or lies within a name or the login.
bool matches(const PersonLine& line, const std::vector<std::string>& words) {
    const std::string names =
        text::fold(line.family_name + ' ' + line.given_name + ' ' + line.patronymic);
    return std::all_of(words.begin(), words.end(), [&](const std::string& word) {
        return names.find(word) != std::string::npos ||
               text::fold(line.login).find(word) != std::string::npos;
    });
}

// "7А" before "7Ә" before "10А": by number, then by the place of the letter.
bool class_before(const ClassCount& left, const ClassCount& right) {
    const auto number = [](const std::string& label) {
        int value = 0;
        std::from_chars(label.data(), label.data() + label.size(), value);
        return value;
    };
    const int left_number = number(left.label), right_number = number(right.label);
    if (left_number != right_number) return left_number < right_number;
    return text::before(left.label, right.label);
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

std::string joined(const std::vector<std::string>& words) {
    std::string text;
    for (const std::string& word : words) text += (text.empty() ? "\"" : ",\"") + word + '"';
    return '[' + text + ']';
}

}  // namespace

People::People(data::Database& database, const audit::Audit& audit, const Clock& clock,
               const LocalTime& local_time)
    : database_(database), audit_(audit), clock_(clock), local_time_(local_time) {}

std::string People::today() const { return local_time_.day(clock_.now_ms()); }

PeoplePage People::list(OrganisationId organisation, const PeopleFilter& filter) {
    const std::string day = today();
    const std::vector<std::string> words = text::split(text::fold(filter.search), " ");
    PeoplePage page;
    std::vector<PersonLine> found;
    auto transaction = database_.read();
    const auto read = [&](int64_t rows, int64_t skipped) {
        transaction.each(
            sql::people_list,
            {organisation.value, filter.profile, day, filter.class_label, rows, skipped},
            [&](const data::Row& row) {
                PersonLine line = line_of(row);
                if (matches(line, words)) found.push_back(std::move(line));
            });
    };
    const auto place = [&](int64_t total) {
        page.total = total;
        page.pages = pages_of(total);
        page.page = std::clamp(filter.page, 1, page.pages);
        return static_cast<int64_t>(page.page - 1) * kPeoplePage;
    };
    if (words.empty()) {
        int64_t total = 0;
        transaction.first(sql::people_count,
                          {organisation.value, filter.profile, day, filter.class_label},
                          [&](const data::Row& row) { total = row.int64(0); });
        read(kPeoplePage, place(total));
        page.lines = std::move(found);
        return page;
    }
    // Neither database folds Kazakh letters as people type them, and a school is small: the names
    // of all are compared here.
    read(std::numeric_limits<int32_t>::max(), 0);
    const auto skipped = place(static_cast<int64_t>(found.size()));
    const auto begin = found.begin() + skipped;
    const auto end = found.begin() + std::min<int64_t>(skipped + kPeoplePage, page.total);
    page.lines.assign(std::make_move_iterator(begin), std::make_move_iterator(end));
    return page;
}

std::vector<ClassCount> People::classes(OrganisationId organisation) {
    std::vector<ClassCount> classes;
    auto transaction = database_.read();
    transaction.each(sql::class_counts, {organisation.value, today()}, [&](const data::Row& row) {
        classes.push_back({text_of(row, 0), row.int64(1)});
    });
    std::sort(classes.begin(), classes.end(), class_before);
    return classes;
}

Result<PersonCard> People::card(OrganisationId organisation, MembershipId membership) {
    auto transaction = database_.read();
    PersonCard card;
    if (!find_card(transaction, organisation, membership, card)) {
        return not_found("people: no such membership in the organisation");
    }
    card.roles = roles_in(transaction, organisation, membership);
    transaction.each(sql::guardians_of_learner, {organisation.value, membership.value},
                     [&](const data::Row& row) { card.guardians.push_back(related_of(row)); });
    transaction.each(sql::learners_of_guardian, {organisation.value, membership.value},
                     [&](const data::Row& row) { card.learners.push_back(related_of(row)); });
    return card;
}

Result<> People::edit(OrganisationId organisation, MembershipId membership, const PersonEdit& edit,
                      PersonId by, std::string_view request_id) {
    auto transaction = database_.write();
    PersonCard card;
    if (!find_card(transaction, organisation, membership, card)) {
        return not_found("people: no such membership in the organisation");
    }
    Result<PersonEdit> checked = check_edit(edit, card, today());
    if (!checked) return checked.fault();
    const std::vector<std::string> changes = changed_fields(card, *checked);
    if (changes.empty()) return success();
    transaction.execute(
        sql::person_update,
        {checked->family_name, checked->given_name, checked->patronymic,
         null_if_empty(checked->birth_date), null_if_empty(checked->sex), checked->phone,
         checked->email, checked->residence, card.line.person.value});
    if (checked->position != card.line.position) {
        transaction.execute(sql::membership_position,
                            {checked->position, organisation.value, membership.value});
    }
    // Which fields changed, not what they hold: the log is kept longer than the data.
    const std::string subject = "membership:" + membership.text();
    const std::string detail = R"({"fields":)" + joined(changes) + "}";
    audit_.append(transaction, {.organisation = organisation,
                                .person = by,
                                .module = {},
                                .action = "person.edited",
                                .subject = subject,
                                .detail = detail,
                                .request_id = request_id});
    transaction.commit();
    return success();
}

Result<> People::set_roles(OrganisationId organisation, MembershipId membership,
                           const std::vector<std::string>& roles, PersonId by,
                           std::string_view request_id) {
    std::vector<std::string> wanted(roles);
    std::sort(wanted.begin(), wanted.end());
    wanted.erase(std::unique(wanted.begin(), wanted.end()), wanted.end());
    for (const std::string& role : wanted) {
        if (std::count(std::begin(kEmployeeRoles), std::end(kEmployeeRoles), role) == 0) {
            return invalid_fields({{"roles", KEREGE_TR("There is no such role.")}});
        }
    }
    auto transaction = database_.write();
    transaction.first(sql::organisation_lock, {organisation.value}, [](const data::Row&) {});
    PersonCard card;
    if (!find_card(transaction, organisation, membership, card)) {
        return not_found("people: no such membership in the organisation");
    }
    if (card.profile != "employee") {
        return invalid("people: roles of another profile than employee",
                       KEREGE_TR("Only employees have roles to set."));
    }
    const std::vector<std::string> before = roles_in(transaction, organisation, membership);
    if (before == wanted) return success();
    if (std::count(before.begin(), before.end(), "administrator") &&
        !std::count(wanted.begin(), wanted.end(), "administrator")) {
        int64_t others = 0;
        transaction.first(sql::administrators_besides,
                          {organisation.value, membership.value, today()},
                          [&](const data::Row& row) { others = row.int64(0); });
        if (others == 0) {
            return conflict("people: the last administrator",
                            KEREGE_TR("An organisation needs at least one administrator."));
        }
    }
    transaction.execute(sql::role_delete_all, {organisation.value, membership.value});
    for (const std::string& role : wanted) {
        transaction.execute(sql::role_insert, {organisation.value, membership.value, role});
    }
    const std::string subject = "membership:" + membership.text();
    const std::string detail =
        R"({"before":)" + joined(before) + R"(,"after":)" + joined(wanted) + "}";
    audit_.append(transaction, {.organisation = organisation,
                                .person = by,
                                .module = {},
                                .action = "roles.set",
                                .subject = subject,
                                .detail = detail,
                                .request_id = request_id});
    transaction.commit();
    return success();
}

}  // namespace kerege::directory
