#include "host/src/app/housekeeping.hpp"

#include <functional>

#include "host/src/plugins/events.hpp"
#include "kerege/sdk/tr.hpp"

namespace kerege::app {
namespace {

constexpr int kOftenMinutes = 10;
constexpr int kHourMinutes = 60;
constexpr int kDayMinutes = 24 * 60;

}  // namespace

void add_housekeeping(plugins::Plugins& plugins, access::Sessions& sessions,
                      access::Accounts& accounts, directory::roster::Rosters& rosters,
                      files::Files& files) {
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
    every(kHourMinutes, "rosters.old", KEREGE_TR("Throw away rosters nobody took over"),
          [&rosters] { rosters.forget_old(); });
    every(kHourMinutes, "events.heard", KEREGE_TR("Forget events that were heard"),
          [&plugins] { plugins.deliverer().prune(); });
    every(kHourMinutes, "jobs.ended", KEREGE_TR("Forget jobs that ended long ago"),
          [&plugins] { plugins.queue().prune(); });
    every(kDayMinutes, "files.garbage", KEREGE_TR("Remove files that belong to nobody"),
          [&files] { files.collect(); });
}

}  // namespace kerege::app
