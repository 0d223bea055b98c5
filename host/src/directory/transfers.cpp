#include "host/src/directory/transfers.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "host/src/base/text.hpp"
#include "host/src/base/text_values.hpp"
#include "host/src/directory/organisation_kinds.hpp"
#include "host/src/directory/placement_times.hpp"
#include "host/src/directory/rows.hpp"
#include "host/src/directory/search_words.hpp"
#include "host/src/directory/standing.hpp"
#include "kerege/sdk/tr.hpp"
#include "queries/directory.hpp"

namespace kerege::directory {
namespace {

namespace sql = queries::directory;

// Organisations of every kind bear the words that were typed; those that fit are picked out.
constexpr size_t kPlacesRead = 200;
constexpr const char* kMembersChanged = "core.members.changed";

// On which of the six grounds somebody leaves who moves. Null: nobody of that profile moves.
const char* moving_ground(std::string_view profile) {
    if (profile == "learner") return "moved";
    return profile == "employee" ? "employment_ended" : nullptr;
}

Transfer transfer_of(const data::Row& row) {
    Transfer one;
    one.id = row.int64(0);
    one.from = {OrganisationId{row.int64(1)}, text_of(row, 27), text_of(row, 19), text_of(row, 20),
                text_of(row, 21)};
    one.to = {OrganisationId{row.int64(3)}, text_of(row, 28), text_of(row, 22), text_of(row, 23),
              text_of(row, 24)};
    one.left = MembershipId{row.int64(2)};
    one.made = MembershipId{row.int64_or(4, 0)};
    one.first_day = text_of(row, 5);
    one.note = text_of(row, 6);
    one.state = text_of(row, 7);
    one.reason = text_of(row, 8);
    one.asked_at_ms = row.int64(9);
    one.decided_at_ms = number_of(row, 10);
    one.person = PersonId{row.int64(11)};
    one.profile = text_of(row, 12);
    one.position = text_of(row, 13);
    one.family_name = text_of(row, 14);
    one.given_name = text_of(row, 15);
    one.patronymic = text_of(row, 16);
    one.birth_date = text_of(row, 17);
    one.class_label = text_of(row, 18);
    one.asked_by_name = text_of(row, 25);
    if (!row.is_null(26) && !row.text(26).empty())
        one.asked_by_name.append(" ").append(row.text(26));
    one.asked_by = PersonId{row.int64(29)};
    return one;
}

Result<Transfer> find_one(data::Transaction& transaction, OrganisationId organisation,
                          int64_t transfer) {
    std::optional<Transfer> found;
    if (organisation && transfer > 0)
        transaction.first(sql::transfer_list, {organisation.value, transfer},
                          [&](const data::Row& row) { found = transfer_of(row); });
    if (!found) return not_found("transfers: none of this organisation");
    return std::move(*found);
}

// Of somebody who never came the organisation they were offered to knows nothing more.
void forget_stranger(Transfer& one, OrganisationId reader) {
    const bool came = one.waits() || one.state == transfer_state::kAccepted;
    if (came || one.from.id == reader) return;
    Transfer bare;
    bare.id = one.id;
    bare.from = std::move(one.from);
    bare.to = std::move(one.to);
    bare.state = std::move(one.state);
    bare.asked_at_ms = one.asked_at_ms;
    bare.decided_at_ms = one.decided_at_ms;
    one = std::move(bare);
}

Fault decided() {
    return conflict("transfers: decided meanwhile",
                    KEREGE_TR("This transfer was answered or withdrawn meanwhile."));
}

std::optional<std::string> kind_of(data::Transaction& transaction, OrganisationId organisation) {
    std::optional<std::string> kind;
    transaction.first(sql::organisation_by_id, {organisation.value},
                      [&](const data::Row& row) { kind = text_of(row, 2); });
    return kind;
}

OrganisationId top_of(data::Transaction& transaction, OrganisationId organisation) {
    OrganisationId top;
    transaction.first(sql::organisation_top, {organisation.value},
                      [&](const data::Row& row) { top = OrganisationId{row.int64(0)}; });
    return top;
}

// Whether somebody of that profile may come there: of the same tree, active, of a kind that has
// such members.
bool takes(data::Transaction& transaction, OrganisationId place, OrganisationId from,
           std::string_view profile, const std::string& today) {
    const auto kind = kind_of(transaction, place);
    return kind && place != from && may_hold(*kind, profile) &&
           top_of(transaction, place) == top_of(transaction, from) &&
           status_on(transaction, place, today) == status::kActive;
}

void lock(data::Transaction& transaction, OrganisationId organisation) {
    transaction.first(sql::organisation_lock, {organisation.value}, [](const data::Row&) {});
}

// In one order whichever way somebody moves, so that two transfers never wait for each other.
void lock_both(data::Transaction& transaction, const Transfer& transfer) {
    lock(transaction, std::min(transfer.from.id, transfer.to.id));
    lock(transaction, std::max(transfer.from.id, transfer.to.id));
}

bool frozen(data::Transaction& transaction, OrganisationId organisation, MembershipId membership) {
    return transaction.first(sql::membership_frozen, {organisation.value, membership.value},
                             [](const data::Row&) {});
}

int64_t waiting_in(data::Transaction& transaction, OrganisationId organisation,
                   MembershipId membership, OrganisationId* to = nullptr,
                   std::string* first_day = nullptr) {
    int64_t waiting = 0;
    transaction.first(sql::transfer_waiting, {organisation.value, membership.value},
                      [&](const data::Row& row) {
                          waiting = row.int64(0);
                          if (to) *to = OrganisationId{row.int64(1)};
                          if (first_day) *first_day = text_of(row, 2);
                      });
    return waiting;
}

std::string profile_in(data::Transaction& transaction, OrganisationId organisation,
                       MembershipId membership) {
    std::string profile;
    transaction.first(sql::membership_to_end, {organisation.value, membership.value},
                      [&](const data::Row& row) { profile = text_of(row, 1); });
    return profile;
}

MembershipId member_on(data::Transaction& transaction, OrganisationId organisation, PersonId person,
                       std::string_view profile, const std::string& day) {
    MembershipId found;
    transaction.first(sql::membership_of_person, {organisation.value, person.value, profile, day},
                      [&](const data::Row& row) { found = MembershipId{row.int64(0)}; });
    return found;
}

}  // namespace

Transfers::Transfers(data::Database& database, const audit::Audit& audit, EventSink& events,
                     Endings& endings, IdMaker& ids, const Clock& clock,
                     const LocalTime& local_time)
    : database_(database),
      audit_(audit),
      events_(events),
      endings_(endings),
      ids_(ids),
      clock_(clock),
      local_time_(local_time) {}

std::vector<FoundOrganisation> Transfers::places(OrganisationId from, std::string_view profile,
                                                 std::string_view typed, size_t lines_max) {
    std::vector<FoundOrganisation> fitting;
    const auto words = search_words(typed);
    if (!worth_searching(words)) return fitting;
    const OrganisationId top = [&] {
        auto transaction = database_.read();
        return top_of(transaction, from);
    }();
    auto found = Search(database_, clock_, local_time_).organisations(top, words, kPlacesRead);
    auto transaction = database_.read();
    for (FoundOrganisation& place : found.lines) {
        if (fitting.size() == lines_max) break;
        if (takes(transaction, place.id, from, profile, today()))
            fitting.push_back(std::move(place));
    }
    return fitting;
}

Result<TransferWish> Transfers::check(data::Transaction& transaction, const TransferDoer& doer,
                                      MembershipId membership, std::string_view profile,
                                      const TransferWish& typed) {
    TransferWish wish = typed;
    auto ending =
        endings_.check(transaction, doer.organisation, membership,
                       {moving_ground(profile), typed.first_day, typed.note}, doer.person);
    std::vector<FieldFault> faults;
    if (!ending) {
        if (ending.fault().fields.empty()) return ending.fault();
        faults = ending.fault().fields;
    } else {
        wish.first_day = ending->first_day;
        wish.note = ending->note;
    }
    if (!takes(transaction, wish.to, doer.organisation, profile, today()))
        faults.insert(faults.begin(), {"to", KEREGE_TR("Choose one of the organisations found.")});
    if (!faults.empty()) return invalid_fields(std::move(faults));
    return wish;
}

Result<int64_t> Transfers::ask(const TransferDoer& doer, MembershipId membership,
                               const TransferWish& typed) {
    auto transaction = database_.write();
    lock(transaction, doer.organisation);
    const std::string profile = profile_in(transaction, doer.organisation, membership);
    if (!moving_ground(profile)) return not_found("transfers: nobody who moves");
    if (frozen(transaction, doer.organisation, membership))
        return conflict("transfers: a deleted profile",
                        KEREGE_TR("This profile is deleted. Take the deletion back first."));
    const auto wish = check(transaction, doer, membership, profile, typed);
    OrganisationId to;
    std::string first_day;
    if (const int64_t waiting =
            waiting_in(transaction, doer.organisation, membership, &to, &first_day)) {
        if (wish && to == wish->to && first_day == wish->first_day) return waiting;
        return conflict("transfers: another one waits",
                        KEREGE_TR("A transfer of this person waits already. Withdraw it first."));
    }
    if (!wish) return wish.fault();
    const int64_t id = ids_.next();
    transaction.execute(sql::transfer_add,
                        {id, doer.organisation.value, membership.value, wish->to.value,
                         wish->first_day, wish->note, doer.person.value, clock_.now_ms()});
    const auto made = find_one(transaction, doer.organisation, id);
    note(transaction, doer, *made, "transfer.asked");
    transaction.commit();
    return id;
}

Result<> Transfers::decide(const TransferDoer& doer, int64_t transfer, std::string_view state,
                           const std::string& reason) {
    auto transaction = database_.write();
    const auto one = find_one(transaction, doer.organisation, transfer);
    if (!one) return one.fault();
    const bool withdraws = state == transfer_state::kWithdrawn;
    if ((withdraws ? one->from.id : one->to.id) != doer.organisation)
        return not_found("transfers: the other organisation's to do");
    if (one->state == state) return success();
    if (transaction.execute(sql::transfer_decide, {state, doer.person.value, clock_.now_ms(),
                                                   reason, nullptr, 0, transfer}) == 0)
        return decided();
    note(transaction, doer, *one, withdraws ? "transfer.withdrawn" : "transfer.declined");
    transaction.commit();
    return success();
}

Result<> Transfers::withdraw(const TransferDoer& doer, int64_t transfer) {
    return decide(doer, transfer, transfer_state::kWithdrawn, {});
}

Result<> Transfers::decline(const TransferDoer& doer, int64_t transfer, std::string_view typed) {
    const std::string reason = text::tidy(typed);
    if (reason.empty())
        return invalid_fields({{"reason", KEREGE_TR("Say why: the other organisation reads it.")}});
    if (text::length(reason) > kTransferReasonLettersMax)
        return invalid_fields({{"reason", KEREGE_TR("Write at most 500 characters.")}});
    return decide(doer, transfer, transfer_state::kDeclined, reason);
}

MembershipId Transfers::member_or_new(data::Transaction& transaction, OrganisationId organisation,
                                      PersonId person, std::string_view profile,
                                      const std::string& first_day) {
    MembershipId member = member_on(transaction, organisation, person, profile, first_day);
    if (member) return member;
    member = MembershipId{ids_.next()};
    transaction.execute(sql::membership_add,
                        {organisation.value, member.value, person.value, profile, first_day});
    return member;
}

Result<MembershipId> Transfers::take_in(data::Transaction& transaction, const Transfer& transfer,
                                        std::string_view class_label) {
    const OrganisationId here = transfer.to.id;
    if (member_on(transaction, here, transfer.person, transfer.profile, transfer.first_day))
        return conflict("transfers: here already",
                        KEREGE_TR("This person is in the organisation already."));
    const MembershipId made =
        member_or_new(transaction, here, transfer.person, transfer.profile, transfer.first_day);
    if (transfer.profile != "learner") return made;
    if (!class_label.empty()) {
        transaction.execute(sql::placement_insert, {here.value, made.value, "class", class_label});
        keep_placement_times(transaction, here, made, clock_.now_ms(), local_time_);
    }
    std::vector<std::pair<PersonId, std::string>> guardians;  // with what they are to the child
    transaction.each(
        sql::transfer_guardians,
        {transfer.from.id.value, transfer.left.value, std::max(today(), transfer.first_day)},
        [&](const data::Row& row) {
            guardians.emplace_back(PersonId{row.int64(0)}, text_of(row, 1));
        });
    for (const auto& [guardian, kinship] : guardians) {
        const MembershipId member =
            member_or_new(transaction, here, guardian, "guardian", transfer.first_day);
        transaction.execute(sql::guardianship_add,
                            {here.value, made.value, member.value, null_if_empty(kinship)});
    }
    return made;
}

Result<std::vector<PersonId>> Transfers::accept(const TransferDoer& doer, int64_t transfer,
                                                std::string_view class_label) {
    auto transaction = database_.write();
    auto one = find_one(transaction, doer.organisation, transfer);
    if (!one) return one.fault();
    if (one->to.id != doer.organisation)
        return not_found("transfers: the other organisation's to do");
    lock_both(transaction, *one);
    one = find_one(transaction, doer.organisation, transfer);
    if (!one) return one.fault();
    if (one->state == transfer_state::kAccepted) return std::vector<PersonId>();
    if (!one->waits()) return decided();
    if (one->person == doer.person)
        return conflict("transfers: one's own",
                        KEREGE_TR("Another administrator decides on your own transfer."));
    const std::string label = text::tidy(class_label);
    if (!label.empty() && (one->profile != "learner" ||
                           !transaction.first(sql::class_has_learners, {one->to.id.value, label},
                                              [](const data::Row&) {})))
        return invalid_fields({{"class", KEREGE_TR("Choose one of the classes.")}});
    if (frozen(transaction, one->from.id, one->left))
        return conflict("transfers: a deleted profile",
                        KEREGE_TR("The other organisation has deleted this profile meanwhile."));

    EndWish wish{moving_ground(one->profile), one->first_day, one->note};
    if (one->profile == "learner")
        for (const auto& guardian :
             endings_.guardians_to_ask(transaction, one->from.id, one->left, one->first_day))
            wish.guardians.push_back(guardian.membership);
    auto made = take_in(transaction, *one, label);
    if (!made) return made.fault();
    auto concerned =
        endings_.end(transaction, one->from.id, one->left, wish, doer.person, doer.request_id);
    if (!concerned)
        return conflict(concerned.fault().log_text,
                        KEREGE_TR("The other organisation can't let this person go as they stand "
                                  "there now. Decline, and ask it to look at the card."));
    const bool begun = one->first_day <= today();
    if (transaction.execute(sql::transfer_decide,
                            {transfer_state::kAccepted, doer.person.value, clock_.now_ms(), "",
                             made->value, begun ? 1 : 0, transfer}) == 0)
        return decided();
    note(transaction, doer, *one, "transfer.accepted", *made);
    // The class is ready before the first day: the module asks from which day somebody is here.
    events_.publish(transaction, one->to.id, kMembersChanged, {}, "{}");
    transaction.commit();
    return concerned;
}

std::vector<Transfer> Transfers::list(OrganisationId organisation) {
    std::vector<Transfer> all;
    database_.read().each(sql::transfer_list, {organisation.value, int64_t{0}},
                          [&](const data::Row& row) { all.push_back(transfer_of(row)); });
    for (Transfer& one : all) forget_stranger(one, organisation);
    return all;
}

Result<Transfer> Transfers::find(OrganisationId organisation, int64_t transfer) {
    auto transaction = database_.read();
    auto found = find_one(transaction, organisation, transfer);
    if (found) forget_stranger(*found, organisation);
    return found;
}

int64_t Transfers::waiting_of(OrganisationId organisation, MembershipId membership) {
    auto transaction = database_.read();
    return waiting_in(transaction, organisation, membership);
}

int64_t Transfers::incoming(OrganisationId organisation) {
    int64_t count = 0;
    database_.read().first(sql::transfer_incoming, {organisation.value},
                           [&](const data::Row& row) { count = row.int64(0); });
    return count;
}

void Transfers::tell_due() {
    auto transaction = database_.write();
    const std::string day = today();
    std::vector<OrganisationId> organisations;
    transaction.each(sql::transfers_due, {day},
                     [&](const data::Row& row) { organisations.push_back({row.int64(0)}); });
    for (const OrganisationId organisation : organisations) {
        transaction.execute(sql::transfers_told, {organisation.value, day});
        events_.publish(transaction, organisation, kMembersChanged, {}, "{}");
    }
    transaction.commit();
}

void Transfers::note(data::Transaction& transaction, const TransferDoer& doer,
                     const Transfer& transfer, std::string_view action, MembershipId made) const {
    const std::string detail =
        fmt::format(R"({{"transfer":"{}","from":"{}","to":"{}","first_day":"{}"}})", transfer.id,
                    transfer.from.code, transfer.to.code, transfer.first_day);
    const auto add = [&](OrganisationId organisation, const std::string& subject) {
        audit_.append(transaction, {.organisation = organisation,
                                    .person = doer.person,
                                    .module = {},
                                    .action = action,
                                    .subject = subject,
                                    .detail = detail,
                                    .request_id = doer.request_id});
    };
    add(transfer.from.id, "membership:" + transfer.left.text());
    add(transfer.to.id,
        made ? "membership:" + made.text() : "transfer:" + std::to_string(transfer.id));
}

}  // namespace kerege::directory
