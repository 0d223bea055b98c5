#include "host/src/plugins/remote/process.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <sstream>
#include <system_error>

namespace kerege::remote {
namespace {

void must(int error, const char* what) {
    if (error != 0) throw std::system_error(error, std::generic_category(), what);
}

// Both ends are closed on exec; the worker's is passed on by number.
class Pair {
public:
    Pair() {
        if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends_) != 0)
            must(errno, "socketpair");
    }
    Pair(Pair&& other) noexcept : ends_{other.ends_[0], other.ends_[1]} {
        other.ends_[0] = other.ends_[1] = -1;
    }
    ~Pair() {
        for (const int end : ends_) {
            if (end >= 0) close(end);
        }
    }
    int theirs() const { return ends_[1]; }
    std::unique_ptr<Lane> take_ours() {
        return std::make_unique<Lane>(std::exchange(ends_[0], -1));
    }

private:
    int ends_[2] = {-1, -1};
};

struct Ends {
    int both[2] = {-1, -1};
    ~Ends() {
        for (const int end : both) {
            if (end >= 0) close(end);
        }
    }
};

class Actions {
public:
    Actions() { must(posix_spawn_file_actions_init(&actions_), "spawn"); }
    ~Actions() { posix_spawn_file_actions_destroy(&actions_); }
    Actions(const Actions&) = delete;
    void to(int from, int number) {
        must(posix_spawn_file_actions_adddup2(&actions_, from, number), "spawn");
    }
    void nothing_at(int number) {
        must(posix_spawn_file_actions_addopen(&actions_, number, "/dev/null", O_RDWR, 0), "spawn");
    }
    const posix_spawn_file_actions_t* get() const { return &actions_; }

private:
    posix_spawn_file_actions_t actions_{};
};

// The host blocks signals it waits for; a worker must be able to end by them.
class Attributes {
public:
    Attributes() {
        must(posix_spawnattr_init(&attributes_), "spawn");
        sigset_t none;
        sigemptyset(&none);
        posix_spawnattr_setsigmask(&attributes_, &none);
        // A Ctrl-C in the terminal is the host's: it ends its workers in order.
        posix_spawnattr_setpgroup(&attributes_, 0);
        posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP);
    }
    ~Attributes() { posix_spawnattr_destroy(&attributes_); }
    Attributes(const Attributes&) = delete;
    const posix_spawnattr_t* get() const { return &attributes_; }

private:
    posix_spawnattr_t attributes_{};
};

// Nothing of the host's environment: it may hold a password.
std::vector<std::string> environment() {
    std::vector<std::string> environment = {"LANG=C.UTF-8"};
    for (const char* name : {"ASAN_OPTIONS", "UBSAN_OPTIONS", "TSAN_OPTIONS", "TZDIR"}) {
        if (const char* value = std::getenv(name))
            environment.push_back(fmt::format("{}={}", name, value));
    }
    return environment;
}

std::vector<char*> pointers(std::vector<std::string>& words) {
    std::vector<char*> pointers;
    for (auto& word : words) pointers.push_back(word.data());
    pointers.push_back(nullptr);
    return pointers;
}

std::string words_of(int status) {
    if (WIFSIGNALED(status))
        return fmt::format("it ended with signal {} ({})", WTERMSIG(status),
                           strsignal(WTERMSIG(status)));
    return fmt::format("it ended by itself with status {}", WEXITSTATUS(status));
}

}  // namespace

