// What the parts of Accounts share. Only for accounts*.cpp.
#pragma once

#include <atomic>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "host/src/access/accounts.hpp"
#include "host/src/access/hash_gate.hpp"
#include "host/src/access/login_throttle.hpp"

namespace kerege::access {

inline constexpr size_t kPasswordBytesMax = 1024;  // longer ones are nobody's

struct Accounts::Impl {
    Impl(data::Database& database_in, Sessions& sessions_in, const audit::Audit& audit_in,
         IdMaker& ids_in, const Clock& clock_in, const LocalTime& local_time_in,
         AccountSettings settings_in, Letters* letters_in);

    std::string today() const { return local_time.day(clock.now_ms()); }
    // Compares with a hash, or, if it is empty, with one that nobody's password fits.
    bool matches(std::string_view hash, std::string_view password);
    HashGate::Pass enter_gate() {
        return gate.enter(
            std::chrono::duration_cast<std::chrono::milliseconds>(settings.hash_wait_max));
    }
    std::vector<Choice> memberships_of(data::Transaction& transaction, PersonId person,
                                       std::string_view locale) const;
    // The administrators of one organisation: a report, and a letter to whom one can be sent.
    void tell_compromised(data::Transaction& transaction, const Scope& scope,
                          OrganisationId organisation, std::string_view request_id);

    data::Database& database;
    Sessions& sessions;
    const audit::Audit& audit;
    IdMaker& ids;
    const Clock& clock;
    const LocalTime& local_time;
    const AccountSettings settings;
    Letters* const letters;
    LoginThrottle throttle;
    HashGate gate;
    const std::string nobodys_hash;
    std::atomic<uint64_t> comparisons{0};
};

// Too many people sign in at this moment.
Fault busy();
std::string subject_of(PersonId person);  // "person:12", for the audit

}  // namespace kerege::access
