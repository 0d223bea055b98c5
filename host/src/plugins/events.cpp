#include "host/src/plugins/events.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "host/src/plugins/call.hpp"
#include "queries/plugins.hpp"

namespace kerege::plugins {
namespace {

namespace sql = queries::plugins;

constexpr int64_t kBatch = 200;
using std::chrono::steady_clock;

constexpr auto kPollSoon = std::chrono::milliseconds(100);  // while a commit is expected here
constexpr auto kExpect = std::chrono::seconds(2);
constexpr auto kPoll = std::chrono::seconds(2);  // for what other hosts committed
// How long a host may take over one event before another one tries it.
constexpr int64_t kLeaseMs = 5 * 60'000;
constexpr int64_t kPauseFirstMs = 2'000;
constexpr int64_t kPauseMaxMs = 15 * 60'000;
constexpr int64_t kOffPauseMs = 30'000;
constexpr size_t kReasonBytesMax = 1000;
constexpr int64_t kKeptMs = int64_t{7} * 24 * 3600 * 1000;

struct Due {
    int64_t event = 0;
    OrganisationId organisation;
    std::string topic;
    std::string subject;
    std::string payload;
    int64_t attempts = 0;
    int64_t next_at_ms = 0;
};

int64_t pause_ms(int64_t attempts) {
    const int64_t doublings = std::clamp<int64_t>(attempts, 0, 20);
    return std::min(kPauseMaxMs, kPauseFirstMs << doublings);
}

}  // namespace

struct Deliverer::Impl {
    explicit Impl(Plugins& given) : plugins(given) {}

    // One module that listens, and the thread it hears on.
    struct Listener {
        explicit Listener(Plugin& its_plugin) : plugin(its_plugin) {}

        Plugin& plugin;
        std::mutex delivering;  // one event at a time, whoever asks
        std::thread thread;
        bool woken = false;  // these two under Impl::mutex
        bool running = false;
    };

    Plugins& plugins;
    std::mutex mutex;
    std::condition_variable changed;
    std::condition_variable ended;
    bool ending = false;
    steady_clock::time_point expecting_until{};
    std::vector<std::unique_ptr<Listener>> listeners;  // in load order

    data::Database& database() { return plugins.lent().database; }
    int64_t now_ms() const { return plugins.lent().clock.now_ms(); }

    std::vector<Due> due(const Plugin& plugin) {
        std::vector<Due> found;
        auto transaction = database().read();
        transaction.each(
            sql::event_deliveries_due, {plugin.manifest.id, now_ms(), kBatch},
            [&](const data::Row& row) {
                found.push_back({row.int64(0), OrganisationId{row.int64(1)},
                                 std::string(row.text(2)), std::string(row.text(3)),
                                 std::string(row.text(4)), row.int64(5), row.int64(6)});
            });
        return found;
    }

    template <class F>
    auto change(F&& work) {
        auto transaction = database().write();
        const auto result = work(transaction);
        transaction.commit();
        return result;
    }

    bool claim(const Plugin& plugin, const Due& event) {
        return change([&](data::Transaction& transaction) {
            return transaction.execute(sql::event_delivery_claim,
                                       {now_ms() + kLeaseMs, event.event, plugin.manifest.id,
                                        event.next_at_ms}) == 1;
        });
    }

    void put_off(const Plugin& plugin, const Due& event, const std::string& reason) {
        const int64_t next = now_ms() + pause_ms(event.attempts);
        change([&](data::Transaction& transaction) {
            return transaction.execute(
                sql::event_delivery_failed,
                {next, http::cut_utf8(reason, kReasonBytesMax), event.event, plugin.manifest.id});
        });
        plugins.lent().log.write(LogLevel::warning, plugin.manifest.id,
                                 fmt::format("event {} ({}) failed, attempt {}: {}", event.event,
                                             event.topic, event.attempts + 1, reason));
    }

    void wait_until_on(const Plugin& plugin, OrganisationId organisation) {
        const int64_t now = now_ms();
        change([&](data::Transaction& transaction) {
            return transaction.execute(
                sql::event_deliveries_postpone,
                {now + kOffPauseMs, plugin.manifest.id, now, organisation.value});
        });
    }

    // Whether later events of the same subject may follow.
    bool deliver(Plugin& plugin, const Due& event, int& handed_over) {
        if (!plugins.lent().modules.on(plugin.module_index, event.organisation)) {
            wait_until_on(plugin, event.organisation);
            return false;
        }
        if (!claim(plugin, event)) return false;  // another host has it
        ++handed_over;
        const auto result = handle_event(
            plugin, {event.event, event.organisation, event.topic, event.subject, event.payload});
        if (!result.ok()) {
            put_off(plugin, event, result.fault().log_text);
            return false;
        }
        change([&](data::Transaction& transaction) {
            return transaction.execute(sql::event_delivery_done, {event.event, plugin.manifest.id});
        });
        return true;
    }

