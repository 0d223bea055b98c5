// maintenance plan, list, extend, call-off
#include <fmt/format.h>

#include <charconv>

#include "host/src/app/command.hpp"
#include "host/src/app/console.hpp"
#include "host/src/maintenance/maintenance.hpp"

namespace kerege::app {
namespace {

struct Planner : ReadyConsole {
    explicit Planner(const Invocation& invocation) : ReadyConsole(invocation.config) {}
    maintenance::Maintenance maintenance{database, audit,      ids,
                                         clock,    local_time, config.maintenance_hours};
};

std::string_view state_of(const maintenance::Break& one, int64_t now_ms) {
    if (one.called_off) return "called off";
    if (one.ends_at_ms <= now_ms) return "held";
    return one.begins_at_ms <= now_ms ? "under way" : "planned";
}

int64_t number_of(const std::string& which) {
    int64_t id = 0;
    const auto [end, error] = std::from_chars(which.data(), which.data() + which.size(), id);
    if (error != std::errc() || end != which.data() + which.size())
        throw Failure(
            fmt::format("\"{}\" is no number that `kerege maintenance list` prints", which),
            kUsage);
    return id;
}

}  // namespace

int maintenance_plan(const Invocation& invocation) {
    Planner planner(invocation);
    maintenance::NewBreak typed;
    typed.day = invocation.arguments[0];
    typed.from = invocation.arguments[1];
    typed.until = invocation.arguments[2];
    typed.words_kk = invocation.option("words-kk");
    typed.words_ru = invocation.option("words-ru");
    typed.words_en = invocation.option("words-en");
    typed.reason = invocation.option("reason");
    fmt::print("{}\n", unwrap(planner.maintenance.plan(typed, PersonId{})));
    return kDone;
}

int maintenance_list(const Invocation& invocation) {
    Planner planner(invocation);
    const int year = planner.maintenance.year_now();
    // In December the first ones of the next year are planned already.
    for (const auto& one : planner.maintenance.of_years(year, year + 1))
        fmt::print("{}  {:<10}  {} – {}  {}\n", one.id, state_of(one, planner.clock.now_ms()),
                   planner.local_time.minute(one.begins_at_ms),
                   planner.local_time.minute(one.ends_at_ms), one.reason);
    const int64_t minutes = planner.maintenance.minutes_of_year(year);
    fmt::print("{}:{:02} of {} hours in {}\n", minutes / 60, minutes % 60,
               planner.maintenance.hours_a_year(), year);
    return kDone;
}

int maintenance_extend(const Invocation& invocation) {
    const int64_t id = number_of(invocation.arguments[0]);
    Planner planner(invocation);
    unwrap(planner.maintenance.extend(id, {invocation.arguments[1], invocation.option("reason")},
                                      PersonId{}));
    const auto one = unwrap(planner.maintenance.find(id));
    fmt::print("it ends at {}\n", planner.local_time.minute(one.ends_at_ms));
    return kDone;
}

int maintenance_call_off(const Invocation& invocation) {
    const int64_t id = number_of(invocation.arguments[0]);
    Planner planner(invocation);
    unwrap(planner.maintenance.call_off(id, PersonId{}));
    return kDone;
}

}  // namespace kerege::app
