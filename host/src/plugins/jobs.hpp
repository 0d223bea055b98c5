// What plugins declare under `jobs`, as kinds of the runner. Internal.
#pragma once

#include "host/src/jobs/runner.hpp"

namespace kerege::plugins {

struct Plugin;

// REQUIRES: the plugin is loaded and its module is numbered. [control]
void add_jobs(Plugin& plugin, jobs::Runner& runner);

}  // namespace kerege::plugins
