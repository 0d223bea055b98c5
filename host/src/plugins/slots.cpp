#include "host/src/plugins/slots.hpp"

#include <fmt/format.h>

#include "host/src/plugins/call.hpp"

namespace kerege::plugins {
namespace {

constexpr int kSlotDepthMax = 3;  // a slot within a slot within a slot

bool shows(const Filler& filler, const Plugin& plugin, const access::Scope& scope) {
    if (!scope.signed_in()) return false;
    if (!plugin.lent.modules.on(plugin.module_index, scope.organisation)) return false;
    if (filler.permission_index == Filler::kNoPermission) return true;
    return filler.permission_index >= 0 &&
           scope.permissions.test(static_cast<size_t>(filler.permission_index));
}

}  // namespace

std::string fill_slots(Plugins& plugins, http::Exchange& exchange, kerege_call* parent,
                       std::string_view slot, std::string_view subject) {
    std::string html;
    if (parent && parent->depth >= kSlotDepthMax) return html;
    for (const Filler& filler : plugins.fillers(slot)) {
        Plugin& plugin = *filler.plugin;
        if (!shows(filler, plugin, exchange.scope())) continue;
        const auto part = fill_slot(plugin, exchange, parent, slot, subject);
        if (part.ok()) {
            html += *part;
        } else {
            plugins.lent().log.write(
                LogLevel::error, plugin.manifest.id,
                fmt::format("slot {} stays empty: {}", slot, part.fault().log_text),
                {{"request", exchange.request.id}});
        }
    }
    return html;
}

std::string Slots::fill(http::Exchange& exchange, std::string_view slot,
                        std::string_view subject) const {
    return fill_slots(plugins_, exchange, nullptr, slot, subject);
}

}  // namespace kerege::plugins
