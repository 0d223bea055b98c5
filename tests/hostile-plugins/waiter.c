/* A plugin that does not come back from its handlers while the file named by the environment
 * variable KEREGE_TEST_HOLD is there, if it is asked to: an event whose payload is its own id, a
 * request to
 * /<id>/hold. It also speaks of errors in bytes that are no text, answers on a page for everybody,
 * and reads a setting while it holds a transaction. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "kerege/abi/db.h"
#include "kerege/abi/events.h"
#include "kerege/abi/http.h"
#include "kerege/abi/settings.h"

static const kerege_db_v1* db;
static const kerege_http_v1* http;
static const kerege_settings_v1* settings;
static int self_object;

enum { ROUTE_OPEN = 1, ROUTE_HOLD, ROUTE_SETTING };

static kerege_str str(const char* text) {
    kerege_str result = {text, strlen(text)};
    return result;
}

static int same(kerege_str text, const char* other) {
    return text.size == strlen(other) && memcmp(text.data, other, text.size) == 0;
}

static void hold(void) {
    const char* file = getenv("KEREGE_TEST_HOLD");
    while (file && access(file, F_OK) == 0) usleep(2000);
}

static kerege_status create(const kerege_host_api* api, kerege_host* host, void** out_self,
                            kerege_sink* error) {
    (void)error;
    db = api->get_interface(host, str(KEREGE_DB_INTERFACE), sizeof(*db));
    http = api->get_interface(host, str(KEREGE_HTTP_INTERFACE), sizeof(*http));
    settings = api->get_interface(host, str(KEREGE_SETTINGS_INTERFACE), sizeof(*settings));
    *out_self = &self_object;
    return db && http && settings ? KEREGE_OK : KEREGE_UNSUPPORTED;
}

static kerege_status add(kerege_registration* registration, int32_t id, const char* pattern,
                         kerege_sink* error) {
    kerege_route route;
    memset(&route, 0, sizeof(route));
    route.size = sizeof(route);
    route.method = KEREGE_METHOD_GET;
    route.route_id = id;
    route.flags = KEREGE_ROUTE_PUBLIC;
    route.pattern = str(pattern);
    return http->add_route(registration, &route, error);
}

static kerege_status start(void* self, kerege_registration* registration, kerege_sink* error) {
    kerege_status status = add(registration, ROUTE_OPEN, "/" HOSTILE_ID, error);
    (void)self;
    if (status == KEREGE_OK) status = add(registration, ROUTE_HOLD, "/" HOSTILE_ID "/hold", error);
    if (status == KEREGE_OK)
        status = add(registration, ROUTE_SETTING, "/" HOSTILE_ID "/setting", error);
    return status;
}

static kerege_status answer(void* self, kerege_call* call, int32_t route_id, kerege_sink* error) {
    kerege_transaction* transaction = NULL;
    kerege_str words = {NULL, 0};
    kerege_status status = KEREGE_OK;
    (void)self;
    if (route_id == ROUTE_OPEN) return http->write(call, str("open to everybody"));
    if (route_id == ROUTE_HOLD) {
        hold();
        return http->write(call, str("held"));
    }
    status = db->begin(call, KEREGE_DB_WRITE, &transaction, error);
    if (status == KEREGE_OK) status = settings->get_text(call, str("words"), &words);
    if (status == KEREGE_OK) status = db->commit(transaction, error);
    return status == KEREGE_OK ? http->write(call, words) : status;
}

static kerege_status hear(void* self, kerege_call* call, int64_t event_id, kerege_str topic,
                          kerege_str subject, kerege_str payload, kerege_sink* error) {
    (void)self;
    (void)call;
    (void)event_id;
    (void)topic;
    (void)subject;
    if (same(payload, HOSTILE_ID)) hold();
    if (!same(payload, "garbled")) return KEREGE_OK;
    error->write(error->context, str("\xff\xfe no text"));
    return KEREGE_UNAVAILABLE;
}

static void nothing(void* self) { (void)self; }

static const void* get_extension(void* self, kerege_str name) {
    static const kerege_plugin_events_v1 events = {sizeof(kerege_plugin_events_v1), 0, hear};
    static const kerege_plugin_http_v1 routes = {sizeof(kerege_plugin_http_v1), 0, answer};
    (void)self;
    if (same(name, KEREGE_PLUGIN_EVENTS_EXTENSION)) return &events;
    if (same(name, KEREGE_PLUGIN_HTTP_EXTENSION)) return &routes;
    return NULL;
}

const kerege_plugin* kerege_plugin_entry_v1(void) {
    static const kerege_plugin table = {sizeof(kerege_plugin),
                                        KEREGE_ABI_MAJOR,
                                        {HOSTILE_ID, sizeof(HOSTILE_ID) - 1},
                                        {"1.0.0", 5},
                                        create,
                                        start,
                                        nothing,
                                        nothing,
                                        nothing,
                                        get_extension};
    return &table;
}
