// A plugin in a process of its own, seen by the host as any other: a plugin's table whose functions
// speak to the worker. Internal.
//
// A worker that ends, or is ended because it hangs, sends nonsense or takes too much memory, is
// replaced: the new one registers the same things again. One that keeps ending is parked.
#pragma once

#include <atomic>
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "host/src/plugins/remote/process.hpp"
#include "host/src/plugins/remote/serve.hpp"

namespace kerege::remote {

class RemotePlugin {
public:
    RemotePlugin(plugins::Plugin& plugin, const plugins::WorkerSettings& settings);
    RemotePlugin(const RemotePlugin&) = delete;
    ~RemotePlugin();

    // Starts the worker, and in it the plugin. [control]
    kerege_status start(kerege_registration* registration, kerege_sink* error);
    // quiesce, stop or destroy; a worker that does not answer is ended. [control]
    void tell(Op op) noexcept;
    bool offers(uint32_t what) const { return (offers_ & what) != 0; }

    // Sends `frames` (one frame that begins a call) and serves the worker until it is done.
    // KEREGE_UNAVAILABLE: there is no worker, or it ended meanwhile. [request] [job]
    kerege_status call(kerege_call& call, const std::string& frames,
                       std::chrono::milliseconds limit, kerege_sink* error);

    // For the operator; empty while all is well. [any]
    std::string trouble();

    struct Health {
        bool there = false;
        bool parked = false;
        uint64_t deaths = 0;        // since the start
        size_t resident_bytes = 0;  // as of the last look
    };
    Health health();  // [any]

    const plugins::WorkerSettings& settings() const { return settings_; }

private:
    using Clock = std::chrono::steady_clock;

    Result<> launch(kerege_registration* registration);
    kerege_status converse(Process& process, Lane& lane, Served& served, Deadline deadline,
                           kerege_sink* error, uint32_t* offers = nullptr);
    std::string why_not(Process& process);
    kerege_status lost(Process& process, Lane::Outcome outcome, kerege_sink* error);
    std::shared_ptr<Process> current(Deadline deadline);

    void watch();
    void look_after(Process& process);
    void serve_aside(Process& process);
    void pass_on_line();
    void pass_on_errors(Process& process);
    void replace(std::string why);
    void log(LogLevel level, const std::string& message);

    plugins::Plugin& plugin_;
    const plugins::WorkerSettings& settings_;
    Registered registered_;  // by the thread that launches
    uint32_t offers_ = 0;

    std::mutex mutex_;
    std::condition_variable changed_;
    std::shared_ptr<Process> process_;  // none: being replaced, parked, or not started
    bool stopping_ = false;
    bool parked_ = false;
    std::string last_death_;
    std::deque<Clock::time_point> deaths_;
    uint64_t deaths_in_all_ = 0;
    std::atomic<size_t> resident_bytes_{0};
    std::string last_words_;  // the last whole line of the worker's error stream
    int lines_left_ = 0;      // that may be logged within this second
    Clock::time_point lines_since_{};
    std::string error_line_;  // of the worker's error stream, not yet whole
    std::thread watcher_;
};

// The table the host calls instead of the library's own.
const kerege_plugin* remote_table();
// What is wrong with a plugin's worker; empty: nothing, or it has none. [any]
std::string worker_trouble(const plugins::Plugin& plugin);
// nullopt: it has no worker. [any]
std::optional<RemotePlugin::Health> worker_health(const plugins::Plugin& plugin);

}  // namespace kerege::remote
