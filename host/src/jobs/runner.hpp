// Runs jobs: a few threads that take what is due, and one that keeps their leases, passes on what
// is asked of them, looks for jobs of hosts that died, and makes the jobs of schedules.
//
// A job that outlasts its deadline and does not come back holds its thread, for code in this
// process can't be taken off it. Its module gets no further job here, and another thread takes its
// place.
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "host/src/base/log.hpp"
#include "host/src/jobs/queue.hpp"

namespace kerege::jobs {

struct RunnerSettings {
    int threads_max = 4;
    int per_module_max = 2;                   // of one plugin at the same time
    std::chrono::milliseconds lease{60'000};  // a host that is silent for so long has lost its jobs
};

class Runner {
public:
    // All must outlive this.
    Runner(Queue& queue, const Clock& clock, const LocalTime& local_time, const Log& log);
    ~Runner();

    // REQUIRES: not started. [control]
    void add(Kind kind);
    void set(const RunnerSettings& settings);
    // NULL: there is none.
    const Kind* find(std::string_view module, std::string_view name) const;

    // The threads. [control]
    void start();
    // No job begins any more; those under way are asked to yield, and may take until then to be
    // written down. Returns at once. [control]
    void begin_stop(std::chrono::steady_clock::time_point until);
    // The same, and waits for them, at most so long. Returns the modules ("kerege" for the host)
    // that still run one: their threads run on, so that nothing they use must be taken away unless
    // a later stop() returns none. [control]
    std::vector<std::string> stop(std::chrono::milliseconds wait_max);
    // Something was committed here. [any]
    void wake();
    // Modules that have a job here which is past its deadline and does not end. [any]
    std::vector<std::string> stuck();

    // The same by hand, on this thread. run_due(): what is due until nothing is; returns how many
    // were run. keep(): leases, lapsed jobs. plan(): what schedules ask for; returns how many jobs
    // were made. [any]
    int run_due();
    void keep();
    int plan();

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

// How long a job waits after so many failed attempts.
int64_t pause_ms(int attempts);

}  // namespace kerege::jobs
