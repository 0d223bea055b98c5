// Who looked at whom: an entry of the audit log for a page that shows people by name. One for a
// page, however many people it shows; somebody who opens it again and again is noted once an hour.
#pragma once

#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "host/src/audit/audit.hpp"

namespace kerege::audit {

inline constexpr int64_t kViewNotedMs = int64_t{3600} * 1000;
inline constexpr std::string_view kPageViewed = "page.viewed";  // of a module, whose id stands by
inline constexpr size_t kViewsMax = 20'000;                     // remembered

class Views {
public:
    // All must outlive this.
    Views(data::Database& database, const Audit& audit, const Clock& clock)
        : database_(database), audit_(audit), clock_(clock) {}

    // Writes an entry in a transaction of its own, unless this host has noted the same view within
    // the hour. action: "card.viewed", "list.viewed"; of a module: kPageViewed. Throws what
    // data::Database throws: what can't be noted is not shown. [request]
    void note(OrganisationId organisation, PersonId person, std::string_view action,
              std::string_view subject, std::string_view request_id, std::string_view module = {});

private:
    bool noted_lately(const std::string& key, int64_t now_ms);

    data::Database& database_;
    const Audit& audit_;
    const Clock& clock_;
    std::mutex mutex_;
    std::unordered_map<std::string, int64_t> noted_at_ms_;
};

}  // namespace kerege::audit
