// The plugins found in the configured folders, in the order in which they are loaded.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "host/src/plugins/manifest.hpp"

namespace kerege::plugins {

enum class State {
    found,     // readable, not loaded yet
    loaded,    // serves
    failed,    // `reason` says why
    left_out,  // because of another one, named in `reason`
};
std::string_view state_word(State state);

struct Entry {
    std::string id;  // of the manifest; of the folder where that can't be read
    std::filesystem::path folder;
    Manifest manifest;  // empty where it can't be read
    State state = State::found;
    std::string reason;  // one sentence for the operator
};

class Catalogue {
public:
    // Every folder within `folders` that holds a plugin.yaml. Never fails as a whole: what can't be
    // read, stands twice, or belongs to a circle of needs is an entry with its reason.
    static Catalogue read(const std::vector<std::filesystem::path>& folders);
    // The same for given manifests.
    static Catalogue of(std::vector<Entry> entries);

    // A plugin before those that need it.
    std::vector<Entry>& entries() { return entries_; }
    const std::vector<Entry>& entries() const { return entries_; }
    const Entry* find(std::string_view id) const;
    // Marks a plugin as failed and those that need it, directly or not, as left out.
    void fail(std::string_view id, const std::string& reason);

private:
    void leave_out_dependants(std::string_view id);
    void leave_out_the_unmet();
    void order();

    std::vector<Entry> entries_;
};

}  // namespace kerege::plugins
