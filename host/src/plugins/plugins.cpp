#include "host/src/plugins/plugins.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <map>

#include "host/src/data/migrator.hpp"
#include "host/src/plugins/call.hpp"
#include "host/src/plugins/events.hpp"
#include "host/src/plugins/inspect.hpp"
#include "host/src/plugins/jobs.hpp"
#include "host/src/plugins/life.hpp"
#include "host/src/plugins/outbox.hpp"
#include "host/src/plugins/plugin.hpp"
#include "host/src/plugins/remote/remote_plugin.hpp"

namespace kerege::plugins {

Plugin::Plugin(Manifest given, Plugins& plugins)
    : manifest(std::move(given)), owner(plugins), lent(plugins.lent()) {
    principal.id = sql_owner(manifest.id);
    principal.columns = manifest.columns;
}

struct Plugins::Impl {
    Impl(Plugins& self, Lent given)
        : lent(given),
          settings(given.database, given.clock),
          slots(self),
          deliverer(self),
          queue(given.database, given.ids, given.clock),
          runner(queue, given.clock, given.local_time, given.log),
          outbox(catalogue, given.ids, given.clock, [this] { deliverer.expect(); }) {}

    Lent lent;
    Catalogue catalogue;
    std::vector<std::unique_ptr<Plugin>> loaded;
    std::map<std::string, std::vector<Filler>, std::less<>> fillers;
    Settings settings;
    Slots slots;
    Deliverer deliverer;
    jobs::Queue queue;
    jobs::Runner runner;
    Outbox outbox;

    void number_modules() {
        std::vector<directory::Modules::Known> known;
        for (const auto& plugin : loaded) {
            known.push_back(
                {plugin->manifest.id, plugin->manifest.needs, plugin->manifest.on_by_default});
        }
        lent.modules.set_known(std::move(known));
        for (const auto& plugin : loaded) {
            plugin->module_index = lent.modules.index(plugin->manifest.id);
        }
    }

    void collect_fillers() {
        for (const auto& plugin : loaded) {
            for (const auto& slot : plugin->manifest.slots) {
                const int permission = slot.permission.empty()
                                           ? Filler::kNoPermission
                                           : lent.permissions.index(slot.permission);
                fillers[slot.slot].push_back({plugin.get(), slot.order, permission});
            }
        }
        for (auto& [slot, filling] : fillers) {
            std::stable_sort(filling.begin(), filling.end(),
                             [](const Filler& a, const Filler& b) { return a.order < b.order; });
        }
    }
};

Plugins::Plugins(Lent lent) : impl_(std::make_unique<Impl>(*this, lent)) {}

Plugins::~Plugins() {
    const auto busy = stop();
    if (busy.empty()) return;
    impl_->lent.log.write(
        LogLevel::error, "plugins",
        fmt::format("still handling an event or a job: {}", fmt::join(busy, ", ")));
    std::_Exit(1);
}

void Plugins::load(Catalogue catalogue) {
    impl_->catalogue = std::move(catalogue);
    auto& entries = impl_->catalogue.entries();
    for (size_t i = 0; i < entries.size(); ++i) {
        Entry& entry = entries[i];
        if (entry.state == State::found) {
            auto plugin = std::make_unique<Plugin>(entry.manifest, *this);
            const auto started = bring_up(*plugin);
            if (started.ok()) {
                entry.state = State::loaded;
                for (const auto& remark : inspect(*plugin))
                    impl_->lent.log.write(LogLevel::warning, entry.id, remark.text);
                impl_->loaded.push_back(std::move(plugin));
            } else {
                impl_->catalogue.fail(entry.id, started.fault().log_text);
            }
        }
        if (entry.state != State::loaded) {
            impl_->lent.log.write(
                LogLevel::error, "plugins",
                fmt::format("{} {}: {}", entry.id, state_word(entry.state), entry.reason));
        }
    }
    impl_->number_modules();
    impl_->collect_fillers();
    for (const auto& plugin : impl_->loaded) add_jobs(*plugin, impl_->runner);
}

void Plugins::begin_stop(std::chrono::steady_clock::time_point until) {
    impl_->deliverer.begin_stop();
    impl_->runner.begin_stop(until);
}

// Both are told before either is waited for.
std::vector<std::string> Plugins::stop(std::chrono::milliseconds wait_max) {
    begin_stop(std::chrono::steady_clock::now() + wait_max);
    const auto until = std::chrono::steady_clock::now() + wait_max;
    auto busy = impl_->deliverer.stop(wait_max);
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
        until - std::chrono::steady_clock::now());
    const auto running = impl_->runner.stop(std::max(left, std::chrono::milliseconds(0)));
    busy.insert(busy.end(), running.begin(), running.end());
    if (!busy.empty()) return busy;
    auto& loaded = impl_->loaded;
    for (auto plugin = loaded.rbegin(); plugin != loaded.rend(); ++plugin) quiesce(**plugin);
    for (auto plugin = loaded.rbegin(); plugin != loaded.rend(); ++plugin) take_down(**plugin);
    impl_->fillers.clear();
    loaded.clear();
    return busy;
}

std::string Plugins::trouble(std::string_view id) const {
    for (const auto& plugin : impl_->loaded) {
        if (plugin->manifest.id == id) return remote::worker_trouble(*plugin);
    }
    return {};
}

const Catalogue& Plugins::catalogue() const { return impl_->catalogue; }
const std::vector<std::unique_ptr<Plugin>>& Plugins::loaded() const { return impl_->loaded; }
Settings& Plugins::settings() { return impl_->settings; }
const Slots& Plugins::slots() const { return impl_->slots; }
Outbox& Plugins::outbox() { return impl_->outbox; }
Deliverer& Plugins::deliverer() { return impl_->deliverer; }
jobs::Queue& Plugins::queue() { return impl_->queue; }
jobs::Runner& Plugins::runner() { return impl_->runner; }
const Lent& Plugins::lent() const { return impl_->lent; }

const std::vector<Filler>& Plugins::fillers(std::string_view slot) const {
    static const std::vector<Filler> none;
    const auto found = impl_->fillers.find(slot);
    return found == impl_->fillers.end() ? none : found->second;
}

Plugin* Plugins::provider(std::string_view service) const {
    const std::string_view id = provider_of(service);
    for (const auto& plugin : impl_->loaded) {
        if (plugin->manifest.id == id)
            return plugin->manifest.offers(service) ? plugin.get() : nullptr;
    }
    return nullptr;
}

std::vector<view::MenuItem> Plugins::menu() const {
    std::vector<view::MenuItem> menu;
    for (const auto& plugin : impl_->loaded) {
        menu.insert(menu.end(), plugin->manifest.menu.begin(), plugin->manifest.menu.end());
    }
    return menu;
}

std::vector<std::string> migrate_all(data::Database& database, Catalogue& catalogue, bool contract,
                                     int64_t now_ms) {
    std::vector<std::string> applied;
    for (size_t i = 0; i < catalogue.entries().size(); ++i) {
        const Entry& entry = catalogue.entries()[i];
        if (entry.state != State::found) continue;
        const auto done = migrate_plugin(database, entry.manifest, contract, now_ms);
        if (!done.ok()) {
            catalogue.fail(entry.id, done.fault().log_text);
            continue;
        }
        for (const auto& name : *done) applied.push_back(entry.id + "/" + name);
    }
    return applied;
}

}  // namespace kerege::plugins
