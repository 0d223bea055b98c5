// kerege.http/1: add_route.
#include <fmt/format.h>

#include <algorithm>

#include "host/src/plugins/call.hpp"
#include "host/src/plugins/services.hpp"

namespace kerege::plugins {
namespace {

constexpr int kRoutesMax = 2000;
constexpr size_t kPatternBytesMax = 500;

// What is wrong with a route, or empty.
std::string flaw_of(const Plugin& plugin, const kerege_route& route) {
    if (route.method != KEREGE_METHOD_GET && route.method != KEREGE_METHOD_POST)
        return fmt::format("{} is no method", route.method);
    if ((route.flags & ~KEREGE_ROUTE_PUBLIC) != 0)
        return fmt::format("the flags {} are not known", route.flags);
    if (!good_text(route.pattern, kPatternBytesMax)) return "the pattern is too long or not UTF-8";
    const std::string_view pattern = text_of(route.pattern);
    const std::string prefix = "/" + plugin.manifest.id;
    if (pattern != prefix && !pattern.starts_with(prefix + "/"))
        return fmt::format("the pattern \"{}\" does not begin with \"{}\"", pattern, prefix);
    if (!good_text(route.permission, kPatternBytesMax)) return "the permission is not UTF-8";
    const std::string_view permission = text_of(route.permission);
    if (route.flags & KEREGE_ROUTE_PUBLIC)
        return permission.empty() ? "" : "a public route has no permission";
    const auto& own = plugin.manifest.permissions;
    const bool declared = std::any_of(own.begin(), own.end(),
                                      [&](const auto& known) { return known.key == permission; });
    // Without one every person logged in may come, a learner as well as an official.
    if (!permission.empty() && !declared)
        return fmt::format("the permission \"{}\" is not declared in plugin.yaml", permission);
    return {};
}

}  // namespace

kerege_status add_route(kerege_registration* registration, const kerege_route* route,
                        kerege_sink* error) noexcept {
    if (!registration || !route || registration->thread != std::this_thread::get_id())
        return refuse(error, KEREGE_INVALID, "routes are added within start(), on its thread");
    if (route->size < KEREGE_ROUTE_V1_SIZE)
        return refuse(error, KEREGE_INVALID, "the route's size is smaller than version 1 of it");
    return guarded(error, [&] {
        Plugin& plugin = *registration->plugin;
        const std::string flaw = flaw_of(plugin, *route);
        if (!flaw.empty()) return refuse(error, KEREGE_INVALID, flaw);
        if (registration->routes >= kRoutesMax)
            return refuse(error, KEREGE_TOO_MANY, "too many routes");
        http::Route added;
        added.method = route->method == KEREGE_METHOD_POST ? http::Method::post : http::Method::get;
        added.pattern = text_of(route->pattern);
        added.module = plugin.manifest.id;
        added.permission = text_of(route->permission);
        added.is_public = (route->flags & KEREGE_ROUTE_PUBLIC) != 0;
        added.handler = [&plugin, id = route->route_id](http::Exchange& exchange) {
            return handle_request(plugin, exchange, id);
        };
        const auto result = plugin.lent.router.add(std::move(added));
        if (!result.ok())
            return refuse(error, static_cast<kerege_status>(result.fault().kind),
                          result.fault().log_text);
        ++registration->routes;
        return KEREGE_OK;
    });
}

}  // namespace kerege::plugins
