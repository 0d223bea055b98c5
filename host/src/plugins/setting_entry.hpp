// One setting of a module: how its manifest declares it, and which values it takes.
#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "host/src/base/yaml.hpp"
#include "kerege/sdk/result.hpp"

namespace kerege::plugins {

inline constexpr size_t kSettingBytesMax = 4'000;
inline constexpr size_t kSettingChoicesMax = 50;

struct SettingEntry {
    // A plugin reads a boolean as the numbers 0 and 1, a choice as the text of its value.
    enum class Type { boolean, integer, text, choice };
    struct Choice {
        std::string value;  // small letters, digits and _
        std::string label;  // a message id
    };
    std::string key;
    Type type = Type::text;
    int64_t default_integer = 0;
    std::string default_text;
    int64_t least = std::numeric_limits<int64_t>::min();  // of an integer
    int64_t most = std::numeric_limits<int64_t>::max();
    std::vector<Choice> choices;
    std::string label;         // a message id
    bool by_operator = false;  // a school can't set it for itself

    bool is_number() const { return type == Type::boolean || type == Type::integer; }
    // As it would stand in the database.
    std::string default_value() const;
};

// The list under `settings` of a manifest. Throws yaml::Error.
std::vector<SettingEntry> read_settings(yaml::Map& manifest);

// A value as it is kept: a boolean as "1" or "0" (also for true and false), a number without what
// is not needed, a text without space around it. Fault invalid, with words for a person; an empty
// text is none. [any]
Result<std::string> setting_value(const SettingEntry& setting, std::string_view typed);

}  // namespace kerege::plugins
