// Which modules are on where, worked out once for a day: an immutable table of bits.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "host/src/directory/modules.hpp"

namespace kerege::directory {

class ModuleTable {
public:
    // tree: organisation and parent (0: none). known: in load order, needed ones before those that
    // need them. day: YYYY-MM-DD; settings whose days don't hold it count for nothing.
    ModuleTable(const std::vector<Modules::Known>& known,
                const std::vector<std::pair<int64_t, int64_t>>& tree,
                const std::vector<ModuleSetting>& settings, std::string day);

    // Of an organisation that has closed: everything is off there, whatever holds beneath it.
    void close(OrganisationId organisation);

    // Unknown modules and organisations are off.
    bool on(int module, OrganisationId organisation) const;
    // At one of the organisations without a parent.
    bool on_at_top(int module) const;
    const std::string& day() const { return day_; }

private:
    struct Place {
        int64_t parent = 0;
        size_t first_word = 0;
        bool done = false;
        bool closed = false;
    };

    void fill(int64_t organisation, int depth);
    bool bit(size_t first_word, size_t module) const {
        return (words_[first_word + module / 64] >> (module % 64) & 1) != 0;
    }
    void set_bit(size_t first_word, size_t module, bool on);

    std::string day_;
    size_t modules_;
    std::vector<bool> default_on_;
    std::unordered_map<int64_t, Place> places_;
    // Explicit settings in force: by organisation, module and whether on.
    std::unordered_map<int64_t, std::vector<std::pair<size_t, bool>>> explicit_;
    std::vector<uint64_t> words_;
    std::vector<int64_t> tops_;
};

}  // namespace kerege::directory
