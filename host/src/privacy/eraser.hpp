// The erasure of profiles whose day has come: each module's part in a transaction with the note
// that it is done, then the host's own with the certificate. Whatever ends it half-way, the next
// run goes on where it stopped, and no part is done twice.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "host/src/audit/audit.hpp"
#include "host/src/base/clock.hpp"
#include "host/src/base/ids.hpp"
#include "host/src/base/log.hpp"
#include "host/src/data/database.hpp"
#include "host/src/data/paging.hpp"
#include "host/src/files/files.hpp"
#include "host/src/plugins/plugins.hpp"
#include "host/src/plugins/privacy.hpp"
#include "host/src/privacy/deletions.hpp"
#include "kerege/sdk/result.hpp"

namespace kerege::privacy {

inline constexpr int kErasuresRead = 1000;
inline constexpr int kWaitingLogged = 100;

// What one module says of an erasure. No lines: it keeps people's data and takes no part.
struct ErasedPart {
    std::string module;  // "core", or a plugin's id
    std::vector<plugins::Erased> lines;
};

// As the certificate's hash is made of it: one text for one erasure, for ever.
std::string certificate_text(const Deletion& deletion, const std::vector<ErasedPart>& parts);
// In the order of the modules' names. [request]
std::vector<ErasedPart> erased_parts(data::Transaction& transaction, int64_t deletion);
// What a certificate says, and whether its hash is still that. [request]
struct Certificate {
    std::vector<ErasedPart> parts;
    bool whole = false;
};
Certificate certificate_of(data::Database& database, const Deletion& deletion);

class Eraser {
public:
    // All must outlive this.
    Eraser(data::Database& database, const audit::Audit& audit, plugins::Plugins& plugins,
           Deletions& deletions, files::Files& files, IdMaker& ids, const Clock& clock,
           const LocalTime& local_time, const Log& log);

    struct Run {
        int erased = 0;
        int waiting = 0;  // what failed: the first hundred are in the log; the next run tries again
        std::string why;  // the first of them
    };
    // Those whose day has come, while `go_on` says so; so many are read at once. [job]
    Run erase_due(const std::function<bool()>& go_on, int rows = kErasuresRead);
    // Fault: not_found: it is not due; unavailable: a module can't do its part now, or is not here
    // any more while its tables are. [job]
    Result<> erase(int64_t deletion);

    // Writes down within a module's transaction that it has done its part. [job]
    void note_part(data::Transaction& transaction, int64_t deletion, std::string_view module,
                   const std::vector<plugins::Erased>& erased);

private:
    // Of organisations looked at in this run: a table of no module that is here; empty: none.
    using Orphans = std::map<int64_t, std::string>;
    std::vector<int64_t> due(int64_t after, int rows);
    Result<> erase(int64_t id, Orphans& known);
    Result<> erase_in_modules(const Deletion& deletion, Orphans& known);
    const std::string& orphan_of(OrganisationId organisation, Orphans& known);
    bool part_done(int64_t deletion, std::string_view module);
    int64_t remove_scans(data::Transaction& transaction, const Deletion& deletion);
    void erase_host(const Deletion& deletion);

    data::Database& database_;
    const audit::Audit& audit_;
    plugins::Plugins& plugins_;
    Deletions& deletions_;
    files::Files& files_;
    IdMaker& ids_;
    const Clock& clock_;
    const LocalTime& local_time_;
    const Log& log_;
    data::Paging paging_;
};

// How many wait although their day is over. Throws std::logic_error where there are no tables yet.
// [any]
int64_t overdue_erasures(data::Database& database, const std::string& today);

}  // namespace kerege::privacy
