// What every command works with: the database, and who writes into it. Without pages and plugins.
#pragma once

#include <optional>
#include <string>

#include "host/src/access/accounts.hpp"
#include "host/src/app/config.hpp"
#include "host/src/app/folders.hpp"
#include "host/src/audit/audit.hpp"
#include "host/src/base/clock.hpp"
#include "host/src/base/ids.hpp"
#include "host/src/base/log.hpp"
#include "host/src/data/database.hpp"
#include "host/src/directory/organisations.hpp"
#include "host/src/directory/standing.hpp"
#include "host/src/plugins/catalogue.hpp"

namespace kerege::app {

// Applies the host's own migrations. Returns the names applied.
Result<std::vector<std::string>> migrate_host(data::Database& database, const Folders& folders,
                                              bool contract, int64_t now_ms);

// How far tests have set the host's clock: KEREGE_CLOCK_OFFSET_MS, 0 without it. Throws
// std::runtime_error if it is no number of milliseconds, or more than a hundred years.
int64_t clock_offset_ms();

// The parts of the house that need nothing else, in the order in which they need each other.
struct Console {
    // Of a command: its ids carry the node of commands, as the host may run at the same time.
    explicit Console(const Config& config);
    Console(const Config& config, uint32_t node);

    Config config;
    Folders folders;
    Log log;
    SystemClock clock;
    LocalTime local_time;
    IdMaker ids;
    data::Database database;
    audit::Audit audit;
    directory::Organisations organisations;
    directory::Standings standings;

    // Fault: no organisation of this code.
    Result<directory::Organisation> organisation(const std::string& code);
    std::string today() const { return local_time.day(clock.now_ms()); }
};

// The same for commands that need the tables. Throws std::runtime_error where there are none yet;
// makes no file of a database.
struct ReadyConsole : Console {
    explicit ReadyConsole(const Config& config);
};

}  // namespace kerege::app
