#include "host/src/privacy/jobs.hpp"

#include <fmt/format.h>

#include "kerege/sdk/tr.hpp"

namespace kerege::privacy {
namespace {

constexpr std::chrono::hours kHour{1};
// The marks of many years, of many people.
constexpr std::chrono::minutes kDeadline{30};

Result<> erase_due(Copies& copies, Eraser& eraser, leaving::Archives& archives,
                   const jobs::Running& running) {
    const auto run = eraser.erase_due([&] { return running.asked() == jobs::Ask::go_on; });
    // What was made before and holds them has lost its row.
    if (run.erased > 0) {
        copies.forget_old();
        archives.forget_old();
    }
    if (run.waiting == 0) return success();
    return unavailable(
        fmt::format("{} erasure(s) whose day has come wait: {}", run.waiting, run.why));
}

}  // namespace

std::vector<jobs::Kind> job_kinds(Closings& closings, Copies& copies, Eraser& eraser,
                                  leaving::Archives& archives) {
    std::vector<jobs::Kind> kinds;
    kinds.push_back(jobs::on_demand(
        kCopyJob, KEREGE_TR("Make a copy of somebody's data"), kDeadline,
        [&copies](jobs::Running& running) -> Result<> {
            const auto id = Id<struct CopyTag>::parse(running.job.payload);
            if (!id) return invalid("no copy's id");
            return copies.make(id->value, running.job.attempt >= jobs::kAttemptsMax);
        }));
    kinds.push_back(jobs::every(kHour, "personal_data.old",
                                KEREGE_TR("Remove copies of personal data whose days are over"),
                                [&copies] { copies.forget_old(); }));
    kinds.push_back(jobs::repeated(
        kHour,
        jobs::on_demand("personal_data.erase", KEREGE_TR("Erase profiles deleted three months ago"),
                        kDeadline, [&copies, &eraser, &archives](jobs::Running& running) {
                            return erase_due(copies, eraser, archives, running);
                        })));
    kinds.push_back(jobs::repeated(
        kHour, jobs::on_demand(
                   "organisation.closed", KEREGE_TR("Delete the profiles of closed organisations"),
                   kDeadline, [&closings](jobs::Running& running) {
                       return closings.run([&] { return running.asked() == jobs::Ask::go_on; });
                   })));
    return kinds;
}

}  // namespace kerege::privacy
