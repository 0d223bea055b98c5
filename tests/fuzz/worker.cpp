// The frames of a worker that may send anything: the host carries out what it can, refuses the rest
// and stays whole. Input: {operation, payload} again and again.
#include "host/src/plugins/plugin.hpp"
#include "host/src/plugins/remote/context.hpp"
#include "host/src/plugins/remote/serve.hpp"
#include "host/src/plugins/rules.hpp"
#include "tests/fuzz/input.hpp"
#include "tests/plugins/world.hpp"

using namespace kerege;

namespace {

struct Surroundings {
    Surroundings() { world.load("good"); }
    plugins::Plugin& plugin() { return *world.plugins->loaded().front(); }
    plugins::World world;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    static Surroundings surroundings;
    const std::string_view input = fuzz::text_of(data, size);
    remote::Reader context(input);
    (void)remote::read_context(context);

    http::Request request;
    http::Response response;
    http::Exchange exchange{request, response, access::Session()};
    exchange.session->scope.organisation = OrganisationId{10};
    kerege_call call(surroundings.plugin(), exchange.scope(), exchange.locale);
    call.exchange = &exchange;
    call.output = &response.body;
    remote::Served served{surroundings.plugin(), &call};
    fuzz::Parts parts(input);
    while (parts.more()) {
        remote::Frame frame;
        frame.op = static_cast<remote::Op>(parts.byte());
        frame.payload = parts.text();
        std::string reply;
        if (!remote::serve(served, frame, reply)) break;
        fuzz::promise(reply.empty() || reply.size() >= remote::kHeadBytes, "replies are frames");
    }
    fuzz::promise(response.body.size() <= plugins::rules::kOutputBytesMax, "an answer has a limit");
    return 0;
}
