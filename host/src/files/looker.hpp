// Looks into files in a process of its own, which has nothing but the file: what is in them may be
// made to break whoever reads it.
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "host/src/files/settings.hpp"

namespace kerege::files {

class Looker {
public:
    // `settings` must outlive this.
    explicit Looker(const FileSettings& settings) : settings_(settings) {}
    ~Looker();
    Looker(const Looker&) = delete;

    // The media type by content, "application/pdf". nullopt: it could not be told, now. `file` is
    // read from its beginning. [any]
    std::optional<std::string> type_of(int file);

    enum class Outcome { made, impossible, late, not_now };
    struct Picture {
        Outcome outcome = Outcome::not_now;
        std::string webp = {};
    };
    // A smaller picture without anything but its pixels, at most so many of them on a side.
    // impossible: no picture, or too many pixels; late: it took too long, perhaps since the machine
    // is busy; not_now: enough others wait for theirs. [any]
    Picture thumbnail(int file, int side_pixels);

private:
    struct Seen {
        int status = -1;  // of the process; -1: ended by a signal, or never started
        bool late = false;
        std::string output = {};
    };
    Seen run(int file, std::vector<std::string> words, size_t output_bytes_max, int waiting_max);
    int reap(int process, std::chrono::steady_clock::time_point deadline, bool& late);
    void look_after_the_left_behind();

    const FileSettings& settings_;
    std::mutex mutex_;
    std::condition_variable freed_;
    int running_ = 0;
    int waiting_ = 0;
    std::vector<int> left_behind_;  // killed, and not gone when they were last looked at
};

}  // namespace kerege::files
