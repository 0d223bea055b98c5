// kerege.call/draft-1 for a worker, and the answer of a provider in one.
#include "host/src/plugins/remote/serve.hpp"
#include "host/src/plugins/rules.hpp"
#include "host/src/plugins/services.hpp"

namespace kerege::remote {
namespace {

using plugins::kCallService;
using plugins::TextSink;

void call_service(Served& served, Reader& in, std::string& out) {
    const kerege_str service = in.str(), method = in.str(), request = in.str();
    TextSink error;
    plugins::AnswerSink answer(plugins::rules::kServiceAnswerBytesMax);
    const kerege_status status =
        kCallService.call(served.call, service, method, request, answer.sink(), error.sink());
    Writer to(out, Op::reply);
    reply(to, status, error.text()).text(answer.bytes());
}

}  // namespace

bool serve_services(Served& served, Op op, Reader& in, std::string& out) {
    switch (op) {
        case Op::service_answer: {
            const kerege_str bytes = in.str();
            if (!served.call || !served.call->answer) return false;
            plugins::give(served.call->answer, plugins::text_of(bytes));
            return true;
        }
        case Op::call_service:
            call_service(served, in, out);
            return true;
        case Op::can_call: {
            Writer to(out, Op::reply);
            reply(to, KEREGE_OK).i32(kCallService.available(served.call, in.str()));
            return true;
        }
        default:
            return false;
    }
}

}  // namespace kerege::remote
