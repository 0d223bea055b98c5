// A plugin in C++: one function that registers, plain functions that handle, one macro.
//
//   Result<> hello(sdk::Call& call) { return call.page("hello", call.model()); }
//
//   void start(sdk::Registration& plugin) {
//       plugin.statements(queries::all);
//       plugin.get("/example", "example.view", hello);
//   }
//   KEREGE_PLUGIN("example", "1.0.0", start)
//
// Exceptions end here: every callback of the boundary is guarded.
#pragma once

#include <exception>
#include <map>
#include <new>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kerege/sdk/call.hpp"
#include "kerege/sdk/privacy.hpp"
#include "kerege/sdk/search.hpp"

namespace kerege::sdk {

using Handler = Result<> (*)(Call&);
// `subject` tells which object the slot is about, e.g. "lesson:123"; write nothing to stay out.
using SlotHandler = Result<> (*)(Call&, std::string_view subject);
// JSON in and out.
using ServiceHandler = Result<std::string> (*)(Call&, std::string_view request);
// Bears to see the same event twice.
using EventHandler = Result<> (*)(Call&, const Event&);
// Bears to begin again what was done in part.
using JobHandler = Result<> (*)(Call&, const Job&);
// Gives out what is kept about a member, or erases it.
using ExportHandler = Result<> (*)(Call&, MembershipId, PersonalData&);
using EraseHandler = Result<> (*)(Call&, MembershipId, Erasure&);
// Puts every entry of the organisation; says which of those that were found the person may open.
using SearchRebuildHandler = Result<> (*)(Call&);
using SearchVisibleHandler = Result<> (*)(Call&, std::string_view kind, std::span<SearchAsked>);

// What a plugin is made of once it has started.
struct Parts {
    Host host;
    Statements statements = {};
    std::vector<Handler> routes = {};
    std::map<std::string, SlotHandler, std::less<>> slots = {};
    std::map<std::string, EventHandler, std::less<>> events = {};
    std::map<std::string, std::map<std::string, ServiceHandler, std::less<>>, std::less<>>
        services = {};
    std::map<std::string, JobHandler, std::less<>> jobs = {};
    ExportHandler give_out = nullptr;
    EraseHandler erase = nullptr;
    SearchRebuildHandler search_rebuild = nullptr;
    SearchVisibleHandler search_visible = nullptr;
};

class Registration {
public:
    Registration(Parts& parts, kerege_registration* registration)
        : parts_(parts), registration_(registration) {}

    // The generated array of queries/*.sql. Once: a second call fails the start.
    void statements(std::span<const Statement> all) {
        parts_.statements.add(all, parts_.host, registration_);
    }
    void get(std::string_view pattern, std::string_view permission, Handler handler) {
        add(KEREGE_METHOD_GET, 0, pattern, permission, handler);
    }
    void post(std::string_view pattern, std::string_view permission, Handler handler) {
        add(KEREGE_METHOD_POST, 0, pattern, permission, handler);
    }
    // Without a session.
    void get_public(std::string_view pattern, Handler handler) {
        add(KEREGE_METHOD_GET, KEREGE_ROUTE_PUBLIC, pattern, {}, handler);
    }
    // A form that needs no session. It carries the host's token all the same ({{csrf}}).
    void post_public(std::string_view pattern, Handler handler) {
        add(KEREGE_METHOD_POST, KEREGE_ROUTE_PUBLIC, pattern, {}, handler);
    }
    // For what plugin.yaml lists under `slots`, `events` and `jobs`. What is listed there and has
    // no handler here fails when it is asked for.
    void slot(std::string_view name, SlotHandler handler) { parts_.slots.emplace(name, handler); }
    void event(std::string_view topic, EventHandler handler) {
        parts_.events.emplace(topic, handler);
    }
    // A method of a service that plugin.yaml lists: service("school.calendar/1", "day", day).
    void service(std::string_view name, std::string_view method, ServiceHandler handler) {
        parts_.services[std::string(name)].emplace(method, handler);
    }
    void on_job(std::string_view kind, JobHandler handler) { parts_.jobs.emplace(kind, handler); }
    // Both, where plugin.yaml lists kerege.privacy/draft-1 under `needs`.
    void on_export(ExportHandler handler) { parts_.give_out = handler; }
    void on_erase(EraseHandler handler) { parts_.erase = handler; }
    // Where plugin.yaml has kinds under `search`; the second one where they are to be asked about.
    void on_search_rebuild(SearchRebuildHandler handler) { parts_.search_rebuild = handler; }
    void on_search_visible(SearchVisibleHandler handler) { parts_.search_visible = handler; }

private:
    void add(int32_t method, int32_t flags, std::string_view pattern, std::string_view permission,
             Handler handler) {
        kerege_route route{};
        route.size = sizeof(route);
        route.method = method;
        route.flags = flags;
        route.route_id = static_cast<int32_t>(parts_.routes.size());
        route.pattern = str(pattern);
        route.permission = str(permission);
        StringSink error;
        require(parts_.host.http->add_route(registration_, &route, error.sink()), error,
                "add_route");
        parts_.routes.push_back(handler);
    }

