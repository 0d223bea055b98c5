// The tables the host calls where a plugin runs in a worker.
#include "host/src/plugins/remote/context.hpp"
#include "host/src/plugins/remote/remote_plugin.hpp"

namespace kerege::remote {
namespace {

RemotePlugin& of(void* self) { return *static_cast<RemotePlugin*>(self); }

kerege_status create(const kerege_host_api*, kerege_host* host, void** out_self,
                     kerege_sink* error) noexcept {
    return plugins::guarded(error, [&] {
        plugins::Plugin& plugin = *host->plugin;
        *out_self = new RemotePlugin(plugin, plugin.lent.workers);
        return KEREGE_OK;
    });
}

kerege_status start(void* self, kerege_registration* registration, kerege_sink* error) noexcept {
    return plugins::guarded(error, [&] { return of(self).start(registration, error); });
}

void quiesce(void* self) noexcept { of(self).tell(Op::quiesce); }
void stop(void* self) noexcept { of(self).tell(Op::stop); }
void destroy(void* self) noexcept {
    of(self).tell(Op::destroy);
    delete &of(self);
}

// Each call has its frame written whole before a lane is taken for it.
template <class F>
kerege_status cross(void* self, kerege_call* call, Op op, std::chrono::milliseconds limit,
                    kerege_sink* error, F&& fill) noexcept {
    return plugins::guarded(error, [&] {
        std::string frames;
        {
            Writer out(frames, op);
            write_context(out, *call);
            fill(out);
        }
        return of(self).call(*call, frames, limit, error);
    });
}

kerege_status handle_request(void* self, kerege_call* call, int32_t route,
                             kerege_sink* error) noexcept {
    return cross(self, call, Op::handle_request, of(self).settings().call_deadline, error,
                 [&](Writer& out) { out.i32(route); });
}

kerege_status fill_slot(void* self, kerege_call* call, kerege_str slot, kerege_str subject,
                        kerege_sink* error) noexcept {
    return cross(self, call, Op::fill_slot, of(self).settings().slot_deadline, error,
                 [&](Writer& out) { out.str(slot).str(subject); });
}

kerege_status handle_event(void* self, kerege_call* call, int64_t id, kerege_str topic,
                           kerege_str subject, kerege_str payload, kerege_sink* error) noexcept {
    return cross(self, call, Op::handle_event, of(self).settings().event_deadline, error,
                 [&](Writer& out) { out.i64(id).str(topic).str(subject).str(payload); });
}

// Its deadline is the one the manifest declares for the kind.
kerege_status run_job(void* self, kerege_call* call, int64_t id, kerege_str kind,
                      kerege_str payload, int32_t attempt, kerege_sink* error) noexcept {
    const auto* declared = call->plugin.manifest.find_job(plugins::text_of(kind));
    return cross(self, call, Op::run_job, declared ? declared->deadline : jobs::kDeadline, error,
                 [&](Writer& out) { out.i64(id).str(kind).str(payload).i32(attempt); });
}

// The provider has the time that who asks has left.
kerege_status serve_service(void* self, kerege_call* call, kerege_str service, kerege_str method,
                            kerege_str request, kerege_sink*, kerege_sink* error) noexcept {
    using std::chrono::milliseconds;
    milliseconds limit = of(self).settings().call_deadline;
    if (call->deadline != kNoDeadline) {
        const auto left = call->deadline - std::chrono::steady_clock::now();
        limit = std::min(limit, std::chrono::duration_cast<milliseconds>(left));
    }
    if (limit <= milliseconds(0))
        return plugins::refuse(error, KEREGE_UNAVAILABLE, "who asks has no time left");
    return cross(self, call, Op::serve_service, limit, error,
                 [&](Writer& out) { out.str(service).str(method).str(request); });
}

// A person's data may be the rows of years: it has the time of a job.
kerege_status export_member(void* self, kerege_call* call, int64_t membership,
                            kerege_sink* error) noexcept {
    return cross(self, call, Op::export_member, jobs::kDeadline, error,
                 [&](Writer& out) { out.i64(membership); });
}

kerege_status erase_member(void* self, kerege_call* call, int64_t membership,
                           kerege_sink* error) noexcept {
    return cross(self, call, Op::erase_member, jobs::kDeadline, error,
                 [&](Writer& out) { out.i64(membership); });
}

kerege_status search_rebuild(void* self, kerege_call* call, kerege_sink* error) noexcept {
    return cross(self, call, Op::search_rebuild, jobs::kDeadline, error, [](Writer&) {});
}

// Somebody is typing meanwhile: it has the time of a slot.
kerege_status search_visible(void* self, kerege_call* call, kerege_str kind, const int64_t* ids,
                             uint32_t count, uint8_t* visible, kerege_sink* error) noexcept {
    plugins::AnswerSink answer(count);
    call->answer = answer.sink();
    const kerege_status status = cross(self, call, Op::search_visible,
                                       of(self).settings().slot_deadline, error, [&](Writer& out) {
                                           out.str(kind).u32(count);
                                           for (uint32_t i = 0; i < count; ++i) out.i64(ids[i]);
                                       });
    call->answer = nullptr;
    if (status != KEREGE_OK) return status;
    if (!answer.whole() || answer.bytes().size() != count)
        return plugins::refuse(error, KEREGE_INTERNAL, "visible: not an answer for each entry");
    for (uint32_t i = 0; i < count; ++i) visible[i] = answer.bytes()[i] == '1' ? 1 : 0;
    return KEREGE_OK;
}

const kerege_plugin_http_v1 kHttp = {sizeof(kHttp), 0, handle_request};
const kerege_plugin_slots_v1 kSlots = {sizeof(kSlots), 0, fill_slot};
const kerege_plugin_events_v1 kEvents = {sizeof(kEvents), 0, handle_event};
const kerege_plugin_services_draft1 kServices = {sizeof(kServices), 0, serve_service};
const kerege_plugin_jobs_v1 kJobs = {sizeof(kJobs), 0, run_job};
const kerege_plugin_privacy_draft1 kPrivacy = {sizeof(kPrivacy), 0, export_member, erase_member};
const kerege_plugin_search_draft1 kSearch = {sizeof(kSearch), 0, search_rebuild, search_visible};
const kerege_plugin_search_draft1 kSearchUnasked = {sizeof(kSearch), 0, search_rebuild, nullptr};

const void* get_extension(void* self, kerege_str name) noexcept {
    const std::string_view wanted = plugins::text_of(name);
    const RemotePlugin& plugin = of(self);
    if (wanted == KEREGE_PLUGIN_HTTP_EXTENSION)
        return plugin.offers(kOffersRoutes) ? &kHttp : nullptr;
    if (wanted == KEREGE_PLUGIN_SLOTS_EXTENSION)
        return plugin.offers(kOffersSlots) ? &kSlots : nullptr;
    if (wanted == KEREGE_PLUGIN_EVENTS_EXTENSION)
        return plugin.offers(kOffersEvents) ? &kEvents : nullptr;
    if (wanted == KEREGE_PLUGIN_SERVICES_EXTENSION)
        return plugin.offers(kOffersServices) ? &kServices : nullptr;
    if (wanted == KEREGE_PLUGIN_JOBS_EXTENSION)
        return plugin.offers(kOffersJobs) ? &kJobs : nullptr;
    if (wanted == KEREGE_PLUGIN_PRIVACY_EXTENSION)
        return plugin.offers(kOffersPrivacy) ? &kPrivacy : nullptr;
    if (wanted == KEREGE_PLUGIN_SEARCH_EXTENSION && plugin.offers(kOffersSearch))
        return plugin.offers(kOffersVisible) ? &kSearch : &kSearchUnasked;
    return nullptr;
}

// The id and version are compared in the worker, where the library is.
const kerege_plugin kTable = {
    sizeof(kTable), KEREGE_ABI_MAJOR, {nullptr, 0}, {nullptr, 0}, create,
    start,          quiesce,          stop,         destroy,      get_extension};

}  // namespace

const kerege_plugin* remote_table() { return &kTable; }

std::optional<RemotePlugin::Health> worker_health(const plugins::Plugin& plugin) {
    if (plugin.table != &kTable || !plugin.self) return {};
    return of(plugin.self).health();
}

std::string worker_trouble(const plugins::Plugin& plugin) {
    return plugin.table == &kTable && plugin.self ? of(plugin.self).trouble() : std::string();
}

}  // namespace kerege::remote
