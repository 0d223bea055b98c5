// Where the directory tells of its changes. What delivers events to modules implements it.
#pragma once

#include <string_view>

#include "host/src/data/database.hpp"
#include "kerege/sdk/ids.hpp"

namespace kerege::directory {

class EventSink {
public:
    virtual ~EventSink() = default;
    // Writes the event and its deliveries into the transaction: it is sent if the change lasts.
    // topic: "core.roster.applied"; subject: within which order is kept, empty: the organisation;
    // payload: JSON, ids in it as text. [any]
    virtual void publish(data::Transaction& transaction, OrganisationId organisation,
                         std::string_view topic, std::string_view subject,
                         std::string_view payload) = 0;
};

}  // namespace kerege::directory
