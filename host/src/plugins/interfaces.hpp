// The interfaces this host offers, by name.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace kerege::plugins {

struct Interface {
    std::string_view name;  // "kerege.db/1"
    const void* table;      // begins with its size
};

// In alphabetical order.
const std::vector<Interface>& interfaces();
std::vector<std::string> interface_names();
// nullptr: unknown, or fewer than min_size bytes of it. [any]
const void* find_interface(std::string_view name, uint32_t min_size);

}  // namespace kerege::plugins
