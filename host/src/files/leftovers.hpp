// Folders of files that are named by the id of what they belong to: "382673961298690050.zip".
#pragma once

#include <cstdint>
#include <filesystem>
#include <set>

#include "kerege/sdk/result.hpp"

namespace kerege::files {

// Removes the files whose id is not among these; what is being written at this moment has its row.
// Returns how many. [job]
int remove_leftovers(const std::filesystem::path& folder, const std::set<int64_t>& kept);

// What is said of one that was made and is not there: as a rule another host has made it, in a
// folder that they do not share. `log_text` names the file. [any]
Fault not_on_this_host(const std::filesystem::path& file);

}  // namespace kerege::files
