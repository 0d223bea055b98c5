// One worker process: its lanes, its end. Internal.
#pragma once

#include <sys/types.h>

#include <atomic>
#include <condition_variable>
#include <fstream>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "host/src/plugins/manifest.hpp"
#include "host/src/plugins/remote/lane.hpp"
#include "host/src/plugins/remote/settings.hpp"

namespace kerege::remote {

class Process {
public:
    // Starts `kerege worker` for the plugin. Throws std::system_error where the system refuses.
    Process(const plugins::Manifest& manifest, const plugins::WorkerSettings& settings);
    Process(const Process&) = delete;
    // Kills what still runs, and waits for it. REQUIRES: no lane is taken.
    ~Process();

    Lane& control() { return *control_; }
    Lane& aside() { return *aside_; }
    // Its standard error stream, not blocking; -1: it has closed it.
    int errors() const { return errors_; }
    void close_errors();

    // A free lane, or NULL: none within the time, or the process has ended. Jobs have lanes of
    // their own, so that requests need not wait for them. [any]
    Lane* take(Deadline deadline, bool for_job);
    void give_back(Lane* lane, bool for_job);

    // Ends the process at once; every wait on its lanes ends. The first reason counts; empty: that
    // of the process itself. [any]
    void end(const std::string& reason);
    bool alive() const { return !ended_.load(std::memory_order_acquire); }
    // Whether the process is gone, and then why: "it ended with signal 11 …". [any]
    bool gone(std::string& why);
    // Memory in use, bytes; 0 where it can't be told.
    size_t resident_bytes();
    int threads();

private:
    void reap(int options);

    pid_t pid_ = -1;
    int errors_ = -1;
    // Of /proc, held open: they can be read also where no descriptor is left.
    std::ifstream memory_;
    std::ifstream state_;
    std::unique_ptr<Lane> control_;
    std::unique_ptr<Lane> aside_;
    std::vector<std::unique_ptr<Lane>> lanes_;

    std::mutex mutex_;
    std::condition_variable freed_;
    std::vector<Lane*> free_;
    std::vector<Lane*> free_for_jobs_;
    std::atomic<bool> ended_{false};
    bool reaped_ = false;
    int status_ = 0;
    std::string reason_;
};

}  // namespace kerege::remote
