#include "host/src/open_data/jobs.hpp"

#include "kerege/sdk/tr.hpp"

namespace kerege::open_data {
namespace {

constexpr std::chrono::hours kHour{1};
// Everybody of a country, counted once.
constexpr std::chrono::minutes kDeadline{30};

Result<> make(Snapshots& snapshots, const jobs::Running& running) {
    const auto by = PersonId::parse(running.job.payload);
    if (!snapshots.settings().on() || (!by && !snapshots.due())) return success();
    const auto made = snapshots.make(by.value_or(PersonId{}),
                                     [&running] { return running.asked() == jobs::Ask::go_on; });
    if (made) return success();
    // Nobody mends the configuration meanwhile.
    if (made.fault().kind == FaultKind::not_found) return invalid(made.fault().log_text);
    return made.fault();
}

}  // namespace

jobs::Kind job_kind(Snapshots& snapshots) {
    return jobs::repeated(
        kHour,
        jobs::on_demand(kSnapshotJob, KEREGE_TR("Make the numbers that are open to everybody"),
                        kDeadline,
                        [&snapshots](jobs::Running& running) { return make(snapshots, running); }));
}

}  // namespace kerege::open_data
