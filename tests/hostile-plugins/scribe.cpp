// A plugin that works beside requests: jobs that do what they should, and jobs that go wrong in
// every way. Its manifest lists a kind it has no handler for.
#include <stdlib.h>
#include <unistd.h>

#include "kerege/sdk/plugin.hpp"

namespace {

using namespace kerege;

constexpr sdk::Statement kAll[] = {
    {"add", "insert into scribe_copy (organisation_id, id, text) values ($1, $2, $3)", ""},
};

// kind, key and payload of the form, in a transaction that is committed unless told otherwise.
Result<> enqueue(sdk::Call& call) {
    auto transaction = call.write();
    const int64_t id = call.enqueue({call.field("kind"), call.field("payload"), call.field("key")});
    const auto facts = call.job(id);
    if (!facts || facts->state != KEREGE_JOB_WAITING) return internal("not seen");
    if (call.field("commit") != "no") transaction.commit();
    return call.body("text/plain", std::to_string(id));
}

Result<> outside(sdk::Call& call) {
    call.enqueue({"copy"});
    return success();
}

Result<> show(sdk::Call& call) {
    const auto facts = call.job(std::stoll(std::string(call.path_value("job"))));
    if (!facts) return not_found("no job");
    return call.body("text/plain",
                     std::to_string(facts->state) + " " + std::to_string(facts->attempts) + " " +
                         std::to_string(facts->done) + "/" + std::to_string(facts->total));
}

Result<> cancel(sdk::Call& call) {
    auto transaction = call.write();
    const bool cancelled = call.cancel_job(std::stoll(std::string(call.path_value("job"))));
    transaction.commit();
    return call.body("text/plain", cancelled ? "cancelled" : "too late");
}

Result<> progress(sdk::Call& call) {
    call.progress(1, 2);
    return success();
}

Result<> copy(sdk::Call& call, const sdk::Job& job) {
    if (call.scope().person) return internal("a job has no person");
    call.progress(1, 2);
    auto transaction = call.write();
    transaction.execute(kAll[0], {call.scope().organisation, call.new_id(),
                                  std::string(job.kind) + " " + std::string(job.payload) + " " +
                                      std::to_string(job.attempt)});
    transaction.commit();
    call.progress(2, 2);
    return success();
}

Result<> refuse(sdk::Call&, const sdk::Job&) { return invalid("no such paper"); }
Result<> fail(sdk::Call&, const sdk::Job&) { return unavailable("no paper"); }
Result<> crash(sdk::Call&, const sdk::Job&) { abort(); }
Result<> loop(sdk::Call&, const sdk::Job&) {
    for (;;) usleep(1000);
}
Result<> wait(sdk::Call& call, const sdk::Job&) {
    while (call.progress(1, 3) == KEREGE_JOB_CONTINUE) usleep(2000);
    return unavailable("told to end");
}

void start(sdk::Registration& plugin) {
    plugin.statements(kAll);
    plugin.post("/scribe/jobs", "", enqueue);
    plugin.post("/scribe/outside", "", outside);
    plugin.get("/scribe/jobs/{job}", "", show);
    plugin.post("/scribe/jobs/{job}/cancel", "", cancel);
    plugin.get("/scribe/progress", "", progress);
    plugin.on_job("copy", copy);
    plugin.on_job("daily", copy);
    plugin.on_job("refuse", refuse);
    plugin.on_job("fail", fail);
    plugin.on_job("crash", crash);
    plugin.on_job("loop", loop);
    plugin.on_job("wait", wait);
}

}  // namespace

KEREGE_PLUGIN(HOSTILE_ID, "1.0.0", start)
