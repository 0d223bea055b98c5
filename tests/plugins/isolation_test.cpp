// docs/reference/isolation.md: what a plugin that runs wild does to its host, tried in the host and
// in a worker. KEREGE_WRITE_REFERENCE=1 writes the page anew.
#include <fmt/format.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "tests/plugins/world.hpp"

namespace kerege::plugins {
namespace {

using std::chrono::milliseconds;

constexpr const char* kServed = "the answer is as it should be";
constexpr const char* kRefused = "each call of it is refused with a status";
constexpr const char* kFault = "that request gets an error page";
constexpr const char* kReplaced = "that request gets an error page; its worker is replaced";
constexpr const char* kHostEnds = "**the host ends**";
constexpr const char* kHostHangs = "**a thread of the host is lost**";

struct Deed {
    const char* what;
    const char* does;
};
constexpr Deed kDeeds[] = {
    {"throw", "throws an exception out of a handler"},
    {"oversized", "hands in strings of a terabyte, or without their bytes"},
    {"sizes", "lies in its size fields"},
    {"utf8", "hands in text that is not UTF-8"},
    {"twice", "begins and ends a transaction twice"},
    {"elsewhere", "uses a call on another thread"},
    {"thread", "leaves a thread behind"},
    {"escape", "reaches for files, sockets, programs, other processes"},
    {"segfault", "crashes"},
    {"abort", "aborts, or panics"},
    {"exit", "calls exit()"},
    {"loop", "loops for ever"},
    {"chatter", "never stops asking"},
    {"lock", "loops for ever with the write lock"},
    {"allocate", "takes memory without end"},
    {"signal", "sends its host a signal through a descriptor"},
    {"shared", "takes memory that no limit counts"},
    {"nonsense", "writes into every descriptor it finds"},
};

std::unique_ptr<World> world_of(Isolation isolation) {
    auto world = std::make_unique<World>(data::Dialect::sqlite, isolation);
    world->workers.call_deadline = milliseconds(1500);
    world->workers.pause_max = milliseconds(500);
    world->workers.lane_wait_max = milliseconds(20'000);
    world->workers.memory_bytes_max = size_t{400} << 20;
    world->load("wild");
    return world;
}

std::string outcome_of(const Answer& answer) {
    if (answer.status != 200) return kFault;
    if (answer.body == "hello") return kServed;
    if (answer.body == "got: ") return "nothing of it works";
    if (answer.body.starts_with("got: ")) return "it can: " + answer.body.substr(5);
    return kRefused;
}

// In a process of its own, which is what is at stake.
std::string in_the_host(const std::string& what) {
    // Not tried: what is the host's is its own.
    if (what == "escape" || what == "nonsense" || what == "shared" || what == "signal")
        return "**it can do what the host can**";
    int answers[2];
    if (pipe(answers) != 0) return "?";
    const pid_t child = fork();
    if (child == 0) {
        const auto world = world_of(Isolation::host);
        alarm(3);
        if (what == "allocate") alarm(1);  // by then it has taken hundreds of megabytes
        const std::string outcome = outcome_of(world->get("/wild/" + what));
        const bool goes_on = world->get("/wild/hello").body == "hello";
        (void)!write(answers[1], outcome.data(), outcome.size());
        std::_Exit(goes_on ? 0 : 9);
    }
    close(answers[1]);
    char bytes[200];
    const ssize_t size = read(answers[0], bytes, sizeof(bytes));
    close(answers[0]);
    int status = 0;
    waitpid(child, &status, 0);
    if (WIFSIGNALED(status) && WTERMSIG(status) == SIGALRM)
        return what == "allocate" ? "**the host's memory is taken**" : kHostHangs;
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) return kHostEnds;
    return {bytes, static_cast<size_t>(std::max<ssize_t>(size, 0))};
}

std::string in_a_worker(const std::string& what) {
    const auto world = world_of(Isolation::worker);
    if (what == "allocate") world->workers.call_deadline = milliseconds(20'000);
    const std::string outcome = outcome_of(world->get("/wild/" + what));
    EXPECT_EQ(world->get("/wild/hello").body, "hello") << what;
    return world->log_text().find("will be replaced") == std::string::npos ? outcome : kReplaced;
}

TEST(Isolation, ThePageSaysWhatHappens) {
    std::string page =
        "# What a plugin that runs wild does to its host\n\n"
        "Written and checked by `tests/plugins/isolation_test.cpp`, which does each of these in "
        "a worker, and in the host what is not free to everybody there.\n\n| a plugin … | in the "
        "host | in a worker |\n|---|---|---|\n";
    for (const Deed& deed : kDeeds)
        page += fmt::format("| {} | {} | {} |\n", deed.does, in_the_host(deed.what),
                            in_a_worker(deed.what));
    const std::string file = KEREGE_SOURCE_DIR "/docs/reference/isolation.md";
    if (std::getenv("KEREGE_WRITE_REFERENCE")) std::ofstream(file) << page;
    std::ostringstream written;
    written << std::ifstream(file).rdbuf();
    EXPECT_EQ(written.str(), page);
}

}  // namespace
}  // namespace kerege::plugins
