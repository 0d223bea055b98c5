// Asks the virus scanner about new files, where the operator has one.
#pragma once

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "host/src/files/files.hpp"

namespace kerege::files {

class Scanning {
public:
    // Both must outlive this.
    Scanning(Files& files, const Log& log) : files_(files), log_(log) {}
    ~Scanning() { stop(); }
    Scanning(const Scanning&) = delete;

    // From now on every few seconds. [control]
    void start();
    // Breaks off what it is at. Returns at once. [control]
    void begin_stop();
    // The same, and waits for it. [control]
    void stop();

private:
    void run();
    int scan() noexcept;

    Files& files_;
    const Log& log_;
    std::mutex mutex_;
    std::condition_variable stopped_;
    std::atomic<bool> stopping_{false};
    std::thread thread_;
};

}  // namespace kerege::files
