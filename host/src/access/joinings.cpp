#include "host/src/access/joinings.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "host/src/access/accounts.hpp"
#include "host/src/access/password.hpp"
#include "host/src/access/roles.hpp"
#include "host/src/access/tokens.hpp"
#include "host/src/base/text.hpp"
#include "host/src/directory/organisation_kinds.hpp"
#include "host/src/directory/roster/kinship.hpp"
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

struct KeptCode {
    std::string hash;
    int64_t until_ms = 0;
    int64_t failures = 0;
    bool open(int64_t now_ms) const { return until_ms > now_ms && failures < kJoinFailuresMax; }
};

KeptCode code_of(const data::Row& row) {
    return {std::string(row.text(0)), row.int64(1), row.int64(2)};
}

// Nothing opens where nobody made one.
KeptCode kept_code(data::Transaction& transaction, PersonId person) {
    KeptCode kept;
    transaction.first(sql::join_code_find, {person.value},
                      [&](const data::Row& row) { kept = code_of(row); });
    return kept;
}

// Of one administrator, apart from passwords. See access/login_throttle.hpp.
std::string guesses_of(PersonId administrator) { return "\n4 " + administrator.text(); }

bool goes_with(const std::string& role, const std::string& profile) {
    const auto roles = roles_of(profile_number(profile), {role});
    return profile == kEmployeeProfile && std::ranges::find(roles, role) != roles.end();
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
    if (!wish.kinship.empty() && !directory::roster::is_kinship(wish.kinship))
        faults.push_back({"kinship", KEREGE_TR("Choose one of the list.")});
    if (!wish.role.empty() && !goes_with(wish.role, wish.profile))
        faults.push_back({"role", KEREGE_TR("There is no such role.")});
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
    transaction.execute(sql::join_code_put,
                        {scope.person.value, hash_of(scope.person, code), now_ms + kJoinCodeMs});
    note_own(transaction, scope, "join_code.made", {}, request_id);
    transaction.commit();
    return code;
}

std::optional<int64_t> Joinings::code_until_ms(PersonId person) {
    auto transaction = database_.read();
    const KeptCode kept = kept_code(transaction, person);
    if (!kept.open(clock_.now_ms())) return {};
    return kept.until_ms;
}

Result<> Joinings::withdraw_code(const Scope& scope, std::string_view request_id) {
    auto transaction = database_.write();
    if (transaction.execute(sql::join_code_remove, {scope.person.value}) == 0)
        return not_found("joinings: no code");
    note_own(transaction, scope, "join_code.withdrawn", {}, request_id);
    transaction.commit();
    return success();
}

// An act of the scope's person about themselves.
void Joinings::note_own(data::Transaction& transaction, const Scope& scope, std::string_view action,
                        std::string_view detail, std::string_view request_id) const {
    const std::string subject = "person:" + scope.person.text();
    audit_.append(transaction, {.organisation = scope.organisation,
                                .person = scope.person,
                                .module = {},
                                .action = action,
                                .subject = subject,
                                .detail = detail,
                                .request_id = request_id});
}

std::vector<OrganisationId> Joinings::organisations_of(data::Transaction& transaction,
                                                       PersonId person) const {
    std::vector<OrganisationId> organisations;
    transaction.each(sql::restriction_organisations,
                     {person.value, local_time_.day(clock_.now_ms())},
                     [&](const data::Row& row) { organisations.push_back({row.int64(0)}); });
    return organisations;
}

// A wrong code is told where its owner belongs, once it opens nothing any more: by nobody, for who
// guesses is told where they sit.
void Joinings::count_wrong(data::Transaction& transaction, PersonId person, int64_t failures,
                           std::string_view request_id) const {
    transaction.execute(sql::join_code_fail, {person.value});
    if (failures < kJoinFailuresMax) return;
    const std::string subject = "person:" + person.text();
    const std::string detail = fmt::format("{{\"failures\":{}}}", failures);
    for (const OrganisationId organisation : organisations_of(transaction, person))
        audit_.append(transaction, {.organisation = organisation,
                                    .person = {},
                                    .module = {},
                                    .action = "join_code.refused",
                                    .subject = subject,
                                    .detail = detail,
                                    .request_id = request_id});
}

