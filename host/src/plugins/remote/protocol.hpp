// What the host and a worker say to each other.
//
// A worker has a handful of sockets, called lanes. A call of the host holds one lane until it ends:
// the host writes one frame, then answers what the plugin asks, until the plugin is done. Control
// lane: life, one at a time. Aside lane: what a thread without a call asks.
//
// Every reply begins with {i32 status, str error}. What has no reply is checked on the plugin's
// side by the same rules as on the host's (rules.hpp), so that a handler learns at once.
#pragma once

#include <cstdint>

namespace kerege::remote {

enum class Op : uint16_t {
    none = 0,
    // Host → worker. Each but `reply` is answered with `done`.
    create,          //
    start,           //
    quiesce,         //
    stop,            //
    destroy,         //
    handle_request,  // context, i32 route
    fill_slot,       // context, str slot, str subject
    handle_event,    // context, i64 id, str topic, str subject, str payload
    serve_service,   // context, str service, method, request
    run_job,         // context, i64 id, str kind, str payload, i32 attempt
    export_member,   // context, i64 membership
    erase_member,    // the same
    search_rebuild,  // context
    search_visible,  // context, str kind, u32 count, i64…
    reply,

    // Worker → host.
    hello = 64,  // str: the confinement in force; sent once on the control lane
    done,        // i32 status, str error, u32 extensions
    // Without a reply.
    log,                // u32 within the call, i32 level, str
    set_status,         // i32
    set_header,         // str name, str value
    write,              // str
    redirect,           // str path, str notice
    set_fault_message,  // str
    model,              // the next number
    set_text,           // u32 model, str key, str
    set_int,            // u32 model, str key, i64
    set_html,           // u32 model, str key, str
    add_child,          // u32 model, str key: the next number
    rollback,           // u32 transaction
    cursor_close,       // u32 cursor
    service_answer,     // str: of serve_service and search_visible, before `done`
    file_write,         // u32 draft, str
    // With a reply; what follows status and error stands behind the arrow.
    add_route,         // i32 method, route, flags; str pattern, permission; u32 size →
    add_statement,     // str name, sqlite, postgresql → i32
    begin,             // i32 mode → u32
    commit,            // u32 →
    execute,           // u32 transaction, i32 statement, values → i64
    query,             // the same → u32 cursor, then as fetch
    fetch,             // u32 cursor → i32 status, str error, u32 whether these are the last, rows
    new_id,            // → i64
    now_ms,            // → i64
    publish,           // str topic, subject, payload →
    permitted,         // str → i32
    audit,             // str action, subject, detail →
    translate,         // str → str
    translate_plural,  // str one, many; i64 → str
    today,             // → str
    setting_int,       // str → i64
    setting_text,      // str → str
    render_page,       // str template, u32 model →
    render_fragment,   // the same
    set_slot,          // u32 model, str key, slot, subject →
    call_service,      // str service, method, request → str
    can_call,          // str → i32
    enqueue_job,       // str kind, key, payload; i64 not before → i64
    job_facts,         // i64 id → i32 state, i32 attempts, i64 done, i64 total
    cancel_job,        // i64 id →
    job_progress,      // i64 done, i64 total → i32
    send_mail,         // i64 membership, str template, u32 model, str key → i32
    file_uploaded,     // str field, u32 index → i64, str name, str type
    file_take,         // str field, u32 index, str types → u32
    file_create,       // str name, str type → u32
    file_finish,       // u32 draft →
    file_keep,         // u32 draft → i64
    file_info,         // i64 → i32, i64, i64, str name, str type, str sha256
    file_read,         // i64 id, i64 offset, u32 bytes → str
    file_remove,       // i64 →
    file_respond,      // i64 id, i32 side, i32 flags →
    privacy_table,     // str name, str title, u32 count, (str name, str label)… →
    privacy_row,       // u32 count, values →
    privacy_erased,    // str table, str field, i32 how, i64 count →
    search_put,  // i64 id, i64 membership; str kind, title, title_ru, title_en, detail, words →
    search_remove,  // str kind, i64 id →
    note_view,      // str subject →
};

// Of `done` after `start`: what the plugin offers to be called with.
inline constexpr uint32_t kOffersRoutes = 1;
inline constexpr uint32_t kOffersSlots = 2;
inline constexpr uint32_t kOffersEvents = 4;
inline constexpr uint32_t kOffersServices = 64;
inline constexpr uint32_t kOffersJobs = 8;
inline constexpr uint32_t kOffersPrivacy = 128;
inline constexpr uint32_t kOffersSearch = 256;
inline constexpr uint32_t kOffersVisible = 512;

}  // namespace kerege::remote
