// One of a chain: passes on what it is asked to the next, whose name it is built with.
#include <string>

#include "kerege/sdk/plugin.hpp"

namespace {

using namespace kerege;

Result<std::string> pass([[maybe_unused]] sdk::Call& call, std::string_view request) {
#ifdef LINK_NEXT
    const auto answer = call.ask(LINK_NEXT ".pass/1", "pass", request);
    if (!answer.ok()) return answer.fault();
    return HOSTILE_ID " " + *answer;
#else
    return std::string(request);
#endif
}

Result<> begin(sdk::Call& call) {
    const auto answer = pass(call, "end");
    return call.body("text/plain", answer.ok() ? *answer : answer.fault().log_text);
}

void start(sdk::Registration& plugin) {
    plugin.service(HOSTILE_ID ".pass/1", "pass", pass);
    plugin.get("/" HOSTILE_ID, "", begin);
}

}  // namespace

KEREGE_PLUGIN(HOSTILE_ID, "1.0.0", start)
