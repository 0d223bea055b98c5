#include "host/src/plugins/remote/remote_plugin.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace kerege::remote {

using plugins::TextSink;

RemotePlugin::RemotePlugin(plugins::Plugin& plugin, const plugins::WorkerSettings& settings)
    : plugin_(plugin), settings_(settings) {}

RemotePlugin::~RemotePlugin() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
        if (process_) process_->end("no longer needed");
    }
    changed_.notify_all();
    if (watcher_.joinable()) watcher_.join();
}

kerege_status RemotePlugin::start(kerege_registration* registration, kerege_sink* error) {
    const auto launched = launch(registration);
    if (!launched.ok()) return plugins::refuse(error, KEREGE_INTERNAL, launched.fault().log_text);
    watcher_ = std::thread([this] { watch(); });
    return KEREGE_OK;
}

Result<> RemotePlugin::launch(kerege_registration* registration) {
    const Deadline deadline = Clock::now() + settings_.start_deadline;
    auto process = std::make_shared<Process>(plugin_.manifest, settings_);
    Lane& control = process->control();
    Frame hello;
    const auto outcome = control.receive(hello, deadline);
    if (outcome != Lane::Outcome::good || hello.op != Op::hello) {
        std::string why;
        (void)process->gone(why);
        return invalid(
            fmt::format("its worker did not start: {}", why.empty() ? "no answer" : why));
    }
    registered_.replayed = 0;
    Served served{plugin_, nullptr, registration, &registered_};
    for (const auto& [op, what] :
         {std::pair(Op::create, "create"), std::pair(Op::start, "start")}) {
        { Writer(control.out(), op); }
        TextSink reason;
        const kerege_status status = converse(*process, control, served, deadline, reason.sink(),
                                              op == Op::start ? &offers_ : nullptr);
        if (status != KEREGE_OK)
            return invalid(fmt::format("{}() failed in its worker: {}", what, reason.text()));
    }
    log(LogLevel::info, fmt::format("runs in a worker: {}", Reader(hello.payload).text()));
    {
        const std::lock_guard lock(mutex_);
        process_ = std::move(process);
    }
    changed_.notify_all();
    return success();
}

void RemotePlugin::tell(Op op) noexcept {
    try {
        std::shared_ptr<Process> process;
        {
            const std::lock_guard lock(mutex_);
            process = process_;
            stopping_ = true;  // from now on a worker that ends is not replaced
        }
        if (!process || !process->alive()) return;
        { Writer(process->control().out(), op); }
        Served served{plugin_};
        TextSink reason;
        (void)converse(*process, process->control(), served, Clock::now() + settings_.call_deadline,
                       reason.sink());
    } catch (...) {  // it is going down anyhow
    }
}

namespace {

bool holds_a_lock(const kerege_call* call) { return call && call->open && call->open->writes; }

}  // namespace

kerege_status RemotePlugin::converse(Process& process, Lane& lane, Served& served,
                                     Deadline deadline, kerege_sink* error, uint32_t* offers) {
    Frame frame;
    for (;;) {
        auto outcome = lane.out().empty() ? Lane::Outcome::good : lane.flush(deadline);
        if (outcome != Lane::Outcome::good) return lost(process, outcome, error);
        // Who writes keeps others waiting: a sign of life is due sooner.
        const Deadline next =
            holds_a_lock(served.call)
                ? std::min<Deadline>(deadline, Clock::now() + settings_.write_pause_max)
                : deadline;
        outcome = lane.receive(frame, next);
        if (outcome != Lane::Outcome::good) return lost(process, outcome, error);
        if (frame.op == Op::done) {
            Reader in(frame.payload);
            const kerege_status status = in.i32();
            plugins::say(error, in.text());
            const uint32_t offered = in.u32();
            if (!in.done()) return lost(process, Lane::Outcome::nonsense, error);
            if (offers) *offers = offered;
            return status;
        }
        if (!serve(served, frame, lane.out())) return lost(process, Lane::Outcome::nonsense, error);
    }
}

kerege_status RemotePlugin::lost(Process& process, Lane::Outcome outcome, kerege_sink* error) {
    switch (outcome) {
        case Lane::Outcome::late:
            process.end("it was ended: it did not answer in time");
            return plugins::refuse(error, KEREGE_UNAVAILABLE, "its worker did not answer in time");
        case Lane::Outcome::nonsense:
            process.end("it was ended: it sent what no plugin can mean");
            return plugins::refuse(error, KEREGE_UNAVAILABLE, "its worker sent nonsense");
        default:
            process.end({});  // it says itself why, to who waits for it
            return plugins::refuse(error, KEREGE_UNAVAILABLE, "its worker ended");
    }
}

std::shared_ptr<Process> RemotePlugin::current(Deadline deadline) {
    std::unique_lock lock(mutex_);
    const auto alive = [&] { return process_ && process_->alive(); };
    changed_.wait_until(lock, deadline, [&] { return alive() || parked_ || stopping_; });
    return alive() ? process_ : nullptr;
}

kerege_status RemotePlugin::call(kerege_call& call, const std::string& frames,
                                 std::chrono::milliseconds limit, kerege_sink* error) {
    const Deadline waiting = Clock::now() + settings_.lane_wait_max;
    const auto process = current(waiting);
    if (!process)
        return plugins::refuse(error, KEREGE_UNAVAILABLE,
                               parked_ ? "its worker is parked" : "its worker is being replaced");
    Lane* lane = process->take(waiting);
    if (!lane) return plugins::refuse(error, KEREGE_UNAVAILABLE, "its worker is busy or has ended");
    lane->out() = frames;
    Served served{plugin_, &call};
    const kerege_status status = converse(*process, *lane, served, Clock::now() + limit, error);
    process->give_back(lane);
    return status;
}

std::string RemotePlugin::trouble() {
    const std::lock_guard lock(mutex_);
    if (parked_) return fmt::format("parked after {} ends: {}", deaths_.size(), last_death_);
    if (!process_ && !stopping_) return fmt::format("being replaced: {}", last_death_);
    return {};
}

void RemotePlugin::log(LogLevel level, const std::string& message) {
    plugin_.lent.log.write(level, plugin_.manifest.id, message);
}

}  // namespace kerege::remote
