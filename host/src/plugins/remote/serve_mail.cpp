// kerege.mail/1 for a worker.
#include "host/src/plugins/remote/serve.hpp"
#include "host/src/plugins/services.hpp"

namespace kerege::remote {

bool serve_mail(Served& served, Op op, Reader& in, std::string& out) {
    if (op != Op::send_mail) return false;
    const int64_t membership = in.i64();
    const kerege_str name = in.str();
    kerege_model* model = at(served.models, in.u32());
    const kerege_str key = in.str();
    plugins::TextSink error;
    int32_t outcome = 0;
    const kerege_status status = plugins::kMailService.send(served.call, membership, name, model,
                                                            key, &outcome, error.sink());
    Writer answer(out, Op::reply);
    reply(answer, status, error.text()).i32(outcome);
    return true;
}

}  // namespace kerege::remote
