// Folders of files that are named by the id of what they belong to: "382673961298690050.zip".
#pragma once

#include <cstdint>
#include <filesystem>
#include <set>

namespace kerege::files {

// Removes the files whose id is not among these; what is being written at this moment has its row.
// Returns how many. [job]
int remove_leftovers(const std::filesystem::path& folder, const std::set<int64_t>& kept);

}  // namespace kerege::files
