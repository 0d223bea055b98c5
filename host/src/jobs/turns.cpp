#include "host/src/jobs/turns.hpp"

#include <algorithm>
#include <chrono>
#include <stdexcept>

namespace kerege::jobs {
namespace {

constexpr int kRoundMax = 50;
constexpr int64_t kLookAgainMs = 2'000;
constexpr int64_t kOffPauseMs = 30'000;

int64_t steady_ms() {
    using namespace std::chrono;
    return duration_cast<milliseconds>(steady_clock::now().time_since_epoch()).count();
}

}  // namespace

void Turns::add(Kind kind) {
    const auto same = [&](const Module& module) { return module.name == kind.module; };
    if (std::none_of(modules_.begin(), modules_.end(), same))
        modules_.emplace_back().name = kind.module;
    kinds_.push_back(std::move(kind));
}

const Kind* Turns::find(std::string_view module, std::string_view name) const {
    for (const Kind& kind : kinds_) {
        if (kind.module == module && kind.name == name) return &kind;
    }
    return nullptr;
}

Turns::Module& Turns::module_of(const Kind& kind) {
    for (Module& module : modules_) {
        if (module.name == kind.module) return module;
    }
    throw std::logic_error("jobs: a kind of no module");
}

// Those that may run something now: fewest running first, then who had no turn for longest.
std::vector<Turns::Module*> Turns::in_turn(int per_module_max) {
    const std::lock_guard lock(mutex_);
    std::vector<Module*> all;
    for (Module& module : modules_) {
        if (module.running < per_module_max && module.held == 0) all.push_back(&module);
    }
    std::stable_sort(all.begin(), all.end(), [](const Module* a, const Module* b) {
        return std::pair(a->running, a->served) < std::pair(b->running, b->served);
    });
    return all;
}

bool Turns::fill_round(Module& module) {
    if (!module.round.empty()) return true;
    {
        const std::lock_guard lock(mutex_);
        if (steady_ms() < module.look_at_ms) return false;
        // Set before the look: what is added meanwhile takes it back.
        module.look_at_ms = steady_ms() + kLookAgainMs;
    }
    auto found = queue_.due(module.name, module.after, kRoundMax);
    if (found.empty() && module.after != kBefore) {
        found = queue_.due(module.name, kBefore, kRoundMax);
        module.after = kBefore;
    }
    if (found.empty()) return false;
    for (const Due& due : found) module.after = std::max(module.after, due.organisation);
    module.round.assign(found.begin(), found.end());
    const std::lock_guard lock(mutex_);
    module.look_at_ms = 0;
    return true;
}

std::optional<Turns::Picked> Turns::pick_of(Module& module, std::chrono::milliseconds lease) {
    while (fill_round(module)) {
        const Due due = std::move(module.round.front());
        module.round.pop_front();
        const int64_t later = clock_.now_ms() + kOffPauseMs;
        const Kind* kind = find(module.name, due.kind);
        if (!kind) {
            queue_.postpone(module.name, due.kind, later);
        } else if (kind->on && !kind->on(due.organisation)) {
            queue_.postpone(module.name, due.organisation, later);
        } else if (auto taken = queue_.take(due.id, lease)) {
            return Picked{kind, std::move(*taken)};
        }
    }
    return {};
}

std::optional<Turns::Picked> Turns::pick(int per_module_max, std::chrono::milliseconds lease) {
    const std::lock_guard picking(picking_);
    for (Module* module : in_turn(per_module_max)) {
        auto picked = pick_of(*module, lease);
        if (!picked) continue;
        const std::lock_guard lock(mutex_);
        ++module->running;
        module->served = ++turns_;
        return picked;
    }
    return {};
}

void Turns::ended(const Kind& kind) {
    const std::lock_guard lock(mutex_);
    --module_of(kind).running;
}

void Turns::hold(const Kind& kind) {
    const std::lock_guard lock(mutex_);
    ++module_of(kind).held;
}

void Turns::let_go(const Kind& kind) {
    const std::lock_guard lock(mutex_);
    --module_of(kind).held;
}

std::vector<std::string> Turns::held() {
    const std::lock_guard lock(mutex_);
    std::vector<std::string> names;
    for (const Module& module : modules_) {
        if (module.held > 0) names.push_back(module.name);
    }
    return names;
}

void Turns::look_again() {
    const std::lock_guard lock(mutex_);
    for (Module& module : modules_) module.look_at_ms = 0;
}

}  // namespace kerege::jobs
