#include "host/src/privacy/deletions.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "host/src/base/text.hpp"
#include "host/src/base/text_values.hpp"
#include "host/src/directory/placement_times.hpp"
#include "kerege/sdk/tr.hpp"
#include "queries/access.hpp"
#include "queries/directory.hpp"
#include "queries/privacy.hpp"

namespace kerege::privacy {
namespace {

namespace sql = queries::privacy;

constexpr std::string_view kOwnRequest = "own_request";
constexpr std::string_view kWithdrawn = "withdrawn";

std::string text_at(const data::Row& row, size_t column) {
    return std::string(row.text_or(column, {}));
}
std::string name_at(const data::Row& row, size_t family) {
    std::string name = text_at(row, family);
    const auto given = row.text_or(family + 1, {});
    if (!given.empty()) name.append(" ").append(given);
    return name;
}
std::optional<int64_t> instant_at(const data::Row& row, size_t column) {
    return row.is_null(column) ? std::nullopt : std::optional(row.int64(column));
}
data::Argument or_null(const std::string& text) {
    return text.empty() ? data::Argument(nullptr) : data::Argument(text);
}

Deletion deletion_at(const data::Row& row) {
    Deletion one;
    one.id = row.int64(0);
    one.organisation = {row.int64(1)};
    one.membership = {row.int64(2)};
    one.person = {row.int64(3)};
    one.ground = text_at(row, 4);
    one.note = text_at(row, 5);
    one.asked_at_ms = row.int64(6);
    one.confirmed_at_ms = instant_at(row, 7);
    one.erase_on = text_at(row, 8);
    one.erased_at_ms = instant_at(row, 10);
    one.certificate = text_at(row, 11);
    one.name = name_at(row, 12);
    one.profile = text_at(row, 14);
    one.by_name = name_at(row, 15);
    one.by_themselves = row.int64(17) == one.person.value;
    one.organisation_code = text_at(row, 19);
    one.scan = {row.int64_or(20, 0), text_at(row, 21)};
    if (!row.is_null(9)) {
        one.state = DeletionState::taken_back;
    } else if (one.erased_at_ms) {
        one.state = DeletionState::erased;
    } else if (!row.is_null(18)) {
        one.state = DeletionState::erasing;
    } else if (one.confirmed_at_ms) {
        one.state = DeletionState::running;
    }
    return one;
}

struct Member {
    PersonId person;
    std::string profile;
    std::string valid_until;
    bool administrator = false;
};

std::optional<Member> member_of(data::Transaction& transaction, OrganisationId organisation,
                                MembershipId membership) {
    std::optional<Member> found;
    transaction.first(
        sql::member_person, {organisation.value, membership.value}, [&](const data::Row& row) {
            found = {{row.int64(0)}, text_at(row, 1), text_at(row, 2), row.int64(3) > 0};
        });
    return found;
}

bool last_administrator(data::Transaction& transaction, OrganisationId organisation,
                        MembershipId membership, const std::string& today) {
    int64_t others = 0;
    transaction.first(queries::directory::administrators_besides,
                      {organisation.value, membership.value, today},
                      [&](const data::Row& row) { others = row.int64(0); });
    return others == 0;
}

// As it is stored. Fault: invalid with fields.
Result<DeletionWish> check(const DeletionWish& typed) {
    DeletionWish wish{typed.ground, text::tidy(typed.note), typed.guardians, typed.keep_scan,
                      typed.closing};
    std::vector<FieldFault> faults;
    const auto grounds = deletion_grounds();
    if (std::find(grounds.begin(), grounds.end(), wish.ground) == grounds.end())
        faults.push_back({"ground", KEREGE_TR("Choose one of the grounds.")});
    if (wish.ground == kWithdrawn && !wish.keep_scan)
        faults.push_back({"scan", KEREGE_TR("Choose the scanned paper, a PDF or a picture.")});
    if (text::length(wish.note) > kDeletionNoteLettersMax)
        faults.push_back({"note", KEREGE_TR("Write at most 500 characters.")});
    if (!faults.empty()) return invalid_fields(std::move(faults));
    return wish;
}

}  // namespace

std::vector<std::string_view> deletion_grounds() { return {kOwnRequest, "agreement", kWithdrawn}; }

Deletions::Deletions(data::Database& database, const audit::Audit& audit,
                     directory::EventSink& events, directory::Endings& endings, IdMaker& ids,
                     const Clock& clock, const LocalTime& local_time,
                     const PrivacySettings& settings, access::Letters* letters)
    : database_(database),
      audit_(audit),
      events_(events),
      endings_(endings),
      ids_(ids),
      clock_(clock),
      local_time_(local_time),
      settings_(settings),
      letters_(letters) {}

std::vector<Deletion> Deletions::select(data::Transaction& transaction, OrganisationId organisation,
                                        MembershipId membership, int64_t id) const {
    std::vector<Deletion> found;
    transaction.each(sql::deletion_list, {organisation.value, membership.value, id},
                     [&](const data::Row& row) { found.push_back(deletion_at(row)); });
    return found;
}

std::optional<Deletion> Deletions::standing(data::Transaction& transaction,
                                            OrganisationId organisation,
                                            MembershipId membership) const {
    auto found = select(transaction, organisation, membership, 0);
    if (found.empty() || found.front().state == DeletionState::taken_back) return {};
    return std::move(found.front());
}

void Deletions::note(data::Transaction& transaction, OrganisationId organisation,
                     MembershipId membership, PersonId by, std::string_view action,
                     const std::string& detail, std::string_view request_id) const {
    const std::string subject = "membership:" + membership.text();
    audit_.append(transaction, {.organisation = organisation,
                                .person = by,
                                .module = {},
                                .action = action,
                                .subject = subject,
                                .detail = detail,
                                .request_id = request_id});
}

Result<> Deletions::ask(const access::Scope& scope, std::string_view typed,
                        std::string_view request_id) {
    const auto wish = check({std::string(kOwnRequest), std::string(typed)});
    if (!wish) return wish.fault();
    auto transaction = database_.write();
    transaction.first(queries::directory::organisation_lock, {scope.organisation.value},
                      [](const data::Row&) {});
    if (standing(transaction, scope.organisation, scope.membership)) return success();
    transaction.execute(
        sql::deletion_add,
        {ids_.next(), scope.organisation.value, scope.membership.value, scope.person.value,
         wish->ground, wish->note, scope.person.value, clock_.now_ms()});
    note(transaction, scope.organisation, scope.membership, scope.person, "deletion.asked", {},
         request_id);
    transaction.commit();
    return success();
}

Result<> Deletions::ask_no_more(const access::Scope& scope, std::string_view request_id) {
    auto transaction = database_.write();
    transaction.first(queries::directory::organisation_lock, {scope.organisation.value},
                      [](const data::Row&) {});
    const auto one = standing(transaction, scope.organisation, scope.membership);
    if (!one || one->state != DeletionState::asked) return not_found("deletions: nothing asked");
    transaction.execute(sql::deletion_take_back, {scope.person.value, clock_.now_ms(), one->id});
    note(transaction, scope.organisation, scope.membership, scope.person, "deletion.taken_back", {},
         request_id);
    transaction.commit();
    return success();
}

Result<std::vector<PersonId>> Deletions::begin(OrganisationId organisation, MembershipId membership,
                                               const DeletionWish& typed, PersonId by,
                                               std::string_view request_id) {
    auto transaction = database_.write();
    // Edits, rosters, ends and deletions of one organisation wait for each other.
    transaction.first(queries::directory::organisation_lock, {organisation.value},
                      [](const data::Row&) {});
    const auto member = member_of(transaction, organisation, membership);
    if (!member) return not_found("deletions: no such membership");
    const auto present = standing(transaction, organisation, membership);
    std::vector<PersonId> concerned{member->person};
    if (present && present->state != DeletionState::asked) return concerned;
    auto wish = check(typed);
    if (!wish) return wish.fault();
    if (present && wish->note.empty()) wish->note = present->note;
    if (member->person == by)
        return conflict("deletions: one's own",
                        KEREGE_TR("Another administrator deletes your profile."));
    const std::string day = today();
    if (!wish->closing && member->administrator &&
        last_administrator(transaction, organisation, membership, day))
        return conflict("deletions: the last administrator",
                        KEREGE_TR("An organisation needs at least one administrator."));
    const std::string yesterday = text::day_of(text::day_number(day) - 1);
    const bool ends = member->valid_until.empty() || member->valid_until >= day;
    const std::string until = ends ? yesterday : member->valid_until;
    const std::string erase_on = text::months_later(day, settings_.erase_after_months);
    const int64_t now_ms = clock_.now_ms();
    const int64_t id = present ? present->id : ids_.next();
    if (!present)
        transaction.execute(sql::deletion_add,
                            {id, organisation.value, membership.value, member->person.value,
                             wish->ground, wish->note, by.value, now_ms});
    transaction.execute(sql::deletion_confirm, {wish->ground, wish->note, by.value, now_ms, until,
                                                or_null(member->valid_until), erase_on, id});
    if (wish->closing && !present) transaction.execute(sql::deletion_wound_up, {id});
    if (wish->ground == kWithdrawn) {
        const auto scan = wish->keep_scan(transaction);
        if (!scan.ok()) return scan.fault();
        transaction.execute(sql::deletion_scan, {scan->file, scan->sha256, id});
        tell_operators(transaction, organisation, "consent_withdrawn", id);
    }
    const auto parents = endings_.end_with_learner(transaction, organisation, membership,
                                                   wish->guardians, by, now_ms, request_id);
    if (!parents) return parents.fault();
    concerned.insert(concerned.end(), parents->begin(), parents->end());
    transaction.execute(queries::directory::membership_until,
                        {until, organisation.value, membership.value});
    directory::keep_placement_times(transaction, organisation, membership, now_ms, local_time_);
    transaction.execute(queries::directory::membership_end_sessions,
                        {organisation.value, membership.value});
    note(transaction, organisation, membership, by, "deletion.begun",
         fmt::format(R"({{"ground":"{}","erase_on":"{}"}})", wish->ground, erase_on), request_id);
    if (ends) events_.publish(transaction, organisation, "core.members.changed", {}, "{}");
    transaction.commit();
    return concerned;
}

Result<std::vector<PersonId>> Deletions::take_back(OrganisationId organisation,
                                                   MembershipId membership, PersonId by,
                                                   std::string_view request_id) {
    auto transaction = database_.write();
    transaction.first(queries::directory::organisation_lock, {organisation.value},
                      [](const data::Row&) {});
    const auto one = standing(transaction, organisation, membership);
    const auto member = member_of(transaction, organisation, membership);
    if (!one || !member) return not_found("deletions: none that stands");
    if (member->person == by)
        return conflict("deletions: one's own",
                        KEREGE_TR("Another administrator takes it back for you."));
    if (transaction.execute(sql::deletion_take_back, {by.value, clock_.now_ms(), one->id}) == 0)
        return conflict("deletions: the erasure has begun",
                        KEREGE_TR("The data are being erased: it can't be taken back any more."));
    bool opened = false;
    transaction.first(sql::deletion_access, {one->id}, [&](const data::Row& row) {
        // Somebody may have set another last day meanwhile.
        opened = text_at(row, 0) == member->valid_until;
        if (!opened) return;
        const std::string before = text_at(row, 1);
        opened = before != member->valid_until;
        transaction.execute(queries::directory::membership_until,
                            {or_null(before), organisation.value, membership.value});
        directory::keep_placement_times(transaction, organisation, membership, clock_.now_ms(),
                                        local_time_);
    });
    note(transaction, organisation, membership, by, "deletion.taken_back", {}, request_id);
    std::vector<PersonId> concerned{member->person};
    if (one->confirmed_at_ms) {
        const auto parents = endings_.reopen_with_learner(transaction, organisation, membership, by,
                                                          *one->confirmed_at_ms, request_id);
        concerned.insert(concerned.end(), parents.begin(), parents.end());
        if (one->ground == kWithdrawn) tell_taken_back(transaction, *one, member->person);
    }
    if (opened) events_.publish(transaction, organisation, "core.members.changed", {}, "{}");
    transaction.commit();
    return concerned;
}

std::optional<Deletion> Deletions::of(OrganisationId organisation, MembershipId membership) {
    auto transaction = database_.read();
    return standing(transaction, organisation, membership);
}

std::vector<Deletion> Deletions::list(OrganisationId organisation) {
    auto transaction = database_.read();
    return select(transaction, organisation, {}, 0);
}

// Of the fact and the place; whose it was the operator reads on the page.
void Deletions::tell_operators(data::Transaction& transaction, OrganisationId organisation,
                               const char* letter, int64_t id) {
    if (!letters_) return;
    std::vector<access::AccountLetter> letters;
    transaction.each(sql::operators_above, {organisation.value, today()},
                     [&](const data::Row& row) {
                         letters.push_back({OrganisationId{row.int64(0)},
                                            MembershipId{row.int64(1)},
                                            PersonId{row.int64(2)},
                                            text_at(row, 3),
                                            letter,
                                            fmt::format("{}.{}", letter, id),
                                            {}});
                     });
    for (const auto& one : letters) letters_->write(transaction, one);
}

void Deletions::tell_taken_back(data::Transaction& transaction, const Deletion& one,
                                PersonId person) {
    tell_operators(transaction, one.organisation, "withdrawal_taken_back", one.id);
    std::optional<std::string> locale;
    if (letters_)
        transaction.first(queries::access::person_reached, {person.value},
                          [&](const data::Row& row) { locale = row.text(0); });
    if (locale)
        letters_->write(transaction, {one.organisation,
                                      one.membership,
                                      person,
                                      *locale,
                                      "own_withdrawal_taken_back",
                                      "own_withdrawal_taken_back." + std::to_string(one.id),
                                      {}});
}

std::vector<Deletion> Deletions::withdrawals(OrganisationId top) {
    std::vector<Deletion> found;
    database_.read().each(sql::withdrawals, {top.value},
                          [&](const data::Row& row) { found.push_back(deletion_at(row)); });
    return found;
}

int64_t Deletions::asked(OrganisationId organisation) {
    int64_t count = 0;
    database_.read().first(sql::asked_count, {organisation.value},
                           [&](const data::Row& row) { count = row.int64(0); });
    return count;
}

Result<Deletion> Deletions::find(OrganisationId organisation, int64_t id) {
    if (id <= 0) return not_found("deletions: no id");
    auto transaction = database_.read();
    auto found = select(transaction, organisation, {}, id);
    if (found.empty()) return not_found("deletions: none of this id");
    return std::move(found.front());
}

}  // namespace kerege::privacy
