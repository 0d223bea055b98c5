// Temporary passwords for others: whose account may be touched by whom.
#include <algorithm>
#include <atomic>
#include <functional>
#include <future>
#include <numeric>
#include <set>

#include "host/src/access/accounts_impl.hpp"
#include "host/src/access/password.hpp"
#include "kerege/sdk/tr.hpp"
#include "queries/access.hpp"

namespace kerege::access {
namespace {

constexpr int kHashingThreads = 2;

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

namespace {

// Places in the order of persons: two who issue for the same people at once meet at the first.
std::vector<size_t> by_person(const std::vector<IssueTarget>& issued) {
    std::vector<size_t> places(issued.size());
    std::iota(places.begin(), places.end(), size_t{0});
    std::ranges::sort(places, {}, [&](size_t place) { return issued[place].person.value; });
    return places;
}

// Hashes of all passwords, in their order; empty if the gate was busy for too long.
std::vector<std::string> hash_all(const std::vector<IssueTarget>& issued,
                                  const std::function<HashGate::Pass()>& enter_gate,
                                  const PasswordCost& cost) {
    std::vector<std::string> hashes(issued.size());
    std::atomic<size_t> next{0};
    std::atomic<bool> all{true};
    const auto work = [&] {
        for (size_t at = next++; at < issued.size() && all; at = next++) {
            const auto pass = enter_gate();
            if (pass) {
                hashes[at] = hash_password(issued[at].password, cost);
            } else {
                all = false;
            }
        }
    };
    std::vector<std::future<void>> helpers;
    for (int i = 1; i < kHashingThreads; ++i) {
        helpers.push_back(std::async(std::launch::async, work));
    }
    work();
    for (auto& helper : helpers) helper.get();
    if (!all) hashes.clear();
    return hashes;
}

}  // namespace

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
    } else if (!login_letters.send(transaction, {.organisation = issuer.organisation,
                                                 .membership = target.membership,
                                                 .person = target.person,
                                                 .locale = target.locale,
                                                 .organisation_name = target.organisation_name,
                                                 .login = target.login,
                                                 .password = target.password,
                                                 .hash = hash})) {
        return false;
    }
    transaction.execute(queries::access::session_end_all, {person});
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

Result<std::vector<IssuedPassword>> Accounts::issue_temporary_passwords(
    const Scope& scope, std::span<const MembershipId> memberships, const Proof& proof,
    std::string_view request_id) {
    if (memberships.empty()) {
        return invalid("no membership chosen", KEREGE_TR("Choose at least one person."));
    }
    if (memberships.size() > kTemporaryPasswordsMax) {
        return invalid("more than 100 memberships",
                       KEREGE_TR("Choose at most 100 people at a time."));
    }
    const auto found = [&] {
        auto transaction = impl_->database.read();
        return find_targets(transaction, scope, memberships, impl_->today());
    }();
    if (!found) return found.fault();
    const auto proved = impl_->prove(scope, proof, request_id);
    if (!proved) return proved.fault();
    const auto& issued = *found;
    const auto hashes = hash_all(
        issued, [this] { return impl_->enter_gate(); }, impl_->settings.password_cost);
    if (hashes.empty()) return busy();

    auto transaction = impl_->database.write();
    const Issuer issuer{scope.organisation, scope.person, *proved, std::string(request_id)};
    for (const size_t i : by_person(issued))
        impl_->issue(transaction, issuer, issued[i], hashes[i], Impl::Issue::replacing);
    transaction.commit();
    for (const auto& one : issued) impl_->sessions.forget(one.person);
    return std::vector<IssuedPassword>(issued.begin(), issued.end());
}

}  // namespace kerege::access
