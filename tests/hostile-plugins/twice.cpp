// A plugin that hands its statements in twice.
#include "kerege/sdk/plugin.hpp"

namespace {

constexpr kerege::sdk::Statement kAll[] = {{"one", "select 1", ""}};

void start(kerege::sdk::Registration& plugin) {
    plugin.statements(kAll);
    plugin.statements(kAll);
}

}  // namespace

KEREGE_PLUGIN(HOSTILE_ID, "1.0.0", start)
