#include "host/src/plugins/outbox.hpp"

#include <algorithm>
#include <utility>

#include "queries/plugins.hpp"

namespace kerege::plugins {

namespace sql = queries::plugins;

Outbox::Outbox(const Catalogue& catalogue, IdMaker& ids, const Clock& clock,
               std::function<void()> on_published)
    : catalogue_(catalogue), ids_(ids), clock_(clock), on_published_(std::move(on_published)) {}

void Outbox::publish(data::Transaction& transaction, OrganisationId organisation,
                     std::string_view topic, std::string_view subject, std::string_view payload) {
    lock_order(transaction, organisation);
    add(transaction, organisation, topic, subject, payload);
}

void Outbox::lock_order(data::Transaction& transaction, OrganisationId organisation) {
    transaction.first(sql::event_lock, {organisation.value}, [](const data::Row&) {});
}

void Outbox::add(data::Transaction& transaction, OrganisationId organisation,
                 std::string_view topic, std::string_view subject, std::string_view payload) {
    const int64_t now = clock_.now_ms();
    const int64_t id = ids_.next();
    // In a session of a plugin's login the host writes by functions, which know it by the key.
    const std::string_view key = transaction.login_key();
    const auto ran = [](const data::Row&) {};
    if (key.empty()) {
        transaction.execute(sql::event_add, {id, organisation.value, topic, subject, payload, now});
    } else {
        transaction.first(sql::event_add_for_plugin,
                          {key, id, organisation.value, topic, subject, payload, now}, ran);
    }
    for (const auto& entry : catalogue_.entries()) {
        const auto& topics = entry.manifest.events;
        if (std::find(topics.begin(), topics.end(), topic) == topics.end()) continue;
        if (key.empty()) {
            transaction.execute(sql::event_delivery_add, {id, entry.id, now});
        } else {
            transaction.first(sql::event_delivery_add_for_plugin, {key, id, entry.id, now}, ran);
        }
    }
    if (on_published_) on_published_();
}

}  // namespace kerege::plugins
