// What a plugin needs and reads of others, and which services it offers them.
#include <fmt/format.h>

#include <algorithm>

#include "host/src/plugins/interfaces.hpp"
#include "host/src/plugins/manifest_parts.hpp"

namespace kerege::plugins::manifest_parts {
namespace {

// school.calendar/1: the plugin, a noun, a major version.
constexpr const char* kServiceShape = "a service like school.calendar/1";
bool service(std::string_view text) {
    const size_t slash = text.find('/');
    const size_t dot = text.substr(0, slash).rfind('.');
    if (slash == std::string_view::npos || dot == std::string_view::npos) return false;
    const std::string_view number = text.substr(slash + 1);
    constexpr size_t kDigitsMax = 4;
    return plugin_id(text.substr(0, dot)) && word(text.substr(dot + 1, slash - dot - 1), "_") &&
           !number.empty() && number.size() <= kDigitsMax && number[0] != '0' &&
           std::all_of(number.begin(), number.end(), digit);
}

// "core.person", "school.class/2", "acme.library.book": owner, noun, version.
std::string view_of(const yaml::Node& key, const Manifest& manifest) {
    std::string text = key.text();
    std::string number = "1";
    if (const size_t slash = text.find('/'); slash != std::string::npos) {
        number = text.substr(slash + 1);
        text.resize(slash);
    }
    const size_t dot = text.rfind('.');
    const bool digits = !number.empty() && std::all_of(number.begin(), number.end(), digit);
    const std::string owner = text.substr(0, dot);
    if (dot == std::string::npos || !digits || !plugin_id(owner) ||
        !word(std::string_view(text).substr(dot + 1), "_")) {
        key.fail(fmt::format("\"{}\" is not like core.person or school.class/2", key.text()));
    }
    const auto& needs = manifest.needs;
    if (owner != "core" && owner != manifest.id &&
        std::find(needs.begin(), needs.end(), owner) == needs.end()) {
        key.fail(fmt::format("reads of \"{}\" ask for it under needs: plugins", owner));
    }
    return fmt::format("api_{}_{}_v{}", sql_owner(owner), text.substr(dot + 1), number);
}

}  // namespace

void read_needs(yaml::Map& map, Manifest& manifest) {
    const auto node = map.find("needs");
    if (!node) return;
    yaml::Map needs = node->map();
    for (const auto& item : needs.items("interfaces")) {
        manifest.interfaces.push_back(item.one_of(interface_names()));
    }
    for (const auto& item : needs.items("plugins")) {
        const std::string id = checked(item, plugin_id(item.text()), "the id of a plugin");
        if (id == manifest.id) item.fail("a plugin can't need itself");
        manifest.needs.push_back(id);
    }
    for (const auto& item : needs.items("optional")) {
        const std::string id = checked(item, plugin_id(item.text()), "the id of a plugin");
        if (id == manifest.id) item.fail("a plugin can't need itself");
        if (listed(manifest.needs, id)) item.fail("it stands under plugins already");
        manifest.optional.push_back(id);
    }
    for (const auto& item : needs.items("services")) {
        const std::string name = checked(item, service(item.text()), kServiceShape);
        const std::string provider(provider_of(name));
        if (!listed(manifest.needs, provider) && !listed(manifest.optional, provider))
            item.fail(fmt::format(
                "services of \"{}\" ask for it under needs: plugins, or needs: optional",
                provider));
        manifest.needs_services.push_back(name);
    }
    needs.done();
}

void read_services(yaml::Map& map, Manifest& manifest) {
    for (const auto& item : map.items("services")) {
        const std::string name = checked(item, service(item.text()), kServiceShape);
        if (provider_of(name) != manifest.id)
            item.fail(fmt::format("the service must begin with \"{}.\"", manifest.id));
        if (listed(manifest.services, name)) item.fail("this service stands twice");
        manifest.services.push_back(name);
    }
}

void read_reads(yaml::Map& map, Manifest& manifest) {
    const auto node = map.find("reads");
    if (!node) return;
    for (const auto& [key, value] : node->map().entries()) {
        const std::string view = view_of(key, manifest);
        for (const auto& column : value.items()) {
            const bool all = column.text() == "*";
            if (all && view.starts_with("api_core_person_")) {
                column.fail("what is read of people is listed field by field, not as \"*\"");
            }
            checked(column, all || word(column.text(), "_"), "the name of a column or \"*\"");
            manifest.columns.push_back(view + "." + column.text());
        }
    }
    std::sort(manifest.columns.begin(), manifest.columns.end());
    const auto same = std::unique(manifest.columns.begin(), manifest.columns.end());
    manifest.columns.erase(same, manifest.columns.end());
}

}  // namespace kerege::plugins::manifest_parts
