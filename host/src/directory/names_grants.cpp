#include "host/src/directory/names_grants.hpp"

#include <fmt/format.h>

#include "host/src/base/text.hpp"
#include "host/src/base/text_values.hpp"
#include "host/src/directory/rows.hpp"
#include "kerege/sdk/tr.hpp"
#include "queries/directory.hpp"

namespace kerege::directory {
namespace {

namespace sql = queries::directory;

constexpr std::string_view kGranted = "names.granted";
constexpr std::string_view kWithdrawn = "names.withdrawn";
constexpr std::string_view kExpired = "names.expired";

std::string name_of(const data::Row& row, size_t family) {
    std::string name = text_of(row, family);
    if (const std::string given = text_of(row, family + 1); !given.empty())
        name.append(" ").append(given);
    return name;
}

// The wish as it is stored. Fault: invalid with fields.
Result<NamesWish> checked(const NamesWish& typed, const std::string& today) {
    NamesWish wish{text::tidy(typed.reason), {}};
    std::vector<FieldFault> faults;
    if (wish.reason.empty())
        faults.push_back({"reason", KEREGE_TR("Say why: it is kept with what is done.")});
    else if (text::length(wish.reason) > kNamesReasonLettersMax)
        faults.push_back({"reason", KEREGE_TR("Write at most 500 characters.")});
    const auto reading = text::read_day(typed.last_day);
    wish.last_day = reading.day;
    if (reading.problem == text::DayReading::Problem::impossible)
        faults.push_back({"last_day", KEREGE_TR("There is no such day.")});
    else if (wish.last_day.empty())
        faults.push_back({"last_day", KEREGE_TR("Write the whole day, as 31.12.2026.")});
    else if (wish.last_day < today)
        faults.push_back({"last_day", KEREGE_TR("This day is over already.")});
    else if (text::day_number(wish.last_day) > text::day_number(today) + kNamesDaysAheadMax)
        faults.push_back({"last_day", KEREGE_TR("This day is more than a year away.")});
    if (!faults.empty()) return invalid_fields(std::move(faults));
    return wish;
}

void note(data::Transaction& transaction, const audit::Audit& audit, const NamesEnd& act,
          std::string_view action, std::string_view last_day) {
    const std::string subject = "membership:" + act.membership.text();
    const std::string detail = fmt::format(R"({{"last_day":"{}"}})", last_day);
    audit.append(transaction, {.organisation = act.organisation,
                               .person = act.by,
                               .module = {},
                               .action = action,
                               .subject = subject,
                               .detail = detail,
                               .request_id = act.request_id});
}

}  // namespace

bool withdraw_names(data::Transaction& transaction, const audit::Audit& audit,
                    const NamesEnd& end) {
    const int64_t organisation = end.organisation.value, membership = end.membership.value;
    std::string last_day;
    transaction.first(sql::names_grant_holds, {organisation, membership, end.today},
                      [&](const data::Row& row) { last_day = text_of(row, 0); });
    if (transaction.execute(sql::names_grant_withdraw,
                            {end.by.value, end.now_ms, organisation, membership, end.today}) == 0)
        return false;
    note(transaction, audit, end, kWithdrawn, last_day);
    return true;
}

Result<> NamesGrants::grant(OrganisationId organisation, MembershipId membership,
                            const NamesWish& typed, PersonId by, std::string_view request_id) {
    auto transaction = database_.write();
    transaction.first(sql::organisation_lock, {organisation.value}, [](const data::Row&) {});
    const std::string day = today();
    PersonId person;
    transaction.first(sql::official_member, {organisation.value, membership.value, day},
                      [&](const data::Row& row) { person = PersonId{row.int64(0)}; });
    if (!person) return not_found("names: no official of this organisation");
    if (person == by) return conflict("names: one's own", KEREGE_TR("This is your own profile."));
    const auto wish = checked(typed, day);
    if (!wish) return wish.fault();
    expire(transaction);
    for (const NamesGrant& one : list(transaction, organisation, membership, 1))
        if (one.holds && one.reason == wish->reason && one.last_day == wish->last_day)
            return success();
    const NamesEnd act{organisation, membership, by, day, clock_.now_ms(), request_id};
    withdraw_names(transaction, audit_, act);
    transaction.execute(sql::names_grant_add,
                        {ids_.next(), organisation.value, membership.value, wish->reason,
                         wish->last_day, by.value, clock_.now_ms()});
    note(transaction, audit_, act, kGranted, wish->last_day);
    transaction.commit();
    return success();
}

Result<> NamesGrants::withdraw(OrganisationId organisation, MembershipId membership, PersonId by,
                               std::string_view request_id) {
    auto transaction = database_.write();
    if (!withdraw_names(transaction, audit_,
                        {organisation, membership, by, today(), clock_.now_ms(), request_id}))
        return not_found("names: none that holds");
    transaction.commit();
    return success();
}

std::string NamesGrants::until(OrganisationId organisation, MembershipId membership) {
    std::string last_day;
    database_.read().first(sql::names_grant_holds, {organisation.value, membership.value, today()},
                           [&](const data::Row& row) { last_day = text_of(row, 0); });
    return last_day;
}

std::vector<NamesGrant> NamesGrants::list(OrganisationId organisation, MembershipId membership) {
    auto transaction = database_.read();
    return list(transaction, organisation, membership, kNamesGrantsShown);
}

std::vector<NamesGrant> NamesGrants::list(data::Transaction& transaction,
                                          OrganisationId organisation, MembershipId membership,
                                          int most) const {
    std::vector<NamesGrant> grants;
    transaction.each(sql::names_grants_of, {today(), organisation.value, membership.value, most},
                     [&](const data::Row& row) {
                         NamesGrant one;
                         one.id = row.int64(0);
                         one.reason = text_of(row, 1);
                         one.last_day = text_of(row, 2);
                         one.granted_at_ms = row.int64(3);
                         one.by_name = name_of(row, 4);
                         one.withdrawn_at_ms = number_of(row, 6);
                         one.withdrawn_by_name = name_of(row, 7);
                         one.holds = row.int64(9) != 0;
                         grants.push_back(std::move(one));
                     });
    return grants;
}

void NamesGrants::expire_due() {
    auto transaction = database_.write();
    expire(transaction);
    transaction.commit();
}

void NamesGrants::expire(data::Transaction& transaction) {
    struct Due {
        int64_t id;
        OrganisationId organisation;
        MembershipId membership;
        std::string last_day;
    };
    const std::string day = today();
    std::vector<Due> due;
    transaction.each(sql::names_grants_due, {day}, [&](const data::Row& row) {
        due.push_back({row.int64(0), {row.int64(1)}, {row.int64(2)}, text_of(row, 3)});
    });
    for (const Due& one : due) {
        // Another host may have been quicker.
        if (transaction.execute(sql::names_grant_expire, {clock_.now_ms(), one.id, day}) == 0)
            continue;
        note(transaction, audit_, {one.organisation, one.membership, {}, {}, 0, {}}, kExpired,
             one.last_day);
    }
}

}  // namespace kerege::directory
