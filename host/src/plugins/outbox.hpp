// The outbox: an event and who is to hear of it, written in the transaction of the change itself.
#pragma once

#include <functional>
#include <string_view>

#include "host/src/base/clock.hpp"
#include "host/src/base/ids.hpp"
#include "host/src/directory/event_sink.hpp"
#include "host/src/plugins/catalogue.hpp"

namespace kerege::plugins {

class Outbox final : public directory::EventSink {
public:
    // All must outlive this. `on_published` (may be empty) is called before the transaction ends.
    Outbox(const Catalogue& catalogue, IdMaker& ids, const Clock& clock,
           std::function<void()> on_published = {});

    // For every plugin of the catalogue that lists the topic, also those that could not be loaded
    // this time. REQUIRES: the transaction writes, as the host. [any]
    void publish(data::Transaction& transaction, OrganisationId organisation,
                 std::string_view topic, std::string_view subject,
                 std::string_view payload) override;
    // The two steps of it: the place in the organisation's order, then the event. [any]
    void lock_order(data::Transaction& transaction, OrganisationId organisation);
    void add(data::Transaction& transaction, OrganisationId organisation, std::string_view topic,
             std::string_view subject, std::string_view payload);

private:
    const Catalogue& catalogue_;
    IdMaker& ids_;
    const Clock& clock_;
    std::function<void()> on_published_;
};

}  // namespace kerege::plugins
