#include "host/src/plugins/remote/remote_plugin.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <exception>

#include "host/src/http/text.hpp"

namespace kerege::remote {

using plugins::TextSink;

namespace {

constexpr std::chrono::seconds kFarewell{2};

// A lock, or a connection others wait for: its own, or that of the page it fills a slot of.
bool holds_something(const kerege_call* call) {
    for (; call; call = call->parent) {
        if (call->open) return true;
    }
    return false;
}

// A lane for one call. One left in the midst of a conversation is of no use to the next.
class Borrowed {
public:
    Borrowed(Process& process, Deadline deadline, bool for_job)
        : process_(process),
          for_job_(for_job),
          lane_(process.take(deadline, for_job)),
          thrown_(std::uncaught_exceptions()) {}
    Borrowed(const Borrowed&) = delete;
    ~Borrowed() {
        if (!lane_) return;
        if (std::uncaught_exceptions() > thrown_) process_.end("it was ended: the host failed");
        process_.give_back(lane_, for_job_);
    }
    explicit operator bool() const { return lane_ != nullptr; }
    Lane* operator->() const { return lane_; }
    Lane& operator*() const { return *lane_; }

private:
    Process& process_;
    bool for_job_;
    Lane* lane_;
    int thrown_;
};

}  // namespace

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
    if (outcome != Lane::Outcome::good || hello.op != Op::hello)
        return invalid(fmt::format("its worker did not start: {}", why_not(*process)));
    registered_.replayed = 0;
    Served served{plugin_, nullptr, registration, &registered_};
    for (const auto& [op, what] :
         {std::pair(Op::create, "create"), std::pair(Op::start, "start")}) {
        { Writer(control.out(), op); }
        TextSink reason;
        const kerege_status status = converse(*process, control, served, deadline, reason.sink(),
                                              op == Op::start ? &offers_ : nullptr);
        if (status == KEREGE_OK) continue;
        if (!process->alive())
            return invalid(fmt::format("its worker ended in {}(): {}", what, why_not(*process)));
        // Who asked for the start says so itself.
        return invalid(op == Op::start ? reason.text()
                                       : fmt::format("{}() failed: {}", what, reason.text()));
    }
    if (!registration && registered_.replayed != registered_.items.size())
        return invalid("it registers less than at its first start");
    constexpr size_t kHelloBytesMax = 300;
    log(LogLevel::info, fmt::format("runs in a worker: {}",
                                    http::cut_utf8(Reader(hello.payload).text(), kHelloBytesMax)));
    {
        const std::lock_guard lock(mutex_);
        if (stopping_) return invalid("the host is ending");
        process_ = std::move(process);
    }
    changed_.notify_all();
    return success();
}

// Why a worker ended before it could say anything: its last words, else how it ended.
std::string RemotePlugin::why_not(Process& process) {
    process.end({});
    std::string why;
    for (int tries = 0; tries < 200 && !process.gone(why); ++tries)
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    last_words_.clear();
    pass_on_errors(process);
    return last_words_.empty() ? why : last_words_;
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
        (void)converse(*process, process->control(), served, Clock::now() + kFarewell, nullptr);
    } catch (...) {  // it is going down anyhow
    }
}

kerege_status RemotePlugin::converse(Process& process, Lane& lane, Served& served,
                                     Deadline deadline, kerege_sink* error, uint32_t* offers) {
    const Deadline latest = deadline + (deadline - Clock::now());
    Frame frame;
    for (;;) {
        auto outcome = lane.out().empty() ? Lane::Outcome::good : lane.flush(deadline);
        if (outcome != Lane::Outcome::good) return lost(process, outcome, error);
        // Who never stops asking is as late as who never answers.
        if (Clock::now() >= deadline) return lost(process, Lane::Outcome::late, error);
        const Deadline next = holds_something(served.call)
                                  ? std::min<Deadline>(deadline, Clock::now() + settings_.pause_max)
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
            if (status == KEREGE_OK && served.refused != KEREGE_OK)
                return plugins::refuse(error, served.refused, "a part of the answer was refused");
            return status;
        }
        const auto began = Clock::now();
        if (served.call) served.call->deadline = deadline;
        if (!serve(served, frame, lane.out())) return lost(process, Lane::Outcome::nonsense, error);
        // What the host itself takes (a slot of another plugin, a wait for a lock) is no fault of
        // this one's; but nobody gets more than twice the time.
        deadline = std::min(deadline + (Clock::now() - began), latest);
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
    if (frames.size() > kHeadBytes + kPayloadBytesMax)
        return plugins::refuse(error, KEREGE_TOO_MANY, "the request is too large for a worker");
    const Deadline waiting = Clock::now() + std::min(settings_.lane_wait_max, limit);
    for (;;) {
        const auto process = current(waiting);
        if (!process) {
            const std::string why = trouble();
            return plugins::refuse(error, KEREGE_UNAVAILABLE,
                                   "its worker is " + (why.empty() ? "ending" : why));
        }
        const Borrowed lane(*process, waiting, call.job != nullptr);
        if (lane) {
            lane->out() = frames;
            Served served{plugin_, &call};
            return converse(*process, *lane, served, Clock::now() + limit, error);
        }
        // It ended while this one waited for it: perhaps the next one comes in time.
        if (process->alive() || Clock::now() >= waiting)
            return plugins::refuse(error, KEREGE_UNAVAILABLE, "its worker is busy");
    }
}

std::string RemotePlugin::trouble() {
    const std::lock_guard lock(mutex_);
    if (parked_) return fmt::format("parked after {} ends: {}", deaths_.size(), last_death_);
    if (!process_ && !stopping_) return fmt::format("being replaced: {}", last_death_);
    return {};
}

RemotePlugin::Health RemotePlugin::health() {
    const std::lock_guard lock(mutex_);
    Health health{process_ && process_->alive(), parked_, deaths_in_all_, 0};
    if (health.there) health.resident_bytes = resident_bytes_;
    return health;
}

void RemotePlugin::log(LogLevel level, const std::string& message) {
    plugin_.lent.log.write(level, plugin_.manifest.id, message);
}

}  // namespace kerege::remote
