// A plugin's life: checks, migrations, library, create, start … quiesce, stop, destroy. Internal.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "host/src/data/database.hpp"
#include "host/src/plugins/manifest.hpp"
#include "kerege/sdk/result.hpp"

namespace kerege::plugins {

struct Plugin;

// Names of the migrations applied. A plugin without a migrations/ folder has none. [control]
Result<std::vector<std::string>> migrate_plugin(data::Database& database, const Manifest& manifest,
                                                bool contract, int64_t now_ms);

// Everything up to a started plugin. On a fault all it registered has been taken back and destroy()
// was called. [control]
Result<> bring_up(Plugin& plugin);

// Nothing a plugin throws here is passed on; it is logged. [control]
void quiesce(Plugin& plugin) noexcept;
void take_down(Plugin& plugin) noexcept;  // stop, destroy

}  // namespace kerege::plugins