Process::Process(const plugins::Manifest& manifest, const plugins::WorkerSettings& settings) {
    const auto calls_max = static_cast<size_t>(settings.calls_max);
    std::vector<Pair> pairs(calls_max + static_cast<size_t>(settings.jobs_max) + 2);
    Ends errors;
    if (pipe2(errors.both, O_CLOEXEC) != 0) must(errno, "pipe");
    fcntl(errors.both[0], F_SETFL, O_NONBLOCK);

    // Each socket keeps its number: a copy onto itself is what makes it survive the start.
    Actions actions;
    actions.nothing_at(0);
    actions.nothing_at(1);
    actions.to(errors.both[1], 2);
    std::vector<int> sockets;
    for (const auto& pair : pairs) {
        sockets.push_back(pair.theirs());
        actions.to(pair.theirs(), pair.theirs());
    }
    std::vector<std::string> words = {"kerege",
                                      "worker",
                                      manifest.folder.string(),
                                      settings.time_zone,
                                      std::to_string(settings.memory_bytes_max),
                                      fmt::format("{}", fmt::join(sockets, ","))};
    auto surroundings = environment();
    const Attributes attributes;
    const int error = posix_spawn(&pid_, settings.program.c_str(), actions.get(), attributes.get(),
                                  pointers(words).data(), pointers(surroundings).data());
    must(error, "a worker could not be started");
    errors_ = std::exchange(errors.both[0], -1);
    memory_ = std::ifstream(fmt::format("/proc/{}/statm", pid_));
    state_ = std::ifstream(fmt::format("/proc/{}/stat", pid_));
    control_ = pairs[0].take_ours();
    aside_ = pairs[1].take_ours();
    for (size_t i = 2; i < pairs.size(); ++i) {
        lanes_.push_back(pairs[i].take_ours());
        (i < calls_max + 2 ? free_ : free_for_jobs_).push_back(lanes_.back().get());
    }
}

Process::~Process() {
    end("no longer needed");
    reap(0);
    close_errors();
}

Lane* Process::take(Deadline deadline, bool for_job) {
    std::unique_lock lock(mutex_);
    auto& free = for_job ? free_for_jobs_ : free_;
    freed_.wait_until(lock, deadline, [&] { return !free.empty() || !alive(); });
    if (free.empty() || !alive()) return nullptr;
    Lane* lane = free.back();  // the last one used: its thread and its memory are warm
    free.pop_back();
    return lane;
}

void Process::give_back(Lane* lane, bool for_job) {
    {
        const std::lock_guard lock(mutex_);
        (for_job ? free_for_jobs_ : free_).push_back(lane);
    }
    freed_.notify_all();
}

void Process::end(const std::string& reason) {
    {
        const std::lock_guard lock(mutex_);
        if (reason_.empty()) reason_ = reason;
        if (ended_.exchange(true)) return;
        if (!reaped_) kill(pid_, SIGKILL);
    }
    for (const auto& lane : lanes_) shutdown(lane->socket(), SHUT_RDWR);
    shutdown(control_->socket(), SHUT_RDWR);
    shutdown(aside_->socket(), SHUT_RDWR);
    freed_.notify_all();
}

void Process::reap(int options) {
    const std::lock_guard lock(mutex_);
    if (reaped_) return;
    pid_t found = -1;
    do {
        found = waitpid(pid_, &status_, options);
    } while (found < 0 && errno == EINTR);
    reaped_ = found == pid_ || found < 0;
    if (reaped_ && reason_.empty()) reason_ = words_of(status_);
}

void Process::close_errors() {
    if (errors_ >= 0) close(errors_);
    errors_ = -1;
}

bool Process::gone(std::string& why) {
    reap(WNOHANG);
    const std::lock_guard lock(mutex_);
    why = reason_;
    return reaped_;
}

size_t Process::resident_bytes() {
    memory_.clear();
    memory_.seekg(0);
    size_t size = 0, resident = 0;
    memory_ >> size >> resident;
    return resident * static_cast<size_t>(sysconf(_SC_PAGESIZE));
}

int Process::threads() {
    state_.clear();
    state_.seekg(0);
    // "pid (name) state …": the name is the program's own, the number of threads the 20th word.
    std::string text;
    std::getline(state_, text);
    std::istringstream words(text.substr(std::min(text.size(), text.rfind(')') + 1)));
    std::string word;
    for (int place = 3; place <= 19 && words >> word; ++place) continue;
    int threads = 0;
    words >> threads;
    return threads;
}

}  // namespace kerege::remote
