// What a handler may ask of its call without asking the host: it goes along with the call.
#pragma once

#include <utility>
#include <vector>

#include "host/src/plugins/remote/wire.hpp"
#include "kerege/abi/access.h"

struct kerege_call;

namespace kerege::remote {

// Views of the frame it was read from.
struct Context {
    kerege_scope scope{};
    kerege_str locale{};
    bool has_request = false;
    bool slot = false;
    int32_t method = 0;
    kerege_str path{};
    kerege_str body{};
    using Fields = std::vector<std::pair<kerege_str, kerege_str>>;
    Fields path_values;
    Fields query;
    Fields headers;
    Fields form;

    bool answers() const { return has_request && !slot; }
};

void write_context(Writer& out, const kerege_call& call);
Context read_context(Reader& in);

}  // namespace kerege::remote
