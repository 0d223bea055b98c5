#include "host/src/files/looker.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <limits>
#include <thread>

#include "host/src/files/descriptor.hpp"

namespace kerege::files {
namespace {

using Clock = std::chrono::steady_clock;

constexpr size_t kTypeBytesMax = 200;
constexpr size_t kPictureBytesMax = 4 * 1024 * 1024;
// Of host/src/files/content: what it says of a file it can't take.
constexpr int kImpossible = 3;

// Between two looks whether a process has ended.
constexpr std::chrono::milliseconds kGlance{2};
// What is killed may be busy with the disk.
constexpr std::chrono::milliseconds kKillWait{1'000};

// Counts who looks; waits for room until the deadline, unless so many wait already.
class Place {
public:
    struct Counts {
        int& running;
        int running_max;
        int& waiting;
        int waiting_max;
    };
    Place(std::mutex& mutex, std::condition_variable& freed, const Counts& counts,
          Clock::time_point deadline)
        : mutex_(mutex), freed_(freed), running_(counts.running) {
        const auto room = [&] { return running_ < counts.running_max; };
        std::unique_lock lock(mutex_);
        if (!room() && counts.waiting >= counts.waiting_max) return;
        ++counts.waiting;
        taken_ = freed_.wait_until(lock, deadline, room);
        --counts.waiting;
        if (taken_) ++running_;
    }
    ~Place() {
        if (!taken_) return;
        {
            const std::lock_guard lock(mutex_);
            --running_;
        }
        freed_.notify_one();
    }
    Place(const Place&) = delete;
    explicit operator bool() const { return taken_; }

private:
    std::mutex& mutex_;
    std::condition_variable& freed_;
    int& running_;
    bool taken_ = false;
};

// Starts the program with the file as its input and `output` as its output. 0: it could not.
pid_t start(const std::filesystem::path& program, std::vector<std::string>& words, int file,
            int output) {
    std::vector<char*> arguments;
    for (auto& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    char* environment[] = {nullptr};
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    if (posix_spawn_file_actions_init(&actions) != 0) return 0;
    posix_spawnattr_init(&attributes);
    sigset_t none;
    sigemptyset(&none);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
    posix_spawn_file_actions_adddup2(&actions, file, STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    pid_t process = 0;
    const int failed = posix_spawn(&process, program.c_str(), &actions, &attributes,
                                   arguments.data(), environment);
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
    return failed == 0 ? process : 0;
}

// All that comes, until the end. false: too much, or too late.
bool read_all(int from, size_t bytes_max, Clock::time_point deadline, std::string& out) {
    char part[16 * 1024];
    for (;;) {
        const auto left =
            std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now());
        pollfd entry{from, POLLIN, 0};
        if (left.count() <= 0) return false;
        if (::poll(&entry, 1, static_cast<int>(left.count())) <= 0) continue;
        const ssize_t got = ::read(from, part, sizeof part);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return got == 0;
        if (out.size() + static_cast<size_t>(got) > bytes_max) return false;
        out.append(part, static_cast<size_t>(got));
    }
}

// Whether it has gone until then; then its status is known.
bool gone_until(pid_t process, Clock::time_point deadline, int& status) {
    for (;;) {
        const pid_t ended = ::waitpid(process, &status, WNOHANG);
        if (ended == process || (ended < 0 && errno != EINTR)) return true;
        if (Clock::now() >= deadline) return false;
        std::this_thread::sleep_for(kGlance);
    }
}

// Not the file's doing: by us, by the limit of its time, or by whoever looks after the machine.
bool ended_from_outside(int status) {
    const int signal = WTERMSIG(status);
    return signal == SIGKILL || signal == SIGTERM || signal == SIGXCPU;
}

}  // namespace

Looker::~Looker() {
    int status = 0;
    for (const int process : left_behind_) (void)gone_until(process, Clock::now(), status);
}

// Its status, when it has ended or been ended; -1 and late: it could not even be ended.
int Looker::reap(int process, Clock::time_point deadline, bool& late) {
    int status = 0;
    if (!late && gone_until(process, deadline, status)) return status;
    late = true;
    ::kill(process, SIGKILL);
    if (gone_until(process, Clock::now() + kKillWait, status)) return status;
    const std::lock_guard lock(mutex_);
    left_behind_.push_back(process);
    return -1;
}

void Looker::look_after_the_left_behind() {
    const std::lock_guard lock(mutex_);
    std::erase_if(left_behind_, [](int process) {
        int status = 0;
        return gone_until(process, Clock::now(), status);
    });
}

Looker::Seen Looker::run(int file, std::vector<std::string> words, size_t output_bytes_max,
                         int waiting_max) {
    look_after_the_left_behind();
    Seen seen;
    const Place place(mutex_, freed_, {running_, settings_.looks_max, waiting_, waiting_max},
                      Clock::now() + settings_.look_deadline);
    if (!place) return seen;
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0) return seen;
    const Descriptor ours(ends[0]);
    Descriptor theirs(ends[1]);
    words.insert(words.begin(), settings_.program.string());
    const pid_t process = start(settings_.program, words, file, theirs.get());
    theirs.reset();
    if (process == 0) return seen;
    const auto deadline = Clock::now() + settings_.look_deadline;
    seen.late = !read_all(ours.get(), output_bytes_max, deadline, seen.output);
    const int status = reap(process, deadline, seen.late);
    if (seen.late) return seen;
    if (WIFEXITED(status)) seen.status = WEXITSTATUS(status);
    if (WIFSIGNALED(status)) {
        seen.late = ended_from_outside(status);
        seen.status = seen.late ? -1 : kImpossible;  // it broke on this file
    }
    return seen;
}

std::optional<std::string> Looker::type_of(int file) {
    const Seen seen = run(file, {"type"}, kTypeBytesMax, std::numeric_limits<int>::max());
    if (seen.status == kImpossible) return "application/octet-stream";
    if (seen.status != 0 || seen.output.empty()) return std::nullopt;
    return seen.output;
}

Looker::Picture Looker::thumbnail(int file, int side_pixels) {
    const Seen seen =
        run(file,
            {"thumbnail", std::to_string(side_pixels), std::to_string(settings_.image_pixels_max)},
            kPictureBytesMax, settings_.thumbnails_waiting_max);
    if (seen.status == 0 && !seen.output.empty()) return {Outcome::made, seen.output};
    if (seen.status == kImpossible) return {Outcome::impossible};
    return {seen.late ? Outcome::late : Outcome::not_now};
}

}  // namespace kerege::files
