#include "host/src/access/joinings.hpp"

#include <fmt/format.h>

#include "host/src/access/password.hpp"
#include "host/src/access/tokens.hpp"
#include "host/src/base/text.hpp"
#include "host/src/directory/organisation_kinds.hpp"
#include "kerege/sdk/tr.hpp"
#include "queries/access.hpp"

namespace kerege::access {
namespace {

namespace sql = queries::access;

constexpr std::string_view kEmployeeProfile = "employee";
constexpr std::string_view kGuardianProfile = "guardian";

// The same for whatever is wrong: nobody learns which logins there are.
Fault no_code() {
    return invalid_fields(
        {{"code", KEREGE_TR("Login and code do not fit, or the code is too old. The person makes a "
                            "new one under My account.")}});
}

std::string hash_of(PersonId person, std::string_view code) {
    return sha256_hex(person.text() + ":" + std::string(code));
}

// What was typed, as it is stored. Fault: invalid with fields.
Result<JoinWish> tidied(const JoinWish& typed) {
    JoinWish wish = typed;
    wish.login = text::lower(text::tidy(typed.login));
    wish.code = text::tidy(typed.code);
    wish.position = text::tidy(typed.position);
    wish.children.clear();
    for (const std::string& child : typed.children)
        if (std::string login = text::lower(text::tidy(child)); !login.empty())
            wish.children.push_back(std::move(login));
    std::vector<FieldFault> faults;
    if (wish.profile != kEmployeeProfile && wish.profile != kGuardianProfile)
        faults.push_back({"profile", KEREGE_TR("Choose as what.")});
    if (text::length(wish.position) > kJoinPositionLettersMax)
        faults.push_back({"position", KEREGE_TR("This is too long. Shorten it.")});
    if (wish.profile == kGuardianProfile && wish.children.empty())
        faults.push_back({"children", KEREGE_TR("Write the login of each child, as on the slip.")});
    if (wish.children.size() > kJoinChildrenMax)
        faults.push_back({"children", KEREGE_TR("Write at most 20 logins.")});
    if (!faults.empty()) return invalid_fields(std::move(faults));
    return wish;
}

}  // namespace

Result<std::string> Joinings::make_code(const Scope& scope, std::string_view request_id) {
    if (!scope.person || scope.profile == KEREGE_PROFILE_LEARNER)
        return not_found("joinings: learners move by a transfer");
    const std::string code = make_temporary_password();
    auto transaction = database_.write();
    const int64_t now_ms = clock_.now_ms();
    transaction.execute(sql::join_codes_forget, {now_ms});
    transaction.execute(sql::join_code_put,
                        {scope.person.value, hash_of(scope.person, code), now_ms + kJoinCodeMs});
    const std::string subject = "person:" + scope.person.text();
    audit_.append(transaction, {.organisation = scope.organisation,
                                .person = scope.person,
                                .module = {},
                                .action = "join_code.made",
                                .subject = subject,
                                .detail = {},
                                .request_id = request_id});
    transaction.commit();
    return code;
}

// Whose login it is, if they said yes. counted: a wrong code was, which is to last.
Result<PersonId> Joinings::admitted(data::Transaction& transaction, const Scope& scope,
                                    const JoinWish& wish, bool& counted) const {
    PersonId person;
    std::string hash;
    int64_t until_ms = 0, failures = 0;
    transaction.first(sql::join_code_find, {wish.login}, [&](const data::Row& row) {
        person = PersonId{row.int64(0)};
        hash = row.text_or(1, {});
        until_ms = row.int64_or(2, 0);
        failures = row.int64_or(3, 0);
    });
    if (!person) return no_code();
    if (!scope.person) return person;
    if (person == scope.person)
        return conflict("joinings: oneself", KEREGE_TR("Another administrator takes you in."));
    if (hash.empty() || until_ms <= clock_.now_ms() || failures >= kJoinFailuresMax)
        return no_code();
    if (hash != hash_of(person, wish.code)) {
        transaction.execute(sql::join_code_fail, {person.value});
        counted = true;
        return no_code();
    }
    return person;
}

Result<MembershipId> Joinings::take_in(data::Transaction& transaction, const Scope& scope,
                                       PersonId person, const JoinWish& wish) {
    const std::string today = local_time_.day(clock_.now_ms());
    const int64_t here = scope.organisation.value;
    // Two forms sent at once wait for each other.
    transaction.first(sql::person_lock, {person.value}, [](const data::Row&) {});
    std::string kind;
    bool already = false;
    transaction.first(sql::join_here, {person.value, wish.profile, today, here},
                      [&](const data::Row& row) {
                          kind = row.text(0);
                          already = row.int64(1) > 0;
                      });
    if (!directory::may_hold(kind, wish.profile))
        return invalid_fields({{"profile", KEREGE_TR("Nobody of this kind belongs there.")}});
    if (already)
        return conflict("joinings: here already",
                        KEREGE_TR("This person is in the organisation already."));
    const MembershipId made{ids_.next()};
    const std::string position = wish.profile == kEmployeeProfile ? wish.position : std::string();
    transaction.execute(sql::join_membership,
                        {here, made.value, person.value, wish.profile, position, today});
    if (wish.profile != kGuardianProfile) return made;
    for (const std::string& child : wish.children)
        if (transaction.execute(sql::join_child, {made.value, child, person.value, here, today}) ==
            0)
            return invalid_fields(
                {{"children", KEREGE_TR("One of these logins is no learner's here.")}});
    return made;
}

void Joinings::tell(data::Transaction& transaction, const Scope& scope, PersonId person,
                    MembershipId made, std::string_view request_id) {
    std::vector<OrganisationId> organisations;
    transaction.each(sql::restriction_organisations,
                     {person.value, local_time_.day(clock_.now_ms())},
                     [&](const data::Row& row) { organisations.push_back({row.int64(0)}); });
    for (const OrganisationId organisation : organisations) {
        const bool here = organisation == scope.organisation;
        const std::string subject = here ? "membership:" + made.text() : "person:" + person.text();
        audit_.append(transaction,
                      {.organisation = organisation,
                       .person = here || !scope.person ? scope.person : person,
                       .module = {},
                       .action = here ? "membership.joined" : "membership.joined_elsewhere",
                       .subject = subject,
                       .detail = {},
                       .request_id = request_id});
    }
    events_.publish(transaction, scope.organisation, "core.members.changed", {}, "{}");
}

Result<MembershipId> Joinings::join(const Scope& scope, const JoinWish& typed,
                                    std::string_view request_id) {
    const auto wish = tidied(typed);
    if (!wish) return wish.fault();
    auto transaction = database_.write();
    bool counted = false;
    const auto person = admitted(transaction, scope, *wish, counted);
    if (!person) {
        if (counted) transaction.commit();
        return person.fault();
    }
    auto made = take_in(transaction, scope, *person, *wish);
    if (!made) return made.fault();
    transaction.execute(sql::join_code_remove, {person->value});
    tell(transaction, scope, *person, *made, request_id);
    transaction.commit();
    sessions_.forget(*person);
    return made;
}

}  // namespace kerege::access