    Parts& parts_;
    kerege_registration* registration_;
};

// Runs `work`; whatever it throws becomes a status and a line for the log.
template <class F>
kerege_status guarded(kerege_sink* error, F&& work) noexcept {
    try {
        return work();
    } catch (const CallFailed& failed) {
        write_to(error, failed.what());
        return failed.outcome();
    } catch (const std::bad_alloc&) {
        write_to(error, "out of memory");
        return KEREGE_UNAVAILABLE;
    } catch (const std::exception& exception) {
        write_to(error, exception.what());
        return KEREGE_INTERNAL;
    } catch (...) {
        write_to(error, "unknown exception");
        return KEREGE_INTERNAL;
    }
}

// Said instead of KEREGE_OK, which would tell the host that an event was heard.
inline kerege_status nobody(kerege_sink* error, std::string_view what, std::string_view name) {
    write_to(error, "plugin.yaml lists the " + std::string(what) + " " + std::string(name) +
                        ", but the plugin has no handler for it");
    return KEREGE_UNSUPPORTED;
}

inline kerege_status finish(const Call& call, const Result<>& result, kerege_sink* error) {
    if (result.ok()) return KEREGE_OK;
    call.explain(result.fault());
    write_to(error, result.fault().log_text);
    return static_cast<kerege_status>(result.fault().kind);
}

// The functions behind the tables the host sees. `Start` registers.
template <void (*Start)(Registration&)>
struct Boundary {
    static Parts& parts(void* self) { return *static_cast<Parts*>(self); }

    static kerege_status create(const kerege_host_api* api, kerege_host* host, void** out_self,
                                kerege_sink* error) {
        return guarded(error, [&] {
            *out_self = new Parts{Host(api, host)};
            return KEREGE_OK;
        });
    }
    static kerege_status start(void* self, kerege_registration* registration, kerege_sink* error) {
        return guarded(error, [&] {
            Registration plugin(parts(self), registration);
            Start(plugin);
            return KEREGE_OK;
        });
    }
    static void quiesce(void*) {}
    static void stop(void*) {}
    static void destroy(void* self) { delete static_cast<Parts*>(self); }

