#include "host/src/jobs/runner.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <condition_variable>
#include <functional>
#include <list>
#include <map>
#include <mutex>
#include <thread>
#include <utility>

#include "host/src/base/ending.hpp"
#include "host/src/base/text.hpp"
#include "host/src/data/write_down.hpp"
#include "host/src/jobs/reasons.hpp"
#include "host/src/jobs/turns.hpp"

namespace kerege::jobs {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr milliseconds kPoll{2'000};
constexpr milliseconds kKeepEvery{2'000};
// What a worker's end, which follows its deadline, may take before a job counts as stuck.
constexpr milliseconds kGrace{5'000};
constexpr int64_t kPauseFirstMs = 10'000;
constexpr int64_t kPauseMaxMs = 60 * 60'000;
constexpr size_t kReasonLettersMax = 500;

std::string name_of(const std::string& module) { return module.empty() ? "kerege" : module; }

std::string reason_of(const Fault& fault) {
    return text::shorten(text::mended(fault.log_text), kReasonLettersMax);
}

}  // namespace

int64_t pause_ms(int attempts) {
    return std::min(kPauseMaxMs, kPauseFirstMs << std::clamp(attempts - 1, 0, 20));
}

struct Runner::Impl {
    Impl(Queue& its_queue, const Clock& its_clock, const LocalTime& zone, const Log& its_log)
        : queue(its_queue),
          clock(its_clock),
          local_time(zone),
          log(its_log),
          turns(its_queue, its_clock) {}

    // One job under way.
    struct Active {
        const Kind* kind;
        Running running;
        steady_clock::time_point stuck_at;
        bool stuck = false;
    };
    struct Hand {
        std::thread thread;
        bool ended = false;
    };

    Queue& queue;
    const Clock& clock;
    const LocalTime& local_time;
    const Log& log;
    RunnerSettings settings;
    Turns turns;

    std::mutex mutex;
    std::condition_variable changed;
    bool ending = false;
    Ending ended;  // until when what runs may be written down
    uint64_t wakes = 0;
    std::list<std::shared_ptr<Active>> active;
    std::list<Hand> hands;
    std::thread keeper;
    std::mutex keeping;                         // one at a time
    std::map<const Kind*, int64_t> planned_ms;  // by who keeps

    Result<> run_guarded(const Kind& kind, Running& running) {
        try {
            return kind.run(running);
        } catch (const std::exception& error) {
            return internal(error.what());
        } catch (...) {
            return internal("unknown exception");
        }
    }

    // What became of it: without that the lease runs out, and the job runs once more. It is renewed
    // meanwhile, by a database that comes back as well.
    bool write_down(const Taken& job, const std::function<bool()>& work) {
        bool ours = false;
        const data::Patience patience{.longest = settings.lease};
        const bool written = data::write_down(
            ended, patience, [&] { ours = work(); },
            [&](const std::exception& error) {
                log.write(LogLevel::error, "jobs",
                          fmt::format("job {}: its end could not be written down: {}", job.id.value,
                                      error.what()));
            });
        return written && ours;
    }

    void settle(const Kind& kind, const Running& running, const Result<>& result) {
        const Taken& job = running.job;
        const Ask asked = running.asked();
        const std::string words = result.ok() ? std::string() : reason_of(result.fault());
        const Why why{{}, words};
        const bool kept = write_down(job, [&] {
            if (result.ok()) return queue.finish(running, "done", {});
            if (asked == Ask::cancel) return queue.finish(running, "cancelled", why);
            if (asked == Ask::yield)
                return queue.again(running, clock.now_ms(), {reason::kHostEnded, {}}, true);
            if (result.fault().kind == FaultKind::invalid || job.attempt >= kind.attempts_max)
                return queue.finish(running, "failed", why);
            return queue.again(running, clock.now_ms() + pause_ms(job.attempt), why, false);
        });
        if (!kept)
            log.write(LogLevel::warning, name_of(job.module),
                      fmt::format("job {} ({}) was not this host's any more when it ended",
                                  job.id.value, job.kind));
        if (!result.ok())
            log.write(LogLevel::warning, name_of(job.module),
                      fmt::format("job {} ({}) failed, attempt {}: {}", job.id.value, job.kind,
                                  job.attempt, words));
    }

    // Returns whether the thread goes on: one whose job was stuck has been replaced.
    bool run(Turns::Picked picked) {
        const Kind& kind = *picked.kind;
        const std::shared_ptr<Active> mine(new Active{
            &kind, Running(std::move(picked.job)), steady_clock::now() + kind.deadline + kGrace});
        {
            const std::lock_guard lock(mutex);
            active.push_back(mine);
            if (ending) mine->running.ask(Ask::yield);
        }
        const auto result = run_guarded(kind, mine->running);
        settle(kind, mine->running, result);
        bool stuck = false;
        {
            const std::lock_guard lock(mutex);
            stuck = mine->stuck;
            active.remove(mine);
        }
        turns.ended(kind);
        if (stuck) turns.let_go(kind);
        changed.notify_all();
        return !stuck;
    }

    // Runs one job, if there is one. `go_on` becomes false where the thread is not needed any more.
    bool run_one(bool& go_on) {
        auto picked = turns.pick(settings.per_module_max, settings.lease);
        if (!picked) return false;
        go_on = run(std::move(*picked));
        return true;
    }

    void work(Hand& hand) {
        for (bool go_on = true; go_on;) {
            uint64_t seen = 0;
            {
                const std::lock_guard lock(mutex);
                if (ending) break;
                seen = wakes;
            }
            bool ran = false;
            try {
                ran = run_one(go_on);
            } catch (const std::exception& error) {
                log.write(LogLevel::error, "jobs", error.what());
            }
            if (ran) continue;
            std::unique_lock lock(mutex);
            changed.wait_for(lock, kPoll, [&] { return ending || wakes != seen; });
        }
        const std::lock_guard lock(mutex);
        hand.ended = true;
        changed.notify_all();
    }

    // REQUIRES: the mutex is held.
    void add_hand() {
        Hand& hand = hands.emplace_back();
        hand.thread = std::thread([this, &hand] { work(hand); });
    }

    void renew() {
        std::list<std::shared_ptr<Active>> all;
        {
            const std::lock_guard lock(mutex);
            all = active;
        }
        std::vector<Running*> running;
        for (const auto& one : all) running.push_back(&one->running);
        queue.renew(running, settings.lease);
    }

    void look_for_stuck() {
        const std::lock_guard lock(mutex);
        const auto now = steady_clock::now();
        for (const auto& one : active) {
            if (one->stuck || now < one->stuck_at) continue;
            one->stuck = true;
            turns.hold(*one->kind);
            if (!ending && !hands.empty()) add_hand();
            log.write(LogLevel::error, name_of(one->kind->module),
                      fmt::format("job {} ({}) is past its deadline and does not end; the module "
                                  "gets no further jobs here until it does",
                                  one->running.job.id.value, one->kind->name));
        }
        for (auto hand = hands.begin(); hand != hands.end();) {
            if (hand->ended && !ending) {
                hand->thread.join();  // it has let go of the mutex for good
                hand = hands.erase(hand);
            } else {
                ++hand;
            }
        }
    }

    void keep() {
        const std::lock_guard lock(keeping);
        renew();
        look_for_stuck();
        if (queue.lapse() > 0) wake();
    }

    int plan() {
        const std::lock_guard lock(keeping);
        int made = 0;
        for (const Kind& kind : turns.kinds()) {
            if (!kind.schedule) continue;
            const int64_t last_ms = kind.schedule.last_ms(clock.now_ms(), local_time);
            const auto known = planned_ms.find(&kind);
            if (known != planned_ms.end() && known->second >= last_ms) continue;
            made += queue.plan(kind, last_ms);
            planned_ms[&kind] = last_ms;
        }
        if (made > 0) wake();
        return made;
    }

    void run_keeper() {
        for (;;) {
            for (const auto& work : {std::function<void()>([this] { keep(); }),
                                     std::function<void()>([this] { plan(); })}) {
                try {
                    work();
                } catch (const std::exception& error) {
                    log.write(LogLevel::error, "jobs", error.what());
                }
            }
            std::unique_lock lock(mutex);
            const auto pause = std::min(kKeepEvery, settings.lease / 4);
            changed.wait_for(lock, pause, [&] { return ending && active.empty(); });
            if (ending && active.empty()) return;
        }
    }

    void wake() {
        turns.look_again();
        {
            const std::lock_guard lock(mutex);
            ++wakes;
        }
        changed.notify_all();
    }
};

Runner::Runner(Queue& queue, const Clock& clock, const LocalTime& local_time, const Log& log)
    : impl_(std::make_unique<Impl>(queue, clock, local_time, log)) {}

Runner::~Runner() = default;

void Runner::add(Kind kind) { impl_->turns.add(std::move(kind)); }
void Runner::set(const RunnerSettings& settings) { impl_->settings = settings; }

const Kind* Runner::find(std::string_view module, std::string_view name) const {
    return impl_->turns.find(module, name);
}

void Runner::start() {
    const std::lock_guard lock(impl_->mutex);
    impl_->ending = false;
    impl_->ended.take_back();
    while (static_cast<int>(impl_->hands.size()) < impl_->settings.threads_max) impl_->add_hand();
    if (!impl_->keeper.joinable()) impl_->keeper = std::thread([this] { impl_->run_keeper(); });
}

void Runner::begin_stop(steady_clock::time_point until) {
    Impl& all = *impl_;
    all.ended.begin(until);
    const std::lock_guard lock(all.mutex);
    all.ending = true;
    for (const auto& one : all.active) one->running.ask(Ask::yield);
    all.changed.notify_all();
}

std::vector<std::string> Runner::stop(milliseconds wait_max) {
    begin_stop(steady_clock::now() + wait_max);
    Impl& all = *impl_;
    std::unique_lock lock(all.mutex);
    all.changed.wait_for(lock, wait_max, [&] {
        return std::all_of(all.hands.begin(), all.hands.end(),
                           [](const auto& hand) { return hand.ended; });
    });
    std::vector<std::string> busy;
    for (const auto& one : all.active) busy.push_back(name_of(one->kind->module));
    if (!busy.empty()) return busy;
    std::list<Impl::Hand> hands = std::move(all.hands);
    std::thread keeper = std::move(all.keeper);
    all.hands.clear();
    lock.unlock();
    for (auto& hand : hands) hand.thread.join();
    if (keeper.joinable()) keeper.join();
    return busy;
}

void Runner::wake() { impl_->wake(); }
std::vector<std::string> Runner::stuck() { return impl_->turns.held(); }

int Runner::run_due() {
    impl_->turns.look_again();
    int count = 0;
    for (bool go_on = true; impl_->run_one(go_on);) ++count;
    return count;
}

void Runner::keep() { impl_->keep(); }
int Runner::plan() { return impl_->plan(); }

}  // namespace kerege::jobs
