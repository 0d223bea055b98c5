/* A plugin in C that hears of the probe's notes and keeps them. A payload that begins with "bad" is
 * refused until the setting accept_bad is 1. */
#include <string.h>

#include "kerege/abi/access.h"
#include "kerege/abi/db.h"
#include "kerege/abi/events.h"
#include "kerege/abi/http.h"
#include "kerege/abi/settings.h"
#include "kerege/abi/view.h"

static const kerege_access_v1* access_table;
static const kerege_db_v1* db;
static const kerege_http_v1* http;
static const kerege_settings_v1* settings;
static kerege_host* host;
static int32_t keep;
static int self_object;

static kerege_str str(const char* text) {
    kerege_str result = {text, strlen(text)};
    return result;
}

static int same(kerege_str text, const char* other) {
    return text.size == strlen(other) && memcmp(text.data, other, text.size) == 0;
}

static kerege_status create(const kerege_host_api* api, kerege_host* given, void** out_self,
                            kerege_sink* error) {
    (void)error;
    host = given;
    access_table = api->get_interface(host, str(KEREGE_ACCESS_INTERFACE), KEREGE_ACCESS_V1_SIZE);
    db = api->get_interface(host, str(KEREGE_DB_INTERFACE), KEREGE_DB_V1_SIZE);
    http = api->get_interface(host, str(KEREGE_HTTP_INTERFACE), KEREGE_HTTP_V1_SIZE);
    settings = api->get_interface(host, str(KEREGE_SETTINGS_INTERFACE), KEREGE_SETTINGS_V1_SIZE);
    *out_self = &self_object;
    return access_table && db && http && settings ? KEREGE_OK : KEREGE_UNSUPPORTED;
}

static kerege_status start(void* self, kerege_registration* registration, kerege_sink* error) {
    (void)self;
    return db->add_statement(
        registration, str("keep"),
        str("insert into listener_heard (organisation_id, id, payload, event_id) "
            "values ($1, $2, $3, $4) on conflict do nothing"),
        str(""), &keep, error);
}

static kerege_status hear(void* self, kerege_call* call, int64_t event_id, kerege_str topic,
                          kerege_str subject, kerege_str payload, kerege_sink* error) {
    kerege_scope scope;
    kerege_transaction* transaction = NULL;
    kerege_value args[4];
    int64_t accept_bad = 0;
    kerege_status status;
    scope.size = sizeof(scope);
    status = access_table->scope(call, &scope);
    (void)self;
    (void)topic;
    (void)subject;
    if (status == KEREGE_OK) status = settings->get_int(call, str("accept_bad"), &accept_bad);
    if (status == KEREGE_OK && payload.size >= 3 && memcmp(payload.data, "bad", 3) == 0 &&
        accept_bad != 1) {
        error->write(error->context, str("a bad note"));
        return KEREGE_UNAVAILABLE;
    }
    if (status == KEREGE_OK) status = db->begin(call, KEREGE_DB_WRITE, &transaction, error);
    memset(args, 0, sizeof(args));
    args[0].type = KEREGE_DB_INT64;
    args[0].as.int64 = scope.organisation_id;
    args[1].type = KEREGE_DB_INT64;
    args[1].as.int64 = db->new_id(host);
    args[2].type = KEREGE_DB_TEXT;
    args[2].as.text = payload;
    args[3].type = KEREGE_DB_INT64;
    args[3].as.int64 = event_id;
    if (status == KEREGE_OK) status = db->execute(transaction, keep, args, 4, NULL, error);
    if (status == KEREGE_OK) status = db->commit(transaction, error);
    return status;
}

static kerege_status fill(void* self, kerege_call* call, kerege_str slot, kerege_str subject,
                          kerege_sink* error) {
    (void)self;
    (void)slot;
    (void)subject;
    (void)error;
    return http->write(call, str("<p>listener</p>"));
}

static void nothing(void* self) { (void)self; }

static const void* get_extension(void* self, kerege_str name) {
    static const kerege_plugin_events_v1 events = {sizeof(kerege_plugin_events_v1), 0, hear};
    static const kerege_plugin_slots_v1 slots = {sizeof(kerege_plugin_slots_v1), 0, fill};
    (void)self;
    if (same(name, KEREGE_PLUGIN_EVENTS_EXTENSION)) return &events;
    if (same(name, KEREGE_PLUGIN_SLOTS_EXTENSION)) return &slots;
    return NULL;
}

const kerege_plugin* kerege_plugin_entry_v1(void) {
    static const kerege_plugin table = {sizeof(kerege_plugin),
                                        KEREGE_ABI_MAJOR,
                                        {"listener", 8},
                                        {"1.0.0", 5},
                                        create,
                                        start,
                                        nothing,
                                        nothing,
                                        nothing,
                                        get_extension};
    return &table;
}