    static kerege_status handle(void* self, kerege_call* handle, int32_t route,
                                kerege_sink* error) {
        return guarded(error, [&] {
            Call call(parts(self).host, parts(self).statements, handle);
            return finish(call, parts(self).routes.at(static_cast<size_t>(route))(call), error);
        });
    }
    static kerege_status fill(void* self, kerege_call* handle, kerege_str slot, kerege_str subject,
                              kerege_sink* error) {
        return guarded(error, [&] {
            const auto found = parts(self).slots.find(view(slot));
            if (found == parts(self).slots.end()) return nobody(error, "slot", view(slot));
            Call call(parts(self).host, parts(self).statements, handle);
            return finish(call, found->second(call, view(subject)), error);
        });
    }
    // Of what nobody waits for: a fault's words are for the log alone.
    static kerege_status finish_apart(const Result<>& result, kerege_sink* error) {
        if (result.ok()) return KEREGE_OK;
        write_to(error, result.fault().log_text);
        return static_cast<kerege_status>(result.fault().kind);
    }
    static kerege_status event(void* self, kerege_call* handle, int64_t id, kerege_str topic,
                               kerege_str subject, kerege_str payload, kerege_sink* error) {
        return guarded(error, [&] {
            const auto found = parts(self).events.find(view(topic));
            if (found == parts(self).events.end()) return nobody(error, "event", view(topic));
            Call call(parts(self).host, parts(self).statements, handle);
            const Event event{id, view(topic), view(subject), view(payload)};
            return finish_apart(found->second(call, event), error);
        });
    }
    static kerege_status run(void* self, kerege_call* handle, int64_t id, kerege_str kind,
                             kerege_str payload, int32_t attempt, kerege_sink* error) {
        return guarded(error, [&] {
            const auto found = parts(self).jobs.find(view(kind));
            if (found == parts(self).jobs.end()) return nobody(error, "job", view(kind));
            Call call(parts(self).host, parts(self).statements, handle);
            const Job job{id, view(kind), view(payload), attempt};
            return finish_apart(found->second(call, job), error);
        });
    }
    static kerege_status serve(void* self, kerege_call* handle, kerege_str service,
                               kerege_str method, kerege_str request, kerege_sink* answer,
                               kerege_sink* error) {
        return guarded(error, [&] {
            const auto& services = parts(self).services;
            const auto methods = services.find(view(service));
            if (methods == services.end()) return nobody(error, "service", view(service));
            const auto found = methods->second.find(view(method));
            if (found == methods->second.end()) {
                write_to(error, "there is no such method");
                return KEREGE_UNSUPPORTED;
            }
            Call call(parts(self).host, parts(self).statements, handle);
            const Result<std::string> result = found->second(call, view(request));
            write_to(result.ok() ? answer : error,
                     result.ok() ? result.value() : result.fault().log_text);
            return result.ok() ? KEREGE_OK : static_cast<kerege_status>(result.fault().kind);
        });
    }
    static kerege_status give_out(void* self, kerege_call* handle, int64_t membership,
                                  kerege_sink* error) {
        return guarded(error, [&] {
            const ExportHandler handler = parts(self).give_out;
            if (!handler) return nobody(error, "interface", KEREGE_PRIVACY_INTERFACE);
            Call call(parts(self).host, parts(self).statements, handle);
            PersonalData out(parts(self).host, handle);
            return finish_apart(handler(call, MembershipId{membership}, out), error);
        });
    }
    static kerege_status erase(void* self, kerege_call* handle, int64_t membership,
                               kerege_sink* error) {
        return guarded(error, [&] {
            const EraseHandler handler = parts(self).erase;
            if (!handler) return nobody(error, "interface", KEREGE_PRIVACY_INTERFACE);
            Call call(parts(self).host, parts(self).statements, handle);
            Erasure out(parts(self).host, handle);
            return finish_apart(handler(call, MembershipId{membership}, out), error);
        });
    }
    static kerege_status search_rebuild(void* self, kerege_call* handle, kerege_sink* error) {
        return guarded(error, [&] {
            const SearchRebuildHandler handler = parts(self).search_rebuild;
            if (!handler) return nobody(error, "interface", KEREGE_SEARCH_INTERFACE);
            Call call(parts(self).host, parts(self).statements, handle);
            return finish_apart(handler(call), error);
        });
    }
    static kerege_status search_visible(void* self, kerege_call* handle, kerege_str kind,
                                        const int64_t* ids, uint32_t count, uint8_t* visible,
                                        kerege_sink* error) {
        return guarded(error, [&] {
            const SearchVisibleHandler handler = parts(self).search_visible;
            if (!handler) return nobody(error, "kind to be asked about", view(kind));
            std::vector<SearchAsked> asked(count);
            for (uint32_t i = 0; i < count; ++i) asked[i].id = ids[i];
            Call call(parts(self).host, parts(self).statements, handle);
            const kerege_status status = finish_apart(handler(call, view(kind), asked), error);
            for (uint32_t i = 0; i < count && status == KEREGE_OK; ++i)
                visible[i] = asked[i].visible ? 1 : 0;
            return status;
        });
    }
    static const void* get_extension(void*, kerege_str name) {
        static const kerege_plugin_http_v1 http = {sizeof(http), 0, handle};
        static const kerege_plugin_slots_v1 slots = {sizeof(slots), 0, fill};
        static const kerege_plugin_events_v1 events = {sizeof(events), 0, event};
        static const kerege_plugin_jobs_v1 jobs = {sizeof(jobs), 0, run};
        static const kerege_plugin_services_draft1 services = {sizeof(services), 0, serve};
        static const kerege_plugin_privacy_draft1 privacy = {sizeof(privacy), 0, give_out, erase};
        static const kerege_plugin_search_draft1 search = {sizeof(search), 0, search_rebuild,
                                                           search_visible};
        if (view(name) == KEREGE_PLUGIN_SEARCH_EXTENSION) return &search;
        if (view(name) == KEREGE_PLUGIN_PRIVACY_EXTENSION) return &privacy;
        if (view(name) == KEREGE_PLUGIN_SERVICES_EXTENSION) return &services;
        if (view(name) == KEREGE_PLUGIN_HTTP_EXTENSION) return &http;
        if (view(name) == KEREGE_PLUGIN_SLOTS_EXTENSION) return &slots;
        if (view(name) == KEREGE_PLUGIN_EVENTS_EXTENSION) return &events;
        if (view(name) == KEREGE_PLUGIN_JOBS_EXTENSION) return &jobs;
        return nullptr;
    }
    static const kerege_plugin* table(std::string_view id, std::string_view version) {
        static const kerege_plugin plugin = {sizeof(kerege_plugin),
                                             KEREGE_ABI_MAJOR,
                                             str(id),
                                             str(version),
                                             create,
                                             start,
                                             quiesce,
                                             stop,
                                             destroy,
                                             get_extension};
        return &plugin;
    }
};

}  // namespace kerege::sdk

#define KEREGE_PLUGIN(id, version, start)                                    \
    extern "C" KEREGE_EXPORT const kerege_plugin* kerege_plugin_entry_v1() { \
        return kerege::sdk::Boundary<start>::table(id, version);             \
    }
