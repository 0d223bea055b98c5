// The host's interfaces as the plugin's own process sees them, asked for once in create().
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>

#include "kerege/abi/access.h"
#include "kerege/abi/db.h"
#include "kerege/abi/draft/call.h"
#include "kerege/abi/draft/files.h"
#include "kerege/abi/draft/privacy.h"
#include "kerege/abi/draft/search.h"
#include "kerege/abi/events.h"
#include "kerege/abi/http.h"
#include "kerege/abi/i18n.h"
#include "kerege/abi/jobs.h"
#include "kerege/abi/log.h"
#include "kerege/abi/mail.h"
#include "kerege/abi/plugin.h"
#include "kerege/abi/settings.h"
#include "kerege/abi/view.h"
#include "kerege/sdk/result.hpp"
#include "kerege/sdk/text.hpp"

namespace kerege::sdk {

// The host said no: lost infrastructure, a broken rule of the boundary, a refused row. Handlers let
// it pass; the SDK turns it into a status and a line for the log. What breaks a rule is a bug of
// the plugin, whatever the host's status: see outcome().
class CallFailed : public std::runtime_error {
public:
    CallFailed(kerege_status status, const std::string& what)
        : std::runtime_error(what), status_(status) {}
    kerege_status status() const { return status_; }
    // What it comes to where nobody caught it. Only a key that somebody else took and lost
    // infrastructure can be nobody's fault: a person must not be told to mend their form because
    // of a template's misspelt name.
    kerege_status outcome() const {
        return status_ == KEREGE_CONFLICT || status_ == KEREGE_UNAVAILABLE ? status_
                                                                           : KEREGE_INTERNAL;
    }

private:
    kerege_status status_;
};

// A status in words, for the log.
inline std::string_view status_word(kerege_status status) {
    constexpr std::string_view words[] = {"ok",          "not found", "forbidden",
                                          "invalid",     "conflict",  "too many",
                                          "unavailable", "internal",  "unsupported"};
    return status >= KEREGE_OK && status <= KEREGE_UNSUPPORTED ? words[status] : "unknown status";
}

// The host's reason may begin with the function's name: it is said once.
inline void require(kerege_status status, const StringSink& error, std::string_view what) {
    if (status == KEREGE_OK) return;
    const std::string_view reason = error.text();
    std::string text(what);
    if (reason.starts_with(text + ":"))
        text = reason;
    else
        text.append(": ").append(reason.empty() ? status_word(status) : reason);
    throw CallFailed(status, text);
}
// Where the host gives no reason: the function, the rule it has for what it is given, and the
// beginning of what it was given.
inline void require(kerege_status status, std::string_view what, std::string_view rule = {},
                    std::string_view given = {}) {
    if (status == KEREGE_OK) return;
    constexpr size_t kGivenBytesMax = 60;
    std::string text(what);
    text.append(": ").append(status_word(status));
    if (!rule.empty()) text.append("; ").append(rule);
    if (!given.empty())
        text.append("; given was \"").append(given.substr(0, kGivenBytesMax)).append("\"");
    throw CallFailed(status, text);
}

// An interface's table, or a clear error when the manifest did not ask for it or this host has less
// of it than version 1.
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
    // A function that was added to the interface after version 1: host.db.later(&kerege_db_v1::x).
    // Looked for when it is first used, so that a plugin runs on older hosts as long as it does not
    // call it. Throws CallFailed with KEREGE_UNSUPPORTED where the host's table ends before it.
    template <class Function>
    Function later(Function Table::*function) const {
        const Table* table = operator->();
        const auto begin = reinterpret_cast<uintptr_t>(table);
        const auto end = reinterpret_cast<uintptr_t>(&(table->*function)) + sizeof(Function);
        if (end - begin > table->size || !(table->*function))
            throw CallFailed(KEREGE_UNSUPPORTED,
                             "this host's " + std::string(name_) + " is too old for it");
        return table->*function;
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
    Interface<kerege_mail_v1> mail;
    Interface<kerege_call_draft1> call;
    Interface<kerege_events_v1> events;
    Interface<kerege_jobs_v1> jobs;
    Interface<kerege_files_draft1> files;
    Interface<kerege_privacy_draft1> privacy;
    Interface<kerege_search_draft1> search;

    Host(const kerege_host_api* api, kerege_host* host) : handle(host) {
        const auto ask = [&](auto& interface, const char* name, uint32_t min_size) {
            interface.set(api->get_interface(host, str(name), min_size), name);
        };
        // Version 1 of each, which every host has; what came later is asked for with later().
        ask(log, KEREGE_LOG_INTERFACE, KEREGE_LOG_V1_SIZE);
        ask(http, KEREGE_HTTP_INTERFACE, KEREGE_HTTP_V1_SIZE);
        ask(db, KEREGE_DB_INTERFACE, KEREGE_DB_V1_SIZE);
        ask(access, KEREGE_ACCESS_INTERFACE, KEREGE_ACCESS_V1_SIZE);
        ask(view, KEREGE_VIEW_INTERFACE, KEREGE_VIEW_V1_SIZE);
        ask(i18n, KEREGE_I18N_INTERFACE, KEREGE_I18N_V1_SIZE);
        ask(settings, KEREGE_SETTINGS_INTERFACE, KEREGE_SETTINGS_V1_SIZE);
        ask(mail, KEREGE_MAIL_INTERFACE, KEREGE_MAIL_V1_SIZE);
        ask(call, KEREGE_CALL_INTERFACE, KEREGE_CALL_DRAFT1_SIZE);
        ask(events, KEREGE_EVENTS_INTERFACE, KEREGE_EVENTS_V1_SIZE);
        ask(jobs, KEREGE_JOBS_INTERFACE, KEREGE_JOBS_V1_SIZE);
        ask(files, KEREGE_FILES_INTERFACE, KEREGE_FILES_DRAFT1_SIZE);
        ask(privacy, KEREGE_PRIVACY_INTERFACE, KEREGE_PRIVACY_DRAFT1_SIZE);
        ask(search, KEREGE_SEARCH_INTERFACE, KEREGE_SEARCH_DRAFT1_SIZE);
    }
};

}  // namespace kerege::sdk
