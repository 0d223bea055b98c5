// Slows guessing down: after some failures in a row whoever guesses has to wait, each time longer.
// Three things are counted:
//
//   a login from one address   few are free: somebody who guesses at one person's password. Only
//                              that address waits, so that nobody who knows a login can lock its
//                              owner out from elsewhere.
//   a login from anywhere      many are free: the same guesses spread over many addresses. Here the
//                              owner waits too; it takes that many guesses, from many addresses,
//                              within the hour in which failures are kept.
//   an address                 many are free: one address that tries many logins.
//
// An IPv6 address stands for its network (base/address.hpp).
#pragma once

#include <atomic>
#include <cstdint>
#include <string>
#include <string_view>

#include "host/src/base/clock.hpp"
#include "host/src/data/database.hpp"
#include "kerege/sdk/result.hpp"

namespace kerege::access {

struct AccountSettings;

// With the {minutes} to wait, for the person.
Fault too_many_attempts(int64_t wait_ms);

class LoginThrottle {
public:
    LoginThrottle(data::Database& database, const Clock& clock, const AccountSettings& settings);

    struct Attempt {
        int64_t failures = 0;  // of the login so far, with this one should it fail
        bool first = false;    // none of the login failed within the hour, from anywhere
        bool pauses = false;   // should it fail, the next one has to wait
    };
    // Counts an attempt of the login before its password is looked at, so that many attempts at
    // once are not all the first. Fault: too_many, with the {minutes} to wait.
    Result<Attempt> attempt(std::string_view login, std::string_view address);
    // The attempt's password was not looked at after all.
    void uncount(std::string_view login, std::string_view address);
    // The attempt's password was wrong: it counts against the address too.
    void failed(std::string_view address);
    void failed(data::Transaction& transaction, std::string_view address) const;
    // Whether an entry of the log may be written about somebody this hour: counts up to `most`.
    bool may_tell(data::Transaction& transaction, std::string_view whom, int64_t most) const;
    // The attempt's password was right: takes it back. In the caller's transaction.
    void succeeded(data::Transaction& transaction, std::string_view login,
                   std::string_view address) const;
    // Lets a login in again at once, from wherever: it has a new password.
    void clear(data::Transaction& transaction, std::string_view login) const;
    // Throws away the counters of long ago.
    void forget_old();

private:
    struct Limit {
        std::string key;
        int failures_free;
    };
    Limit of_login(std::string_view login) const;
    Limit of_login_from(std::string_view login, std::string_view address) const;
    Limit of_address(std::string_view address) const;
    Result<> check(data::Transaction& transaction, const Limit& limit, int64_t now_ms) const;
    // How many by now; 0: it has to wait.
    int64_t count(data::Transaction& transaction, const Limit& limit, int64_t now_ms) const;

    data::Database& database_;
    const Clock& clock_;
    const AccountSettings& settings_;
};

}  // namespace kerege::access
