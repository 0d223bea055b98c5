// Taking jobs, keeping them while they run, and what becomes of them.
#include <algorithm>

#include "host/src/jobs/queue.hpp"
#include "host/src/jobs/reasons.hpp"
#include "queries/jobs.hpp"

namespace kerege::jobs {

namespace sql = queries::jobs;

std::vector<Due> Queue::due(std::string_view module, OrganisationId after, int most) {
    std::vector<Due> found;
    auto transaction = database_.read();
    transaction.each(
        sql::due, {module, after.value, clock_.now_ms(), most}, [&](const data::Row& row) {
            found.push_back(
                {JobId{row.int64(0)}, OrganisationId{row.int64(1)}, std::string(row.text(2))});
        });
    return found;
}

std::optional<Taken> Queue::take(JobId id, std::chrono::milliseconds lease) {
    const int64_t now = clock_.now_ms();
    const int64_t token = ids_.next();
    auto transaction = database_.write();
    if (transaction.execute(sql::take, {token, now + lease.count(), now, id.value}) != 1) return {};
    std::optional<Taken> taken;
    transaction.first(sql::taken, {id.value, token}, [&](const data::Row& row) {
        taken = Taken{id,
                      token,
                      std::string(row.text(0)),
                      OrganisationId{row.int64(1)},
                      std::string(row.text(2)),
                      std::string(row.text(3)),
                      static_cast<int>(row.int64(4))};
    });
    transaction.commit();
    return taken;
}

void Queue::renew(const std::vector<Running*>& running, std::chrono::milliseconds lease) {
    if (running.empty()) return;
    const int64_t until = clock_.now_ms() + lease.count();
    auto transaction = database_.write();
    for (Running* one : running) {
        const Taken& job = one->job;
        const bool ours = transaction.execute(sql::renew, {until, one->done(), one->total(),
                                                           job.id.value, job.token}) == 1;
        bool cancelled = !ours;
        transaction.first(sql::cancel_asked, {job.id.value, job.token},
                          [&](const data::Row& row) { cancelled = row.int64(0) != 0; });
        if (cancelled) one->ask(Ask::cancel);
    }
    transaction.commit();
}

bool Queue::finish(const Running& running, std::string_view state, const Why& why) {
    const Taken& job = running.job;
    auto transaction = database_.write();
    const bool ours =
        transaction.execute(sql::finish,
                            {state, why.reason, why.error, clock_.now_ms(), running.done(),
                             running.total(), job.id.value, job.token}) == 1;
    transaction.commit();
    return ours;
}

bool Queue::again(const Running& running, int64_t next_at_ms, const Why& why, bool uncounted) {
    auto transaction = database_.write();
    const bool ours =
        transaction.execute(sql::again, {clock_.now_ms(), uncounted ? 1 : 0, next_at_ms, why.reason,
                                         why.error, running.job.id.value, running.job.token}) == 1;
    transaction.commit();
    return ours;
}

int64_t Queue::lapse() {
    const int64_t now = clock_.now_ms();
    int64_t lapsed = 0;
    database_.read().first(sql::lapsed, {now},
                           [&](const data::Row& row) { lapsed = row.int64(0); });
    if (lapsed == 0) return 0;  // nobody has to wait for the write lock
    auto transaction = database_.write();
    lapsed = transaction.execute(sql::lapse, {now, reason::kHostLost});
    transaction.commit();
    return lapsed;
}

void Queue::postpone(std::string_view module, OrganisationId organisation, int64_t next_at_ms) {
    auto transaction = database_.write();
    transaction.execute(sql::postpone_organisation,
                        {next_at_ms, module, organisation.value, clock_.now_ms()});
    transaction.commit();
}

void Queue::postpone(std::string_view module, std::string_view kind, int64_t next_at_ms) {
    auto transaction = database_.write();
    transaction.execute(sql::postpone_kind, {next_at_ms, module, kind, clock_.now_ms()});
    transaction.commit();
}

void Queue::prune() {
    const int64_t now = clock_.now_ms();
    auto transaction = database_.write();
    transaction.execute(sql::prune, {now - kFinishedKeptMs});
    transaction.execute(sql::prune_failed, {now - kFailedKeptMs});
    transaction.commit();
}

}  // namespace kerege::jobs
