// Looking after a worker: what it asks outside of calls, what it prints, its memory, its end.
#include <fmt/format.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <array>

#include "host/src/plugins/remote/remote_plugin.hpp"

namespace kerege::remote {
namespace {

using std::chrono::milliseconds;

constexpr int kLookEveryMs = 100;
constexpr int kFramesAtOnce = 64;
constexpr int kThreadsBesideCalls = 64;
constexpr milliseconds kFirstPause{200};
constexpr milliseconds kLongestPause{10'000};
constexpr milliseconds kFrameDeadline{1000};
constexpr size_t kErrorLineBytesMax = 1000;
constexpr int kErrorLinesPerSecond = 50;

}  // namespace

void RemotePlugin::watch() {
    for (;;) {
        std::shared_ptr<Process> process;
        {
            const std::lock_guard lock(mutex_);
            if (stopping_ && (!process_ || !process_->alive())) return;
            process = process_;
        }
        if (!process) return;  // parked, or not replaced any more
        try {
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
        } catch (const std::exception& error) {  // no memory: the next look may find some
            usleep(kLookEveryMs * 1000);
        }
    }
}

void RemotePlugin::look_after(Process& process) {
    std::array<pollfd, 2> sources = {
        {{process.aside().socket(), POLLIN, 0}, {process.errors(), POLLIN, 0}}};
    poll(sources.data(), sources.size(), kLookEveryMs);
    if (sources[1].revents != 0) {
        pass_on_errors(process);
        // Its end of it is closed, and nothing is left to read.
        if ((sources[1].revents & POLLIN) == 0) process.close_errors();
    }
    resident_bytes_ = process.resident_bytes();
    if (resident_bytes_ > settings_.memory_bytes_max)
        process.end(fmt::format("it was ended: it took more than {} MiB of memory",
                                settings_.memory_bytes_max >> 20));
    if (process.threads() > settings_.calls_max + kThreadsBesideCalls)
        process.end("it was ended: it started too many threads");
    if (sources[0].revents & POLLIN) {
        serve_aside(process);
    } else if (sources[0].revents != 0) {
        usleep(10'000);  // hung up: the end of the process follows
    }
}

// What threads without a call ask. A few at a time: the rest of the watch must go on.
void RemotePlugin::serve_aside(Process& process) {
    Lane& aside = process.aside();
    Served served{plugin_};
    served.log_lines_left = kFramesAtOnce;
    Frame frame;
    for (int i = 0; i < kFramesAtOnce && (i == 0 || aside.waiting()); ++i) {
        const Deadline deadline = Clock::now() + kFrameDeadline;
        auto outcome = aside.receive(frame, deadline);
        if (outcome == Lane::Outcome::good && !serve(served, frame, aside.out()))
            outcome = Lane::Outcome::nonsense;
        if (outcome == Lane::Outcome::good && !aside.out().empty()) outcome = aside.flush(deadline);
        if (outcome == Lane::Outcome::good) continue;
        (void)lost(process, outcome, nullptr);
        return;
    }
}

void RemotePlugin::pass_on_errors(Process& process) {
    std::array<char, 4096> bytes{};
    for (int rounds = 0; rounds < 16 && process.errors() >= 0; ++rounds) {
        const ssize_t count = read(process.errors(), bytes.data(), bytes.size());
        if (count <= 0) return;
        for (ssize_t i = 0; i < count; ++i) {
            const char c = bytes[static_cast<size_t>(i)];
            if (c == '\n') {
                pass_on_line();
            } else if (error_line_.size() < kErrorLineBytesMax) {
                error_line_ += c;
            }
        }
    }
}

// A few lines a second: what a plugin prints must not fill the disk.
void RemotePlugin::pass_on_line() {
    const auto now = Clock::now();
    if (now - lines_since_ > std::chrono::seconds(1)) {
        if (lines_left_ < 0)
            log(LogLevel::warning, fmt::format("its worker printed {} more lines", -lines_left_));
        lines_since_ = now;
        lines_left_ = kErrorLinesPerSecond;
    }
    last_words_ = text::valid_utf8(error_line_) ? error_line_ : "(a line that was not UTF-8)";
    error_line_.clear();
    if (lines_left_-- > 0) log(LogLevel::warning, "its worker printed: " + last_words_);
}

void RemotePlugin::replace(std::string why) {
    for (milliseconds pause = kFirstPause;; pause = std::min(2 * pause, kLongestPause)) {
        bool parked = false;
        size_t deaths = 0;
        {
            const std::lock_guard lock(mutex_);
            if (stopping_) return;
            last_death_ = why;
            deaths_.push_back(Clock::now());
            ++deaths_in_all_;
            while (Clock::now() - deaths_.front() > settings_.deaths_window) deaths_.pop_front();
            deaths = deaths_.size();
            parked = parked_ = static_cast<int>(deaths) >= settings_.deaths_max;
        }
        if (parked) {
            log(LogLevel::error, fmt::format("its worker ended {} times and is parked; the last "
                                             "time: {}",
                                             deaths, why));
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
            why = launched.fault().log_text;
        } catch (const std::exception& error) {
            why = error.what();
        }
    }
}

}  // namespace kerege::remote
