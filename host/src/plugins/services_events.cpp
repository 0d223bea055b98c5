// kerege.events/1: the outbox.
#include <fmt/format.h>

#include "host/src/plugins/call.hpp"
#include "host/src/plugins/outbox.hpp"
#include "host/src/plugins/rules.hpp"
#include "host/src/plugins/services.hpp"

namespace kerege::plugins {
namespace {

// Whether a call above has published and not yet committed.
bool above_published(const kerege_call& call) {
    for (const kerege_call* above = call.parent; above; above = above->parent) {
        if (above->open && above->published) return true;
    }
    return false;
}

kerege_status publish(kerege_call* call, kerege_str topic, kerege_str subject, kerege_str payload,
                      kerege_sink* error) noexcept {
    if (!usable(call)) return refuse(error, KEREGE_INTERNAL, "publish: no call");
    if (!may_write(*call))
        return refuse(error, KEREGE_INVALID, "publish: no open transaction that writes");
    if (!good_text(topic, rules::kTopicBytesMax) || !good_text(subject, rules::kSubjectBytesMax) ||
        !good_text(payload, rules::kEventBytesMax))
        return refuse(error, KEREGE_INVALID, "publish: a text is too long or not UTF-8");
    return guarded(error, [&] {
        const Plugin& plugin = call->plugin;
        const std::string_view name = text_of(topic);
        if (!name.starts_with(plugin.manifest.id + "."))
            return refuse(error, KEREGE_INVALID,
                          fmt::format("publish: \"{}\" is not a topic of this plugin", name));
        return as_host(*call, [&](data::Transaction& transaction) {
            Outbox& outbox = plugin.owner.outbox();
            const OrganisationId organisation = call->scope.organisation;
            // Who asks this service may hold the place in the order already, in a session of its
            // own.
            if (!above_published(*call)) outbox.lock_order(transaction, organisation);
            outbox.add(transaction, organisation, name, text_of(subject), text_of(payload));
            call->published = true;
            return KEREGE_OK;
        });
    });
}

}  // namespace

const kerege_events_v1 kEventsService = {sizeof(kerege_events_v1), 0, publish};

}  // namespace kerege::plugins
