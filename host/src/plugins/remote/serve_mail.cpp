// kerege.mail/1 for a worker.
#include "host/src/plugins/remote/serve.hpp"
#include "host/src/plugins/services.hpp"

namespace kerege::remote {

bool serve_mail(Served& served, Op op, Reader& in, std::string& out) {
    if (op != Op::send_mail) return false;
    kerege_letter letter{};
    letter.size = sizeof(letter);
    letter.membership_id = in.i64();
    letter.template_name = in.str();
    letter.model = at(served.models, in.u32());
    letter.key = in.str();
    plugins::TextSink error;
    int32_t outcome = 0;
    const kerege_status status =
        plugins::kMailService.send(served.call, &letter, &outcome, error.sink());
    Writer answer(out, Op::reply);
    reply(answer, status, error.text()).i32(outcome);
    return true;
}

}  // namespace kerege::remote
