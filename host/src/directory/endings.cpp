#include "host/src/directory/endings.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "host/src/base/text.hpp"
#include "host/src/base/text_values.hpp"
#include "host/src/directory/names_grants.hpp"
#include "host/src/directory/placement_times.hpp"
#include "host/src/directory/rows.hpp"
#include "kerege/sdk/tr.hpp"
#include "queries/directory.hpp"

namespace kerege::directory {
namespace {

namespace sql = queries::directory;

constexpr std::string_view kChildLeft = "child_left";
constexpr std::string_view kServiceEnded = "service_ended";

struct Standing {
    Ending ending;
    std::string valid_until_before;
};

std::optional<Standing> standing_end(data::Transaction& transaction, OrganisationId organisation,
                                     MembershipId membership) {
    std::optional<Standing> found;
    transaction.first(sql::ending_of, {organisation.value, membership.value},
                      [&](const data::Row& row) {
                          found.emplace();
                          found->ending.ground = text_of(row, 1);
                          found->ending.first_day = text_of(row, 2);
                          found->ending.note = text_of(row, 3);
                          found->valid_until_before = text_of(row, 4);
                          found->ending.ended_at_ms = row.int64(5);
                          found->ending.by_name = text_of(row, 6);
                          if (!row.is_null(7) && !row.text(7).empty())
                              found->ending.by_name.append(" ").append(row.text(7));
                      });
    return found;
}

std::vector<RelatedPerson> without_others(data::Transaction& transaction,
                                          OrganisationId organisation, MembershipId learner,
                                          const std::string& day) {
    std::vector<RelatedPerson> guardians;
    transaction.each(
        sql::guardians_without_others, {organisation.value, learner.value, day},
        [&](const data::Row& row) {
            guardians.push_back({MembershipId{row.int64(0)}, text_of(row, 1), text_of(row, 2),
                                 text_of(row, 3), text_of(row, 4), text_of(row, 5)});
        });
    return guardians;
}

int64_t count(data::Transaction& transaction, const data::Statement& statement,
              OrganisationId organisation, MembershipId membership, const std::string& day) {
    int64_t number = 0;
    transaction.first(statement, {organisation.value, membership.value, day},
                      [&](const data::Row& row) { number = row.int64(0); });
    return number;
}

std::string day_before(const std::string& day) { return text::day_of(text::day_number(day) - 1); }

Fault refuse(const char* log_text, const char* message) { return conflict(log_text, message); }

// The wish as it is stored, its day filled in. Fault: invalid with fields.
Result<EndWish> check_wish(const EndWish& typed, const std::vector<std::string_view>& grounds,
                           const std::string& valid_from, const std::string& today) {
    EndWish wish = typed;
    std::vector<FieldFault> faults;
    if (std::find(grounds.begin(), grounds.end(), wish.ground) == grounds.end())
        faults.push_back({"ground", KEREGE_TR("Choose one of the grounds.")});
    const auto reading = text::read_day(typed.first_day);
    wish.first_day = text::tidy(typed.first_day).empty() ? today : reading.day;
    if (wish.first_day.empty()) {
        faults.push_back({"first_day", reading.problem == text::DayReading::Problem::impossible
                                           ? KEREGE_TR("There is no such day.")
                                           : KEREGE_TR("Write the whole day, as 31.12.2026.")});
    } else if (wish.first_day < valid_from) {
        faults.push_back(
            {"first_day", KEREGE_TR("This day lies before the person's first day here.")});
    } else if (text::day_number(wish.first_day) > text::day_number(today) + kEndDaysAheadMax) {
        faults.push_back({"first_day", KEREGE_TR("This day is more than a year away.")});
    }
    wish.note = text::tidy(typed.note);
    if (text::length(wish.note) > kEndNoteLettersMax)
        faults.push_back({"note", KEREGE_TR("Write at most 500 characters.")});
    if (!faults.empty()) return invalid_fields(std::move(faults));
    return wish;
}

}  // namespace

std::vector<std::string_view> grounds_of(std::string_view profile) {
    if (profile == "learner") return {"studies_ended", "expelled", "moved"};
    if (profile == "guardian") return {kChildLeft};
    if (profile == "employee") return {"employment_ended"};
    if (profile == "ministry" || profile == "region" || profile == "district")
        return {kServiceEnded};
    return {};
}

// What is being done, where, by whom.
struct Endings::Act {
    OrganisationId organisation;
    MembershipId membership;
    PersonId by;
    std::string_view request_id;
    std::string today;
    int64_t now_ms = 0;
    bool of_operator = false;
};

struct Endings::Member {
    MembershipId membership;
    PersonId person;
    std::string profile;
    std::string valid_from;
    std::string valid_until;  // or empty
    bool administrator = false;
};

Endings::Endings(data::Database& database, const audit::Audit& audit, EventSink& events,
                 IdMaker& ids, const Clock& clock, const LocalTime& local_time)
    : database_(database),
      audit_(audit),
      events_(events),
      ids_(ids),
      clock_(clock),
      local_time_(local_time) {}

std::optional<Ending> Endings::of(OrganisationId organisation, MembershipId membership) {
    auto transaction = database_.read();
    auto standing = standing_end(transaction, organisation, membership);
    if (!standing) return {};
    return std::move(standing->ending);
}

std::vector<RelatedPerson> Endings::guardians_to_ask(OrganisationId organisation,
                                                     MembershipId learner,
                                                     std::string_view first_day) {
    auto transaction = database_.read();
    return guardians_to_ask(transaction, organisation, learner, first_day);
}

std::vector<RelatedPerson> Endings::guardians_to_ask(data::Transaction& transaction,
                                                     OrganisationId organisation,
                                                     MembershipId learner,
                                                     std::string_view first_day) {
    return without_others(transaction, organisation, learner,
                          std::max(today(), text::read_day(first_day).day));
}

std::optional<Endings::Member> Endings::find(data::Transaction& transaction,
                                             OrganisationId organisation, MembershipId membership) {
    std::optional<Member> member;
    transaction.first(sql::membership_to_end, {organisation.value, membership.value},
                      [&](const data::Row& row) {
                          member = {membership,      PersonId{row.int64(0)}, text_of(row, 1),
                                    text_of(row, 2), text_of(row, 3),        row.int64(4) > 0};
                      });
    return member;
}

// Operators end each other's access on a page of theirs or at the machine; administrators of their
// organisation do not.
std::vector<std::string_view> Endings::grounds_for(const Act& act, const Member& member) {
    if (member.profile == "operator" && (!act.by || act.of_operator)) return {kServiceEnded};
    return grounds_of(member.profile);
}

Result<> Endings::may_end(const Act& act, const Member& member) {
    if (member.person == act.by)
        return refuse("endings: one's own", KEREGE_TR("Another administrator ends your access."));
    if (!member.valid_until.empty() && member.valid_until < act.today)
        return refuse("endings: ended before",
                      KEREGE_TR("This person has no access here any more."));
    return success();
}

Result<std::vector<PersonId>> Endings::end(OrganisationId organisation, MembershipId membership,
                                           const EndWish& typed, PersonId by,
                                           std::string_view request_id) {
    auto transaction = database_.write();
    auto concerned = end(transaction, organisation, membership, typed, by, request_id);
    if (concerned) transaction.commit();
    return concerned;
}

Result<std::vector<PersonId>> Endings::end(data::Transaction& transaction,
                                           OrganisationId organisation, MembershipId membership,
                                           const EndWish& typed, PersonId by,
                                           std::string_view request_id) {
    const Act act{organisation,    membership,       by, request_id, today(),
                  clock_.now_ms(), typed.of_operator};
    // Edits, rosters and ends of one organisation wait for each other.
    transaction.first(sql::organisation_lock, {organisation.value}, [](const data::Row&) {});
    const auto member = find(transaction, organisation, membership);
    const auto standing = standing_end(transaction, organisation, membership);
    if (member && standing) {
        const auto wish =
            check_wish(typed, grounds_for(act, *member), member->valid_from, act.today);
        if (wish && standing->ending.ground == wish->ground &&
            standing->ending.first_day == wish->first_day)
            return std::vector{member->person};
    }
    const auto wish = check(transaction, act, typed);
    if (!wish) return wish.fault();
    std::vector<PersonId> concerned{member->person};
    write_end(transaction, act, *member, wish->ground, *wish);
    if (const auto ended = end_guardians(transaction, act, *wish, concerned); !ended)
        return ended.fault();
    if (wish->first_day <= act.today) tell(transaction, organisation);
    return concerned;
}

Result<EndWish> Endings::check(data::Transaction& transaction, OrganisationId organisation,
                               MembershipId membership, const EndWish& typed, PersonId by) {
    return check(transaction, Act{organisation, membership, by, {}, today(), clock_.now_ms()},
                 typed);
}

Result<EndWish> Endings::check(data::Transaction& transaction, const Act& act,
                               const EndWish& typed) {
    const auto member = find(transaction, act.organisation, act.membership);
    const auto grounds = member ? grounds_for(act, *member) : std::vector<std::string_view>();
    if (grounds.empty()) return not_found("endings: no such membership to end");
    if (standing_end(transaction, act.organisation, act.membership))
        return refuse("endings: ended already",
                      KEREGE_TR("Access is ended already. Open it again first."));
    if (const auto may = may_end(act, *member); !may) return may.fault();
    auto wish = check_wish(typed, grounds, member->valid_from, act.today);
    if (!wish) return wish;
    if (!member->valid_until.empty() && member->valid_until < wish->first_day)
        return invalid_fields({{"first_day", KEREGE_TR("Access ends before this day anyway.")}});
    // Somebody who stays: not one whose own last day is set already.
    const std::string far = text::day_of(text::day_number(act.today) + kEndDaysAheadMax);
    if (member->administrator &&
        count(transaction, sql::administrators_besides, act.organisation, act.membership, far) == 0)
        return refuse("endings: the last administrator",
                      KEREGE_TR("An organisation needs at least one administrator."));
    if (member->profile == "operator" &&
        count(transaction, sql::operators_besides, act.organisation, act.membership, far) == 0)
        return refuse("endings: the last operator",
                      KEREGE_TR("The installation needs at least one operator."));
    return wish;
}

void Endings::write_end(data::Transaction& transaction, const Act& act, const Member& member,
                        std::string_view ground, const EndWish& wish) {
    const bool at_once = wish.first_day <= act.today;
    const std::string last_day = day_before(wish.first_day);
    const int64_t organisation = act.organisation.value;
    transaction.execute(
        sql::ending_add,
        {organisation, ids_.next(), member.membership.value, ground, wish.first_day, wish.note,
         null_if_empty(member.valid_until), act.by.value, act.now_ms, at_once ? 1 : 0});
    transaction.execute(sql::membership_until, {last_day, organisation, member.membership.value});
    keep_placement_times(transaction, act.organisation, member.membership, act.now_ms, local_time_);
    if (at_once) {
        transaction.execute(sql::membership_end_sessions, {organisation, member.membership.value});
        end_names(transaction, act, member.membership);
    }
    note(transaction, act, member.membership, "membership.ended",
         fmt::format(R"({{"ground":"{}","first_day":"{}"}})", ground, wish.first_day));
}

// Of an official: whoever comes back sees numbers, until names are granted anew.
void Endings::end_names(data::Transaction& transaction, const Act& act,
                        MembershipId membership) const {
    withdraw_names(transaction, audit_,
                   {act.organisation, membership, act.by, act.today, act.now_ms, act.request_id});
}

// Those whom the administrator chose of the guardians this learner is the last child of.
Result<> Endings::end_guardians(data::Transaction& transaction, const Act& act, const EndWish& wish,
                                std::vector<PersonId>& concerned) {
    if (wish.guardians.empty()) return success();
    const auto offered = without_others(transaction, act.organisation, act.membership,
                                        std::max(act.today, wish.first_day));
    for (const MembershipId guardian : wish.guardians) {
        const bool is_offered =
            std::any_of(offered.begin(), offered.end(),
                        [&](const RelatedPerson& one) { return one.membership == guardian; });
        const auto member = find(transaction, act.organisation, guardian);
        if (!is_offered || !member) return not_found("endings: no guardian without other children");
        // Somebody who works here may be the child's parent, too.
        if (member->person == act.by) continue;
        if (standing_end(transaction, act.organisation, guardian)) continue;
        EndWish own{std::string(kChildLeft), std::max(wish.first_day, member->valid_from), {}};
        write_end(transaction, act, *member, kChildLeft, own);
        concerned.push_back(member->person);
    }
    return success();
}

Result<std::vector<PersonId>> Endings::reopen(OrganisationId organisation, MembershipId membership,
                                              PersonId by, std::string_view request_id) {
    const Act act{organisation, membership, by, request_id, today(), clock_.now_ms()};
    auto transaction = database_.write();
    transaction.first(sql::organisation_lock, {organisation.value}, [](const data::Row&) {});
    const auto member = find(transaction, organisation, membership);
    if (!member) return not_found("endings: no such membership");
    const auto standing = standing_end(transaction, organisation, membership);
    if (!standing) return std::vector<PersonId>();
    if (const auto may = may_reopen(transaction, act, *member); !may) return may.fault();
    std::vector<PersonId> concerned{member->person};
    write_reopening(transaction, act, *member);
    reopen_guardians(transaction, act, standing->ending.ended_at_ms, concerned);
    if (standing->ending.first_day <= act.today) tell(transaction, organisation);
    transaction.commit();
    return concerned;
}

void Endings::reopen_guardians(data::Transaction& transaction, const Act& act, int64_t ended_at_ms,
                               std::vector<PersonId>& concerned) {
    std::vector<MembershipId> together;
    transaction.each(sql::endings_with_learner,
                     {act.organisation.value, act.membership.value, ended_at_ms},
                     [&](const data::Row& row) { together.push_back({row.int64(0)}); });
    for (const MembershipId guardian : together) {
        const auto other = find(transaction, act.organisation, guardian);
        if (!other || !may_reopen(transaction, act, *other)) continue;
        write_reopening(transaction, act, *other);
        concerned.push_back(other->person);
    }
}

Result<std::vector<PersonId>> Endings::end_with_learner(data::Transaction& transaction,
                                                        OrganisationId organisation,
                                                        MembershipId learner,
                                                        const std::vector<MembershipId>& guardians,
                                                        PersonId by, int64_t at_ms,
                                                        std::string_view request_id) {
    const Act act{organisation, learner, by, request_id, today(), at_ms};
    EndWish wish;
    wish.first_day = act.today;
    wish.guardians = guardians;
    std::vector<PersonId> concerned;
    if (const auto ended = end_guardians(transaction, act, wish, concerned); !ended)
        return ended.fault();
    return concerned;
}

std::vector<PersonId> Endings::reopen_with_learner(data::Transaction& transaction,
                                                   OrganisationId organisation,
                                                   MembershipId learner, PersonId by, int64_t at_ms,
                                                   std::string_view request_id) {
    std::vector<PersonId> concerned;
    reopen_guardians(transaction, {organisation, learner, by, request_id, today(), clock_.now_ms()},
                     at_ms, concerned);
    return concerned;
}

Result<> Endings::may_reopen(data::Transaction& transaction, const Act& act,
                             const Member& member) const {
    if (member.person == act.by)
        return refuse("endings: one's own",
                      KEREGE_TR("Another administrator opens your access again."));
    if (transaction.first(sql::membership_frozen, {act.organisation.value, member.membership.value},
                          [](const data::Row&) {}))
        return refuse("endings: a deleted profile",
                      KEREGE_TR("This profile is deleted. Take the deletion back first."));
    const auto standing = standing_end(transaction, act.organisation, member.membership);
    if (!standing || member.valid_until != day_before(standing->ending.first_day))
        return refuse("endings: another last day",
                      KEREGE_TR("Somebody has set another last day meanwhile."));
    if (count(transaction, sql::membership_twins, act.organisation, member.membership, act.today))
        return refuse("endings: here again",
                      KEREGE_TR("This person is in the organisation again already."));
    if (transaction.first(sql::transfer_stands,
                          {act.organisation.value, member.membership.value, act.today},
                          [](const data::Row&) {}))
        return refuse("endings: moved",
                      KEREGE_TR("This person belongs to the organisation they moved to. It has to "
                                "hand them over again."));
    if (member.profile == "guardian" &&
        count(transaction, sql::learners_left, act.organisation, member.membership, act.today) == 0)
        return refuse("endings: no child here",
                      KEREGE_TR("No child of this person learns here. Open the child's access "
                                "first."));
    return success();
}

void Endings::write_reopening(data::Transaction& transaction, const Act& act,
                              const Member& member) {
    const auto standing = standing_end(transaction, act.organisation, member.membership);
    const int64_t organisation = act.organisation.value;
    // An end of a day to come has come meanwhile: names are let see anew, with a password.
    if (standing->ending.first_day <= act.today) end_names(transaction, act, member.membership);
    transaction.execute(sql::membership_until, {null_if_empty(standing->valid_until_before),
                                                organisation, member.membership.value});
    keep_placement_times(transaction, act.organisation, member.membership, act.now_ms, local_time_);
    transaction.execute(sql::ending_reopen,
                        {act.by.value, act.now_ms, organisation, member.membership.value});
    note(transaction, act, member.membership, "membership.reopened", {});
}

void Endings::tell_due() {
    auto transaction = database_.write();
    const std::string day = today();
    std::vector<OrganisationId> organisations;
    transaction.each(sql::endings_due, {day},
                     [&](const data::Row& row) { organisations.push_back({row.int64(0)}); });
    for (const OrganisationId organisation : organisations) {
        transaction.execute(sql::endings_told, {organisation.value, day});
        tell(transaction, organisation);
    }
    transaction.commit();
}

void Endings::forget_residences() {
    auto transaction = database_.write();
    transaction.execute(sql::residences_forget, {today()});
    transaction.commit();
}

void Endings::note(data::Transaction& transaction, const Act& act, MembershipId membership,
                   std::string_view action, const std::string& detail) const {
    const std::string subject = "membership:" + membership.text();
    audit_.append(transaction, {.organisation = act.organisation,
                                .person = act.by,
                                .module = {},
                                .action = action,
                                .subject = subject,
                                .detail = detail,
                                .request_id = act.request_id});
}

// Who is here now is another question than what changed: modules compare, as with a roster.
void Endings::tell(data::Transaction& transaction, OrganisationId organisation) {
    events_.publish(transaction, organisation, "core.members.changed", {}, "{}");
}

}  // namespace kerege::directory
