// What can be seen of a plugin's sources beside its built folder, which links to them: words that
// are not translated, and names in its code that plugin.yaml or its templates do not know.
#pragma once

#include <vector>

#include "host/src/plugins/inspect.hpp"
#include "host/src/plugins/manifest.hpp"

namespace kerege::app {

// A folder without links, as it is shipped, has no sources: of that one only the words of its
// templates and its manifest are looked at.
std::vector<plugins::Remark> inspect_sources(const plugins::Manifest& manifest);

// Prints them, one a line; whether none is a problem.
bool print_remarks(const std::vector<plugins::Remark>& remarks);

}  // namespace kerege::app
