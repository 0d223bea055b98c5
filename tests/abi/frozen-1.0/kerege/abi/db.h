/* Statements and transactions in the plugin's own tables and the published views of others.
 *
 * A plugin brings its statements as text, once per dialect, when it starts; at run time it only
 * names them. Parameters are $1…$n. Rows come in batches. The database enforces what a statement
 * may touch: the plugin's own tables (`<plugin>_…`), and views (`api_…`) its manifest lists under
 * `reads`. */
#ifndef KEREGE_ABI_DB_H
#define KEREGE_ABI_DB_H

#include "kerege/abi/plugin.h"

#ifdef __cplusplus
extern "C" {
#endif

#define KEREGE_DB_INTERFACE "kerege.db/1"

/* Types of values. What a column gives is the value's own matter, row by row: on SQLite as it was
 * stored or computed; on PostgreSQL integers and booleans are INT64, real and double precision
 * REAL, texts, json and dates TEXT, bytea BLOB, and numeric (sums of bigint, averages) INT64 where
 * the value is whole and fits, else TEXT in digits. A column of any other type (jsonb, timestamp,
 * uuid, arrays) fails query(). Where both shall give the same, the statement says so:
 * cast(sum(x) as bigint), cast(avg(x) as double precision).
 * A later host hands out a new type only to statements that could not run before. */
#define KEREGE_DB_NULL ((int32_t)0)
#define KEREGE_DB_INT64 ((int32_t)1)
#define KEREGE_DB_REAL ((int32_t)2)
#define KEREGE_DB_TEXT ((int32_t)3) /* UTF-8 without NUL; days are text, YYYY-MM-DD */
#define KEREGE_DB_BLOB ((int32_t)4)

typedef struct kerege_value {
    int32_t type;
    int32_t reserved; /* 0 */
    union {
        int64_t int64;
        double real;
        kerege_str text; /* also for blobs */
    } as;
} kerege_value;

/* Rows in row-major order: value (r, c) is values[r * columns + c]. rows == 0 means: no more. */
typedef struct kerege_rows {
    uint32_t rows;
    uint32_t columns;
    const kerege_value* values; /* array of rows × columns */
} kerege_rows;

/* One snapshot, no writes. In a slot and a service it may run in the transaction of the page or of
 * who asks: then what that one has written is seen, and what others commit meanwhile may be. */
#define KEREGE_DB_READ ((int32_t)0)
/* Writers may run side by side: on SQLite they queue for one lock from begin() on, on PostgreSQL
 * each statement sees what was committed before it. So what was read is no promise: guard a write
 * by a condition (`… where id = $1 and revision = $2`, and look at *out_changed) or by a key. */
#define KEREGE_DB_WRITE ((int32_t)1)

typedef struct kerege_transaction kerege_transaction;
typedef struct kerege_cursor kerege_cursor;

typedef struct kerege_db_v1 {
    uint32_t size;
    uint32_t reserved; /* 0 */

    /* Hands a statement in. `name` is for logs. pg_sql empty: the same text on both databases.
     * *out_statement is a number for execute() and query(). The text is checked against what the
     * plugin may touch; KEREGE_FORBIDDEN names the table. At most 1,024 statements of 16 KiB.
     * [control], only within start() */
    kerege_status (*add_statement)(kerege_registration* registration, kerege_str name,
                                   kerege_str sqlite_sql, kerege_str pg_sql, int32_t* out_statement,
                                   kerege_sink* error);

    /* Opens a transaction; one at a time in a call. What is neither committed nor rolled back when
     * the handler returns is rolled back. KEREGE_INVALID: one is open already, an unknown mode, or
     * KEREGE_DB_WRITE in a slot, which only reads. KEREGE_UNAVAILABLE: no connection, or not the
     * lock of SQLite's writers, in time.
     * With a transaction open a plugin comes back to the host at least every second, between two
     * fetches too: a worker that stays away longer than the operator allows (3 seconds unless told
     * otherwise) is ended with all its calls; elsewhere the connection may be lost, and what
     * follows fails with KEREGE_UNAVAILABLE. [request] [job] */
    kerege_status (*begin)(kerege_call* call, int32_t mode, kerege_transaction** out,
                           kerege_sink* error);
    /* Keeps what was written, or nothing of it. The transaction has ended whatever the outcome, and
     * its cursors with it. KEREGE_INVALID: it is not open, or a statement of it had failed; nothing
     * is kept. KEREGE_CONFLICT: a key that is looked at in the end refused it; nothing is kept.
     * KEREGE_UNAVAILABLE: the connection was lost, and whether it was kept nobody knows.
     * [request] [job] */
    kerege_status (*commit)(kerege_transaction* transaction, kerege_sink* error);
    /* Ends the transaction and its cursors; nothing is kept. KEREGE_INVALID: it is not open.
     * [request] [job] */
    kerege_status (*rollback)(kerege_transaction* transaction);

    /* Runs a statement to its end; rows it returns are dropped. *out_changed (may be NULL): rows
     * changed. args: array of `count`, copied, at most 64 of them and 1 MiB in all.
     * KEREGE_CONFLICT: a unique or foreign key refused it. KEREGE_FORBIDDEN: it touches what it may
     * not. KEREGE_UNAVAILABLE: the database is gone, or the statement or its call took too long.
     * KEREGE_INVALID: the transaction only reads, is not open or has failed before; no such
     * statement; more than 64 arguments or 1 MiB of them, one of an unknown type, a text that is
     * not UTF-8 or has a NUL. KEREGE_INTERNAL, a bug: another number of arguments than the
     * statement has parameters, a not null or a check that refused it, a text where PostgreSQL
     * wants a number. An argument is of the type of its column, which SQLite does not check unless
     * the table is strict. After a failure the transaction can only be rolled back, except after
     * no such statement and arguments that are KEREGE_INVALID: nothing has run.
     * REQUIRES: the transaction was begun in this call. [request] [job] */
    kerege_status (*execute)(kerege_transaction* transaction, int32_t statement,
                             const kerege_value* args, uint32_t count, int64_t* out_changed,
                             kerege_sink* error);

    /* Runs a statement that returns rows. One that changes something (`insert … returning`) has
     * done so when this returns, whether its rows are fetched or not; errors of one that reads may
     * come from fetch(). On success *out_cursor should be closed with cursor_close(); it ends with
     * its transaction. On failure it is NULL. What a cursor yet gives of rows that are changed
     * while it is open is not defined. KEREGE_TOO_MANY: the result is larger than the host keeps,
     * on PostgreSQL some 32 MiB: page by a key. Other errors: as execute(). [request] [job] */
    kerege_status (*query)(kerege_transaction* transaction, int32_t statement,
                           const kerege_value* args, uint32_t count, kerege_cursor** out_cursor,
                           kerege_sink* error);
    /* Fetches the next batch: at most 1,024 rows and 16 MiB. Fewer rows than that are not the end;
     * no rows are. They are borrowed until the next fetch() or cursor_close() of this cursor, or
     * the end of its transaction. KEREGE_TOO_MANY: one row has more than 8 MiB; on SQLite
     * also one value, or one row as it is stored, of more than 1 MiB, from execute() and query() as
     * well. Other errors: as execute(); after any of them the transaction can only be rolled back.
     * [request] [job] */
    kerege_status (*fetch)(kerege_cursor* cursor, kerege_rows* out_rows, kerege_sink* error);
    /* Does nothing to NULL and to a cursor that is closed already. [request] [job] */
    void (*cursor_close)(kerege_cursor* cursor);

    /* A new id: 63 bits, positive, rising with time, unique over all hosts of the installation; 0:
     * it failed. [any] */
    int64_t (*new_id)(kerege_host* host);
    /* Now, UTC, milliseconds since 1970; 0: it failed. The host's clock, which tests may set. [any]
     */
    int64_t (*now_ms)(kerege_host* host);
} kerege_db_v1;
#define KEREGE_DB_V1_SIZE KEREGE_SIZE_WITH(kerege_db_v1, now_ms)

#ifdef __cplusplus
}
#endif
#endif
