#include "host/src/files/leftovers.hpp"

#include <charconv>
#include <string>

#include "kerege/sdk/tr.hpp"

namespace kerege::files {

int remove_leftovers(const std::filesystem::path& folder, const std::set<int64_t>& kept) {
    std::error_code error;
    int removed = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
        const std::string name = entry.path().filename().string();
        int64_t id = 0;
        std::from_chars(name.data(), name.data() + name.size(), id);
        if (kept.contains(id)) continue;
        removed += std::filesystem::remove(entry.path(), error) ? 1 : 0;
    }
    return removed;
}

Fault not_on_this_host(const std::filesystem::path& file) {
    return {
        FaultKind::unavailable, "a file that was made is not there: " + file.string(),
        KEREGE_TR(
            "This file was made, but it is not on the server that answers you. Tell the "
            "operator: hosts of one database share the folders archives, copies and open_data.")};
}

}  // namespace kerege::files
