// What the operator sees of the queue, and does to it.
#include "host/src/jobs/queue.hpp"
#include "kerege/sdk/tr.hpp"
#include "queries/jobs.hpp"

namespace kerege::jobs {

namespace sql = queries::jobs;

std::vector<Line> Queue::list(std::string_view state, OrganisationId within, int most) {
    std::vector<Line> lines;
    auto transaction = database_.read();
    transaction.each(sql::list, {state, within.value, most}, [&](const data::Row& row) {
        Line& line = lines.emplace_back();
        line.id = JobId{row.int64(0)};
        line.module = row.text(1);
        line.organisation = OrganisationId{row.int64(2)};
        line.kind = row.text(3);
        line.state = row.text(4);
        line.attempts = static_cast<int>(row.int64(5));
        line.attempts_max = static_cast<int>(row.int64(6));
        line.next_at_ms = row.int64(7);
        line.cancel_asked = row.int64(8) != 0;
        line.done = row.int64(9);
        line.total = row.int64(10);
        line.error = row.text(11);
        line.created_at_ms = row.int64(12);
        line.began_at_ms = row.int64_or(13, 0);
        line.finished_at_ms = row.int64_or(14, 0);
        line.organisation_code = row.text_or(15, "");
        line.name_kk = row.text_or(16, "");
        line.name_ru = row.text_or(17, "");
        line.name_en = row.text_or(18, "");
        line.reason = row.text(19);
    });
    return lines;
}

Counts Queue::counts(OrganisationId within) {
    Counts counts;
    auto transaction = database_.read();
    transaction.each(sql::counts, {within.value}, [&](const data::Row& row) {
        const std::string_view state = row.text(0);
        for (const auto& [name, count] :
             {std::pair("waiting", &counts.waiting), std::pair("running", &counts.running),
              std::pair("done", &counts.done), std::pair("failed", &counts.failed),
              std::pair("cancelled", &counts.cancelled)}) {
            if (state == name) *count = row.int64(1);
        }
    });
    return counts;
}

Result<Line> Queue::find(data::Transaction& transaction, JobId id) {
    Line line;
    const bool found = transaction.first(sql::one, {id.value}, [&](const data::Row& row) {
        line.id = id;
        line.module = row.text(0);
        line.organisation = OrganisationId{row.int64(1)};
        line.kind = row.text(2);
        line.state = row.text(3);
    });
    if (!found) return not_found("job: none of this id");
    return line;
}

namespace {

Fault ended() {
    return conflict("job: it runs, or has ended",
                    KEREGE_TR("This job runs, or has ended already."));
}

}  // namespace

Result<> Queue::retry(data::Transaction& transaction, JobId id) {
    const auto line = find(transaction, id);
    if (!line.ok()) return line.fault();
    const int64_t now = clock_.now_ms();
    const bool waits = line->state == "waiting";
    if (transaction.execute(waits ? sql::hurry : sql::retry, {now, id.value}) == 1)
        return success();
    return ended();
}

Result<> Queue::stop(data::Transaction& transaction, JobId id) {
    const auto line = find(transaction, id);
    if (!line.ok()) return line.fault();
    if (transaction.execute(sql::stop, {clock_.now_ms(), id.value}) == 1) return success();
    return ended();
}

}  // namespace kerege::jobs
