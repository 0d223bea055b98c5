// The head of a request: what is accepted can be understood in one way only.
#include "host/src/http/head.hpp"
#include "host/src/http/text.hpp"
#include "tests/fuzz/input.hpp"

using namespace kerege;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    http::Head head;
    if (http::parse_head(fuzz::text_of(data, size), {}, head)) return 0;
    fuzz::promise(!(head.chunked && head.content_length >= 0), "one way to say how long it is");
    fuzz::promise(head.headers.size() <= http::HeadLimits().fields_max, "at most so many fields");
    for (const auto& [name, value] : head.headers) {
        fuzz::promise(http::is_token(name), "names are tokens");
        fuzz::promise(http::is_header_value(value), "values have no line ends");
    }
    http::Request request;
    if (http::parse_target(head.target, request)) return 0;
    fuzz::promise(fuzz::readable(request.path) && request.path.starts_with('/'), "a path is text");
    fuzz::promise(request.path.find("/../") == std::string::npos &&
                      !request.path.ends_with("/..") &&
                      request.path.find("//") == std::string::npos,
                  "a path leads down");
    for (const auto& [name, value] : request.query)
        fuzz::promise(fuzz::readable(name) && fuzz::readable(value), "a query is text");
    return 0;
}
