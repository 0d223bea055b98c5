// What can be seen of a plugin that has started, and would only show in use: a slot nobody offers,
// a menu entry to nowhere, personal data of a column that is not there.
#pragma once

#include <string>
#include <vector>

namespace kerege::plugins {

struct Plugin;

// Something about a plugin, for its programmer.
struct Remark {
    bool problem = false;  // it can't be meant so; else only unlikely
    std::string text;      // one sentence
};

// In the order of the manifest; empty: nothing. Asks the database. REQUIRES: it has started, and
// the host's own files have been read. [control]
std::vector<Remark> inspect(const Plugin& plugin);

}  // namespace kerege::plugins
