#include "host/src/worker/call.hpp"

#include <unistd.h>

#include "host/src/worker/worker.hpp"
#include "kerege/abi/log.h"

namespace kerege::worker {

Call::Call(Lane& its_lane, remote::Context its_context)
    : lane(its_lane), context(std::move(its_context)) {}

kerege_str Call::keep(std::string_view text) {
    kept.emplace_back(text);
    return str_of(kept.back());
}

Call*& current_call() noexcept {
    thread_local Call* current = nullptr;
    return current;
}

Lane*& current_lane() noexcept {
    thread_local Lane* current = nullptr;
    return current;
}

namespace {

void complain(std::string_view what) noexcept {
    quietly(0, [&] {
        const AnyLane lane;
        post(*lane, Op::log, [&](Writer& out) { out.u32(0).i32(KEREGE_LOG_ERROR).text(what); });
        return (*lane).flush() == Lane::Outcome::good ? 1 : 0;
    });
}

}  // namespace

Call* usable(const kerege_call* handle) noexcept {
    auto* call = reinterpret_cast<Call*>(const_cast<kerege_call*>(handle));
    // A call may only be used where it is handled, and there it is the current one.
    if (call == current_call()) return call;
    if (call) complain("a call was used on another thread than its handler's, or after its end");
    return nullptr;
}

Reply::Reply(Lane& lane, kerege_sink* error) {
    if (lane.flush() != Lane::Outcome::good) _exit(0);
    if (lane.receive(frame_) != Lane::Outcome::good || frame_.op != Op::reply) _exit(0);
    in_ = Reader(frame_.payload);
    status_ = in_.i32();
    const std::string_view reason = in_.text();
    if (!reason.empty()) say(error, reason);
}

AnyLane::AnyLane() {
    if (Call* call = current_call()) {
        lane_ = &call->lane;
        return;
    }
    if ((lane_ = current_lane())) return;
    lock_ = std::unique_lock(state().aside_mutex);
    lane_ = state().aside.get();
}

}  // namespace kerege::worker
