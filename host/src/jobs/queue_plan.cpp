// The jobs of schedules.
#include "host/src/data/ownership.hpp"
#include "host/src/jobs/queue.hpp"
#include "queries/jobs.hpp"

namespace kerege::jobs {
namespace {

namespace sql = queries::jobs;

// No plugin's key begins like this.
constexpr std::string_view kScheduledKey = "@schedule";

// Whether the jobs of this instant are for this host to make.
bool begin_plan(data::Transaction& transaction, const Kind& kind, int64_t at_ms) {
    int64_t seen = 0;
    const bool known = transaction.first(sql::planned, {kind.module, kind.name},
                                         [&](const data::Row& row) { seen = row.int64(0); });
    if (!known) {
        transaction.execute(sql::plan_begin, {kind.module, kind.name, at_ms});
        return false;
    }
    return seen < at_ms &&
           transaction.execute(sql::plan_next, {at_ms, kind.module, kind.name, seen}) == 1;
}

std::vector<OrganisationId> organisations_for(data::Transaction& transaction, const Kind& kind) {
    std::vector<OrganisationId> all;
    if (kind.module.empty()) {
        int64_t unfinished = 0;
        transaction.first(sql::unfinished, {kind.module, kind.name},
                          [&](const data::Row& row) { unfinished = row.int64(0); });
        if (unfinished == 0) all.emplace_back();
        return all;
    }
    transaction.each(sql::scheduled_schools,
                     {data::owner_name(kind.module), kind.module, kind.name, kScheduledKey},
                     [&](const data::Row& row) { all.push_back(OrganisationId{row.int64(0)}); });
    return all;
}

}  // namespace

int Queue::plan(const Kind& kind, int64_t at_ms) {
    const int64_t now = clock_.now_ms();
    auto transaction = database_.write();
    std::vector<OrganisationId> organisations;
    if (begin_plan(transaction, kind, at_ms)) organisations = organisations_for(transaction, kind);
    for (const OrganisationId organisation : organisations) {
        transaction.execute(sql::add, {ids_.next(), kind.module, organisation.value, kind.name,
                                       kScheduledKey, "{}", kind.attempts_max, now, now});
    }
    transaction.commit();
    return static_cast<int>(organisations.size());
}

}  // namespace kerege::jobs
