// Sessions live in the database, so that they survive a restart and are shared by all hosts. Each
// host keeps those it has just seen in memory for a few seconds: a request then costs no statement.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "host/src/access/permissions.hpp"
#include "host/src/access/scope.hpp"
#include "host/src/base/clock.hpp"
#include "host/src/data/database.hpp"
#include "host/src/directory/standing.hpp"

namespace kerege::access {

struct SessionSettings {
    std::chrono::minutes idle_max{12 * 60};
    std::chrono::hours age_max{24 * 14};
    std::chrono::seconds cache_max{5};  // how late another host's "end this session" is seen
    size_t cached_sessions_max = 20000;
    std::chrono::seconds seen_every{60};  // how often the use of a session is written down
    std::chrono::hours password_age_max{24 * 90};
    std::vector<std::string> second_factor_of;  // roles that don't go on without one
    int closed_days = 60;  // people of a closed organisation fetch what is theirs so long
    std::string time_zone = "Asia/Almaty";  // a membership begins and ends with its day there
};

class Sessions {
public:
    // All must outlive this.
    Sessions(data::Database& database, const Permissions& permissions, const Clock& clock,
             SessionSettings settings);
    ~Sessions();

    // Begins one for a person's membership; returns the cookie's value (43 letters and digits).
    std::string begin(PersonId person, OrganisationId organisation, MembershipId membership);
    // The same within the caller's transaction. device: as device_of() says.
    std::string begin(data::Transaction& transaction, PersonId person, OrganisationId organisation,
                      MembershipId membership, std::string_view device = {});
    // Whether find() has met the session before and it has not expired since, as far as is known
    // without asking the database. [any]
    bool known(std::string_view token) const;
    // The session of a cookie's value, or nullopt: unknown, ended, expired. Throws
    // data::Unavailable.
    std::optional<Session> find(std::string_view token);
    // The same session with another membership of the same person; returns its organisation. Fault:
    // not_found. The caller forgets the person's sessions once it has committed.
    Result<OrganisationId> switch_membership(data::Transaction& transaction, const Session& session,
                                             MembershipId membership);
    // How a member comes into an organisation today. [any]
    directory::Door door(data::Transaction& transaction, OrganisationId organisation,
                         std::string_view profile) const;
    // How many are open, and how many of them were begun since an instant. [request]
    struct Activity {
        int64_t open = 0;
        int64_t begun = 0;
    };
    Activity activity(int64_t since_ms);
    // Since the start: how find() answered.
    struct LookUps {
        uint64_t from_memory = 0;
        uint64_t from_database = 0;
    };
    LookUps look_ups() const;  // [any]
    // After how many days a password is to be changed.
    int64_t password_age_days() const;
    void end(const Session& session);
    void end_all(PersonId person);
    // Something of the person changed (name, roles, password, language): read again. To be called
    // after the change is committed. Other hosts see it within cache_max. [any]
    void forget(PersonId person);
    void forget_all();
    // Writes down which sessions were used. A thread of this object does so every few seconds, so
    // only tests need to call it. Throws data::Unavailable. [any]
    void maintain();
    // Deletes those that have expired: a job of the host. Throws data::Unavailable. [any]
    void delete_expired();

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace kerege::access
