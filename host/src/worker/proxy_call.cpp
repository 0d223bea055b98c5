// kerege.call/draft-1 in a worker: the host asks the provider, wherever that one runs.
#include "host/src/plugins/rules.hpp"
#include "host/src/worker/call.hpp"
#include "host/src/worker/proxies.hpp"

namespace kerege::worker {
namespace {

namespace rules = plugins::rules;

kerege_status call_service(kerege_call* handle, kerege_str service, kerege_str method,
                           kerege_str request, kerege_sink* answer, kerege_sink* error) noexcept {
    Call* call = usable(handle);
    if (!call) return refuse(error, KEREGE_INTERNAL, "call: no call");
    if (!plugins::sink_usable(answer) || !rules::good_service_request(service, method, request))
        return refuse(error, KEREGE_INVALID, rules::kBadServiceRequest);
    return quietly(KEREGE_INTERNAL, [&] {
        Reply reply = ask(call->lane, Op::call_service, error,
                          [&](Writer& out) { out.str(service).str(method).str(request); });
        const std::string_view bytes = reply.in().text();
        if (reply.status() == KEREGE_OK) plugins::give(answer, bytes);
        return reply.status();
    });
}

int32_t available(kerege_call* handle, kerege_str service) noexcept {
    Call* call = usable(handle);
    if (!call || !plugins::good_text(service, rules::kServiceBytesMax)) return 0;
    return quietly(int32_t{0}, [&] {
        return ask(call->lane, Op::can_call, nullptr, [&](Writer& out) { out.str(service); })
            .in()
            .i32();
    });
}

}  // namespace

const kerege_call_draft1 kCallProxy = {sizeof(kerege_call_draft1), 0, call_service, available};

}  // namespace kerege::worker
