#include "host/src/access/login_throttle.hpp"

#include <algorithm>

#include "host/src/access/accounts.hpp"
#include "host/src/access/tokens.hpp"
#include "host/src/base/address.hpp"
#include "kerege/sdk/tr.hpp"
#include "queries/access.hpp"

namespace kerege::access {
namespace {

constexpr int64_t kMinuteMs = 60'000;
constexpr int kDoublingsMax = 20;

std::string short_key(std::string_view address) {
    constexpr size_t kAddressLettersMax = 45;
    return address_key(address.substr(0, kAddressLettersMax));
}

int64_t ms(std::chrono::minutes minutes) { return minutes.count() * kMinuteMs; }

}  // namespace

Fault too_many_attempts(int64_t wait_ms) {
    Fault fault{FaultKind::too_many, "too many attempts to sign in",
                KEREGE_TR("Too many attempts. Try again in {minutes} minutes.")};
    const int64_t minutes = std::max<int64_t>(1, (wait_ms + kMinuteMs - 1) / kMinuteMs);
    fault.values.emplace_back("minutes", std::to_string(minutes));
    return fault;
}

LoginThrottle::LoginThrottle(data::Database& database, const Clock& clock,
                             const AccountSettings& settings)
    : database_(database), clock_(clock), settings_(settings) {}

// People type passwords into the field of the login: what is kept of it is its digest.
LoginThrottle::Limit LoginThrottle::of_login(std::string_view login) const {
    return {"login:" + sha256_hex(login), settings_.login_failures_everywhere_free};
}

LoginThrottle::Limit LoginThrottle::of_login_from(std::string_view login,
                                                  std::string_view address) const {
    return {of_login(login).key + "@" + short_key(address), settings_.login_failures_free};
}

LoginThrottle::Limit LoginThrottle::of_address(std::string_view address) const {
    return {"address:" + short_key(address), settings_.address_failures_free};
}

Result<> LoginThrottle::check(data::Transaction& transaction, const Limit& limit,
                              int64_t now_ms) const {
    int64_t blocked_until_ms = 0;
    transaction.first(queries::access::login_failure_blocked, {limit.key, now_ms},
                      [&](const data::Row& row) { blocked_until_ms = row.int64(0); });
    if (blocked_until_ms > now_ms) return too_many_attempts(blocked_until_ms - now_ms);
    return success();
}

int64_t LoginThrottle::count(data::Transaction& transaction, const Limit& limit,
                             int64_t now_ms) const {
    int64_t failures = 0;
    transaction.first(queries::access::login_failure_add,
                      {limit.key, now_ms, now_ms - ms(settings_.failures_kept)},
                      [&](const data::Row& row) { failures = row.int64(0); });
    if (failures == 0) return 0;
    const int64_t beyond = failures - limit.failures_free;
    if (beyond > 0) {
        const auto doublings = std::min<int64_t>(beyond - 1, kDoublingsMax);
        const int64_t pause_ms = std::min(kMinuteMs << doublings, ms(settings_.pause_max));
        transaction.execute(queries::access::login_failure_block, {now_ms + pause_ms, limit.key});
    }
    return failures;
}

Result<LoginThrottle::Attempt> LoginThrottle::attempt(std::string_view login,
                                                      std::string_view address) {
    const int64_t now_ms = clock_.now_ms();
    auto transaction = database_.write();
    if (auto open = check(transaction, of_address(address), now_ms); !open) return open.fault();
    Attempt attempt;
    const std::string everywhere = of_login(login).key;
    for (const Limit& limit : {of_login_from(login, address), of_login(login)}) {
        const int64_t failures = count(transaction, limit, now_ms);
        if (failures == 0) {
            const auto wait = check(transaction, limit, now_ms);
            return wait.ok() ? too_many_attempts(kMinuteMs) : wait.fault();
        }
        attempt.failures = std::max(attempt.failures, failures);
        attempt.first = limit.key == everywhere && failures == 1;
        attempt.pauses = attempt.pauses || failures > limit.failures_free;
    }
    transaction.commit();
    return attempt;
}

void LoginThrottle::uncount(std::string_view login, std::string_view address) {
    auto transaction = database_.write();
    for (const Limit& limit : {of_login_from(login, address), of_login(login)}) {
        transaction.execute(queries::access::login_failure_undo, {limit.key});
    }
    transaction.commit();
}

void LoginThrottle::failed(std::string_view address) {
    auto transaction = database_.write();
    failed(transaction, address);
    transaction.commit();
}

void LoginThrottle::failed(data::Transaction& transaction, std::string_view address) const {
    count(transaction, of_address(address), clock_.now_ms());
}

// Counted beside the failures, so that all hosts count together.
bool LoginThrottle::may_tell(data::Transaction& transaction, std::string_view whom,
                             int64_t most) const {
    const int64_t now_ms = clock_.now_ms();
    std::string key = "told:" + std::to_string(now_ms / (60 * kMinuteMs)) + ":";
    key += whom;
    int64_t told = 0;
    transaction.first(queries::access::login_failure_add, {key, now_ms, int64_t{0}},
                      [&](const data::Row& row) { told = row.int64(0); });
    return told <= most;
}

// One success makes one failure good, no more: somebody who can sign in must not be able to guess
// at others' passwords without end. A school's address has many people behind it who mistype once.
// Of the login itself only its own attempt is taken back, as the others may be somebody else's;
// what this address got wrong is forgotten.
void LoginThrottle::succeeded(data::Transaction& transaction, std::string_view login,
                              std::string_view address) const {
    transaction.execute(queries::access::login_failure_clear, {of_login_from(login, address).key});
    transaction.execute(queries::access::login_failure_undo, {of_login(login).key});
    transaction.execute(queries::access::login_failure_lower, {of_address(address).key});
}

void LoginThrottle::clear(data::Transaction& transaction, std::string_view login) const {
    transaction.execute(queries::access::login_failure_clear_login, {of_login(login).key});
}

void LoginThrottle::forget_old() {
    const int64_t now_ms = clock_.now_ms();
    auto transaction = database_.write();
    transaction.execute(queries::access::login_failure_delete_old,
                        {now_ms - ms(settings_.failures_kept), now_ms});
    transaction.commit();
}

}  // namespace kerege::access