// Whose login it is, if they said yes: the code is used up. guessed: login and code do not fit;
// what was counted is to last.
Result<PersonId> Joinings::admitted(data::Transaction& transaction, const Scope& scope,
                                    const JoinWish& wish, bool& guessed,
                                    std::string_view request_id) const {
    PersonId person;
    transaction.first(sql::account_by_login, {wish.login},
                      [&](const data::Row& row) { person = PersonId{row.int64(0)}; });
    guessed = !person;
    if (!person) return no_code();
    if (person == scope.person)
        return conflict("joinings: oneself", KEREGE_TR("Another administrator takes you in."));
    // Before the code is read: forms sent at once wait for each other, and so do guesses.
    transaction.first(sql::person_lock, {person.value}, [](const data::Row&) {});
    if (!scope.person) {  // the host's console
        transaction.execute(sql::join_code_remove, {person.value});
        return person;
    }
    const KeptCode kept = kept_code(transaction, person);
    const bool open = kept.open(clock_.now_ms());
    const bool right = open && kept.hash == hash_of(person, wish.code);
    guessed = !right;
    if (open && !right) count_wrong(transaction, person, kept.failures + 1, request_id);
    // Used up by the first; what ends it otherwise, a new password, waits for no lock.
    if (!right || transaction.execute(sql::join_code_remove, {person.value}) == 0) return no_code();
    return person;
}

Result<MembershipId> Joinings::take_in(data::Transaction& transaction, const Scope& scope,
                                       PersonId person, const JoinWish& wish) {
    const std::string today = local_time_.day(clock_.now_ms());
    const int64_t here = scope.organisation.value;
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
    if (!scope.person && !wish.role.empty())
        transaction.execute(sql::newcomer_role, {here, made.value, wish.role});
    if (wish.profile != kGuardianProfile) return made;
    const data::Argument kinship =
        wish.kinship.empty() ? data::Argument(nullptr) : data::Argument(wish.kinship);
    for (const std::string& child : wish.children)
        if (transaction.execute(sql::join_child,
                                {made.value, kinship, child, person.value, here, today}) == 0)
            return invalid_fields(
                {{"children", KEREGE_TR("One of these logins is no learner's here.")}});
    return made;
}

void Joinings::tell(data::Transaction& transaction, const Scope& scope, PersonId person,
                    MembershipId made, std::string_view request_id) {
    for (const OrganisationId organisation : organisations_of(transaction, person)) {
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
    bool guessed = false;
    if (!scope.person) return enter(scope, *wish, guessed, request_id);
    // Counted before the code is looked at, so that many guesses at once are not all the first.
    const auto attempt = throttle_.attempt(guesses_of(scope.person), {});
    if (!attempt) return attempt.fault();
    auto made = enter(scope, *wish, guessed, request_id);
    if (!guessed) throttle_.uncount(guesses_of(scope.person), {});
    if (guessed && attempt->pauses) {
        auto transaction = database_.write();
        note_own(transaction, scope, "join_code.refused",
                 fmt::format("{{\"failures\":{}}}", attempt->failures), request_id);
        transaction.commit();
    }
    return made;
}

Result<MembershipId> Joinings::enter(const Scope& scope, const JoinWish& wish, bool& guessed,
                                     std::string_view request_id) {
    auto transaction = database_.write();
    const auto person = admitted(transaction, scope, wish, guessed, request_id);
    if (!person) {
        if (guessed) transaction.commit();
        return person.fault();
    }
    auto made = take_in(transaction, scope, *person, wish);
    if (!made) return made.fault();
    tell(transaction, scope, *person, *made, request_id);
    transaction.commit();
    sessions_.forget(*person);
    return made;
}

}  // namespace kerege::access
