// One loaded plugin as the host keeps it. Internal to host/src/plugins.
#pragma once

#include <atomic>
#include <cstdint>
#include <deque>
#include <string>
#include <thread>

#include "host/src/base/timing.hpp"
#include "host/src/data/database.hpp"
#include "host/src/plugins/plugins.hpp"
#include "kerege/abi/draft/call.h"
#include "kerege/abi/draft/privacy.h"
#include "kerege/abi/draft/search.h"
#include "kerege/abi/events.h"
#include "kerege/abi/http.h"
#include "kerege/abi/jobs.h"
#include "kerege/abi/plugin.h"
#include "kerege/abi/view.h"

namespace kerege::plugins {
struct Plugin;
}

// What plugins hold as an opaque handle.
struct kerege_host {
    kerege::plugins::Plugin* plugin;
};

// Open while start() runs.
struct kerege_registration {
    kerege::plugins::Plugin* plugin = nullptr;
    std::thread::id thread;
    int routes = 0;
};

namespace kerege::plugins {

// A statement's text; `statement` views it, and its address is what connections remember.
struct OwnStatement {
    std::string name;
    std::string sqlite_sql;
    std::string pg_sql;
    data::Statement statement;
};

struct Plugin {
    Plugin(Manifest given, Plugins& plugins);
    Plugin(const Plugin&) = delete;

    Manifest manifest;
    Plugins& owner;
    const Lent& lent;
    kerege_host handle{this};
    data::Principal principal;
    int module_index = -1;

    const kerege_plugin* table = nullptr;
    void* self = nullptr;
    const kerege_plugin_http_v1* http = nullptr;
    const kerege_plugin_slots_v1* slots = nullptr;
    const kerege_plugin_services_draft1* services = nullptr;
    const kerege_plugin_events_v1* events = nullptr;
    const kerege_plugin_jobs_v1* jobs = nullptr;
    const kerege_plugin_privacy_draft1* privacy = nullptr;  // none: it takes no part
    const kerege_plugin_search_draft1* search = nullptr;    // none: nothing of it is found
    std::deque<OwnStatement> statements;

    // Measured at the boundary.
    std::atomic<uint64_t> faults{0};
    Timing timing;
};

}  // namespace kerege::plugins
