// The head of an HTTP/1 request: request line and header fields, read strictly. What two programs
// could understand in two ways is refused, so that nothing in front of the host is fooled.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "host/src/http/message.hpp"

namespace kerege::http {

// Why a request is not served. status 0: it is.
struct Refusal {
    int status = 0;
    std::string_view why;  // for the log; lives for ever

    explicit operator bool() const { return status != 0; }
};

struct HeadLimits {
    size_t bytes_max = 32 * 1024;  // the whole head
    size_t target_bytes_max = 8 * 1024;
    size_t value_bytes_max = 8 * 1024;
    size_t fields_max = 100;
};

struct Head {
    std::string method;
    std::string target;                                        // as it came
    int minor_version = 1;                                     // HTTP/1.x
    std::vector<std::pair<std::string, std::string>> headers;  // names in lower case
    int64_t content_length = -1;                               // -1: none given
    bool chunked = false;
    bool keep_alive = true;
    bool expects_continue = false;

    bool has_body() const { return chunked || content_length > 0; }
};

// `text` ends with the empty line. Header values are never decoded; cookies of several fields are
// joined. Refusals: 400, 414 (target), 431 (fields), 501 (transfer coding), 505 (version), and 411
// for a POST, PUT or PATCH that does not say how long it is. [any]
Refusal parse_head(std::string_view text, const HeadLimits& limits, Head& out);

// Path and query of a request. Refusals: 400, 414 for a path above 2,048 bytes. [any]
Refusal parse_target(std::string_view target, Request& out);

}  // namespace kerege::http
