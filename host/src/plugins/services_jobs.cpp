// kerege.jobs/1: the queue.
#include <fmt/format.h>

#include <algorithm>
#include <cstring>

#include "host/src/plugins/call.hpp"
#include "host/src/plugins/rules.hpp"
#include "host/src/plugins/services.hpp"

namespace kerege::plugins {
namespace {

// Empty: good.
std::string_view wrong_with(const kerege_job& job) {
    if (!good_text(job.kind, rules::kJobKindBytesMax) ||
        !good_text(job.key, rules::kJobKeyBytesMax) || !good_text(job.payload, rules::kJobBytesMax))
        return "enqueue: a text is too long or not UTF-8";
    if (text_of(job.key).starts_with('@')) return "enqueue: a key that begins with @";
    if (job.not_before_ms < 0 || job.not_before_ms > rules::kInstantMsMax)
        return "enqueue: not_before_ms is no instant";
    return {};
}

kerege_status enqueue(kerege_call* call, const kerege_job* job, int64_t* out_id,
                      kerege_sink* error) noexcept {
    if (out_id) *out_id = 0;
    if (!usable(call)) return refuse(error, KEREGE_INTERNAL, "enqueue: no call");
    if (!job || job->size < KEREGE_JOB_V1_SIZE || !out_id)
        return refuse(error, KEREGE_INVALID, "enqueue: no job, or no place for its id");
    if (!may_write(*call))
        return refuse(error, KEREGE_INVALID, "enqueue: no open transaction that writes");
    if (const auto wrong = wrong_with(*job); !wrong.empty())
        return refuse(error, KEREGE_INVALID, wrong);
    if (call->jobs_enqueued >= rules::kJobsPerCallMax)
        return refuse(error, KEREGE_TOO_MANY, "enqueue: more than 10,000 jobs in one call");
    return guarded(error, [&] {
        Plugin& plugin = call->plugin;
        const JobEntry* declared = plugin.manifest.find_job(text_of(job->kind));
        if (!declared)
            return refuse(
                error, KEREGE_INVALID,
                fmt::format("enqueue: plugin.yaml declares no job \"{}\"", text_of(job->kind)));
        *out_id =
            as_host(*call, [&](data::Transaction& transaction) {
                return plugin.owner.queue().add(
                    transaction, {plugin.manifest.id, call->scope.organisation, text_of(job->kind),
                                  text_of(job->key), text_of(job->payload), declared->attempts_max,
                                  job->not_before_ms});
            }).value;
        ++call->jobs_enqueued;
        call->enqueued = true;
        return KEREGE_OK;
    });
}

int32_t number_of(std::string_view state) {
    constexpr std::pair<std::string_view, int32_t> kStates[] = {
        {"waiting", KEREGE_JOB_WAITING},     {"running", KEREGE_JOB_RUNNING},
        {"done", KEREGE_JOB_DONE},           {"failed", KEREGE_JOB_FAILED},
        {"cancelled", KEREGE_JOB_CANCELLED},
    };
    for (const auto& [word, number] : kStates) {
        if (word == state) return number;
    }
    return KEREGE_JOB_WAITING;
}

std::optional<jobs::Facts> look(kerege_call& call, int64_t id) {
    Plugin& plugin = call.plugin;
    const auto ask = [&](data::Transaction& transaction) {
        return plugin.owner.queue().facts(transaction, plugin.manifest.id, call.scope.organisation,
                                          jobs::JobId{id});
    };
    if (call.open && (call.open->own || call.open->writes)) return as_host(call, ask);
    int held = 0;  // of the pages whose slots are being filled
    for (const kerege_call* above = &call; above; above = above->parent) {
        if (above->open && above->open->own) ++held;
    }
    auto transaction = plugin.lent.database.read(nullptr, held);
    return ask(transaction);
}

kerege_status get(kerege_call* call, int64_t job_id, kerege_job_facts* out,
                  kerege_sink* error) noexcept {
    if (!usable(call)) return refuse(error, KEREGE_INTERNAL, "get: no call");
    if (!out || out->size < KEREGE_JOB_FACTS_V1_SIZE)
        return refuse(error, KEREGE_INVALID, "get: no place for the facts");
    if (call->open && call->open->failed)
        return refuse(error, KEREGE_INVALID, "get: a statement failed before: roll back");
    return guarded(error, [&] {
        const auto found = look(*call, job_id);
        if (!found) return refuse(error, KEREGE_NOT_FOUND, "get: there is no such job");
        kerege_job_facts filled{};
        filled.state = number_of(found->state);
        filled.attempts = found->attempts;
        filled.done = found->done;
        filled.total = found->total;
        fill_out(*out, filled);
        return KEREGE_OK;
    });
}

kerege_status cancel(kerege_call* call, int64_t job_id, kerege_sink* error) noexcept {
    if (!usable(call)) return refuse(error, KEREGE_INTERNAL, "cancel: no call");
    if (!may_write(*call))
        return refuse(error, KEREGE_INVALID, "cancel: no open transaction that writes");
    return guarded(error, [&] {
        Plugin& plugin = call->plugin;
        const auto& module = plugin.manifest.id;
        const OrganisationId organisation = call->scope.organisation;
        const jobs::JobId id{job_id};
        return as_host(*call, [&](data::Transaction& transaction) {
            jobs::Queue& queue = plugin.owner.queue();
            if (queue.cancel(transaction, module, organisation, id)) return KEREGE_OK;
            const bool there = queue.facts(transaction, module, organisation, id).has_value();
            return there ? refuse(error, KEREGE_CONFLICT, "cancel: the job has ended")
                         : refuse(error, KEREGE_NOT_FOUND, "cancel: there is no such job");
        });
    });
}

kerege_status progress(kerege_call* call, int64_t done, int64_t total, int32_t* out_ask) noexcept {
    if (out_ask) *out_ask = KEREGE_JOB_CONTINUE;
    if (!usable(call)) return KEREGE_INTERNAL;
    if (!call->job || !out_ask || done < 0 || total < 0) return KEREGE_INVALID;
    *out_ask = static_cast<int32_t>(call->job->progress(done, total));
    return KEREGE_OK;
}

}  // namespace

const kerege_jobs_v1 kJobsService = {sizeof(kerege_jobs_v1), 0, enqueue, get, cancel, progress};

}  // namespace kerege::plugins
