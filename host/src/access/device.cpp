#include "host/src/access/device.hpp"

#include <utility>

namespace kerege::access {
namespace {

using Sign = std::pair<std::string_view, std::string_view>;

// Each pretends to be those after it.
constexpr Sign kBrowsers[] = {
    {"YaBrowser/", "Yandex Browser"},
    {"Edg", "Edge"},
    {"OPR/", "Opera"},
    {"SamsungBrowser/", "Samsung Internet"},
    {"FxiOS/", "Firefox"},
    {"Firefox/", "Firefox"},
    {"CriOS/", "Chrome"},
    {"Chrome/", "Chrome"},
    {"Safari/", "Safari"},
};
constexpr Sign kSystems[] = {
    {"iPhone", "iPhone"},   {"iPad", "iPad"},       {"Android", "Android"}, {"CrOS", "ChromeOS"},
    {"Windows", "Windows"}, {"Macintosh", "macOS"}, {"Linux", "Linux"},
};

template <size_t n>
std::string_view first_of(const Sign (&signs)[n], std::string_view text) {
    for (const auto& [sign, name] : signs)
        if (text.find(sign) != std::string_view::npos) return name;
    return {};
}

}  // namespace

std::string device_of(std::string_view user_agent) {
    std::string device(first_of(kBrowsers, user_agent));
    const auto system = first_of(kSystems, user_agent);
    if (!device.empty() && !system.empty()) device += " · ";
    return device.append(system);
}

}  // namespace kerege::access
