#include <algorithm>
#include <atomic>
#include <functional>
#include <future>
#include <set>

#include "host/src/access/accounts_impl.hpp"
#include "host/src/access/tokens.hpp"
#include "kerege/sdk/tr.hpp"
#include "queries/access.hpp"

namespace kerege::access {
namespace {

constexpr size_t kHistoryKept = 5;
constexpr int kHashingThreads = 2;

struct OwnAccount {
    std::string login;
    std::string hash;
    PasswordOwner owner;
    std::vector<std::pair<int64_t, std::string>> history;  // newest first
};

std::optional<OwnAccount> read_account(data::Database& database, PersonId person) {
    OwnAccount account;
    auto transaction = database.read();
    const bool found = transaction.first(
        queries::access::account_of_person, {person.value}, [&](const data::Row& row) {
            account.login = row.text(0);
            account.hash = row.text_or(1, {});
            account.owner = {
                account.login,
                {std::string(row.text(3)), std::string(row.text(4)), std::string(row.text(5))}};
        });
    if (!found) return {};
    transaction.each(queries::access::password_history, {person.value}, [&](const data::Row& row) {
        account.history.emplace_back(row.int64(0), row.text(1));
    });
    return account;
}

Fault wrong_field(const char* field, const char* message) {
    return invalid_fields({{field, message}});
}

// Whether a new password may be taken: by the rules, and none of the last five.
Result<> judge_new(const OwnAccount& account, std::string_view new_password,
                   const std::function<bool(std::string_view, std::string_view)>& matches) {
    if (auto fit = check_password(new_password, account.owner); !fit)
        return invalid_fields({{"new_password", fit.fault().user_message}});
    bool used = matches(account.hash, new_password);
    for (const auto& [set_at_ms, hash] : account.history) {
        if (!used && hash != account.hash) used = matches(hash, new_password);
    }
    if (used) {
        return wrong_field("new_password",
                           KEREGE_TR("You have used this password before. Choose another one."));
    }
    return success();
}

// What is written when the new password has been accepted. Fault: somebody changed it meanwhile.
Result<> write_password(data::Transaction& transaction, PersonId person, const OwnAccount& account,
                        const std::string& new_hash, int64_t now_ms) {
    const auto changed = transaction.execute(queries::access::account_password_changed,
                                             {new_hash, now_ms, person.value, account.hash});
    if (changed == 0) {
        return conflict("the password was changed meanwhile",
                        KEREGE_TR("The password was changed meanwhile. Sign in again."));
    }
    remember_password(transaction, person, new_hash, now_ms);
    return success();
}

}  // namespace

void remember_password(data::Transaction& transaction, PersonId person, std::string_view hash,
                       int64_t now_ms) {
    std::vector<int64_t> kept;  // newest first
    transaction.each(queries::access::password_history, {person.value},
                     [&](const data::Row& row) { kept.push_back(row.int64(0)); });
    // A row's key is its instant, and the clock may stand still between two changes.
    const int64_t set_at_ms = kept.empty() ? now_ms : std::max(now_ms, kept[0] + 1);
    transaction.execute(queries::access::password_history_add, {person.value, set_at_ms, hash});
    if (kept.size() >= kHistoryKept) {
        transaction.execute(queries::access::password_history_trim,
                            {person.value, kept[kHistoryKept - 2]});
    }
}

Result<> Accounts::change_password(const Session& session, std::string_view old_password,
                                   std::string_view new_password, std::string_view request_id) {
    const PersonId person = session.scope.person;
    const auto account = read_account(impl_->database, person);
    if (!account) return not_found("the person has no account");
    const auto matches = [this](std::string_view hash, std::string_view password) {
        return impl_->matches(hash, password);
    };
    // Guesses at an open session don't keep its owner from signing in: no login begins like that.
    const std::string guessed = "\n" + account->login;
    if (auto open = impl_->throttle.attempt(guessed, {}); !open) return open;

    std::string new_hash;
    {
        const auto pass = impl_->enter_gate();
        if (!pass) {
            impl_->throttle.uncount(guessed, {});
            return busy();
        }
        if (!impl_->matches(account->hash, old_password)) {
            return wrong_field("old_password", KEREGE_TR("The current password is wrong."));
        }
        impl_->throttle.uncount(guessed, {});
        if (auto fit = judge_new(*account, new_password, matches); !fit) return fit;
        new_hash = hash_password(new_password, impl_->settings.password_cost);
    }

    auto transaction = impl_->database.write();
    if (auto written =
            write_password(transaction, person, *account, new_hash, impl_->clock.now_ms());
        !written) {
        return written;
    }
    transaction.execute(queries::access::session_end_others, {person.value, session.token_hash});
    impl_->throttle.clear(transaction, guessed);
    impl_->audit.append(transaction, {session.scope.organisation,
                                      person,
                                      {},
                                      "password.changed",
                                      subject_of(person),
                                      {},
                                      request_id});
    transaction.commit();
    impl_->sessions.forget(person);
    return success();
}

Result<> Accounts::recover(std::string_view token, std::string_view new_password,
                           std::string_view request_id) {
    const std::string ticket = sha256_hex(token);
    const auto gone = [] { return not_found("no such link"); };
    const auto person = recovery_offered() ? impl_->recovering(ticket) : std::nullopt;
    const auto account = person ? read_account(impl_->database, *person) : std::nullopt;
    if (!account) return gone();
    std::string new_hash;
    {
        const auto pass = impl_->enter_gate();
        if (!pass) return busy();
        const auto matches = [this](std::string_view hash, std::string_view password) {
            return impl_->matches(hash, password);
        };
        if (auto fit = judge_new(*account, new_password, matches); !fit) return fit;
        new_hash = hash_password(new_password, impl_->settings.password_cost);
    }
    auto transaction = impl_->database.write();
    // What the person is may have changed since the letter.
    if (!impl_->may_recover(transaction, *person)) return gone();
    if (transaction.execute(queries::access::ticket_take, {ticket}) == 0) return gone();
    if (!write_password(transaction, *person, *account, new_hash, impl_->clock.now_ms()))
        return gone();
    transaction.execute(queries::access::session_end_all, {person->value});
    impl_->throttle.clear(transaction, account->login);
    const auto memberships = impl_->memberships_of(transaction, *person, "kk");
    impl_->audit.append(transaction,
                        {memberships.empty() ? OrganisationId{} : memberships.front().organisation,
                         *person,
                         {},
                         "password.recovered",
                         subject_of(*person),
                         {},
                         request_id});
    transaction.commit();
    impl_->sessions.forget(*person);
    return success();
}

namespace {

Fault too_powerful(const IssuedPassword& target) {
    Fault fault{FaultKind::forbidden, "the password would open more than this organisation",
                KEREGE_TR("{name} is an official or belongs to another organisation as well. Ask "
                          "the operator.")};
    fault.values.emplace_back("name", target.family_name + " " + target.given_name);
    return fault;
}

}  // namespace

Result<std::vector<IssuedPassword>> find_targets(data::Transaction& transaction, const Scope& scope,
                                                 std::span<const MembershipId> memberships,
                                                 const std::string& today) {
    std::vector<IssuedPassword> targets;
    std::set<PersonId> persons;
    for (const auto membership : memberships) {
        IssuedPassword target;
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
                                             });
        if (!found) return not_found("a membership that is none of the organisation's");
        // Whoever holds a slip is the person on it: it must open no more than its issuer may.
        const bool asked_by_operator = scope.profile == KEREGE_PROFILE_OPERATOR;
        const bool from_console = asked_by_operator && !scope.person;
        if ((is_operator && !from_console) || (opens_more && !asked_by_operator)) {
            return too_powerful(target);
        }
        if (!persons.insert(target.person).second) {
            return invalid("the same person twice", KEREGE_TR("The same person is chosen twice."));
        }
        target.password = make_temporary_password();
        targets.push_back(std::move(target));
    }
    return targets;
}

