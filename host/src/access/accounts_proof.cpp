// Whether it is the person who sits there: passwords at an open session, and codes of the second
// factor wherever one is asked for.
//
// Who can guess at codes knows the password. Codes of the app are short: after kWrongCodesFree
// wrong ones they are taken for a while by nobody, each time longer, whatever time passes between
// the guesses. Recovery codes can't be guessed; they go on opening.
#include <algorithm>

#include "host/src/access/accounts_impl.hpp"
#include "host/src/access/totp.hpp"
#include "kerege/sdk/tr.hpp"
#include "queries/access.hpp"

namespace kerege::access {
namespace {

namespace sql = queries::access;

constexpr int64_t kHourMs = int64_t{60} * 60'000;
constexpr int64_t kDayMs = 24 * kHourMs;
constexpr int64_t kWrongCodesFree = 10;
constexpr int64_t kLongestBlockHours = 24;
// A remembered step that is later was written by a clock that was wrong: two minutes are waited
// out.
constexpr int64_t kStepsAheadMax = 4;

// As totp_step() reads it.
bool is_of_app(std::string_view code) {
    constexpr std::ptrdiff_t kAppDigits = 6;
    return std::ranges::count_if(code, [](char c) { return c != ' '; }) == kAppDigits;
}

// As people type it: with spaces, without the line, in capitals.
std::string plain_code(std::string_view typed) {
    std::string code;
    for (const char c : typed) {
        if (c >= 'A' && c <= 'Z') code += static_cast<char>(c - 'A' + 'a');
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) code += c;
    }
    return code;
}

}  // namespace

Fault wrong_code() {
    return invalid_fields(
        {{"one_time_code", KEREGE_TR("This code is wrong, or it was used already.")}});
}

std::string Accounts::Impl::recovery_digest(PersonId person, std::string_view code) const {
    return sealer.digest(person.text() + ":" + plain_code(code));
}

std::optional<Accounts::Impl::StoredFactor> Accounts::Impl::factor_of(
    data::Transaction& transaction, PersonId person) {
    std::optional<StoredFactor> factor;
    transaction.first(sql::second_factor, {person.value}, [&](const data::Row& row) {
        factor.emplace();
        factor->secret = row.text(0);
        if (!row.is_null(1)) factor->confirmed_at_ms = row.int64(1);
        factor->last_step = row.int64(2);
        factor->blocked_until_ms = row.int64(3);
    });
    return factor;
}

// Counted before it is looked at, so that many guesses at once are not all the first.
Result<Accounts::Impl::CodeAttempt> Accounts::Impl::attempt_code(PersonId person,
                                                                 std::string_view code) {
    if (!is_of_app(code)) return CodeAttempt{};
    const int64_t now_ms = clock.now_ms();
    auto transaction = database.write();
    int64_t wrong = 0;
    transaction.first(sql::second_factor_attempt,
                      {now_ms - kDayMs, now_ms, person.value, now_ms + 2 * kDayMs},
                      [&](const data::Row& row) { wrong = row.int64(0); });
    if (wrong == 0) {
        const auto factor = factor_of(transaction, person);
        if (!factor || !factor->confirmed_at_ms) return CodeAttempt{};
        return too_many_attempts(factor->blocked_until_ms - now_ms);
    }
    CodeAttempt attempt{.counted = true};
    if (wrong >= kWrongCodesFree) {
        const int64_t doublings = std::min<int64_t>(wrong - kWrongCodesFree, 10);
        attempt.blocks_for_ms = std::min(int64_t{1} << doublings, kLongestBlockHours) * kHourMs;
        transaction.execute(sql::second_factor_block,
                            {now_ms + attempt.blocks_for_ms, person.value});
    }
    transaction.commit();
    return attempt;
}

void Accounts::Impl::judge_attempt(PersonId person, const CodeAttempt& attempt,
                                   const Result<>& taken, std::string_view request_id) {
    if (!attempt.counted || taken) return;  // a right code has put the counter back
    auto transaction = database.write();
    if (taken.fault().kind != FaultKind::invalid) {
        transaction.execute(sql::second_factor_uncount, {person.value});
    } else if (attempt.blocks_for_ms > 0) {
        const std::string detail =
            "{\"hours\":" + std::to_string(attempt.blocks_for_ms / kHourMs) + "}";
        log_of(transaction, person, "second_factor.blocked", detail, request_id);
        write_letter(transaction, person, "second_factor_blocked",
                     "second_factor_blocked." + std::to_string(clock.now_ms()));
    } else {
        return;
    }
    transaction.commit();
}

