// kerege.jobs/1 for a worker.
#include "host/src/plugins/remote/serve.hpp"
#include "host/src/plugins/services.hpp"

namespace kerege::remote {
namespace {

using plugins::kJobsService;

void enqueue_job(Served& served, Reader& in, Writer& out) {
    kerege_job job{};
    job.size = sizeof(job);
    job.kind = in.str();
    job.key = in.str();
    job.payload = in.str();
    job.not_before_ms = in.i64();
    plugins::TextSink error;
    int64_t id = 0;
    const kerege_status status = kJobsService.enqueue(served.call, &job, &id, error.sink());
    reply(out, status, error.text()).i64(id);
}

void job_facts(Served& served, Reader& in, Writer& out) {
    kerege_job_facts facts{};
    facts.size = sizeof(facts);
    plugins::TextSink error;
    const kerege_status status = kJobsService.get(served.call, in.i64(), &facts, error.sink());
    reply(out, status, error.text())
        .i32(facts.state)
        .i32(facts.attempts)
        .i64(facts.done)
        .i64(facts.total);
}

}  // namespace

bool serve_jobs(Served& served, Op op, Reader& in, std::string& out) {
    if (op < Op::enqueue_job || op > Op::job_progress) return false;
    Writer answer(out, Op::reply);
    switch (op) {
        case Op::enqueue_job:
            enqueue_job(served, in, answer);
            return true;
        case Op::job_facts:
            job_facts(served, in, answer);
            return true;
        case Op::cancel_job: {
            plugins::TextSink error;
            const kerege_status status = kJobsService.cancel(served.call, in.i64(), error.sink());
            reply(answer, status, error.text());
            return true;
        }
        case Op::job_progress: {
            const int64_t done = in.i64(), total = in.i64();
            int32_t ask = KEREGE_JOB_CONTINUE;
            const kerege_status status = kJobsService.progress(served.call, done, total, &ask);
            reply(answer, status).i32(ask);
            return true;
        }
        default:
            return false;
    }
}

}  // namespace kerege::remote
