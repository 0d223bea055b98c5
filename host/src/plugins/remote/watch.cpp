// Looking after a worker: what it asks outside of calls, what it prints, its memory, its end.
#include <fmt/format.h>
#include <poll.h>
#include <unistd.h>

#include <array>

#include "host/src/plugins/remote/remote_plugin.hpp"

namespace kerege::remote {
namespace {

using std::chrono::milliseconds;

constexpr int kLookEveryMs = 100;
constexpr milliseconds kFirstPause{200};
constexpr milliseconds kFrameDeadline{1000};
constexpr size_t kErrorLineBytesMax = 1000;

}  // namespace

void RemotePlugin::watch() {
    for (;;) {
        std::shared_ptr<Process> process;
        {
            const std::lock_guard lock(mutex_);
            if (stopping_ && (!process_ || !process_->alive())) break;
            process = process_;
        }
        if (!process) break;  // parked
        look_after(*process);
        std::string why;
        if (!process->gone(why)) continue;
        process->end(why);
        pass_on_errors(*process);
        {
            const std::lock_guard lock(mutex_);
            process_ = nullptr;
        }
        process.reset();
        replace(why);
    }
}

void RemotePlugin::look_after(Process& process) {
    std::array<pollfd, 2> sources = {
        {{process.aside().socket(), POLLIN, 0}, {process.errors(), POLLIN, 0}}};
    poll(sources.data(), sources.size(), kLookEveryMs);
    if (sources[1].revents & POLLIN) pass_on_errors(process);
    const size_t resident = process.resident_bytes();
    if (resident > settings_.memory_bytes_max)
        process.end(fmt::format("it was ended: it took {} MiB of memory, {} are allowed",
                                resident >> 20, settings_.memory_bytes_max >> 20));
    if ((sources[0].revents & POLLIN) == 0) {
        // Hung up: the end of the process follows, but poll() would come back at once until then.
        if (sources[0].revents != 0) usleep(10'000);
        return;
    }
    Lane& aside = process.aside();
    Served served{plugin_};
    do {
        Frame frame;
        const Deadline deadline = Clock::now() + kFrameDeadline;
        auto outcome = aside.receive(frame, deadline);
        if (outcome == Lane::Outcome::good && !serve(served, frame, aside.out()))
            outcome = Lane::Outcome::nonsense;
        if (outcome == Lane::Outcome::good && !aside.out().empty()) outcome = aside.flush(deadline);
        if (outcome != Lane::Outcome::good) {
            (void)lost(process, outcome, nullptr);
            return;
        }
    } while (aside.waiting());
}

void RemotePlugin::pass_on_errors(Process& process) {
    std::array<char, 4096> bytes{};
    for (int rounds = 0; rounds < 16; ++rounds) {
        const ssize_t count = read(process.errors(), bytes.data(), bytes.size());
        if (count <= 0) break;
        for (ssize_t i = 0; i < count; ++i) {
            const char c = bytes[static_cast<size_t>(i)];
            if (c != '\n' && error_line_.size() < kErrorLineBytesMax) {
                error_line_ += c;
            } else if (c == '\n') {
                const bool readable = text::valid_utf8(error_line_);
                log(LogLevel::warning, "its worker printed: " + (readable ? error_line_ : "…"));
                error_line_.clear();
            }
        }
    }
}

void RemotePlugin::replace(const std::string& why) {
    for (milliseconds pause = kFirstPause;; pause *= 2) {
        {
            std::unique_lock lock(mutex_);
            if (stopping_) return;
            last_death_ = why;
            deaths_.push_back(Clock::now());
            while (Clock::now() - deaths_.front() > settings_.deaths_window) deaths_.pop_front();
            parked_ = static_cast<int>(deaths_.size()) >= settings_.deaths_max;
        }
        if (parked_) {
            log(LogLevel::error,
                fmt::format("its worker ended {} times and is parked; the last time: {}",
                            deaths_.size(), why));
            changed_.notify_all();
            return;
        }
        log(LogLevel::error, fmt::format("its worker is gone and will be replaced: {}", why));
        {
            std::unique_lock lock(mutex_);
            if (changed_.wait_for(lock, pause, [&] { return stopping_; })) return;
        }
        try {
            const auto launched = launch(nullptr);
            if (launched.ok()) return;
            log(LogLevel::error, launched.fault().log_text);
        } catch (const std::exception& error) {
            log(LogLevel::error, error.what());
        }
    }
}

}  // namespace kerege::remote
