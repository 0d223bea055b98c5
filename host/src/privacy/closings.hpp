// Closed organisations: the archive is ordered, for some days people fetch what is theirs, then the
// profiles of those who belong nowhere else are deleted, as an administrator would. Whatever is
// undone when an organisation opens again, is. docs/decisions says why.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "host/src/access/letters.hpp"
#include "host/src/base/clock.hpp"
#include "host/src/base/log.hpp"
#include "host/src/data/database.hpp"
#include "host/src/leaving/archives.hpp"
#include "host/src/privacy/deletions.hpp"
#include "host/src/privacy/settings.hpp"
#include "kerege/sdk/result.hpp"

namespace kerege::privacy {

// What is still to be done where an organisation is closed, or will be.
struct Closing {
    std::string since;  // YYYY-MM-DD
    std::string until;  // the last day on which its people come in
    bool begun = false;
    bool over = false;                        // nobody comes in any more
    std::optional<leaving::Ordered> archive;  // ordered since then
    int64_t members = 0;                      // ever
    int64_t open = 0;     // whose deletion begins when the days are over, or has not begun though
    int64_t running = 0;  // deleted, not yet erased
    int64_t erased = 0;
};

class Closings {
public:
    // All must outlive this. `letters` may be NULL: nobody is written to.
    Closings(data::Database& database, Deletions& deletions, leaving::Archives& archives,
             const Clock& clock, const LocalTime& local_time, const Log& log,
             const PrivacySettings& settings, access::Letters* letters)
        : database_(database),
          deletions_(deletions),
          archives_(archives),
          clock_(clock),
          local_time_(local_time),
          log_(log),
          settings_(settings),
          letters_(letters) {}

    // None: it is not closed, and will not be. [any]
    std::optional<Closing> of(OrganisationId organisation);
    // Orders the archive of an organisation that has just been closed, and writes to its people.
    // Once more changes nothing; where it is not closed, nothing is done. [any]
    void begin(OrganisationId organisation, std::string_view locale, std::string_view request_id);

    // All that is due today, of all organisations. Fault: unavailable: some of it could not be
    // done; it is in the log, and is tried again by the next run. [job]
    Result<> run(const std::function<bool()>& go_on);

private:
    struct Closed;
    std::string today() const { return local_time_.day(clock_.now_ms()); }
    std::vector<Closed> closed();
    bool wants_archive(const Closed& one, const std::optional<leaving::Ordered>& archive) const;
    void begin(const Closed& one, std::string_view locale, std::string_view request_id);
    void write_letters(const Closed& one);
    void erase_profiles(const Closed& one, const std::function<bool()>& go_on, int& failed);
    void take_back(const std::vector<Closed>& closed, int& failed);

    data::Database& database_;
    Deletions& deletions_;
    leaving::Archives& archives_;
    const Clock& clock_;
    const LocalTime& local_time_;
    const Log& log_;
    const PrivacySettings settings_;
    access::Letters* letters_;
};

// What an operator has to look after. Throws std::logic_error where there are no tables yet. [any]
struct ClosingTrouble {
    int64_t undeleted = 0;  // profiles whose deletion should have begun days ago
    int64_t unfetched = 0;  // organisations whose archive nobody has, with two weeks left or less
    std::string first_day;  // the last day for the first of these
};
ClosingTrouble closing_trouble(data::Database& database, const std::string& today, int closed_days);

}  // namespace kerege::privacy
