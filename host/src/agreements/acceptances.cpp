// Who is asked, and who has accepted.
#include <fmt/format.h>

#include <algorithm>

#include "host/src/agreements/agreements.hpp"
#include "host/src/agreements/for_children.hpp"
#include "kerege/sdk/tr.hpp"
#include "queries/agreements.hpp"

namespace kerege::agreements {
namespace {

namespace sql = queries::agreements;

Texts titles(const data::Row& row, size_t column) {
    return {std::string(row.text_or(column, {})), std::string(row.text_or(column + 1, {})),
            std::string(row.text_or(column + 2, {}))};
}

Fault not_asked() {
    return conflict("agreements: a tick that is not asked",
                    KEREGE_TR("What is asked has changed meanwhile. Nothing was saved: look "
                              "again."));
}

bool in_own_name(const How& how) { return how.way == "first_sign_in" || how.way == "sign_in"; }

}  // namespace

bool anything_published(data::Transaction& transaction) {
    return transaction.first(sql::anything, {}, [](const data::Row&) {});
}

std::vector<Asked> asked(data::Transaction& transaction, const Member& member,
                         std::string_view today) {
    std::vector<Asked> found;
    transaction.each(
        sql::asked,
        {member.organisation.value, member.membership.value, member.person.value, today},
        [&](const data::Row& row) {
            Asked one;
            one.agreement = row.int64(0);
            one.code = row.text(1);
            if (row.text(2) == kind::kOrganisation) one.party = member.organisation;
            one.number = row.int64(3);
            one.title = titles(row, 4);
            one.published_at_ms = row.int64(7);
            if (row.text(9) == "learner") {
                const auto own_age = static_cast<int>(row.int64(8));
                const std::string_view birth_date = row.text_or(10, {});
                one.parent_must = own_age != 0 && is_younger(birth_date, own_age, today);
                one.parent_may = is_younger(birth_date, own_age != 0 ? own_age : kMajority, today);
            }
            found.push_back(std::move(one));
        });
    return found;
}

std::vector<Asked> Agreements::asked(const Member& member) {
    auto transaction = database_.read();
    return agreements::asked(transaction, member, today());
}

// All that is asked of the person, or nothing.
static Result<std::vector<Asked>> taken_alone(const std::vector<Asked>& found,
                                              const std::vector<std::string>& ticked) {
    std::vector<Asked> taken;
    for (const Asked& one : found) {
        if (one.parent_must) continue;
        if (std::find(ticked.begin(), ticked.end(), one.name()) == ticked.end())
            return invalid("a document is not ticked",
                           KEREGE_TR("Tick every document to go on. If you don't agree, sign out "
                                     "and speak with your organisation."));
        taken.push_back(one);
    }
    return taken;
}

// What somebody else ticked for the person: all of it fits, or nothing is taken.
Result<std::vector<Asked>> Agreements::taken_for(data::Transaction& transaction,
                                                 const Member& member,
                                                 const std::vector<Asked>& found,
                                                 const std::vector<std::string>& ticked,
                                                 const How& how) const {
    std::vector<std::string> done;
    transaction.each(sql::accepted, {member.person.value, int64_t{0}}, [&](const data::Row& row) {
        done.push_back(fmt::format("{}/{}", row.text(0), row.int64(1)));
    });
    std::vector<Asked> taken;
    for (const std::string& name : ticked) {
        const auto one = std::find_if(found.begin(), found.end(), [&](const Asked& asked) {
            return !asked.party && asked.name() == name;
        });
        if (one == found.end()) {
            if (std::find(done.begin(), done.end(), name) == done.end()) return not_asked();
            continue;  // the same form, sent twice
        }
        if (how.way == "guardian" && !one->parent_may)
            return invalid("agreements: the child is of age",
                           KEREGE_TR("Your child is old enough to accept this, and is asked at "
                                     "sign-in."));
        if (how.way == "paper" && how.signed_on < local_time_.day(one->published_at_ms))
            return invalid_fields({{"signed_on", KEREGE_TR("The day on the paper lies before the "
                                                           "text was published.")}});
        taken.push_back(*one);
    }
    return taken;
}

Result<> Agreements::accept(const Member& member, const std::vector<std::string>& ticked,
                            const How& how) {
    const int64_t now_ms = clock_.now_ms();
    auto transaction = database_.write();
    const auto found = agreements::asked(transaction, member, today());
    const auto taken = in_own_name(how) ? taken_alone(found, ticked)
                                        : taken_for(transaction, member, found, ticked, how);
    if (!taken) return taken.fault();
    for (const Asked& one : *taken) {
        const auto written = transaction.execute(
            sql::acceptance_add,
            {one.agreement, one.number, member.person.value, one.party.value, how.way, how.locale,
             how.address, now_ms,
             how.signed_on.empty() ? data::Argument(nullptr) : data::Argument(how.signed_on),
             how.doer.person.value});
        if (written == 0) continue;  // the same form, sent twice
        const std::string subject =
            one.party ? "organisation:" + one.party.text() : "person:" + member.person.text();
        note(transaction, member.organisation, how.doer, "agreement.accepted", subject,
             fmt::format("{{\"agreement\":\"{}\",\"version\":{},\"way\":\"{}\"}}", one.code,
                         one.number, how.way));
    }
    transaction.commit();
    return success();
}

std::vector<Accepted> Agreements::accepted_here(const Member& member) {
    auto found = accepted(member.person, member.organisation);
    for (Accepted& one : found) one.address.clear();
    return found;
}

std::vector<Accepted> Agreements::accepted(PersonId person, OrganisationId organisation) {
    std::vector<Accepted> found;
    auto transaction = database_.read();
    transaction.each(sql::accepted, {person.value, organisation.value}, [&](const data::Row& row) {
        Accepted one;
        one.code = row.text(0);
        one.number = row.int64(1);
        one.title = titles(row, 2);
        one.at_ms = row.int64(5);
        one.way = row.text(6);
        one.locale = row.text(7);
        one.address = row.text(8);
        one.signed_on = row.text_or(9, {});
        one.party = titles(row, 10);
        one.by_name = fmt::format("{} {}", row.text(13), row.text(14));
        one.by = PersonId{row.int64(15)};
        found.push_back(std::move(one));
    });
    return found;
}

Result<Member> Agreements::member(OrganisationId organisation, MembershipId membership) {
    PersonId person;
    auto transaction = database_.read();
    transaction.first(sql::member, {organisation.value, membership.value, today()},
                      [&](const data::Row& row) { person = PersonId{row.int64(0)}; });
    if (!person) return not_found("no such member of the organisation");
    return Member{person, organisation, membership};
}

bool Agreements::is_guardian(const Member& guardian, MembershipId learner) {
    auto transaction = database_.read();
    return transaction.first(
        sql::child, {guardian.organisation.value, guardian.membership.value, learner.value},
        [](const data::Row&) {});
}

}  // namespace kerege::agreements
