// The host's interfaces as the plugin's own process sees them, asked for once in create().
#pragma once

#include <cstddef>
#include <stdexcept>
#include <string>

#include "kerege/abi/access.h"
#include "kerege/abi/db.h"
#include "kerege/abi/draft/events.h"
#include "kerege/abi/http.h"
#include "kerege/abi/i18n.h"
#include "kerege/abi/log.h"
#include "kerege/abi/plugin.h"
#include "kerege/abi/settings.h"
#include "kerege/abi/view.h"
#include "kerege/sdk/result.hpp"
#include "kerege/sdk/text.hpp"

namespace kerege::sdk {

// The host said no: lost infrastructure, a broken rule of the boundary, a refused row. Handlers let
// it pass; the SDK turns it into a status and a line for the log.
class CallFailed : public std::runtime_error {
public:
    CallFailed(kerege_status status, const std::string& what)
        : std::runtime_error(what), status_(status) {}
    kerege_status status() const { return status_; }

private:
    kerege_status status_;
};

inline void require(kerege_status status, const StringSink& error, const char* what) {
    if (status != KEREGE_OK) throw CallFailed(status, std::string(what) + ": " + error.text());
}
inline void require(kerege_status status, const char* what) {
    if (status != KEREGE_OK) throw CallFailed(status, what);
}

// An interface's table, or a clear error when the manifest did not ask for it.
template <class Table>
class Interface {
public:
    void set(const void* table, const char* name) {
        table_ = static_cast<const Table*>(table);
        name_ = name;
    }
    const Table* operator->() const {
        if (!table_)
            throw CallFailed(KEREGE_UNSUPPORTED, std::string(name_) + " is not in `needs`");
        return table_;
    }

private:
    const Table* table_ = nullptr;
    const char* name_ = "";
};

struct Host {
    kerege_host* handle = nullptr;
    Interface<kerege_log_v1> log;
    Interface<kerege_http_v1> http;
    Interface<kerege_db_v1> db;
    Interface<kerege_access_v1> access;
    Interface<kerege_view_v1> view;
    Interface<kerege_i18n_v1> i18n;
    Interface<kerege_settings_v1> settings;
    Interface<kerege_events_draft1> events;

    Host(const kerege_host_api* api, kerege_host* host) : handle(host) {
        const auto ask = [&](auto& interface, const char* name, size_t min_size) {
            interface.set(api->get_interface(host, str(name), static_cast<uint32_t>(min_size)),
                          name);
        };
        // Sizes end with the last function the SDK calls, so that an older host still serves it.
        constexpr size_t pointer = sizeof(void (*)());
        ask(log, KEREGE_LOG_INTERFACE, offsetof(kerege_log_v1, write) + pointer);
        ask(http, KEREGE_HTTP_INTERFACE, offsetof(kerege_http_v1, set_fault_message) + pointer);
        ask(db, KEREGE_DB_INTERFACE, offsetof(kerege_db_v1, now_ms) + pointer);
        ask(access, KEREGE_ACCESS_INTERFACE, offsetof(kerege_access_v1, audit) + pointer);
        ask(view, KEREGE_VIEW_INTERFACE, offsetof(kerege_view_v1, set_slot) + pointer);
        ask(i18n, KEREGE_I18N_INTERFACE, offsetof(kerege_i18n_v1, today) + pointer);
        ask(settings, KEREGE_SETTINGS_INTERFACE, offsetof(kerege_settings_v1, get_text) + pointer);
        ask(events, KEREGE_EVENTS_INTERFACE, offsetof(kerege_events_draft1, publish) + pointer);
    }
};

}  // namespace kerege::sdk
