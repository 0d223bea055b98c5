// /assets/…: fingerprinted files, kept by browsers for good.
#pragma once

#include "host/src/http/message.hpp"
#include "host/src/view/assets.hpp"

namespace kerege::http {

// The file in the best packing the client takes, 304 if the client has it, 404 if there is none.
// The response borrows from `assets`. [any]
Response serve_asset(const Request& request, const view::Assets& assets);

}  // namespace kerege::http
