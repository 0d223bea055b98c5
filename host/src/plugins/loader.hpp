// Opens a plugin's library and checks what it says of itself. Internal.
#pragma once

#include "host/src/plugins/manifest.hpp"
#include "kerege/abi/plugin.h"
#include "kerege/sdk/result.hpp"

namespace kerege::plugins {

// The plugin's table, valid until the process ends: a library is never closed. Fault: one sentence
// for the operator. REQUIRES: the manifest was read from its folder. [control]
Result<const kerege_plugin*> open_library(const Manifest& manifest);

}  // namespace kerege::plugins
