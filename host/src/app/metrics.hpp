// What /metrics answers: the house in numbers, in the text format of Prometheus. Labels hold
// plugins' ids, patterns of routes and words of this program; never a person, a school or a path.
#pragma once

#include <cstdint>
#include <string>

#include "host/src/access/sessions.hpp"
#include "host/src/data/database.hpp"
#include "host/src/http/server.hpp"
#include "host/src/http/traffic.hpp"
#include "host/src/plugins/plugins.hpp"

namespace kerege::app {

struct Measured {
    const http::Traffic& traffic;
    const http::Server& server;
    data::Database& database;
    const access::Sessions& sessions;
    plugins::Plugins& plugins;
    int64_t started_at_s;  // of the epoch
    std::string today;
};

// Asks the database for the events that wait; where it does not answer, the rest is told. [any]
std::string metrics_text(const Measured& measured);

}  // namespace kerege::app
