/* The sample in C, with the headers of the boundary and nothing else. */
#include <stdio.h>
#include <string.h>

#include "kerege/abi/access.h"
#include "kerege/abi/db.h"
#include "kerege/abi/http.h"
#include "kerege/abi/view.h"

static const kerege_access_v1* access_table;
static const kerege_db_v1* db;
static const kerege_http_v1* http;
static const kerege_view_v1* views;
static kerege_host* host;
static int32_t add_note, list_notes;
static int self_object;

enum { HELLO, LIST, ADD, PAGE, WRONG, ROUTES };

static kerege_str str(const char* text) {
    kerege_str result = {text, strlen(text)};
    return result;
}

static kerege_status fail(kerege_sink* error, kerege_status status, const char* reason) {
    error->write(error->context, str(reason));
    return status;
}

static kerege_status create(const kerege_host_api* api, kerege_host* given, void** out_self,
                            kerege_sink* error) {
    host = given;
    access_table = api->get_interface(host, str(KEREGE_ACCESS_INTERFACE), KEREGE_ACCESS_V1_SIZE);
    db = api->get_interface(host, str(KEREGE_DB_INTERFACE), KEREGE_DB_V1_SIZE);
    http = api->get_interface(host, str(KEREGE_HTTP_INTERFACE), KEREGE_HTTP_V1_SIZE);
    views = api->get_interface(host, str(KEREGE_VIEW_INTERFACE), KEREGE_VIEW_V1_SIZE);
    *out_self = &self_object;
    if (!access_table || !db || !http || !views)
        return fail(error, KEREGE_UNSUPPORTED, "an interface is missing");
    return KEREGE_OK;
}

static kerege_status start(void* self, kerege_registration* registration, kerege_sink* error) {
    static const char* const patterns[ROUTES] = {"/" SAMPLE_ID "/hello", "/" SAMPLE_ID "/notes",
                                                 "/" SAMPLE_ID "/notes", "/" SAMPLE_ID "/page",
                                                 "/" SAMPLE_ID "/wrong"};
    kerege_status status;
    int32_t id;
    (void)self;
    status = db->add_statement(
        registration, str("add"),
        str("insert into " SAMPLE_ID "_note (organisation_id, id, text) values ($1, $2, $3)"),
        str(""), &add_note, error);
    if (status != KEREGE_OK) return status;
    status = db->add_statement(
        registration, str("list"),
        str("select text from " SAMPLE_ID "_note where organisation_id = $1 order by id"), str(""),
        &list_notes, error);
    for (id = 0; id < ROUTES && status == KEREGE_OK; ++id) {
        kerege_route route;
        memset(&route, 0, sizeof(route));
        route.size = sizeof(route);
        route.method = id == ADD ? KEREGE_METHOD_POST : KEREGE_METHOD_GET;
        route.route_id = id;
        route.pattern = str(patterns[id]);
        status = http->add_route(registration, &route, error);
    }
    return status;
}

static kerege_value organisation(kerege_call* call) {
    kerege_scope scope;
    kerege_value value;
    memset(&scope, 0, sizeof(scope));
    scope.size = sizeof(scope);
    memset(&value, 0, sizeof(value));
    access_table->scope(call, &scope);
    value.type = KEREGE_DB_INT64;
    value.as.int64 = scope.organisation_id;
    return value;
}

static kerege_status hello(kerege_call* call) {
    char text[200];
    kerege_str name = http->query_value(call, str("name"));
    snprintf(text, sizeof(text), "hello %.*s from the edge, 6 * 7 = %d", (int)name.size,
             name.data ? name.data : "", 6 * 7);
    return http->write(call, str(text));
}

static kerege_status list(kerege_call* call, kerege_sink* error) {
    kerege_transaction* transaction = NULL;
    kerege_cursor* cursor = NULL;
    kerege_rows rows;
    kerege_value school = organisation(call);
    uint32_t row;
    kerege_status status = db->begin(call, KEREGE_DB_READ, &transaction, error);
    if (status != KEREGE_OK) return status;
    status = db->query(transaction, list_notes, &school, 1, &cursor, error);
    memset(&rows, 0, sizeof(rows));
    while (status == KEREGE_OK) {
        status = db->fetch(cursor, &rows, error);
        if (status != KEREGE_OK || rows.rows == 0) break;
        for (row = 0; row < rows.rows && status == KEREGE_OK; ++row) {
            status = http->write(call, rows.values[row * rows.columns].as.text);
            if (status == KEREGE_OK) status = http->write(call, str("; "));
        }
    }
    db->cursor_close(cursor);
    db->rollback(transaction);
    return status;
}

static kerege_status add(kerege_call* call, kerege_sink* error) {
    kerege_transaction* transaction = NULL;
    kerege_value args[3];
    kerege_str text = http->field(call, str("text"));
    kerege_status status;
    if (text.size == 0) {
        http->set_fault_message(call, str("A note has a text."));
        return fail(error, KEREGE_INVALID, "no text");
    }
    status = db->begin(call, KEREGE_DB_WRITE, &transaction, error);
    if (status != KEREGE_OK) return status;
    memset(args, 0, sizeof(args));
    args[0] = organisation(call);
    args[1].type = KEREGE_DB_INT64;
    args[1].as.int64 = db->new_id(host);
    args[2].type = KEREGE_DB_TEXT;
    args[2].as.text = text;
    status = db->execute(transaction, add_note, args, 3, NULL, error);
    if (status != KEREGE_OK) return status;
    if (text.size == 6 && memcmp(text.data, "undone", 6) == 0)
        return fail(error, KEREGE_INTERNAL, "not this one");
    status = db->commit(transaction, error);
    if (status != KEREGE_OK) return status;
    return http->redirect(call, str("/" SAMPLE_ID "/notes"), str(""));
}

static kerege_status page(kerege_call* call, kerege_sink* error) {
    static const char* const names[] = {"Абай", "Ыбырай <b>"};
    kerege_model* model = views->model(call);
    int i;
    for (i = 0; i < 2; ++i) {
        kerege_model* learner = views->add_child(model, str("learner"));
        views->set_text(learner, str("name"), str(names[i]));
        views->set_int(learner, str("mark"), 9 + i);
    }
    return views->render_fragment(call, str("marks"), model, error);
}

static kerege_status handle(void* self, kerege_call* call, int32_t route, kerege_sink* error) {
    (void)self;
    if (route == HELLO) return hello(call);
    if (route == LIST) return list(call, error);
    if (route == ADD) return add(call, error);
    if (route == PAGE) return page(call, error);
    return fail(error, KEREGE_INTERNAL, "the sample went wrong");
}

static void nothing(void* self) { (void)self; }

static const void* get_extension(void* self, kerege_str name) {
    static const kerege_plugin_http_v1 table = {sizeof(table), 0, handle};
    const kerege_str offered = str(KEREGE_PLUGIN_HTTP_EXTENSION);
    (void)self;
    return name.size == offered.size && memcmp(name.data, offered.data, name.size) == 0 ? &table
                                                                                        : NULL;
}

const kerege_plugin* kerege_plugin_entry_v1(void) {
    static const kerege_plugin table = {sizeof(kerege_plugin),
                                        KEREGE_ABI_MAJOR,
                                        {SAMPLE_ID, sizeof(SAMPLE_ID) - 1},
                                        {"1.0.0", 5},
                                        create,
                                        start,
                                        nothing,
                                        nothing,
                                        nothing,
                                        get_extension};
    return &table;
}
