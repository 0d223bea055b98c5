#include "host/src/data/connection.hpp"

namespace kerege::data {

std::unique_ptr<Connection> open_postgres(const DatabaseSettings&) {
    throw Unavailable("PostgreSQL is not built in yet");
}

}  // namespace kerege::data
