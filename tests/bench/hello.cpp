// The smallest answer a plugin can give, to measure what the boundary costs in the host and in a
// worker. HELLO_ID is the plugin's id.
#include "kerege/sdk/plugin.hpp"

namespace {

kerege::Result<> hello(kerege::sdk::Call& call) {
    return call.body("text/plain; charset=utf-8", "hello\n");
}

void start(kerege::sdk::Registration& plugin) { plugin.get_public("/" HELLO_ID, hello); }

}  // namespace

KEREGE_PLUGIN(HELLO_ID, "1.0.0", start)
