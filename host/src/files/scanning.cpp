#include "host/src/files/scanning.hpp"

#include <chrono>

namespace kerege::files {
namespace {

constexpr std::chrono::seconds kPause{2};
// While the scanner is away, or can't tell: a warning for each file each time is enough so.
constexpr std::chrono::seconds kPauseWithoutAnswer{30};
// Without a scanner there is nothing to do but to let go of what waited for one.
constexpr std::chrono::seconds kPauseWithoutScanner{60};

}  // namespace

void Scanning::start() {
    thread_ = std::thread([this] { run(); });
}

void Scanning::begin_stop() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    stopped_.notify_all();
}

void Scanning::stop() {
    begin_stop();
    if (thread_.joinable()) thread_.join();
}

void Scanning::run() {
    std::unique_lock lock(mutex_);
    while (!stopping_) {
        lock.unlock();
        const bool told = scan() == 0;
        const auto pause = files_.settings().clamd_socket.empty() ? kPauseWithoutScanner
                           : told                                 ? kPause
                                                                  : kPauseWithoutAnswer;
        lock.lock();
        stopped_.wait_for(lock, pause, [this] { return stopping_.load(); });
    }
}

// The database may be away: it is tried again next time.
int Scanning::scan() noexcept {
    try {
        return files_.scan_waiting(&stopping_);
    } catch (const std::exception& error) {
        log_.write(LogLevel::error, "files", error.what());
        return 1;
    }
}

}  // namespace kerege::files
