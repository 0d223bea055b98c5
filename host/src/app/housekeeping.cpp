#include "host/src/app/housekeeping.hpp"

#include <chrono>
#include <utility>
#include <vector>

#include "host/src/access/jobs.hpp"
#include "host/src/audit/chain.hpp"
#include "host/src/directory/jobs.hpp"
#include "host/src/open_data/jobs.hpp"
#include "host/src/pages/audit_chain.hpp"
#include "host/src/plugins/events.hpp"
#include "host/src/plugins/search.hpp"
#include "host/src/privacy/jobs.hpp"
#include "kerege/sdk/tr.hpp"

namespace kerege::app {
namespace {

using jobs::every;
using jobs::on_demand;

constexpr std::chrono::minutes kMinute{1};
constexpr std::chrono::minutes kOften{10};
constexpr std::chrono::hours kHour{1};
constexpr std::chrono::hours kDay{24};
// A folder with millions of files on a slow disk.
constexpr std::chrono::hours kGarbageDeadline{2};
// The marks of many years and all that was uploaded, on a slow disk.
constexpr std::chrono::hours kArchiveDeadline{6};
// Hundreds of thousands of letters, into a database that is busy.
constexpr std::chrono::hours kNewsDeadline{2};
// Every school of a country, after a module has got another version.
constexpr std::chrono::hours kSearchDeadline{2};
constexpr int64_t kDayMs = std::chrono::milliseconds(kDay).count();
constexpr int64_t kSealedMost = int64_t{100} * audit::kSealedAtOnce;  // well within the deadline

// What waits when it begins, and what comes meanwhile; of very much the rest a minute later. The
// head goes into the log, which is kept elsewhere than the database: see `kerege audit verify
// --head`.
Result<> seal(data::Database& database, const Clock& clock, const Log& log,
              jobs::Running& running) {
    int64_t sealed = 0, more = 0;
    do {
        more = audit::seal_some(database, clock);
        sealed += more;
    } while (more == audit::kSealedAtOnce && sealed < kSealedMost &&
             running.progress(sealed, sealed + more) == jobs::Ask::go_on);
    if (sealed > 0)
        log.write(LogLevel::info, "audit", "sealed up to " + audit::head(database).text());
    return success();
}

Result<> collect(files::Files& files, const jobs::Running& running) {
    files.collect([&] { return running.asked() == jobs::Ask::go_on; });
    if (running.asked() != jobs::Ask::go_on) return unavailable("broken off");
    return success();
}

// The work of those parts that have a job or two.
std::vector<jobs::Kind> other_kinds(pages::House& parts, const Log& log,
                                    const SupportDays& support_days) {
    const Clock& clock = parts.clock;
    auto& database = parts.database;
    auto& plugins = parts.plugins;
    auto& archives = parts.archives;
    auto& files = parts.files;
    std::vector<jobs::Kind> kinds;
    kinds.push_back(jobs::repeated(
        kHour,
        on_demand(plugins::kSearchJob, KEREGE_TR("Put what modules let be found into the search"),
                  kSearchDeadline, [&plugins](jobs::Running& running) {
                      return plugins::fill_search(plugins, running);
                  })));
    kinds.push_back(every(kHour, "events.heard", KEREGE_TR("Forget events that were heard"),
                          [&plugins] { plugins.deliverer().prune(); }));
    kinds.push_back(every(kHour, "jobs.ended", KEREGE_TR("Forget jobs that ended long ago"),
                          [&plugins] { plugins.queue().prune(); }));
    kinds.push_back(jobs::repeated(
        kMinute, on_demand("audit.seal", KEREGE_TR("Seal the audit log"), jobs::kDeadline,
                           [&database, &clock, &log](jobs::Running& running) {
                               return seal(database, clock, log, running);
                           })));
    kinds.push_back(kerege::pages::chain_verification(database, parts.audit));
    kinds.push_back(jobs::repeated(
        kDay, on_demand("files.garbage", KEREGE_TR("Remove files that belong to nobody"),
                        kGarbageDeadline,
                        [&files](jobs::Running& running) { return collect(files, running); })));
    kinds.push_back(on_demand(
        std::string(leaving::kArchiveJob), KEREGE_TR("Put together everything of an organisation"),
        kArchiveDeadline, [&archives](jobs::Running& running) { return archives.run(running); }));
    kinds.push_back(every(kHour, "organisation.archive_old",
                          KEREGE_TR("Remove archives of organisations whose days are over"),
                          [&archives] { archives.forget_old(); }));
    kinds.push_back(every(kDay, "support.old", KEREGE_TR("Forget old messages to support"),
                          [&support = parts.support, &clock, support_days] {
                              support.forget(clock.now_ms() - support_days.answered * kDayMs,
                                             clock.now_ms() - support_days.unanswered * kDayMs);
                          }));
    kinds.push_back(every(kHour, "applications.old",
                          KEREGE_TR("Delete applications whose time is over"),
                          [&applications = parts.applications] { applications.forget_old(); }));
    kinds.push_back(open_data::job_kind(parts.open_data));
    kinds.push_back(on_demand(news::kJob, KEREGE_TR("Write a newsletter to its readers"),
                              kNewsDeadline,
                              [&newsletters = parts.newsletters](jobs::Running& running) {
                                  return newsletters.run(running);
                              }));
    kinds.push_back(every(kOften, "news.left",
                          KEREGE_TR("End the news by mail of those who have left"),
                          [&news = parts.news] { news.end_of_those_who_left(); }));
    return kinds;
}

}  // namespace

void add_housekeeping(pages::House& parts, privacy::Eraser& eraser, const Log& log,
                      const SupportDays& support_days) {
    const auto add = [&](std::vector<jobs::Kind> kinds) {
        for (auto& kind : kinds) parts.plugins.runner().add(std::move(kind));
    };
    add(access::job_kinds(parts.sessions, parts.accounts, parts.batches, parts.registrations));
    add(directory::job_kinds(parts.rosters, parts.imports, parts.endings, parts.transfers,
                             parts.names_grants));
    add(privacy::job_kinds(parts.closings, parts.copies, eraser, parts.archives));
    add(other_kinds(parts, log, support_days));
}

}  // namespace kerege::app
