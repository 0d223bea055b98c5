// A response as bytes. [any]
#pragma once

#include <string>
#include <string_view>

#include "host/src/http/message.hpp"

namespace kerege::http {

enum class Persistence { close, keep_alive, keep_alive_told };  // told: as HTTP/1.0 wants it said

// Replaces `out` by the status line and headers, ended by an empty line. Headers and cookies that
// would break the response are left out. `date` is the value of the Date header.
void write_head(const Response& response, std::string_view date, Persistence persistence,
                std::string& out);
// Whether a status has a body at all.
bool has_content(int status);
std::string_view reason_of(int status);

}  // namespace kerege::http
