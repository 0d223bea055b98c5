// What a kind of job is, and one job of it being run.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>

#include "host/src/jobs/schedule.hpp"
#include "kerege/sdk/ids.hpp"
#include "kerege/sdk/result.hpp"

namespace kerege::jobs {

using JobId = Id<struct JobTag>;

// A job that this host has taken.
struct Taken {
    JobId id;
    int64_t token = 0;  // of this attempt: who has another one has lost the job
    std::string module;
    OrganisationId organisation;
    std::string kind;
    std::string payload;
    int attempt = 1;
};

// What a job should do now. The numbers are the boundary's.
enum class Ask : int32_t { go_on = 0, cancel = 1, yield = 2 };

// A job in its handler's hands. What is said here is written by the runner, some seconds later.
class Running {
public:
    explicit Running(Taken taken) : job(std::move(taken)) {}

    const Taken job;

    // How far it is. Returns what it should do now. [any]
    Ask progress(int64_t done, int64_t total) {
        done_.store(done, std::memory_order_relaxed);
        total_.store(total, std::memory_order_relaxed);
        return asked();
    }
    Ask asked() const { return ask_.load(std::memory_order_relaxed); }
    int64_t done() const { return done_.load(std::memory_order_relaxed); }
    int64_t total() const { return total_.load(std::memory_order_relaxed); }
    // The first thing asked stands, but a cancellation outweighs the rest. [any]
    void ask(Ask what) {
        if (asked() != Ask::cancel) ask_.store(what, std::memory_order_relaxed);
    }

private:
    std::atomic<int64_t> done_{0};
    std::atomic<int64_t> total_{0};
    std::atomic<Ask> ask_{Ask::go_on};
};

inline constexpr int kAttemptsMax = 5;
inline constexpr std::chrono::seconds kDeadline{60};

struct Kind {
    std::string module;  // empty: the host's own, without an organisation
    std::string name;
    std::string label;  // a message id of the module's translations
    int attempts_max = kAttemptsMax;
    std::chrono::milliseconds deadline = kDeadline;
    Schedule schedule;
    // Does one job. A fault `invalid` fails it for good, any other fault and whatever is thrown is
    // tried again while attempts are left. [job]
    std::function<Result<>(Running&)> run;
    // Whether the module is on there; empty: always. [any]
    std::function<bool(OrganisationId)> on;
};

// The host's own kind whose jobs others add, each with what it is about.
inline Kind on_demand(std::string_view name, std::string_view label,
                      std::chrono::milliseconds deadline, std::function<Result<>(Running&)> run) {
    Kind kind;
    kind.name = name;
    kind.label = label;
    kind.deadline = deadline;
    kind.run = std::move(run);
    return kind;
}

// The kind, which comes by itself besides.
inline Kind repeated(std::chrono::minutes pause, Kind kind) {
    kind.schedule = Schedule::every_minutes(static_cast<int>(pause.count()));
    return kind;
}

// The host's own kind that does the same each time, and asks nothing of its job.
inline Kind every(std::chrono::minutes pause, std::string_view name, std::string_view label,
                  std::function<void()> work) {
    return repeated(pause, on_demand(name, label, kDeadline, [work = std::move(work)](Running&) {
                        work();
                        return success();
                    }));
}

}  // namespace kerege::jobs
