#include "host/src/access/jobs.hpp"

#include "kerege/sdk/tr.hpp"

namespace kerege::access {
namespace {

constexpr std::chrono::minutes kOften{10};
constexpr std::chrono::minutes kHour{60};
// A turn of five hundred while everybody signs in.
constexpr std::chrono::minutes kPasswordsDeadline{30};

}  // namespace

std::vector<jobs::Kind> job_kinds(Sessions& sessions, Accounts& accounts,
                                  CredentialBatches& batches, Registrations& registrations) {
    std::vector<jobs::Kind> kinds;
    kinds.push_back(jobs::every(kOften, "sessions.expired", KEREGE_TR("Delete expired sessions"),
                                [&sessions] { sessions.delete_expired(); }));
    kinds.push_back(jobs::every(kOften, "sign_ins.failed", KEREGE_TR("Forget old failed sign-ins"),
                                [&accounts] { accounts.forget_old_failures(); }));
    kinds.push_back(jobs::on_demand(
        "recovery.letter", KEREGE_TR("Write a letter with a link for a new password"),
        jobs::kDeadline, [&accounts](jobs::Running& running) {
            // Nobody's id where the login was nobody's: the same is queued for every login.
            if (const auto person = PersonId::parse(running.job.payload))
                accounts.write_recovery_letter(*person);
            return success();
        }));
    kinds.push_back(
        jobs::on_demand(kBatchJob, KEREGE_TR("Make temporary passwords"), kPasswordsDeadline,
                        [&batches](jobs::Running& running) { return batches.run(running); }));
    kinds.push_back(jobs::every(kOften, "credentials.old",
                                KEREGE_TR("Throw away passwords nobody fetched"),
                                [&batches] { batches.forget_old(); }));
    kinds.push_back(jobs::every(kHour, "registrations.old",
                                KEREGE_TR("Erase registrations of children answered long ago"),
                                [&registrations] { registrations.forget_old(); }));
    return kinds;
}

}  // namespace kerege::access
