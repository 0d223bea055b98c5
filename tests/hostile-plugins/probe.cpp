// A plugin that does what its tests ask for, by the number of the route. Written against the bare
// boundary, so that nothing of the SDK stands between a test and the host.
#include <cstring>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>

#include "kerege/abi/access.h"
#include "kerege/abi/db.h"
#include "kerege/abi/events.h"
#include "kerege/abi/http.h"
#include "kerege/abi/i18n.h"
#include "kerege/abi/settings.h"
#include "kerege/abi/view.h"

namespace {

kerege_str str(std::string_view text) { return {text.data(), text.size()}; }
std::string_view view(kerege_str text) { return {text.data, text.size}; }

kerege_host* host = nullptr;
const kerege_access_v1* access_table = nullptr;
const kerege_db_v1* db = nullptr;
const kerege_events_v1* events = nullptr;
const kerege_http_v1* http = nullptr;
const kerege_view_v1* views = nullptr;
int32_t add_note = -1, list_notes = -1, overflow = -1;
int self_object = 0;

kerege_value text_value(std::string_view text) {
    kerege_value value{};
    value.type = KEREGE_DB_TEXT;
    value.as.text = str(text);
    return value;
}
kerege_value int_value(int64_t number) {
    kerege_value value{};
    value.type = KEREGE_DB_INT64;
    value.as.int64 = number;
    return value;
}

template <class Table>
void ask(const kerege_host_api* api, const char* name, uint32_t min_size, const Table*& table) {
    table = static_cast<const Table*>(api->get_interface(host, str(name), min_size));
}

kerege_status create(const kerege_host_api* api, kerege_host* given, void** out_self,
                     kerege_sink*) {
    host = given;
    ask(api, KEREGE_ACCESS_INTERFACE, KEREGE_ACCESS_V1_SIZE, access_table);
    ask(api, KEREGE_DB_INTERFACE, KEREGE_DB_V1_SIZE, db);
    ask(api, KEREGE_EVENTS_INTERFACE, KEREGE_EVENTS_V1_SIZE, events);
    ask(api, KEREGE_HTTP_INTERFACE, KEREGE_HTTP_V1_SIZE, http);
    ask(api, KEREGE_VIEW_INTERFACE, KEREGE_VIEW_V1_SIZE, views);
    *out_self = &self_object;
    // Not in `needs`, and more than this host has of one that is.
    if (api->get_interface(host, str(KEREGE_SETTINGS_INTERFACE), 8)) return KEREGE_INTERNAL;
    if (api->get_interface(host, str(KEREGE_DB_INTERFACE), 100'000)) return KEREGE_INTERNAL;
    return access_table && db && events && http && views ? KEREGE_OK : KEREGE_UNSUPPORTED;
}

enum Route : int32_t {
    hello,
    save,
    list,
    leave_open,
    throw_exception,
    throw_number,
    fault,
    page_with_slot,
    other_thread,
    forget_cursor,
};

constexpr struct {
    Route route;
    int32_t method;
    const char* pattern;
} kRoutes[] = {
    {hello, KEREGE_METHOD_GET, "/probe/hello/{name}"},
    {save, KEREGE_METHOD_POST, "/probe/notes"},
    {list, KEREGE_METHOD_GET, "/probe/notes"},
    {leave_open, KEREGE_METHOD_POST, "/probe/open"},
    {throw_exception, KEREGE_METHOD_POST, "/probe/throw"},
    {throw_number, KEREGE_METHOD_GET, "/probe/throw-number"},
    {fault, KEREGE_METHOD_GET, "/probe/fault"},
    {page_with_slot, KEREGE_METHOD_GET, "/probe/slot"},
    {other_thread, KEREGE_METHOD_GET, "/probe/thread"},
    {forget_cursor, KEREGE_METHOD_GET, "/probe/cursor"},
};

kerege_status start(void*, kerege_registration* registration, kerege_sink* error) {
    for (const auto& one : kRoutes) {
        kerege_route route{};
        route.size = sizeof(route);
        route.method = one.method;
        route.route_id = one.route;
        route.pattern = str(one.pattern);
        const kerege_status status = http->add_route(registration, &route, error);
        if (status != KEREGE_OK) return status;
    }
    const auto add = [&](const char* name, const char* sql, int32_t* number) {
        return db->add_statement(registration, str(name), str(sql), str(""), number, error);
    };
    kerege_status status = add(
        "add", "insert into probe_note (organisation_id, id, text) values ($1, $2, $3)", &add_note);
    if (status == KEREGE_OK)
        status = add("list", "select text from probe_note where organisation_id = $1 order by id",
                     &list_notes);
    if (status == KEREGE_OK)
        status = add("overflow",
                     "select id / (id - id) + abs(-9223372036854775807 - 1) "
                     "from probe_note where organisation_id = $1",
                     &overflow);
    return status;
}

int64_t organisation(kerege_call* call) {
    kerege_scope scope{};
    scope.size = sizeof(scope);
    access_table->scope(call, &scope);
    return scope.organisation_id;
}

kerege_status insert(kerege_call* call, kerege_transaction* transaction, std::string_view text,
                     kerege_sink* error) {
    const kerege_value args[] = {int_value(organisation(call)), int_value(db->new_id(host)),
                                 text_value(text)};
    return db->execute(transaction, add_note, args, 3, nullptr, error);
}

// Writes the notes, one a line.
kerege_status write_notes(kerege_call* call, kerege_transaction* transaction, kerege_sink* error) {
    const kerege_value args[] = {int_value(organisation(call))};
    kerege_cursor* cursor = nullptr;
    kerege_status status = db->query(transaction, list_notes, args, 1, &cursor, error);
    while (status == KEREGE_OK) {
        kerege_rows rows{};
        status = db->fetch(cursor, &rows, error);
        if (status != KEREGE_OK || rows.rows == 0) break;
        for (uint32_t i = 0; i < rows.rows; ++i) {
            http->write(call, rows.values[i].as.text);
            http->write(call, str("\n"));
        }
    }
    db->cursor_close(cursor);
    return status;
}

kerege_status save_note(kerege_call* call, kerege_sink* error) {
    const kerege_str text = http->field(call, str("text"));
    kerege_transaction* transaction = nullptr;
    kerege_status status = db->begin(call, KEREGE_DB_WRITE, &transaction, error);
    if (status != KEREGE_OK) return status;
    status = insert(call, transaction, view(text), error);
    if (status == KEREGE_OK)
        status = events->publish(call, str("probe.note.added"), http->field(call, str("subject")),
                                 text, error);
    if (status == KEREGE_OK)
        status = access_table->audit(call, str("note.added"), str("note:1"), str("{}"), error);
    if (status == KEREGE_OK) status = db->commit(transaction, error);
    if (status == KEREGE_OK) http->redirect(call, str("/probe/notes"), str("Saved"));
    return status;
}

// Of today's boundary: built against an earlier release there is nothing to call.
template <class Table>
kerege_status note_view(const Table* table, kerege_call* call, kerege_str subject,
                        kerege_sink* error) {
    if constexpr (requires { table->note_view; })
        return table->note_view(call, subject, error);
    else
        return KEREGE_UNSUPPORTED;
}

kerege_status show_slot(kerege_call* call, kerege_sink* error) {
    kerege_transaction* transaction = nullptr;
    const std::string_view subject = view(http->query_value(call, str("subject")));
    const bool writes = subject == "audit and keep" || subject == "audit and forget";
    kerege_status status =
        db->begin(call, writes ? KEREGE_DB_WRITE : KEREGE_DB_READ, &transaction, error);
    if (status == KEREGE_OK && writes) status = insert(call, transaction, "of the page", error);
    if (status != KEREGE_OK) return status;
    kerege_model* model = views->model(call);
    views->set_text(model, str("title"), str("<Notes>"));
    status = views->set_slot(model, str("cards"), str("probe.card"),
                             http->query_value(call, str("subject")), error);
    if (status != KEREGE_OK) return status;
    // The page's transaction must still work, whatever happened in the slot.
    status = write_notes(call, transaction, error);
    if (status == KEREGE_OK && subject == "audit and keep") status = db->commit(transaction, error);
    if (status != KEREGE_OK) return status;
    return views->render_fragment(call, str("notes"), model, error);
}

kerege_status handle(void*, kerege_call* call, int32_t route, kerege_sink* error) {
    kerege_transaction* transaction = nullptr;
    switch (route) {
        case hello:
            // Noted, whatever becomes of it, and twice: the host is to write it once.
            if (view(http->path_value(call, str("name"))) == "класс") {
                note_view(access_table, call, str("class:7А"), error);
                note_view(access_table, call, str("class:7А"), error);
            }
            http->set_header(call, str("content-type"), str("text/plain; charset=utf-8"));
            http->write(call, str("hello "));
            return http->write(call, http->path_value(call, str("name")));
        case save:
            return save_note(call, error);
        case list: {
            const kerege_status status = db->begin(call, KEREGE_DB_READ, &transaction, error);
            return status == KEREGE_OK ? write_notes(call, transaction, error) : status;
        }
        case leave_open: {
            const kerege_status status = db->begin(call, KEREGE_DB_WRITE, &transaction, error);
            return status == KEREGE_OK ? insert(call, transaction, "left open", error) : status;
        }
        case throw_exception:
            db->begin(call, KEREGE_DB_WRITE, &transaction, error);
            insert(call, transaction, "thrown away", error);
            throw std::runtime_error("a bug in the plugin");
        case throw_number:
            throw 42;
        case fault:
            http->write(call, str("half a page"));
            http->set_status(call, 201);
            http->set_fault_message(call, str("Somebody was quicker."));
            error->write(error->context, str("revision 3 is not 4"));
            return KEREGE_CONFLICT;
        case page_with_slot:
            return show_slot(call, error);
        case other_thread: {
            kerege_status status = KEREGE_OK;
            std::thread([&] { status = http->write(call, str("from elsewhere")); }).join();
            return status == KEREGE_INTERNAL ? http->write(call, str("refused")) : KEREGE_INTERNAL;
        }
        case forget_cursor: {
            db->begin(call, KEREGE_DB_READ, &transaction, error);
            const kerege_value args[] = {int_value(organisation(call))};
            kerege_cursor* cursor = nullptr;
            db->query(transaction, list_notes, args, 1, &cursor, error);
            kerege_rows rows{};
            db->fetch(cursor, &rows, error);
            db->commit(transaction, error);
            return db->fetch(cursor, &rows, nullptr) == KEREGE_INVALID
                       ? http->write(call, str("closed"))
                       : KEREGE_INTERNAL;
        }
        default:
            return KEREGE_INTERNAL;
    }
}

// Fills the slot of its own page, as the subject says.
kerege_status fill(void*, kerege_call* call, kerege_str, kerege_str subject, kerege_sink* error) {
    kerege_transaction* transaction = nullptr;
    if (view(subject) == "throw") throw std::runtime_error("a bug in the slot");
    if (view(subject) == "write") return db->begin(call, KEREGE_DB_WRITE, &transaction, error);
    if (view(subject).substr(0, 5) == "audit") {
        const kerege_status status =
            access_table->audit(call, str("card.seen"), str("note:1"), str("{}"), error);
        return status == KEREGE_OK ? http->write(call, str("<p>written down</p>")) : status;
    }
    if (view(subject) == "view") {
        const kerege_status status = note_view(access_table, call, str("membership:31"), error);
        return status == KEREGE_OK ? http->write(call, str("<p>somebody</p>")) : status;
    }
    if (view(subject) == "view and fail") {
        note_view(access_table, call, str("membership:32"), error);
        return KEREGE_INTERNAL;
    }
    if (view(subject) == "page")
        return views->render_page(call, str("notes"), views->model(call), error);
    if (view(subject) == "fail" || view(subject) == "read") {
        const kerege_status status = db->begin(call, KEREGE_DB_READ, &transaction, error);
        if (status != KEREGE_OK) return status;
        if (view(subject) == "read") return write_notes(call, transaction, error);
        const kerege_value args[] = {int_value(organisation(call))};
        kerege_cursor* cursor = nullptr;
        kerege_rows rows{};
        const kerege_status asked = db->query(transaction, overflow, args, 1, &cursor, error);
        return asked == KEREGE_OK ? db->fetch(cursor, &rows, error) : asked;
    }
    return http->write(call, str("<p>card</p>"));
}

void nothing(void*) {}

const kerege_plugin_http_v1 kHttp = {sizeof(kerege_plugin_http_v1), 0, handle};
const kerege_plugin_slots_v1 kSlots = {sizeof(kerege_plugin_slots_v1), 0, fill};

const void* get_extension(void*, kerege_str name) {
    if (view(name) == KEREGE_PLUGIN_HTTP_EXTENSION) return &kHttp;
    if (view(name) == KEREGE_PLUGIN_SLOTS_EXTENSION) return &kSlots;
    return nullptr;
}

}  // namespace

extern "C" KEREGE_EXPORT const kerege_plugin* kerege_plugin_entry_v1(void) {
    static const kerege_plugin table = {sizeof(kerege_plugin),
                                        KEREGE_ABI_MAJOR,
                                        str("probe"),
                                        str("1.0.0"),
                                        create,
                                        start,
                                        nothing,
                                        nothing,
                                        nothing,
                                        get_extension};
    return &table;
}
