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

#define KEREGE_DB_READ ((int32_t)0) /* one snapshot, no writes */
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
     * the handler returns is rolled back. KEREGE_UNAVAILABLE: no connection in time.
     * [request] [job] */
    kerege_status (*begin)(kerege_call* call, int32_t mode, kerege_transaction** out,
                           kerege_sink* error);
    /* Keeps what was written, or nothing of it. The transaction has ended whatever the outcome, and
     * its cursors with it. [request] [job] */
    kerege_status (*commit)(kerege_transaction* transaction, kerege_sink* error);
    /* Ends the transaction and its cursors; nothing is kept. KEREGE_INVALID: it is not open.
     * [request] [job] */
    kerege_status (*rollback)(kerege_transaction* transaction);

    /* Runs a statement that returns no rows. *out_changed (may be NULL): rows changed.
     * args: array of `count`, copied, at most 64 of them and 1 MiB in all. KEREGE_CONFLICT: a
     * unique or foreign key refused it. After a failure the transaction can only be rolled back.
     * REQUIRES: the transaction was begun in this call and is open. [request] [job] */
    kerege_status (*execute)(kerege_transaction* transaction, int32_t statement,
                             const kerege_value* args, uint32_t count, int64_t* out_changed,
                             kerege_sink* error);

    /* Runs a statement that returns rows. On success *out_cursor must be closed with
     * cursor_close(), at the latest before the transaction ends. On failure it is NULL.
     * [request] [job] */
    kerege_status (*query)(kerege_transaction* transaction, int32_t statement,
                           const kerege_value* args, uint32_t count, kerege_cursor** out_cursor,
                           kerege_sink* error);
    /* Fetches the next batch, at most 1,024 rows. They are borrowed until the next fetch() or
     * cursor_close() of this cursor, or the end of its transaction. [request] [job] */
    kerege_status (*fetch)(kerege_cursor* cursor, kerege_rows* out_rows, kerege_sink* error);
    /* Does nothing to NULL and to a cursor that is closed already. [request] [job] */
    void (*cursor_close)(kerege_cursor* cursor);

    /* A new id: 63 bits, positive, rising with time, unique over all hosts of the installation.
     * [any] */
    int64_t (*new_id)(kerege_host* host);
    /* Now, UTC, milliseconds since 1970. The host's clock, which tests may set. [any] */
    int64_t (*now_ms)(kerege_host* host);
} kerege_db_v1;
#define KEREGE_DB_V1_SIZE KEREGE_SIZE_WITH(kerege_db_v1, now_ms)

#ifdef __cplusplus
}
#endif
#endif
