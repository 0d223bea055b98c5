// What is done about files without anybody's asking: the virus scanner, and content that is
// nobody's.
#include <fmt/format.h>

#include <algorithm>
#include <ctime>

#include "host/src/files/clamd.hpp"
#include "host/src/files/files.hpp"
#include "queries/files.hpp"

namespace kerege::files {
namespace {

namespace sql = queries::files;

constexpr std::string_view kUpkeep = "files";
constexpr int64_t kScanFirstPauseMs = 30'000;
constexpr int64_t kScanLongestPauseMs = 60 * 60'000;

struct Waiting {
    int64_t id = 0;
    std::string sha256;
    int64_t scan_at_ms = 0;
    int64_t attempts = 0;
};

int64_t scan_pause_ms(int64_t attempts) {
    return std::min(kScanLongestPauseMs, kScanFirstPauseMs << std::clamp<int64_t>(attempts, 0, 20));
}

int64_t change(data::Database& database, const data::Statement& statement,
               std::initializer_list<data::Argument> args) {
    auto transaction = database.write();
    const int64_t rows = transaction.execute(statement, args);
    transaction.commit();
    return rows;
}

}  // namespace

int Files::scan_waiting(const std::atomic<bool>* stopping) {
    if (settings_.clamd_socket.empty()) {
        release_waiting();
        return 0;
    }
    int left = 0;
    for (bool go_on = true; go_on && !(stopping && *stopping);) {
        const auto seen = scan_next(stopping);
        if (!seen) break;
        if (*seen != Verdict::clean && *seen != Verdict::infected) ++left;
        go_on = *seen != Verdict::away;
    }
    return left;
}

// A file is taken until its next turn before it is looked at, so that hosts share the work, and one
// that can't be judged lets all others go first. A scanner that is away is nobody's fault.
std::optional<Verdict> Files::scan_next(const std::atomic<bool>* stopping) {
    std::optional<Waiting> next;
    database_.read().first(sql::scan_next, {clock_.now_ms()}, [&](const data::Row& row) {
        next = Waiting{row.int64(0), std::string(row.text(1)), row.int64(2), row.int64(3)};
    });
    if (!next) return {};
    const int64_t again_at_ms =
        clock_.now_ms() +
        std::max<int64_t>(scan_pause_ms(next->attempts), 2 * settings_.clamd_deadline.count());
    if (change(database_, sql::scan_plan,
               {again_at_ms, next->attempts + 1, next->id, next->scan_at_ms}) != 1)
        return Verdict::unknown;  // another host was first
    Scan seen;
    try {
        seen = scan(store_.open(next->sha256).get(), settings_, stopping);
    } catch (const StoreFailed& failed) {
        seen.words = failed.what();
    }
    const bool broken_off = stopping && *stopping && seen.verdict == Verdict::unknown;
    if (broken_off || seen.verdict == Verdict::away) {
        change(database_, sql::scan_plan,
               {next->scan_at_ms, next->attempts, next->id, again_at_ms});
    } else if (seen.verdict != Verdict::unknown) {
        const bool clean = seen.verdict == Verdict::clean;
        change(database_, sql::set_state, {clean ? "ready" : "infected", next->id});
    }
    if (seen.verdict != Verdict::clean && !broken_off)
        log_.write(
            LogLevel::warning, kUpkeep,
            seen.verdict == Verdict::infected
                ? fmt::format("file {}: {}", next->id, seen.words)
                : fmt::format("file {} waits for the virus scanner: {}", next->id, seen.words));
    return seen.verdict;
}

// The operator has taken the scanner away: what waited for it is like any new file now.
void Files::release_waiting() {
    if (!database_.read().first(sql::waiting_any, {}, [](const data::Row&) {})) return;
    const int64_t released = change(database_, sql::release_waiting, {});
    log_.write(LogLevel::warning, kUpkeep,
               fmt::format("{} files that waited for the virus scanner are given out unscanned: "
                           "there is no files: clamd_socket any more",
                           released));
}

int Files::collect(const std::function<bool()>& go_on) {
    const int64_t age_s = std::chrono::seconds(settings_.garbage_age).count();
    const auto kept = [&](std::string_view first, std::string_view last) {
        std::set<std::string, std::less<>> names;
        database_.read().each(sql::contents_between, {first, last},
                              [&](const data::Row& row) { names.emplace(row.text(0)); });
        return names;
    };
    const int removed = store_.collect(clock_.now_ms() / 1000, age_s, kept, go_on);
    if (removed > 0)
        log_.write(LogLevel::info, kUpkeep,
                   fmt::format("{} files nobody refers to were removed", removed));
    return removed;
}

}  // namespace kerege::files
