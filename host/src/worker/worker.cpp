#include "host/src/worker/worker.hpp"

#include <fmt/format.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <sstream>
#include <thread>

#include "host/src/confine/confine.hpp"
#include "host/src/plugins/loader.hpp"
#include "host/src/plugins/rules.hpp"
#include "host/src/worker/call.hpp"
#include "host/src/worker/registration.hpp"

namespace kerege::worker {
namespace {

using plugins::TextSink;

constexpr size_t kKeptBytes = 1024 * 1024;

// The host as the plugin sees it: a handle it only passes back.
kerege_host* host() {
    static char place = 0;
    return reinterpret_cast<kerege_host*>(&place);
}
const kerege_host_api kApi = {sizeof(kerege_host_api), KEREGE_ABI_MAJOR, get_interface};

// Runs a function of the plugin's, and tells the host how it ended.
template <class F>
void finish(Lane& lane, F&& work, const uint32_t* offers = nullptr) {
    TextSink error;
    std::string reason;
    kerege_status status = KEREGE_INTERNAL;
    try {
        status = work(error.sink());
        reason = error.text();
    } catch (const std::exception& exception) {
        reason = fmt::format("an exception crossed the boundary: {}", exception.what());
    } catch (...) {
        reason = "an exception crossed the boundary";
    }
    { Writer(lane.out(), Op::done).i32(status).text(reason).u32(offers ? *offers : 0); }
    if (lane.flush() != Lane::Outcome::good) _exit(0);
}

// The answer goes to the host once it is whole.
kerege_status serve_service(Call& call, kerege_str service, kerege_str method, kerege_str request,
                            kerege_sink* error) {
    State& all = state();
    plugins::AnswerSink answer(plugins::rules::kServiceAnswerBytesMax);
    const kerege_status status = all.services->serve(all.self, call.handle(), service, method,
                                                     request, answer.sink(), error);
    if (status != KEREGE_OK) return status;
    if (!answer.whole()) return refuse(error, KEREGE_TOO_MANY, plugins::rules::kAnswerTooLarge);
    post(call.lane, Op::service_answer, [&](Writer& out) { out.text(answer.bytes()); });
    return KEREGE_OK;
}

// The answer is a byte for each entry.
kerege_status search_visible(Call& call, Reader& in, kerege_sink* error) {
    State& all = state();
    const kerege_str kind = in.str();
    std::vector<int64_t> ids(in.count(sizeof(int64_t)));
    for (int64_t& id : ids) id = in.i64();
    std::vector<uint8_t> visible(ids.size());
    const kerege_status status =
        all.search->visible(all.self, call.handle(), kind, ids.data(),
                            static_cast<uint32_t>(ids.size()), visible.data(), error);
    if (status != KEREGE_OK) return status;
    std::string answer;
    for (const uint8_t one : visible) answer += one ? '1' : '0';
    post(call.lane, Op::service_answer, [&](Writer& out) { out.text(answer); });
    return KEREGE_OK;
}

kerege_status handle(Call& call, Op op, Reader& in, kerege_sink* error) {
    State& all = state();
    switch (op) {
        case Op::handle_request:
            return all.http->handle(all.self, call.handle(), in.i32(), error);
        case Op::fill_slot: {
            const kerege_str slot = in.str(), subject = in.str();
            return all.slots->fill(all.self, call.handle(), slot, subject, error);
        }
        case Op::handle_event: {
            const int64_t id = in.i64();
            const kerege_str topic = in.str(), subject = in.str(), payload = in.str();
            return all.events->handle(all.self, call.handle(), id, topic, subject, payload, error);
        }
        case Op::run_job: {
            const int64_t id = in.i64();
            const kerege_str kind = in.str(), payload = in.str();
            return all.jobs->run(all.self, call.handle(), id, kind, payload, in.i32(), error);
        }
        case Op::export_member:
            return all.privacy->export_member(all.self, call.handle(), in.i64(), error);
        case Op::erase_member:
            return all.privacy->erase_member(all.self, call.handle(), in.i64(), error);
        case Op::search_rebuild:
            return all.search->rebuild(all.self, call.handle(), error);
        case Op::search_visible:
            return search_visible(call, in, error);
        case Op::serve_service: {
            const kerege_str service = in.str(), method = in.str(), request = in.str();
            return serve_service(call, service, method, request, error);
        }
        default:
            return refuse(error, KEREGE_UNSUPPORTED, "the worker knows no such call");
    }
}

void serve(Lane& lane) {
    for (Frame frame;;) {
        if (lane.receive(frame) != Lane::Outcome::good) _exit(0);
        Reader in(frame.payload);
        Call call(lane, remote::read_context(in));
        current_call() = &call;
        finish(lane, [&](kerege_sink* error) { return handle(call, frame.op, in, error); });
        current_call() = nullptr;
        if (frame.payload.capacity() > kKeptBytes) frame.payload = std::string();
    }
}

template <class Table>
const Table* extension(const char* name, uint32_t size_min) {
    const State& all = state();
    const auto* table =
        static_cast<const Table*>(all.table->get_extension(all.self, {name, std::strlen(name)}));
    return table && table->size >= size_min ? table : nullptr;
}

uint32_t look_for_extensions() {
    State& all = state();
    all.http =
        extension<kerege_plugin_http_v1>(KEREGE_PLUGIN_HTTP_EXTENSION, KEREGE_PLUGIN_HTTP_V1_SIZE);
    all.slots = extension<kerege_plugin_slots_v1>(KEREGE_PLUGIN_SLOTS_EXTENSION,
                                                  KEREGE_PLUGIN_SLOTS_V1_SIZE);
    all.events = extension<kerege_plugin_events_v1>(KEREGE_PLUGIN_EVENTS_EXTENSION,
                                                    KEREGE_PLUGIN_EVENTS_V1_SIZE);
    all.jobs =
        extension<kerege_plugin_jobs_v1>(KEREGE_PLUGIN_JOBS_EXTENSION, KEREGE_PLUGIN_JOBS_V1_SIZE);
    all.services = extension<kerege_plugin_services_draft1>(KEREGE_PLUGIN_SERVICES_EXTENSION,
                                                            KEREGE_PLUGIN_SERVICES_DRAFT1_SIZE);
    all.privacy = extension<kerege_plugin_privacy_draft1>(KEREGE_PLUGIN_PRIVACY_EXTENSION,
                                                          KEREGE_PLUGIN_PRIVACY_DRAFT1_SIZE);
    all.search = extension<kerege_plugin_search_draft1>(KEREGE_PLUGIN_SEARCH_EXTENSION,
                                                        KEREGE_PLUGIN_SEARCH_DRAFT1_SIZE);
    const bool private_parts =
        all.privacy && all.privacy->export_member && all.privacy->erase_member;
    return (all.http && all.http->handle ? remote::kOffersRoutes : 0) |
           (all.slots && all.slots->fill ? remote::kOffersSlots : 0) |
           (all.events && all.events->handle ? remote::kOffersEvents : 0) |
           (all.services && all.services->serve ? remote::kOffersServices : 0) |
           (all.jobs && all.jobs->run ? remote::kOffersJobs : 0) |
           (private_parts ? remote::kOffersPrivacy : 0) |
           (all.search && all.search->rebuild ? remote::kOffersSearch : 0) |
           (all.search && all.search->visible ? remote::kOffersVisible : 0);
}

void start(Lane& lane) {
    State& all = state();
    uint32_t offers = 0;
    const auto started = [&](kerege_sink* sink) {
        Registration registration{&lane};
        const kerege_status status = all.table->start(all.self, registration.handle(), sink);
        if (status == KEREGE_OK) offers = look_for_extensions();
        return status;
    };
    finish(lane, started, &offers);
}

void live(Lane& lane) {
    State& all = state();
    current_lane() = &lane;  // the host listens to it while it waits for one of these
    for (Frame frame;;) {
        if (lane.receive(frame) != Lane::Outcome::good) _exit(0);
        const auto plainly = [&](void (*what)(void*)) {
            finish(lane, [&](kerege_sink*) {
                what(all.self);
                return KEREGE_OK;
            });
        };
        switch (frame.op) {
            case Op::create:
                finish(lane, [&](kerege_sink* error) {
                    return all.table->create(&kApi, host(), &all.self, error);
                });
                break;
            case Op::start:
                start(lane);
                break;
            case Op::quiesce:
                plainly(all.table->quiesce);
                break;
            case Op::stop:
                plainly(all.table->stop);
                break;
            case Op::destroy:
                plainly(all.table->destroy);
                _exit(0);
            default:
                _exit(0);
        }
    }
}

// In rising order, as the host made them.
std::vector<int> sockets_of(const std::string& text) {
    std::istringstream numbers(text);
    std::vector<int> sockets;
    for (std::string number; std::getline(numbers, number, ',');)
        sockets.push_back(std::atoi(number.c_str()));
    if (sockets.size() < 3) throw std::runtime_error("kerege worker is started by the host");
    return sockets;
}

// The host's own, which may hold other people's requests, are none of a plugin's business.
void close_all_but(std::vector<int> kept) {
    std::sort(kept.begin(), kept.end());
    unsigned next = 3;
    for (const int socket : kept) {
        const auto number = static_cast<unsigned>(socket);
        if (number > next) close_range(next, number - 1, 0);
        next = number + 1;
    }
    close_range(next, ~0u, 0);
}

void set_up(const std::vector<int>& sockets) {
    std::vector<std::unique_ptr<Lane>> lanes;
    for (const int socket : sockets)
        lanes.push_back(std::make_unique<Lane>(socket, Lane::Waits::for_ever));
    State& all = state();
    all.control = std::move(lanes.at(0));
    all.aside = std::move(lanes.at(1));
    for (size_t i = 2; i < lanes.size(); ++i) all.lanes.push_back(std::move(lanes[i]));
}

// What can't go well is told on the error stream, which the host reads.
int fail(const std::string& reason) {
    fmt::print(stderr, "{}\n", reason);
    std::fflush(stderr);
    _exit(1);
}

}  // namespace

State& state() {
    // Never destroyed: threads of the plugin may still run when the process ends.
    static State& state = *new State;
    return state;
}

int run(int argc, char** argv) {
    constexpr int kWords = 6;  // kerege worker <folder> <time zone> <memory bytes> <sockets>
    if (argc != kWords) return fail("kerege worker is started by the host");
    try {
        State& all = state();
        // The host ends it, by closing the lanes: not whoever ends everything at once.
        for (const int ending : {SIGTERM, SIGINT, SIGHUP}) std::signal(ending, SIG_IGN);
        const std::vector<int> sockets = sockets_of(argv[5]);
        close_all_but(sockets);
        set_up(sockets);
        // Outlives no host, also where the plugin keeps it busy.
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        const std::filesystem::path folder = argv[2];
        auto manifest = plugins::read_manifest(folder);
        if (!manifest.ok()) return fail(manifest.fault().log_text);
        all.manifest = std::move(*manifest);
        all.local_time = std::make_unique<LocalTime>(argv[3]);
        (void)all.local_time->minute(0);  // reads the zone's file now, while it can be read
        constexpr int kOwnDescriptors = 64;
        const std::string confined =
            confine(folder, std::strtoull(argv[4], nullptr, 10), sockets.back() + kOwnDescriptors);
        // Before any code that is not the host's.
        { Writer(all.control->out(), Op::hello).text(confined); }
        if (all.control->flush() != Lane::Outcome::good) _exit(0);
        const auto table = plugins::open_library(all.manifest);
        if (!table.ok()) return fail(table.fault().log_text);
        all.table = *table;
        confine_files(folder);
        for (const auto& lane : all.lanes) std::thread(serve, std::ref(*lane)).detach();
        live(*all.control);
    } catch (const std::exception& error) {
        return fail(error.what());
    }
    return 0;
}

}  // namespace kerege::worker
