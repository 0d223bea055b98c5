// kerege.mail/1 in a worker.
#include "host/src/plugins/rules.hpp"
#include "host/src/worker/call.hpp"
#include "host/src/worker/proxies.hpp"

namespace kerege::worker {
namespace {

kerege_status send(kerege_call* handle, const kerege_letter* letter, int32_t* out_outcome,
                   kerege_sink* error) noexcept {
    if (out_outcome) *out_outcome = 0;
    Call* call = usable(handle);
    if (!call) return refuse(error, KEREGE_INTERNAL, "mail: no call");
    if (!letter || letter->size < KEREGE_LETTER_V1_SIZE || !out_outcome)
        return refuse(error, KEREGE_INVALID, "mail: no letter, or no place for the outcome");
    const Model* model = of(letter->model);
    if (!model || model->call != call)
        return refuse(error, KEREGE_INVALID, "mail: the model is not of this call");
    if (!plugins::good_bytes(letter->template_name, plugins::rules::kNameBytesMax) ||
        !plugins::good_bytes(letter->key, plugins::rules::kMailKeyBytesMax))
        return refuse(error, KEREGE_INVALID,
                      "mail: a template's name and a key of at most 200 bytes are expected");
    return quietly(KEREGE_INTERNAL, [&] {
        Reply reply = ask(call->lane, Op::send_mail, error, [&](Writer& out) {
            out.i64(letter->membership_id).str(letter->template_name);
            out.u32(model->number).str(letter->key);
        });
        *out_outcome = reply.in().i32();
        return reply.status();
    });
}

}  // namespace

const kerege_mail_v1 kMailProxy = {sizeof(kerege_mail_v1), 0, send};

}  // namespace kerege::worker
