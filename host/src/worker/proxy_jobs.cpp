// kerege.jobs/1 in a worker: all of it is asked of the host.
#include "host/src/plugins/rules.hpp"
#include "host/src/worker/call.hpp"
#include "host/src/worker/proxies.hpp"

namespace kerege::worker {
namespace {

namespace rules = plugins::rules;

kerege_status enqueue(kerege_call* handle, const kerege_job* job, int64_t* out_id,
                      kerege_sink* error) noexcept {
    if (out_id) *out_id = 0;
    Call* call = usable(handle);
    if (!call) return refuse(error, KEREGE_INTERNAL, "enqueue: no call");
    if (!job || job->size < KEREGE_JOB_V1_SIZE || !out_id)
        return refuse(error, KEREGE_INVALID, "enqueue: no job, or no place for its id");
    if (!plugins::good_bytes(job->kind, rules::kJobKindBytesMax) ||
        !plugins::good_bytes(job->key, rules::kJobKeyBytesMax) ||
        !plugins::good_bytes(job->payload, rules::kJobBytesMax))
        return refuse(error, KEREGE_INVALID, "enqueue: a text is too long or not UTF-8");
    return quietly(KEREGE_INTERNAL, [&] {
        Reply reply = ask(call->lane, Op::enqueue_job, error, [&](Writer& out) {
            out.str(job->kind).str(job->key).str(job->payload).i64(job->not_before_ms);
        });
        *out_id = reply.in().i64();
        return reply.status();
    });
}

kerege_status get(kerege_call* handle, int64_t job_id, kerege_job_facts* out,
                  kerege_sink* error) noexcept {
    Call* call = usable(handle);
    if (!call) return refuse(error, KEREGE_INTERNAL, "get: no call");
    if (!out || out->size < KEREGE_JOB_FACTS_V1_SIZE)
        return refuse(error, KEREGE_INVALID, "get: no place for the facts");
    return quietly(KEREGE_INTERNAL, [&] {
        Reply reply = ask(call->lane, Op::job_facts, error, [&](Writer& to) { to.i64(job_id); });
        if (reply.status() != KEREGE_OK) return reply.status();
        kerege_job_facts filled{};
        filled.state = reply.in().i32();
        filled.attempts = reply.in().i32();
        filled.done = reply.in().i64();
        filled.total = reply.in().i64();
        plugins::fill_out(*out, filled);
        return KEREGE_OK;
    });
}

kerege_status cancel(kerege_call* handle, int64_t job_id, kerege_sink* error) noexcept {
    Call* call = usable(handle);
    if (!call) return refuse(error, KEREGE_INTERNAL, "cancel: no call");
    return quietly(KEREGE_INTERNAL, [&] {
        return ask(call->lane, Op::cancel_job, error, [&](Writer& out) { out.i64(job_id); })
            .status();
    });
}

kerege_status progress(kerege_call* handle, int64_t done, int64_t total,
                       int32_t* out_ask) noexcept {
    if (out_ask) *out_ask = KEREGE_JOB_CONTINUE;
    Call* call = usable(handle);
    if (!call) return KEREGE_INTERNAL;
    if (!out_ask || done < 0 || total < 0) return KEREGE_INVALID;
    return quietly(KEREGE_INTERNAL, [&] {
        Reply reply = ask(call->lane, Op::job_progress, nullptr,
                          [&](Writer& out) { out.i64(done).i64(total); });
        *out_ask = reply.in().i32();
        return reply.status();
    });
}

}  // namespace

const kerege_jobs_v1 kJobsProxy = {sizeof(kerege_jobs_v1), 0, enqueue, get, cancel, progress};

}  // namespace kerege::worker
