// kerege.access/1 and kerege.log/1 in a worker.
#include <algorithm>

#include "host/src/plugins/rules.hpp"
#include "host/src/worker/call.hpp"
#include "host/src/worker/proxies.hpp"

namespace kerege::worker {
namespace {

constexpr size_t kShortBytesMax = 4096;
constexpr size_t kDetailBytesMax = 64 * 1024;
// A little more than the host takes, which cuts it where a letter ends.
constexpr uint64_t kLineBytesMax = 8 * 1024 + 8;

kerege_status scope(kerege_call* handle, kerege_scope* out) noexcept {
    const Call* call = usable(handle);
    if (!call) return KEREGE_INTERNAL;
    if (!out || out->size < KEREGE_SCOPE_V1_SIZE) return KEREGE_INVALID;
    plugins::fill_out(*out, call->context.scope);
    return KEREGE_OK;
}

int32_t permitted(kerege_call* handle, kerege_str permission) noexcept {
    Call* call = usable(handle);
    if (!call || !plugins::good_bytes(permission, kShortBytesMax)) return 0;
    return quietly(int32_t{0}, [&] {
        return ask(call->lane, Op::permitted, nullptr, [&](Writer& out) { out.str(permission); })
            .in()
            .i32();
    });
}

kerege_status audit(kerege_call* handle, kerege_str action, kerege_str subject, kerege_str detail,
                    kerege_sink* error) noexcept {
    Call* call = usable(handle);
    if (!call) return refuse(error, KEREGE_INTERNAL, "audit: no call");
    if (!plugins::good_bytes(action, kShortBytesMax) ||
        !plugins::good_bytes(subject, kShortBytesMax) ||
        !plugins::good_bytes(detail, kDetailBytesMax))
        return refuse(error, KEREGE_INVALID, "audit: a text is too long");
    return quietly(KEREGE_INTERNAL, [&] {
        return ask(call->lane, Op::audit, error,
                   [&](Writer& out) { out.str(action).str(subject).str(detail); })
            .status();
    });
}

kerege_status note_view(kerege_call* handle, kerege_str subject, kerege_sink* error) noexcept {
    Call* call = usable(handle);
    if (!call) return refuse(error, KEREGE_INTERNAL, "note_view: no call");
    if (!plugins::rules::good_view(subject))
        return refuse(error, KEREGE_INVALID, plugins::rules::kBadView);
    return quietly(KEREGE_INTERNAL, [&] {
        return ask(call->lane, Op::note_view, error, [&](Writer& out) { out.str(subject); })
            .status();
    });
}

// Sent at once: it may be the last thing this process says.
void write(kerege_host* host, kerege_call* handle, int32_t level, kerege_str message) noexcept {
    if (!host || (!message.data && message.size > 0)) return;
    quietly(0, [&] {
        const AnyLane lane;
        const Call* call = current_call();
        const bool within = call && handle == const_cast<Call*>(call)->handle();
        post(*lane, Op::log, [&](Writer& out) {
            out.u32(within ? 1 : 0).i32(level);
            out.str({message.data, std::min(message.size, kLineBytesMax)});
        });
        (void)(*lane).flush();
        return 0;
    });
}

}  // namespace

const kerege_access_v1 kAccessProxy = {
    sizeof(kerege_access_v1), 0, scope, permitted, audit, note_view};
const kerege_log_v1 kLogProxy = {sizeof(kerege_log_v1), 0, write};

}  // namespace kerege::worker