namespace {

// Hashes of all passwords, in their order; empty if the gate was busy for too long.
std::vector<std::string> hash_all(const std::vector<IssuedPassword>& issued,
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

Result<std::vector<IssuedPassword>> Accounts::issue_temporary_passwords(
    const Scope& scope, std::span<const MembershipId> memberships, std::string_view request_id) {
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
    if (!found) return found;
    const auto& issued = *found;
    const auto hashes = hash_all(
        issued, [this] { return impl_->enter_gate(); }, impl_->settings.password_cost);
    if (hashes.empty()) return busy();

    auto transaction = impl_->database.write();
    const int64_t now_ms = impl_->clock.now_ms();
    for (size_t i = 0; i < issued.size(); ++i) {
        transaction.execute(queries::access::account_password_issued,
                            {hashes[i], now_ms, issued[i].person.value});
        transaction.execute(queries::access::session_end_all, {issued[i].person.value});
        impl_->throttle.clear(transaction, issued[i].login);
        impl_->audit.append(transaction, {scope.organisation,
                                          scope.person,
                                          {},
                                          "password.issued",
                                          subject_of(issued[i].person),
                                          {},
                                          request_id});
    }
    transaction.commit();
    for (const auto& one : issued) impl_->sessions.forget(one.person);
    return found;
}

}  // namespace kerege::access
