// Temporary passwords for others: whose account may be touched by whom.
#include <algorithm>
#include <atomic>
#include <functional>
#include <future>
#include <numeric>
#include <optional>
#include <set>

#include "host/src/access/accounts_impl.hpp"
#include "host/src/access/password.hpp"
#include "kerege/sdk/tr.hpp"
#include "queries/access.hpp"

namespace kerege::access {
namespace {

constexpr int kHashingThreads = 2;
constexpr int64_t kLetterMs = int64_t{kLetterDays} * 24 * 3600 * 1000;

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

Fault no_letter(const IssueTarget& target) {
    Fault fault = target.used
                      ? invalid("the account was used",
                                KEREGE_TR("{name} has signed in before: a letter replaces nobody's "
                                          "password. Print a slip."))
                      : invalid("no address", KEREGE_TR("{name} has no e-mail address."));
    fault.values.emplace_back("name", target.family_name + " " + target.given_name);
    return fault;
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

void Accounts::Impl::write_password(data::Transaction& transaction, OrganisationId organisation,
                                    const IssueTarget& target, int64_t until_ms) {
    if (!letters) return;
    letters->write(transaction, {organisation,
                                 target.membership,
                                 target.person,
                                 target.locale,
                                 "password",
                                 "password." + std::to_string(ids.next()),
                                 {{"organisation", target.organisation_name},
                                  {"login", target.login},
                                  {"password", target.password},
                                  {"until", local_time.day(until_ms)}}});
}

Result<std::vector<IssuedPassword>> Accounts::issue_temporary_passwords(
    const Scope& scope, std::span<const MembershipId> memberships, const Proof& proof,
    std::string_view request_id, Handing handing) {
    if (memberships.empty()) {
        return invalid("no membership chosen", KEREGE_TR("Choose at least one person."));
    }
    if (memberships.size() > kTemporaryPasswordsMax) {
        return invalid("more than 100 memberships",
                       KEREGE_TR("Choose at most 100 people at a time."));
    }
    auto found = [&] {
        auto transaction = impl_->database.read();
        return find_targets(transaction, scope, memberships, impl_->today());
    }();
    if (!found) return found.fault();
    const bool by_letter = handing == Handing::letters;
    for (const IssueTarget& target : *found) {
        if (by_letter && (target.used || !target.has_address)) return no_letter(target);
    }
    const auto proved = impl_->prove(scope, proof, request_id);
    if (!proved) return proved.fault();
    const auto& issued = *found;
    const auto hashes = hash_all(
        issued, [this] { return impl_->enter_gate(); }, impl_->settings.password_cost);
    if (hashes.empty()) return busy();

    auto transaction = impl_->database.write();
    const int64_t now_ms = impl_->clock.now_ms();
    std::optional<int64_t> until_ms;
    if (by_letter) until_ms = now_ms + kLetterMs;
    for (const size_t i : by_person(issued)) {
        // The second factor, the ticket, the account: in the order in which sign_in_with_code()
        // holds them, so that neither waits for the other for ever.
        transaction.execute(queries::access::second_factor_clear, {issued[i].person.value});
        transaction.execute(queries::access::ticket_remove_all, {issued[i].person.value});
        transaction.execute(queries::access::account_password_issued,
                            {hashes[i], now_ms, until_ms, issued[i].person.value});
        if (by_letter) impl_->write_password(transaction, scope.organisation, issued[i], *until_ms);
        transaction.execute(queries::access::session_end_all, {issued[i].person.value});
        impl_->throttle.clear(transaction, issued[i].login);
        impl_->audit.append(transaction, {scope.organisation,
                                          scope.person,
                                          {},
                                          "password.issued",
                                          subject_of(issued[i].person),
                                          *proved,
                                          request_id});
    }
    transaction.commit();
    std::vector<IssuedPassword> done;
    for (const auto& one : issued) {
        impl_->sessions.forget(one.person);
        done.push_back(one);
        if (by_letter) done.back().password.clear();
    }
    return done;
}

}  // namespace kerege::access
