#include "host/src/directory/jobs.hpp"

#include "kerege/sdk/tr.hpp"

namespace kerege::directory {
namespace {

constexpr std::chrono::minutes kOften{10};
constexpr std::chrono::hours kHour{1};
constexpr std::chrono::hours kDay{24};
// The longest file on a slow machine.
constexpr std::chrono::minutes kImportDeadline{30};

}  // namespace

std::vector<jobs::Kind> job_kinds(roster::Rosters& rosters, roster::Imports& imports,
                                  Endings& endings, Transfers& transfers, NamesGrants& names) {
    std::vector<jobs::Kind> kinds;
    kinds.push_back(
        jobs::on_demand(roster::kApplyJob, KEREGE_TR("Take a roster over"), kImportDeadline,
                        [&imports](jobs::Running& running) { return imports.run(running); }));
    kinds.push_back(jobs::every(kHour, "rosters.old",
                                KEREGE_TR("Throw away rosters nobody took over"),
                                [&rosters] { rosters.forget_old(); }));
    kinds.push_back(jobs::every(kOften, "access.ended",
                                KEREGE_TR("Tell modules whose access has ended"),
                                [&endings] { endings.tell_due(); }));
    kinds.push_back(jobs::every(kDay, "people.residences",
                                KEREGE_TR("Forget where people live who are staff no longer"),
                                [&endings] { endings.forget_residences(); }));
    kinds.push_back(jobs::every(kOften, "transfers.begun",
                                KEREGE_TR("Tell modules who has come by a transfer"),
                                [&transfers] { transfers.tell_due(); }));
    kinds.push_back(jobs::every(kOften, "names.expired",
                                KEREGE_TR("Write down who sees names no longer"),
                                [&names] { names.expire_due(); }));
    return kinds;
}

}  // namespace kerege::directory
