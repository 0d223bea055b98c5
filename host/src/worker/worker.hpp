// A worker: a process that does nothing but run one plugin for the host, which starts it as
// `kerege worker …`. It has its lanes, the plugin's folder to read, and nothing else.
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "host/src/base/clock.hpp"
#include "host/src/plugins/manifest.hpp"
#include "host/src/plugins/remote/lane.hpp"
#include "kerege/abi/draft/call.h"
#include "kerege/abi/draft/privacy.h"
#include "kerege/abi/draft/search.h"
#include "kerege/abi/events.h"
#include "kerege/abi/http.h"
#include "kerege/abi/jobs.h"
#include "kerege/abi/view.h"

namespace kerege::worker {

// What a worker is made of. There is one in a process, set up before the plugin is opened.
struct State {
    plugins::Manifest manifest;
    std::unique_ptr<LocalTime> local_time;
    std::unique_ptr<remote::Lane> control;
    std::unique_ptr<remote::Lane> aside;
    std::mutex aside_mutex;
    std::vector<std::unique_ptr<remote::Lane>> lanes;

    const kerege_plugin* table = nullptr;
    void* self = nullptr;
    const kerege_plugin_http_v1* http = nullptr;
    const kerege_plugin_slots_v1* slots = nullptr;
    const kerege_plugin_services_draft1* services = nullptr;
    const kerege_plugin_events_v1* events = nullptr;
    const kerege_plugin_jobs_v1* jobs = nullptr;
    const kerege_plugin_privacy_draft1* privacy = nullptr;
    const kerege_plugin_search_draft1* search = nullptr;
};
State& state();

// The interfaces as a plugin in a worker finds them: the names and sizes of the host's own.
const void* get_interface(kerege_host* host, kerege_str name, uint32_t min_size) noexcept;

// Serves until the host is done with it. Returns the process's status.
int run(int argc, char** argv);

}  // namespace kerege::worker
