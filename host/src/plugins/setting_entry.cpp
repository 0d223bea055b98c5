#include "host/src/plugins/setting_entry.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>

#include "host/src/base/text.hpp"
#include "kerege/sdk/tr.hpp"

namespace kerege::plugins {
namespace {

using Type = SettingEntry::Type;

constexpr size_t kSettingKeyBytesMax = 200;

bool setting_word(std::string_view text) {
    if (text.empty() || text.size() > kSettingKeyBytesMax || text[0] < 'a' || text[0] > 'z')
        return false;
    return std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    });
}

std::string setting_label(yaml::Map& map) {
    const auto label = map.need("label");
    if (label.text().empty()) label.fail("\"label\" is empty");
    return label.text();
}

std::optional<int64_t> whole_number(std::string_view text) {
    if (text.starts_with('+')) text.remove_prefix(1);
    int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (text.empty() || error != std::errc() || end != text.data() + text.size()) return {};
    return number;
}

void read_choices(yaml::Map& entry, SettingEntry& setting) {
    const auto list = entry.need("choices");
    for (const auto& item : list.items()) {
        yaml::Map choice = item.map();
        const auto value = choice.need("value");
        if (!setting_word(value.text()))
            value.fail(
                fmt::format("\"{}\" is not a word of small letters, digits and _", value.text()));
        for (const auto& other : setting.choices)
            if (other.value == value.text()) value.fail("this choice stands twice");
        setting.choices.push_back({value.text(), setting_label(choice)});
        choice.done();
    }
    if (setting.choices.size() < 2 || setting.choices.size() > kSettingChoicesMax)
        list.fail(fmt::format("2 to {} choices are expected", kSettingChoicesMax));
}

void read_bounds(yaml::Map& entry, SettingEntry& setting) {
    constexpr int64_t kLeast = std::numeric_limits<int64_t>::min();
    constexpr int64_t kMost = std::numeric_limits<int64_t>::max();
    setting.least = entry.integer("min", kLeast, kMost, kLeast);
    setting.most = entry.integer("max", kLeast, kMost, kMost);
    if (setting.least > setting.most) entry.need("max").fail("\"max\" is below \"min\"");
}

void read_default(yaml::Map& entry, SettingEntry& setting) {
    const auto value = entry.need("default");
    switch (setting.type) {
        case Type::boolean:
            setting.default_integer = value.boolean() ? 1 : 0;
            break;
        case Type::integer:
            setting.default_integer = value.integer(setting.least, setting.most);
            break;
        case Type::choice: {
            std::vector<std::string> known;
            for (const auto& choice : setting.choices) known.push_back(choice.value);
            setting.default_text = value.one_of(known);
            break;
        }
        case Type::text:
            setting.default_text = value.text();
            if (!setting.default_text.empty() && !setting_value(setting, setting.default_text))
                value.fail(fmt::format("a text of one line, of at most {} bytes, is expected",
                                       kSettingBytesMax));
    }
}

SettingEntry read_setting(const yaml::Node& item) {
    yaml::Map entry = item.map();
    SettingEntry setting;
    const auto key = entry.need("key");
    if (!setting_word(key.text()))
        key.fail(fmt::format("\"{}\" is not a key of small letters, digits and _", key.text()));
    setting.key = key.text();
    const std::string type = entry.need("type").one_of({"bool", "int", "text", "choice"});
    if (type == "bool") setting.type = Type::boolean;
    if (type == "int") setting.type = Type::integer;
    if (type == "choice") setting.type = Type::choice;
    if (setting.type == Type::integer) read_bounds(entry, setting);
    if (setting.type == Type::choice) read_choices(entry, setting);
    read_default(entry, setting);
    setting.label = setting_label(entry);
    if (const auto by = entry.find("by"))
        setting.by_operator = by->one_of({"operator", "school"}) == "operator";
    entry.done();
    return setting;
}

Result<std::string> whole(const SettingEntry& setting, std::string_view typed) {
    const auto number = whole_number(typed);
    if (number && *number >= setting.least && *number <= setting.most)
        return std::to_string(*number);
    const bool bounded = setting.least != std::numeric_limits<int64_t>::min() &&
                         setting.most != std::numeric_limits<int64_t>::max();
    if (!bounded)
        return invalid(fmt::format("\"{}\" is a whole number, not \"{}\"", setting.key, typed),
                       KEREGE_TR("A whole number is expected."));
    Fault fault = invalid(fmt::format("\"{}\" is a whole number from {} to {}, not \"{}\"",
                                      setting.key, setting.least, setting.most, typed),
                          KEREGE_TR("A whole number from {least} to {most} is expected."));
    fault.values = {{"least", std::to_string(setting.least)},
                    {"most", std::to_string(setting.most)}};
    return fault;
}

}  // namespace

std::string SettingEntry::default_value() const {
    return is_number() ? std::to_string(default_integer) : default_text;
}

std::vector<SettingEntry> read_settings(yaml::Map& manifest) {
    std::vector<SettingEntry> settings;
    for (const auto& item : manifest.items("settings")) {
        SettingEntry setting = read_setting(item);
        for (const auto& other : settings)
            if (other.key == setting.key) item.fail("this setting stands twice");
        settings.push_back(std::move(setting));
    }
    return settings;
}

Result<std::string> setting_value(const SettingEntry& setting, std::string_view typed) {
    switch (setting.type) {
        case Type::boolean:
            if (typed == "1" || typed == "true") return std::string("1");
            if (typed == "0" || typed == "false") return std::string("0");
            return invalid(fmt::format("\"{}\" is true or false, not \"{}\"", setting.key, typed),
                           KEREGE_TR("Choose one of the values."));
        case Type::integer:
            return whole(setting, typed);
        case Type::choice:
            for (const auto& choice : setting.choices)
                if (choice.value == typed) return choice.value;
            return invalid(fmt::format("\"{}\" knows no choice \"{}\"", setting.key, typed),
                           KEREGE_TR("Choose one of the values."));
        case Type::text:
            break;
    }
    if (typed.size() > kSettingBytesMax || !text::valid_utf8(typed) ||
        std::any_of(typed.begin(), typed.end(),
                    [](char c) { return static_cast<unsigned char>(c) < ' ' || c == '\x7f'; }))
        return invalid(
            fmt::format("\"{}\" takes one line of at most {} bytes", setting.key, kSettingBytesMax),
            KEREGE_TR("One line of at most 2,000 letters is expected."));
    const size_t first = typed.find_first_not_of(' ');
    if (first == std::string_view::npos)
        return invalid(fmt::format("\"{}\" can't be set to nothing", setting.key),
                       KEREGE_TR("Write a text."));
    return std::string(typed.substr(first, typed.find_last_not_of(' ') - first + 1));
}

}  // namespace kerege::plugins
