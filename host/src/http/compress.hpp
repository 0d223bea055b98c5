// Smaller bodies for clients that can unpack them.
#pragma once

#include "host/src/http/message.hpp"

namespace kerege::http {

// Packs a text body of more than `bytes_min` by gzip at its fastest level, if the client takes it
// and nothing is packed yet; adds Vary. [any]
void compress(const Request& request, Response& response, size_t bytes_min);

}  // namespace kerege::http
