#include "host/src/pages/health.hpp"

#include <chrono>

#include "host/src/plugins/events.hpp"
#include "kerege/sdk/tr.hpp"

namespace kerege::pages {
namespace {

constexpr int64_t kDayMs = 24 * 60 * 60 * 1000;
constexpr size_t kSettingsShown = 10;

struct StateWords {
    plugins::State state;
    std::string_view words;
    const char* badge;
};
constexpr StateWords kStates[] = {
    {plugins::State::loaded, KEREGE_TR("works"), "good"},
    {plugins::State::failed, KEREGE_TR("failed"), "bad"},
    {plugins::State::left_out, KEREGE_TR("left out"), "warn"},
    {plugins::State::found, KEREGE_TR("not loaded"), "warn"},
};

void add_facts(House& house, Model& health) {
    const auto began = std::chrono::steady_clock::now();
    const auto activity = house.sessions.activity(house.clock.now_ms() - kDayMs);
    const auto took = std::chrono::steady_clock::now() - began;
    health.set("database_ms", std::chrono::duration_cast<std::chrono::milliseconds>(took).count())
        .set("sessions", activity.open)
        .set("sign_ins", activity.begun);
}

void add_events(House& house, Model& health) {
    int64_t waiting = 0, failing = 0;
    for (const auto& one : house.plugins.deliverer().backlog()) {
        waiting += one.waiting;
        failing += one.failing;
        if (one.failing > 0)
            health.add("failing").set("name", one.module).set("events", one.failing);
    }
    health.set("events_waiting", waiting).set("events_class", failing > 0 ? "bad" : "good");
}

void add_jobs(House& house, const http::Exchange& exchange, Model& health) {
    const auto counts = house.plugins.queue().counts(exchange.scope().organisation);
    health.set("jobs_waiting", counts.waiting + counts.running)
        .set("jobs_class", counts.failed > 0 ? "bad" : "good");
    if (counts.failed > 0) health.add("jobs_failing").set("count", counts.failed);
}

// One that is loaded, but whose process keeps ending.
bool add_trouble(House& house, const http::Exchange& exchange, std::string_view id, Model& row) {
    const std::string trouble = house.plugins.trouble(id);
    if (trouble.empty()) return false;
    const bool parked = trouble.starts_with("parked");
    row.set("state",
            tr(house, exchange, parked ? KEREGE_TR("parked") : KEREGE_TR("being started again")))
        .set("badge", parked ? "bad" : "warn")
        .set("reason", trouble);
    return true;
}

void add_modules(House& house, http::Exchange& exchange, Model& health) {
    for (const auto& entry : house.plugins.catalogue().entries()) {
        Model& row = health.add("module");
        row.set("label", module_name(house, exchange, entry.id))
            .set("version", entry.manifest.version)
            .set("reason", entry.reason);
        if (add_trouble(house, exchange, entry.id, row)) continue;
        for (const StateWords& state : kStates)
            if (state.state == entry.state)
                row.set("state", tr(house, exchange, state.words)).set("badge", state.badge);
    }
}

// What differs from the modules' own defaults: the settings in force today.
void add_settings(House& house, http::Exchange& exchange, Model& health) {
    const std::string today = house.local_time.day(house.clock.now_ms());
    const auto settings = house.modules.settings();
    size_t shown = 0;
    for (const auto& setting : settings) {
        if (!setting.holds(today) || house.modules.index(setting.module) < 0) continue;
        if (++shown > kSettingsShown) continue;
        const auto organisation = house.organisations.find(setting.organisation);
        if (!organisation) continue;
        const bool on = setting.state == "on";
        health.add("setting")
            .set("organisation", organisation->name(exchange.locale))
            .set("label", module_name(house, exchange, setting.module))
            .set("state", tr(house, exchange, on ? KEREGE_TR("On") : KEREGE_TR("Off")))
            .set("badge", on ? "good" : "quiet");
    }
    if (shown == 0) health.add("as_by_default");
    if (shown > kSettingsShown)
        health.add("more").set("text", tr_plural(house, exchange, KEREGE_TR("and {count} more"),
                                                 KEREGE_TR("and {count} more"),
                                                 static_cast<int64_t>(shown - kSettingsShown)));
}

}  // namespace

void add_health(House& house, http::Exchange& exchange, Model& model) {
    Model& health = model.add("health");
    add_facts(house, health);
    add_events(house, health);
    add_jobs(house, exchange, health);
    add_modules(house, exchange, health);
    add_settings(house, exchange, health);
}

}  // namespace kerege::pages
