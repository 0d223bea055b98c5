// kerege.db/1 and kerege.events/1 in a worker: transactions and cursors are the host's, known
// here by number.
#include "host/src/plugins/rules.hpp"
#include "host/src/worker/call.hpp"
#include "host/src/worker/proxies.hpp"
#include "host/src/worker/registration.hpp"

namespace kerege::worker {
namespace {

namespace rules = plugins::rules;

constexpr size_t kTextBytesMax = 64 * 1024;
constexpr size_t kValueBytesMin = 4;

kerege_status add_statement(kerege_registration* registration, kerege_str name,
                            kerege_str sqlite_sql, kerege_str pg_sql, int32_t* out_statement,
                            kerege_sink* error) noexcept {
    const Registration* open = registering(registration);
    if (!open)
        return refuse(error, KEREGE_INVALID, "statements are added within start(), on its thread");
    if (!out_statement || !plugins::good_bytes(name, kTextBytesMax) ||
        !plugins::good_bytes(sqlite_sql, kTextBytesMax) ||
        !plugins::good_bytes(pg_sql, kTextBytesMax))
        return refuse(error, KEREGE_INVALID,
                      "a statement needs a name and at most 16 KiB of UTF-8 text");
    *out_statement = -1;
    return quietly(KEREGE_INTERNAL, [&] {
        Reply reply = ask(*open->lane, Op::add_statement, error,
                          [&](Writer& out) { out.str(name).str(sqlite_sql).str(pg_sql); });
        *out_statement = reply.in().i32();
        return reply.status();
    });
}

Transaction* open_here(kerege_transaction* handle) noexcept {
    Transaction* transaction = of(handle);
    const bool good = transaction && transaction->open && usable(transaction->call->handle());
    return good ? transaction : nullptr;
}

kerege_status begin(kerege_call* handle, int32_t mode, kerege_transaction** out,
                    kerege_sink* error) noexcept {
    if (out) *out = nullptr;
    Call* call = usable(handle);
    if (!call) return refuse(error, KEREGE_INTERNAL, "begin: no call");
    if (!out) return refuse(error, KEREGE_INVALID, "begin: no place for the transaction");
    return quietly(KEREGE_INTERNAL, [&] {
        Reply reply = ask(call->lane, Op::begin, error, [&](Writer& to) { to.i32(mode); });
        if (reply.status() != KEREGE_OK) return reply.status();
        call->transactions.push_back({call, reply.in().u32()});
        *out = reinterpret_cast<kerege_transaction*>(&call->transactions.back());
        return KEREGE_OK;
    });
}

kerege_status commit(kerege_transaction* handle, kerege_sink* error) noexcept {
    Transaction* transaction = open_here(handle);
    if (!transaction) return refuse(error, KEREGE_INVALID, "commit: the transaction is not open");
    transaction->open = false;
    return quietly(KEREGE_INTERNAL, [&] {
        return ask(transaction->call->lane, Op::commit, error,
                   [&](Writer& out) { out.u32(transaction->number); })
            .status();
    });
}

kerege_status rollback(kerege_transaction* handle) noexcept {
    Transaction* transaction = open_here(handle);
    if (!transaction) return KEREGE_INVALID;
    transaction->open = false;
    return quietly(KEREGE_INTERNAL, [&] {
        post(transaction->call->lane, Op::rollback,
             [&](Writer& out) { out.u32(transaction->number); });
        // At once: others may wait for its lock.
        if (transaction->call->lane.flush() != Lane::Outcome::good) _exit(0);
        return KEREGE_OK;
    });
}

// What can't travel is refused here; the host looks at the rest.
bool can_travel(const kerege_value* args, uint32_t count) noexcept {
    if (count > rules::kArgumentsMax || (count > 0 && !args)) return false;
    size_t left = rules::kArgumentBytesMax;
    for (uint32_t i = 0; i < count; ++i) {
        const int32_t type = args[i].type;
        if (type != KEREGE_DB_TEXT && type != KEREGE_DB_BLOB) continue;
        if (!plugins::good_bytes(args[i].as.text, left)) return false;
        left -= args[i].as.text.size;
    }
    return true;
}

void write_statement(Writer& out, const Transaction& transaction, int32_t statement,
                     const kerege_value* args, uint32_t count) {
    out.u32(transaction.number).i32(statement).u32(count);
    for (uint32_t i = 0; i < count; ++i) out.value(args[i]);
}

constexpr const char* kCannotTravel =
    "more than 64 arguments, arguments of more than 1 MiB, or without their bytes";

kerege_status execute(kerege_transaction* handle, int32_t statement, const kerege_value* args,
                      uint32_t count, int64_t* out_changed, kerege_sink* error) noexcept {
    if (out_changed) *out_changed = 0;
    const Transaction* transaction = open_here(handle);
    if (!transaction) return refuse(error, KEREGE_INVALID, "the transaction is not open");
    if (!can_travel(args, count)) return refuse(error, KEREGE_INVALID, kCannotTravel);
    return quietly(KEREGE_INTERNAL, [&] {
        Reply reply = ask(transaction->call->lane, Op::execute, error, [&](Writer& out) {
            write_statement(out, *transaction, statement, args, count);
        });
        const int64_t changed = reply.in().i64();
        if (out_changed) *out_changed = changed;
        return reply.status();
    });
}

// Takes a batch out of a reply; the cursor keeps its bytes.
void take_batch(Cursor& cursor, kerege_status status, std::string_view error, Reader& in) {
    cursor.status = status;
    cursor.error = error;
    cursor.last = in.u32() != 0;
    cursor.rows = in.u32();
    cursor.columns = in.u32();
    const size_t count = static_cast<size_t>(cursor.rows) * cursor.columns;
    cursor.values.clear();
    cursor.values.reserve(count);
    for (size_t i = 0; i < count && in.good(); ++i) cursor.values.push_back(in.value());
    cursor.fetched = false;
}

kerege_status query(kerege_transaction* handle, int32_t statement, const kerege_value* args,
                    uint32_t count, kerege_cursor** out_cursor, kerege_sink* error) noexcept {
    if (!out_cursor) return refuse(error, KEREGE_INVALID, "query: no place for the cursor");
    *out_cursor = nullptr;
    Transaction* transaction = open_here(handle);
    if (!transaction) return refuse(error, KEREGE_INVALID, "the transaction is not open");
    if (!can_travel(args, count)) return refuse(error, KEREGE_INVALID, kCannotTravel);
    return quietly(KEREGE_INTERNAL, [&] {
        Reply reply = ask(transaction->call->lane, Op::query, error, [&](Writer& out) {
            write_statement(out, *transaction, statement, args, count);
        });
        if (reply.status() != KEREGE_OK) return reply.status();
        Cursor& cursor = transaction->call->cursors.emplace_back();
        cursor.transaction = transaction;
        cursor.number = reply.in().u32();
        const size_t read = reply.in().position();
        cursor.frame = reply.take();
        Reader in(std::string_view(cursor.frame.payload).substr(read));
        const kerege_status status = in.i32();
        const std::string_view reason = in.text();
        take_batch(cursor, status, reason, in);
        *out_cursor = reinterpret_cast<kerege_cursor*>(&cursor);
        return KEREGE_OK;
    });
}

kerege_status fetch(kerege_cursor* handle, kerege_rows* out_rows, kerege_sink* error) noexcept {
    Cursor* cursor = of(handle);
    if (!cursor || !out_rows) return refuse(error, KEREGE_INVALID, "fetch: no cursor");
    *out_rows = {};
    if (!cursor->open || !open_here(reinterpret_cast<kerege_transaction*>(cursor->transaction)))
        return refuse(error, KEREGE_INVALID, "fetch: the cursor is closed");
    return quietly(KEREGE_INTERNAL, [&] {
        if (cursor->fetched && !cursor->last) {
            Reply reply = ask(cursor->transaction->call->lane, Op::fetch, nullptr,
                              [&](Writer& out) { out.u32(cursor->number); });
            cursor->frame = reply.take();
            Reader in(cursor->frame.payload);
            const kerege_status status = in.i32();
            const std::string_view reason = in.text();
            take_batch(*cursor, status, reason, in);
        } else if (cursor->fetched) {
            cursor->rows = 0;
        }
        cursor->fetched = true;
        if (cursor->status != KEREGE_OK) return refuse(error, cursor->status, cursor->error);
        *out_rows = {cursor->rows, cursor->columns, cursor->values.data()};
        return KEREGE_OK;
    });
}

void cursor_close(kerege_cursor* handle) noexcept {
    Cursor* cursor = of(handle);
    if (!cursor || !cursor->open || !usable(cursor->transaction->call->handle())) return;
    cursor->open = false;
    // What ended with its transaction needs no word.
    if (!cursor->transaction->open) return;
    quietly(0, [&] {
        post(cursor->transaction->call->lane, Op::cursor_close,
             [&](Writer& out) { out.u32(cursor->number); });
        return 0;
    });
}

int64_t ask_number(kerege_host* host, Op op) noexcept {
    if (!host) return 0;
    return quietly(int64_t{0}, [&] {
        const AnyLane lane;
        return ask(*lane, op, nullptr, [](Writer&) {}).in().i64();
    });
}

int64_t new_id(kerege_host* host) noexcept { return ask_number(host, Op::new_id); }
int64_t now_ms(kerege_host* host) noexcept { return ask_number(host, Op::now_ms); }

kerege_status publish(kerege_call* handle, kerege_str topic, kerege_str subject, kerege_str payload,
                      kerege_sink* error) noexcept {
    Call* call = usable(handle);
    if (!call) return refuse(error, KEREGE_INTERNAL, "publish: no call");
    if (!plugins::good_bytes(topic, kTextBytesMax) ||
        !plugins::good_bytes(subject, kTextBytesMax) ||
        !plugins::good_bytes(payload, kTextBytesMax))
        return refuse(error, KEREGE_INVALID, "publish: a text is too long");
    return quietly(KEREGE_INTERNAL, [&] {
        return ask(call->lane, Op::publish, error,
                   [&](Writer& out) { out.str(topic).str(subject).str(payload); })
            .status();
    });
}

}  // namespace

const kerege_db_v1 kDbProxy = {
    sizeof(kerege_db_v1), 0,      add_statement, begin, commit, rollback, execute, query, fetch,
    cursor_close,         new_id, now_ms};
const kerege_events_v1 kEventsProxy = {sizeof(kerege_events_v1), 0, publish};

}  // namespace kerege::worker
