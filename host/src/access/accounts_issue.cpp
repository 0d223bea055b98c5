// Temporary passwords for others: whose account may be touched by whom. For many at once:
// credential_batches.hpp.
#include <set>

#include "host/src/access/accounts_impl.hpp"
#include "host/src/access/password.hpp"
#include "kerege/sdk/tr.hpp"
#include "queries/access.hpp"

namespace kerege::access {
namespace {

Fault too_powerful(const IssuedPassword& target) {
    Fault fault{FaultKind::forbidden, "the password would open more than this organisation",
                KEREGE_TR("{name} is an official or belongs to another organisation as well. Ask "
                          "the operator.")};
    fault.values.emplace_back("name", target.family_name + " " + target.given_name);
    return fault;
}

// Somebody at an administrator's open session must not get hold of the account itself.
Fault ones_own() {
    return {FaultKind::forbidden, "one's own account",
            KEREGE_TR("Your own password and second factor are changed under My account.")};
}

Fault another_operators() {
    return {FaultKind::forbidden, "another operator's account",
            KEREGE_TR("What concerns another operator's account is done on the command line.")};
}

}  // namespace

Result<std::vector<IssueTarget>> find_targets(data::Transaction& transaction, const Scope& scope,
                                              std::span<const MembershipId> memberships,
                                              const std::string& today) {
    std::vector<IssueTarget> targets;
    std::set<PersonId> persons;
    for (const auto membership : memberships) {
        IssueTarget target;
        target.membership = membership;
        bool is_operator = false;
        bool opens_more = false;
        const bool found = transaction.first(queries::access::account_issue_target,
                                             {today, scope.organisation.value, membership.value},
                                             [&](const data::Row& row) {
                                                 target.person = PersonId{row.int64(0)};
                                                 target.login = row.text(1);
                                                 target.family_name = row.text(2);
                                                 target.given_name = row.text(3);
                                                 target.patronymic = row.text(4);
                                                 is_operator = row.int64(5) != 0;
                                                 opens_more = row.int64(6) != 0;
                                                 target.has_address = row.int64(7) != 0;
                                                 target.used = row.int64(8) != 0;
                                                 target.locale = row.text(9);
                                                 target.organisation_name = row.text(10);
                                             });
        if (!found) return not_found("a membership that is none of the organisation's");
        if (scope.person && target.person == scope.person) return ones_own();
        // Whoever holds a slip is the person on it: it must open no more than its issuer may.
        const bool asked_by_operator = scope.profile == KEREGE_PROFILE_OPERATOR;
        const bool from_console = asked_by_operator && !scope.person;
        if (is_operator && asked_by_operator && !from_console) return another_operators();
        if (is_operator && !from_console) return too_powerful(target);
        if (opens_more && !asked_by_operator) return too_powerful(target);
        if (!persons.insert(target.person).second) {
            return invalid("the same person twice", KEREGE_TR("The same person is chosen twice."));
        }
        target.password = make_temporary_password();
        targets.push_back(std::move(target));
    }
    return targets;
}

Fault no_letter(const IssueTarget& target) {
    Fault fault = target.used
                      ? invalid("the account was used",
                                KEREGE_TR("{name} has signed in before: a letter replaces nobody's "
                                          "password. Print a slip."))
                      : invalid("no address", KEREGE_TR("{name} has no e-mail address."));
    fault.values.emplace_back("name", target.family_name + " " + target.given_name);
    return fault;
}

bool Accounts::Impl::issue(data::Transaction& transaction, const Issuer& issuer,
                           const IssueTarget& target, const std::string& hash, Issue how) {
    const int64_t person = target.person.value;
    if (how == Issue::replacing) {
        // The second factor, the ticket, the account: in the order in which sign_in_with_code()
        // holds them, so that neither waits for the other for ever.
        transaction.execute(queries::access::second_factor_clear, {person});
        transaction.execute(queries::access::ticket_remove_all, {person});
        transaction.execute(queries::access::account_password_issued,
                            {hash, clock.now_ms(), person});
    } else if (how == Issue::first) {
        if (transaction.execute(queries::access::account_password_first,
                                {hash, clock.now_ms(), person}) == 0)
            return false;
    } else if (how == Issue::unused) {
        // As a letter would, with a slip instead: it takes the place of one that was lost.
        LoginLetter slip;
        slip.person = target.person;
        slip.hash = hash;
        if (!LoginLetters(nullptr, ids, clock, local_time, settings.letter_days)
                 .send(transaction, slip))
            return false;
    } else if (!login_letters.send(transaction, {.organisation = issuer.organisation,
                                                 .membership = target.membership,
                                                 .person = target.person,
                                                 .locale = target.locale,
                                                 .organisation_name = target.organisation_name,
                                                 .login = target.login,
                                                 .password = target.password,
                                                 .hash = hash,
                                                 .name = issuer.letter})) {
        return false;
    }
    transaction.execute(queries::access::session_end_all, {person});
    transaction.execute(queries::access::join_code_remove, {person});
    throttle.clear(transaction, target.login);
    audit.append(transaction, {issuer.organisation,
                               issuer.person,
                               {},
                               "password.issued",
                               subject_of(target.person),
                               issuer.proved,
                               issuer.request_id});
    return true;
}

Result<IssuedPassword> Accounts::issue_temporary_password(const Scope& scope,
                                                          MembershipId membership,
                                                          const Proof& proof,
                                                          std::string_view request_id) {
    const auto found = [&] {
        auto transaction = impl_->database.read();
        return find_targets(transaction, scope, std::span(&membership, 1), impl_->today());
    }();
    if (!found) return found.fault();
    const auto proved = impl_->prove(scope, proof, request_id);
    if (!proved) return proved.fault();
    const IssueTarget& target = found->front();
    std::string hash;
    if (const auto pass = impl_->enter_gate())
        hash = hash_password(target.password, impl_->settings.password_cost);
    else
        return busy();

    auto transaction = impl_->database.write();
    impl_->issue(transaction, {scope.organisation, scope.person, *proved, std::string(request_id)},
                 target, hash, Impl::Issue::replacing);
    transaction.commit();
    impl_->sessions.forget(target.person);
    return static_cast<const IssuedPassword&>(target);
}

}  // namespace kerege::access
