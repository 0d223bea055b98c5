// kerege.db/1: transactions, statements and cursors. Handing statements in is in
// services_statements.cpp.
#include <fmt/format.h>

#include "host/src/plugins/call.hpp"
#include "host/src/plugins/events.hpp"
#include "host/src/plugins/services.hpp"

namespace kerege::plugins {
namespace {

// A transaction of this call that is open, or why not.
bool open_here(const kerege_transaction* transaction) noexcept {
    return transaction && usable(transaction->call) && transaction->open;
}

// A slot is filled while its page's transaction may still be open. It reads in that one, unless
// that is a session of another plugin's login: then it has one beside, from connections set aside
// for that, since pages that hold one and wait for each other's second would stop.
//
// A service joins the transaction of who asks, on the same terms. What it keeps lasts with that
// one; a mark before its first step is where it goes back to if the service fails in the end.
void share(kerege_call& call, kerege_transaction& transaction, kerege_call& above) {
    data::Transaction& on = *above.open->on;
    if (!call.slot && !call.joined) {
        on.mark();
        call.joined = above.open;
    }
    if (above.open->writes && !transaction.writes) {
        on.mark_reading();
    } else {
        on.mark();
    }
    transaction.on = &on;
    transaction.above = &above;
}

// Why a service can't write here; empty: it can. There is one lock for writers on SQLite, and who
// asks may hold it.
std::string_view no_writing(const kerege_call& call, const kerege_call* above) {
    if (call.slot) return "begin: a slot only reads";
    if (call.reads_only) return "begin: a service only reads when a slot asks it";
    if (!above) return {};
    if (!above->open->writes) return "begin: the transaction of who asks only reads";
    if (above->open->failed) return "begin: the transaction of who asks has failed";
    return {};
}

data::Transaction begin_own(const kerege_call& call, bool writes) {
    data::Database& database = call.plugin.lent.database;
    const data::Principal& principal = call.plugin.principal;
    return writes ? database.write(&principal, held(call)) : database.read(&principal, held(call));
}

kerege_status begin(kerege_call* call, int32_t mode, kerege_transaction** out,
                    kerege_sink* error) noexcept {
    if (out) *out = nullptr;
    if (!usable(call)) return refuse(error, KEREGE_INTERNAL, "begin: no call");
    if (!out || (mode != KEREGE_DB_READ && mode != KEREGE_DB_WRITE))
        return refuse(error, KEREGE_INVALID, "begin: no place for the transaction, or no mode");
    if (call->open) return refuse(error, KEREGE_INVALID, "begin: a transaction is open already");
    const bool writes = mode == KEREGE_DB_WRITE;
    kerege_call* above = call->open_above();
    if (const auto why = writes ? no_writing(*call, above) : std::string_view(); !why.empty())
        return refuse(error, KEREGE_INVALID, why);
    return guarded(error, [&] {
        kerege_transaction made;
        made.call = call;
        made.writes = writes;
        if (above && !above->open->failed && above->open->on->serves(call->plugin.principal)) {
            share(*call, made, *above);
        } else {
            made.own.emplace(begin_own(*call, writes));
        }
        call->transactions.push_back(std::move(made));
        kerege_transaction& kept = call->transactions.back();
        if (kept.own) kept.on = &*kept.own;
        kept.on->act_as(&call->plugin.principal);
        kept.on->finish_by(call->deadline);
        kept.open = true;
        call->open = &kept;
        *out = &kept;
        return KEREGE_OK;
    });
}

kerege_status commit(kerege_transaction* transaction, kerege_sink* error) noexcept {
    if (!open_here(transaction))
        return refuse(error, KEREGE_INVALID, "commit: the transaction is not open");
    kerege_call* call = transaction->call;
    if (transaction->failed) {
        call->roll_back();
        return refuse(error, KEREGE_INVALID, "commit: a statement failed, so it was rolled back");
    }
    if (!transaction->own && !transaction->writes) {
        call->roll_back();  // shared, and read only: there is nothing to keep
        return KEREGE_OK;
    }
    if (!transaction->own) {
        const kerege_status status = guarded(error, [&] {
            call->keep_joined();
            return KEREGE_OK;
        });
        call->roll_back();
        return status;
    }
    call->close_cursors(transaction);
    const bool published = call->published;
    const bool enqueued = call->enqueued;
    const kerege_status status = guarded(error, [&] {
        transaction->on->commit();
        transaction->changed = 0;
        return KEREGE_OK;
    });
    call->roll_back();
    if (status == KEREGE_OK && published) call->plugin.owner.deliverer().wake();
    if (status == KEREGE_OK && enqueued) call->plugin.owner.runner().wake();
    return status;
}

kerege_status rollback(kerege_transaction* transaction) noexcept {
    if (!open_here(transaction)) return KEREGE_INVALID;
    transaction->call->roll_back();
    return KEREGE_OK;
}

// Checks and takes over the arguments. Empty: good.
std::string_view take(kerege_call& call, const kerege_value* args, uint32_t count) {
    if (count > rules::kArgumentsMax || (count > 0 && !args))
        return "more than 64 arguments, or none";
    call.args.clear();
    size_t bytes = 0;
    for (uint32_t i = 0; i < count; ++i) {
        const kerege_value& value = args[i];
        const bool text = value.type == KEREGE_DB_TEXT;
        if (value.type < KEREGE_DB_NULL || value.type > KEREGE_DB_BLOB)
            return "an argument of an unknown type";
        if (text || value.type == KEREGE_DB_BLOB) {
            if (!good_bytes(value.as.text, rules::kArgumentBytesMax - bytes))
                return "arguments of more than 1 MiB, or without their bytes";
            if (text && !good_text(value.as.text, rules::kArgumentBytesMax))
                return "a text that is not UTF-8, or has a NUL";
            bytes += value.as.text.size;
        }
        call.args.emplace_back(nullptr).value = value;
    }
    return {};
}

// What execute() and query() have in common. `work` gets the statement.
template <class F>
kerege_status run(kerege_transaction* transaction, int32_t number, const kerege_value* args,
                  uint32_t count, kerege_sink* error, F&& work) noexcept {
    if (!open_here(transaction))
        return refuse(error, KEREGE_INVALID, "the transaction is not open");
    if (transaction->failed)
        return refuse(error, KEREGE_INVALID, "a statement failed before: roll back");
    kerege_call& call = *transaction->call;
    const auto& statements = call.plugin.statements;
    if (number < 0 || static_cast<size_t>(number) >= statements.size())
        return refuse(error, KEREGE_INVALID, "there is no statement of this number");
    const data::Statement& statement = statements[static_cast<size_t>(number)].statement;
    transaction->failed = true;  // until it has gone well
    kerege_status status = KEREGE_INTERNAL;
    try {
        const std::string_view flaw = take(call, args, count);
        if (!flaw.empty()) {
            transaction->failed = false;  // nothing has run
            return refuse(error, KEREGE_INVALID, fmt::format("{}: {}", statement.name, flaw));
        }
        if (call.statements) ++*call.statements;
        work(statement, call);
        transaction->failed = false;
        return KEREGE_OK;
    } catch (...) {
        std::string reason;
        status = status_of_exception(reason);
        if (!std::string_view(reason).starts_with(statement.name)) {
            say(error, statement.name);
            say(error, ": ");
        }
        say(error, reason);
    }
    return status;
}

kerege_status execute(kerege_transaction* transaction, int32_t statement, const kerege_value* args,
                      uint32_t count, int64_t* out_changed, kerege_sink* error) noexcept {
    if (out_changed) *out_changed = 0;
    if (open_here(transaction) && !transaction->writes)
        return refuse(error, KEREGE_INVALID, "execute: the transaction only reads");
    return run(transaction, statement, args, count, error,
               [&](const data::Statement& found, kerege_call& call) {
                   const int64_t changed = transaction->on->execute(found, call.args);
                   transaction->changed += changed;
                   if (out_changed) *out_changed = changed;
               });
}

kerege_status query(kerege_transaction* transaction, int32_t statement, const kerege_value* args,
                    uint32_t count, kerege_cursor** out_cursor, kerege_sink* error) noexcept {
    if (!out_cursor) return refuse(error, KEREGE_INVALID, "query: no place for the cursor");
    *out_cursor = nullptr;
    return run(transaction, statement, args, count, error,
               [&](const data::Statement& found, kerege_call& call) {
                   call.cursors.push_back({transaction, transaction->on->query(found, call.args)});
                   *out_cursor = &call.cursors.back();
               });
}

kerege_status fetch(kerege_cursor* cursor, kerege_rows* out_rows, kerege_sink* error) noexcept {
    if (!cursor || !out_rows) return refuse(error, KEREGE_INVALID, "fetch: no cursor");
    *out_rows = {};
    if (!open_here(cursor->transaction) || !cursor->cursor)
        return refuse(error, KEREGE_INVALID, "fetch: the cursor is closed");
    const kerege_status status = guarded(error, [&] {
        *out_rows = cursor->cursor->fetch();
        return KEREGE_OK;
    });
    if (status != KEREGE_OK) cursor->transaction->failed = true;
    return status;
}

void cursor_close(kerege_cursor* cursor) noexcept {
    if (cursor && usable(cursor->transaction->call)) cursor->cursor.reset();
}

int64_t new_id(kerege_host* host) noexcept {
    try {
        return host ? host->plugin->lent.ids.next() : 0;
    } catch (...) {
        return 0;
    }
}

int64_t now_ms(kerege_host* host) noexcept {
    try {
        return host ? host->plugin->lent.clock.now_ms() : 0;
    } catch (...) {
        return 0;
    }
}

}  // namespace

const kerege_db_v1 kDbService = {
    sizeof(kerege_db_v1), 0,      add_statement, begin, commit, rollback, execute, query, fetch,
    cursor_close,         new_id, now_ms};

}  // namespace kerege::plugins
