// A file as the answer to a request: whole, a range of it, or "you have it already".
#pragma once

#include <cstdint>
#include <string>

#include "host/src/files/descriptor.hpp"
#include "host/src/http/message.hpp"

namespace kerege::files {

struct Shown {
    std::string name;
    std::string type;
    std::string tag;       // changes with the content; letters and digits
    bool in_page = false;  // shown by the browser where that is safe, else saved
};

// Fills the response. `file` is sent from where it lies, when the response is written.
void answer(const http::Request& request, const Shown& shown, Descriptor file,
            http::Response& response);

struct Range {
    enum class Kind { whole, part, none };
    Kind kind = Kind::whole;
    int64_t first = 0;
    int64_t bytes = 0;
};

// One range of a Range header; several, or what can't be read, is the whole. none: beyond the end.
Range range_of(std::string_view header, int64_t bytes);

// Whether If-None-Match names the tag.
bool names_tag(std::string_view header, std::string_view tag);

}  // namespace kerege::files
