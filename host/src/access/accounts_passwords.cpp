#include <algorithm>
#include <functional>
#include <set>

#include "host/src/access/accounts_impl.hpp"
#include "host/src/access/tokens.hpp"
#include "kerege/sdk/tr.hpp"
#include "queries/access.hpp"

namespace kerege::access {
namespace {

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

// Whether a new password may be taken: by the rules, and none of those remembered.
Result<> judge_new(const AccountSettings& settings, const OwnAccount& account,
                   std::string_view new_password,
                   const std::function<bool(std::string_view, std::string_view)>& matches) {
    const auto letters_min = static_cast<size_t>(settings.password_letters_min);
    if (auto fit = check_password(new_password, account.owner, letters_min); !fit) {
        Fault fault = invalid_fields({{"new_password", fit.fault().user_message}});
        fault.values = fit.fault().values;
        return fault;
    }
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
// What was begun with the old password ends with it.
Result<> write_password(data::Transaction& transaction, const AccountSettings& settings,
                        PersonId person, const OwnAccount& account, int64_t now_ms) {
    const auto changed =
        transaction.execute(queries::access::account_password_changed,
                            {account.new_hash, now_ms, person.value, account.hash});
    if (changed == 0) {
        return conflict("the password was changed meanwhile",
                        KEREGE_TR("The password was changed meanwhile. Sign in again."));
    }
    remember_password(transaction, person, account.new_hash, now_ms, settings.passwords_remembered);
    transaction.execute(queries::access::ticket_remove_all, {person.value});
    transaction.execute(queries::access::join_code_remove, {person.value});
    return success();
}

}  // namespace

void remember_password(data::Transaction& transaction, PersonId person, std::string_view hash,
                       int64_t now_ms, int remembered) {
    const auto most = static_cast<size_t>(remembered);
    std::vector<int64_t> kept;  // newest first
    transaction.each(queries::access::password_history, {person.value},
                     [&](const data::Row& row) { kept.push_back(row.int64(0)); });
    // A row's key is its instant, and the clock may stand still between two changes.
    const int64_t set_at_ms = kept.empty() ? now_ms : std::max(now_ms, kept[0] + 1);
    transaction.execute(queries::access::password_history_add, {person.value, set_at_ms, hash});
    if (kept.size() >= most) {
        transaction.execute(queries::access::password_history_trim, {person.value, kept[most - 2]});
    }
}

Result<OwnAccount> Accounts::Impl::choose_password(PersonId person, std::string_view old_password,
                                                   std::string_view new_password) {
    auto account = read_account(database, person);
    if (!account) return not_found("the person has no account");
    // Guesses at an open session don't keep its owner from signing in: no login begins like that.
    const std::string guessed = "\n" + account->login;
    if (auto open = throttle.attempt(guessed, {}); !open) return open.fault();
    const auto pass = enter_gate();
    if (!pass) {
        throttle.uncount(guessed, {});
        return busy();
    }
    if (!matches(account->hash, old_password)) {
        return wrong_field("old_password", KEREGE_TR("The current password is wrong."));
    }
    throttle.uncount(guessed, {});
    const auto same = [this](std::string_view hash, std::string_view password) {
        return matches(hash, password);
    };
    if (auto fit = judge_new(settings, *account, new_password, same); !fit) return fit.fault();
    account->new_hash = hash_password(new_password, settings.password_cost);
    return *account;
}

Result<> Accounts::change_password(const Session& session, std::string_view old_password,
                                   std::string_view new_password, std::string_view request_id) {
    const PersonId person = session.scope.person;
    const auto chosen = impl_->choose_password(person, old_password, new_password);
    if (!chosen) return chosen.fault();
    auto transaction = impl_->database.write();
    if (auto written =
            write_password(transaction, impl_->settings, person, *chosen, impl_->clock.now_ms());
        !written) {
        return written;
    }
    transaction.execute(queries::access::session_end_others, {person.value, session.token_hash});
    impl_->throttle.clear(transaction, "\n" + chosen->login);
    impl_->log(transaction, session.scope, "password.changed", person, request_id);
    transaction.commit();
    impl_->sessions.forget(person);
    return success();
}

// In one step: between asking for a new password and choosing it, whoever knows the old one would
// be as quick.
Result<std::string> Accounts::report_compromised(const Session& session,
                                                 std::string_view old_password,
                                                 std::string_view new_password,
                                                 std::string_view device,
                                                 std::string_view request_id) {
    const Scope& scope = session.scope;
    const auto chosen = impl_->choose_password(scope.person, old_password, new_password);
    if (!chosen) return chosen.fault();
    auto transaction = impl_->database.write();
    if (auto written = write_password(transaction, impl_->settings, scope.person, *chosen,
                                      impl_->clock.now_ms());
        !written) {
        return written.fault();
    }
    transaction.execute(queries::access::second_factor_remove_offered, {scope.person.value});
    transaction.execute(queries::access::session_end_all, {scope.person.value});
    impl_->throttle.clear(transaction, "\n" + chosen->login);
    std::string token = impl_->sessions.begin(transaction, scope.person, scope.organisation,
                                              scope.membership, device);
    std::set<OrganisationId> told;
    for (const Choice& choice : impl_->memberships_of(transaction, scope.person, scope.locale)) {
        if (told.insert(choice.organisation).second)
            impl_->tell_compromised(transaction, scope, choice.organisation, request_id);
    }
    transaction.commit();
    impl_->sessions.forget(scope.person);
    return token;
}

Result<> Accounts::recover(std::string_view token, std::string_view new_password,
                           std::string_view request_id) {
    const std::string ticket = sha256_hex(token);
    const auto gone = [] { return not_found("no such link"); };
    const auto person = recovery_offered() ? impl_->recovering(ticket) : std::nullopt;
    auto account = person ? read_account(impl_->database, *person) : std::nullopt;
    if (!account || !impl_->count_try(ticket)) return gone();
    {
        const auto pass = impl_->enter_gate();
        if (!pass) return busy();
        const auto matches = [this](std::string_view hash, std::string_view password) {
            return impl_->matches(hash, password);
        };
        if (auto fit = judge_new(impl_->settings, *account, new_password, matches); !fit)
            return fit;
        account->new_hash = hash_password(new_password, impl_->settings.password_cost);
    }
    auto transaction = impl_->database.write();
    // What the person is may have changed since the letter.
    if (!impl_->may_recover(transaction, *person)) return gone();
    if (transaction.execute(queries::access::ticket_take, {ticket}) == 0) return gone();
    if (!write_password(transaction, impl_->settings, *person, *account, impl_->clock.now_ms()))
        return gone();
    transaction.execute(queries::access::session_end_all, {person->value});
    impl_->throttle.clear(transaction, account->login);
    impl_->log_of(transaction, *person, "password.recovered", {}, request_id);
    transaction.commit();
    impl_->sessions.forget(*person);
    return success();
}

}  // namespace kerege::access