    // One batch of one plugin. Returns whether there may be more.
    bool deliver_batch(Plugin& plugin, int& handed_over) {
        const auto events = due(plugin);
        std::set<std::pair<int64_t, std::string_view>> held_up;
        bool delivered = false;
        for (const auto& event : events) {
            {
                const std::lock_guard lock(mutex);
                if (ending) return false;
            }
            const std::pair subject(event.organisation.value, std::string_view(event.subject));
            if (held_up.contains(subject)) continue;
            if (deliver(plugin, event, handed_over)) {
                delivered = true;
            } else {
                held_up.insert(subject);
            }
        }
        return delivered;
    }

    // What is due for one module until nothing is; returns how many were handed over.
    int deliver_all(Listener& listener) {
        const std::lock_guard lock(listener.delivering);
        int handed_over = 0;
        while (deliver_batch(listener.plugin, handed_over)) {
        }
        return handed_over;
    }

    void collect() {
        if (!listeners.empty()) return;
        for (const auto& plugin : plugins.loaded()) {
            if (plugin->events) listeners.push_back(std::make_unique<Listener>(*plugin));
        }
    }

    void run(Listener& listener) {
        for (;;) {
            try {
                deliver_all(listener);
            } catch (const std::exception& error) {
                plugins.lent().log.write(LogLevel::error, "events", error.what());
            }
            std::unique_lock lock(mutex);
            const auto pause = steady_clock::now() < expecting_until ? kPollSoon : kPoll;
            changed.wait_for(lock, pause, [&] { return listener.woken || ending; });
            listener.woken = false;
            if (!ending) continue;
            listener.running = false;
            ended.notify_all();
            return;
        }
    }

    void wake_locked() {
        for (const auto& listener : listeners) listener->woken = true;
    }
};

Deliverer::Deliverer(Plugins& plugins) : impl_(std::make_unique<Impl>(plugins)) {}

Deliverer::~Deliverer() = default;

std::vector<Deliverer::Backlog> Deliverer::backlog() {
    std::vector<Backlog> all;
    auto transaction = impl_->database().read();
    transaction.each(sql::event_backlog, {}, [&](const data::Row& row) {
        all.push_back({std::string(row.text(0)), row.int64(1), row.int64(2)});
    });
    return all;
}

void Deliverer::prune() {
    impl_->change([&](data::Transaction& transaction) {
        return transaction.execute(sql::event_prune, {impl_->now_ms() - kKeptMs});
    });
}

void Deliverer::start() {
    const std::lock_guard lock(impl_->mutex);
    impl_->collect();
    impl_->ending = false;
    for (const auto& listener : impl_->listeners) {
        if (listener->thread.joinable()) continue;
        listener->running = true;
        listener->thread = std::thread([this, &one = *listener] { impl_->run(one); });
    }
}

void Deliverer::begin_stop() {
    const std::lock_guard lock(impl_->mutex);
    impl_->ending = true;
    impl_->changed.notify_all();
}

std::vector<std::string> Deliverer::stop(std::chrono::milliseconds wait_max) {
    begin_stop();
    std::vector<std::string> busy;
    std::unique_lock lock(impl_->mutex);
    const auto& listeners = impl_->listeners;
    impl_->ended.wait_for(lock, wait_max, [&] {
        return std::none_of(listeners.begin(), listeners.end(),
                            [](const auto& listener) { return listener->running; });
    });
    for (const auto& listener : listeners) {
        if (listener->running) {
            busy.push_back(listener->plugin.manifest.id);
        } else if (listener->thread.joinable()) {
            listener->thread.join();  // it has let go of the mutex for good
        }
    }
    return busy;
}

void Deliverer::wake() {
    {
        const std::lock_guard lock(impl_->mutex);
        impl_->wake_locked();
    }
    impl_->changed.notify_all();
}

void Deliverer::expect() {
    {
        const std::lock_guard lock(impl_->mutex);
        impl_->expecting_until = steady_clock::now() + kExpect;
        impl_->wake_locked();
    }
    impl_->changed.notify_all();
}

int Deliverer::deliver_due() {
    {
        const std::lock_guard lock(impl_->mutex);
        impl_->collect();
    }
    int handed_over = 0;
    for (bool more = true; more;) {
        more = false;
        // In load order, so that what a module publishes while it handles reaches those after it in
        // the same round, and those before it in the next.
        for (const auto& listener : impl_->listeners) {
            const int now = impl_->deliver_all(*listener);
            handed_over += now;
            if (now > 0) more = true;
        }
    }
    return handed_over;
}

}  // namespace kerege::plugins
