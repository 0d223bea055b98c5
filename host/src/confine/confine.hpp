// Taking from this process what a plugin, or a look into a stranger's file, has no business with.
// Linux only; what the kernel does not offer is said, not passed over.
#pragma once

#include <filesystem>
#include <string>

namespace kerege {

// Before the plugin's library is opened, or the file is read: no new privileges, no network, no
// programs, no other process, no signals, no files but the system's libraries and the folder
// (empty: none), all of them only to read; at most `memory_bytes_max` of memory, more or less, and
// so many descriptors. Returns what is in force, in words. Throws std::system_error where the
// system calls can't be limited. REQUIRES: no thread was started.
std::string confine(const std::filesystem::path& folder, size_t memory_bytes_max,
                    int descriptors_max);

// When the libraries are open: no files but the folder's; none at all where the kernel has no
// Landlock, or there is no folder.
void confine_files(const std::filesystem::path& folder);

}  // namespace kerege
