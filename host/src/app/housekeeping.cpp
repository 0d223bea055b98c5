#include "host/src/app/housekeeping.hpp"

#include <fmt/format.h>

#include <chrono>
#include <functional>

#include "host/src/audit/chain.hpp"
#include "host/src/pages/audit_chain.hpp"
#include "host/src/plugins/events.hpp"
#include "host/src/plugins/search.hpp"
#include "kerege/sdk/tr.hpp"

namespace kerege::app {
namespace {

constexpr int kOftenMinutes = 10;
constexpr int kHourMinutes = 60;
constexpr int kDayMinutes = 24 * 60;
// A folder with millions of files on a slow disk.
constexpr std::chrono::hours kGarbageDeadline{2};
// The longest file on a slow machine.
constexpr std::chrono::minutes kImportDeadline{30};
// A turn of five hundred while everybody signs in.
constexpr std::chrono::minutes kPasswordsDeadline{30};
constexpr int kSealMinutes = 1;
// The marks of many years, of many people.
constexpr std::chrono::minutes kPrivacyDeadline{30};
// The marks of many years and all that was uploaded, on a slow disk.
constexpr std::chrono::hours kArchiveDeadline{6};
// Every school of a country, after a module has got another version.
constexpr std::chrono::hours kSearchDeadline{2};
constexpr int64_t kSealedMost = int64_t{100} * audit::kSealedAtOnce;  // well within the deadline

// What waits when it begins, and what comes meanwhile; of very much the rest a minute later. The
// head goes into the log, which is kept elsewhere than the database: see `kerege audit verify
// --head`.
jobs::Kind sealing(data::Database& database, const Clock& clock, const Log& log) {
    jobs::Kind kind;
    kind.name = "audit.seal";
    kind.label = KEREGE_TR("Seal the audit log");
    kind.schedule = jobs::Schedule::every_minutes(kSealMinutes);
    kind.run = [&](jobs::Running& running) {
        int64_t sealed = 0, more = 0;
        do {
            more = audit::seal_some(database, clock);
            sealed += more;
        } while (more == audit::kSealedAtOnce && sealed < kSealedMost &&
                 running.progress(sealed, sealed + more) == jobs::Ask::go_on);
        if (sealed > 0)
            log.write(LogLevel::info, "audit", "sealed up to " + audit::head(database).text());
        return success();
    };
    return kind;
}

jobs::Kind collecting(files::Files& files) {
    jobs::Kind kind;
    kind.name = "files.garbage";
    kind.label = KEREGE_TR("Remove files that belong to nobody");
    kind.schedule = jobs::Schedule::every_minutes(kDayMinutes);
    kind.deadline = kGarbageDeadline;
    kind.run = [&files](jobs::Running& running) -> Result<> {
        files.collect([&] { return running.asked() == jobs::Ask::go_on; });
        if (running.asked() != jobs::Ask::go_on) return unavailable("broken off");
        return success();
    };
    return kind;
}

jobs::Kind filling_search(plugins::Plugins& plugins) {
    jobs::Kind kind;
    kind.name = plugins::kSearchJob;
    kind.label = KEREGE_TR("Put what modules let be found into the search");
    kind.schedule = jobs::Schedule::every_minutes(kHourMinutes);
    kind.deadline = kSearchDeadline;
    kind.run = [&plugins](jobs::Running& running) {
        return plugins::fill_search(plugins, running);
    };
    return kind;
}

jobs::Kind importing(directory::roster::Imports& imports) {
    jobs::Kind kind;
    kind.name = directory::roster::kApplyJob;
    kind.label = KEREGE_TR("Take a roster over");
    kind.deadline = kImportDeadline;
    kind.run = [&imports](jobs::Running& running) { return imports.run(running); };
    return kind;
}

jobs::Kind making_passwords(access::CredentialBatches& batches) {
    jobs::Kind kind;
    kind.name = access::kBatchJob;
    kind.label = KEREGE_TR("Make temporary passwords");
    kind.deadline = kPasswordsDeadline;
    kind.run = [&batches](jobs::Running& running) { return batches.run(running); };
    return kind;
}

}  // namespace

void add_housekeeping(plugins::Plugins& plugins, access::Sessions& sessions,
                      access::Accounts& accounts, access::CredentialBatches& batches,
                      directory::roster::Rosters& rosters, directory::roster::Imports& imports,
                      directory::Endings& endings, directory::Transfers& transfers,
                      files::Files& files, data::Database& database, const Clock& clock,
                      const Log& log) {
    const auto every = [&](int minutes, const char* name, const char* label,
                           std::function<void()> work) {
        jobs::Kind kind;
        kind.name = name;
        kind.label = label;
        kind.schedule = jobs::Schedule::every_minutes(minutes);
        kind.run = [work = std::move(work)](jobs::Running&) {
            work();
            return success();
        };
        plugins.runner().add(std::move(kind));
    };
    every(kOftenMinutes, "sessions.expired", KEREGE_TR("Delete expired sessions"),
          [&sessions] { sessions.delete_expired(); });
    every(kOftenMinutes, "sign_ins.failed", KEREGE_TR("Forget old failed sign-ins"),
          [&accounts] { accounts.forget_old_failures(); });
    jobs::Kind letter;
    letter.name = "recovery.letter";
    letter.label = KEREGE_TR("Write a letter with a link for a new password");
    letter.run = [&accounts](jobs::Running& running) {
        // Nobody's id where the login was nobody's: the same is queued for every login.
        if (const auto person = PersonId::parse(running.job.payload))
            accounts.write_recovery_letter(*person);
        return success();
    };
    plugins.runner().add(std::move(letter));
    plugins.runner().add(making_passwords(batches));
    every(kOftenMinutes, "credentials.old", KEREGE_TR("Throw away passwords nobody fetched"),
          [&batches] { batches.forget_old(); });
    plugins.runner().add(importing(imports));
    plugins.runner().add(filling_search(plugins));
    every(kHourMinutes, "rosters.old", KEREGE_TR("Throw away rosters nobody took over"),
          [&rosters] { rosters.forget_old(); });
    every(kOftenMinutes, "access.ended", KEREGE_TR("Tell modules whose access has ended"),
          [&endings] { endings.tell_due(); });
    every(kDayMinutes, "people.residences",
          KEREGE_TR("Forget where people live who are staff no longer"),
          [&endings] { endings.forget_residences(); });
    every(kOftenMinutes, "transfers.begun", KEREGE_TR("Tell modules who has come by a transfer"),
          [&transfers] { transfers.tell_due(); });
    every(kHourMinutes, "events.heard", KEREGE_TR("Forget events that were heard"),
          [&plugins] { plugins.deliverer().prune(); });
    every(kHourMinutes, "jobs.ended", KEREGE_TR("Forget jobs that ended long ago"),
          [&plugins] { plugins.queue().prune(); });
    plugins.runner().add(sealing(database, clock, log));
    plugins.runner().add(kerege::pages::chain_verification(database, plugins.lent().audit));
    plugins.runner().add(collecting(files));
}

void add_privacy_jobs(plugins::Plugins& plugins, privacy::Copies& copies, privacy::Eraser& eraser,
                      leaving::Archives& archives) {
    jobs::Kind copy;
    copy.name = privacy::kCopyJob;
    copy.label = KEREGE_TR("Make a copy of somebody's data");
    copy.deadline = kPrivacyDeadline;
    copy.run = [&copies](jobs::Running& running) -> Result<> {
        const auto id = Id<struct CopyTag>::parse(running.job.payload);
        if (!id) return invalid("no copy's id");
        return copies.make(id->value, running.job.attempt >= jobs::kAttemptsMax);
    };
    plugins.runner().add(std::move(copy));
    jobs::Kind old;
    old.name = "personal_data.old";
    old.label = KEREGE_TR("Remove copies of personal data whose days are over");
    old.schedule = jobs::Schedule::every_minutes(kHourMinutes);
    old.run = [&copies](jobs::Running&) {
        copies.forget_old();
        return success();
    };
    plugins.runner().add(std::move(old));
    jobs::Kind erase;
    erase.name = "personal_data.erase";
    erase.label = KEREGE_TR("Erase profiles deleted three months ago");
    erase.schedule = jobs::Schedule::every_minutes(kHourMinutes);
    erase.deadline = kPrivacyDeadline;
    erase.run = [&eraser, &copies, &archives](jobs::Running& running) -> Result<> {
        const auto run = eraser.erase_due([&] { return running.asked() == jobs::Ask::go_on; });
        // What was made before and holds them has lost its row.
        if (run.erased > 0) {
            copies.forget_old();
            archives.forget_old();
        }
        if (run.waiting == 0) return success();
        return unavailable(
            fmt::format("{} erasure(s) whose day has come wait: {}", run.waiting, run.why));
    };
    plugins.runner().add(std::move(erase));
}

void add_official_jobs(plugins::Plugins& plugins, directory::NamesGrants& names) {
    jobs::Kind expired;
    expired.name = "names.expired";
    expired.label = KEREGE_TR("Write down who sees names no longer");
    expired.schedule = jobs::Schedule::every_minutes(kOftenMinutes);
    expired.run = [&names](jobs::Running&) {
        names.expire_due();
        return success();
    };
    plugins.runner().add(std::move(expired));
}

void add_archive_jobs(plugins::Plugins& plugins, leaving::Archives& archives) {
    jobs::Kind make;
    make.name = leaving::kArchiveJob;
    make.label = KEREGE_TR("Put together everything of an organisation");
    make.deadline = kArchiveDeadline;
    make.run = [&archives](jobs::Running& running) { return archives.run(running); };
    plugins.runner().add(std::move(make));
    jobs::Kind old;
    old.name = "organisation.archive_old";
    old.label = KEREGE_TR("Remove archives of organisations whose days are over");
    old.schedule = jobs::Schedule::every_minutes(kHourMinutes);
    old.run = [&archives](jobs::Running&) {
        archives.forget_old();
        return success();
    };
    plugins.runner().add(std::move(old));
}

jobs::Kind forgetting(support::Support& support, const Clock& clock, int keep_days) {
    constexpr int64_t day_ms = int64_t{24} * 3600 * 1000;
    jobs::Kind kind;
    kind.name = "support.old";
    kind.label = KEREGE_TR("Forget old messages to support");
    kind.schedule = jobs::Schedule::every_minutes(kDayMinutes);
    kind.run = [&support, &clock, keep_days](jobs::Running&) {
        support.forget(clock.now_ms() - keep_days * day_ms);
        return success();
    };
    return kind;
}

}  // namespace kerege::app