Result<Accounts::Impl::CodeKind> Accounts::Impl::take_code(data::Transaction& transaction,
                                                           PersonId person,
                                                           const StoredFactor& factor,
                                                           std::string_view code) const {
    const auto key = sealer.ready() ? sealer.open(factor.secret, person.text()) : std::nullopt;
    if (!key) {
        return Fault{FaultKind::unavailable,
                     "the key of second_factor does not open the secret of " + subject_of(person),
                     KEREGE_TR("The code can't be checked at the moment. Tell the operator.")};
    }
    const int64_t now_ms = clock.now_ms();
    if (!is_of_app(code)) {
        if (transaction.execute(sql::recovery_code_use,
                                {now_ms, person.value, recovery_digest(person, code)}) == 1)
            return CodeKind::recovery;
        return wrong_code();
    }
    const int64_t latest_step = now_ms / kTotpStepMs + kStepsAheadMax;
    const bool from_the_future = factor.last_step > latest_step;
    const auto step = totp_step(*key, code, now_ms, from_the_future ? 0 : factor.last_step);
    if (!step ||
        transaction.execute(sql::second_factor_step, {*step, person.value, latest_step}) != 1)
        return wrong_code();
    if (from_the_future) log_of(transaction, person, "second_factor.clock", {}, {});
    return CodeKind::app;
}

Result<> Accounts::Impl::prove_password(PersonId person, std::string_view password) {
    std::string login;
    std::string hash;
    {
        auto transaction = database.read();
        transaction.first(sql::account_of_person, {person.value}, [&](const data::Row& row) {
            login = row.text(0);
            hash = row.text_or(1, {});
        });
    }
    // As in change_password(): guesses at an open session are counted apart.
    const std::string guessed = "\n" + login;
    if (auto open = throttle.attempt(guessed, {}); !open) return open.fault();
    const auto pass = enter_gate();
    const bool same = pass && matches(hash, password);
    if (!pass || same) throttle.uncount(guessed, {});
    if (!pass) return busy();
    if (!same) return invalid_fields({{"password", KEREGE_TR("The current password is wrong.")}});
    return success();
}

Result<> Accounts::Impl::prove_code(PersonId person, std::string_view code,
                                    std::string_view request_id) {
    const std::string guessed = "\n2 " + login_of(person);
    if (auto open = throttle.attempt(guessed, {}); !open) return open.fault();
    const auto attempt = attempt_code(person, code);
    if (!attempt) {
        throttle.uncount(guessed, {});
        return attempt.fault();
    }
    const auto taken = [&]() -> Result<> {
        auto transaction = database.write();
        const auto factor = factor_of(transaction, person);
        if (!factor || !factor->confirmed_at_ms)
            return not_found("the person has no second factor");
        const auto right = take_code(transaction, person, *factor, code);
        if (!right) return right.fault();
        transaction.commit();
        return success();
    }();
    if (taken || taken.fault().kind != FaultKind::invalid) throttle.uncount(guessed, {});
    judge_attempt(person, *attempt, taken, request_id);
    return taken;
}

Result<> Accounts::Impl::prove_both(PersonId person, std::string_view password,
                                    std::string_view code, std::string_view request_id) {
    if (auto own = prove_password(person, password); !own) return own;
    return prove_code(person, code, request_id);
}

Result<std::string> Accounts::Impl::prove(const Scope& scope, const Proof& proof,
                                          std::string_view request_id) {
    if (!scope.person) return std::string();  // the host's own console
    bool with_code = false;
    {
        auto transaction = database.read();
        const auto factor = factor_of(transaction, scope.person);
        with_code = factor && factor->confirmed_at_ms;
    }
    const auto proved = with_code ? prove_both(scope.person, proof.password, proof.code, request_id)
                                  : prove_password(scope.person, proof.password);
    if (proved) {
        return std::string(with_code ? R"({"proved_by":"password and code"})"
                                     : R"({"proved_by":"password"})");
    }
    if (proved.fault().kind == FaultKind::invalid) {
        auto transaction = database.write();
        log(transaction, scope, "proof.failed", scope.person, request_id);
        transaction.commit();
    }
    return proved.fault();
}

Result<> Accounts::prove(const Scope& scope, const Proof& proof, std::string_view request_id) {
    const auto proved = impl_->prove(scope, proof, request_id);
    if (!proved) return proved.fault();
    return success();
}

std::string Accounts::Impl::login_of(PersonId person) {
    std::string login;
    auto transaction = database.read();
    transaction.first(sql::account_of_person, {person.value},
                      [&](const data::Row& row) { login = row.text(0); });
    return login;
}

}  // namespace kerege::access
