/* The conventions every interface of the boundary shares.
 *
 * The boundary is C11. A plugin may be written in anything that speaks C.
 *
 * Conventions
 *  - Structs that begin with `size` (function tables, and what is handed over by pointer, such as
 *    kerege_route) only grow at the end. Who fills one sets `size` to the bytes it filled; who
 *    reads one reads a member only where `size` covers it. One that is handed over to be filled
 *    (kerege_scope) comes with its room in `size`, usually sizeof: who fills it writes no further,
 *    and sets `size` to what it filled. A released struct has at least the bytes of its …_V1_SIZE.
 *    They are never embedded in another struct nor put into arrays. Value structs, which have no
 *    `size`, never change; they may be embedded, and are in arrays where a header says "array of".
 *  - Sets of constants may gain values with a later host, never lose or change one. How a value one
 *    does not know is to be read stands with its set; as an argument it is refused with
 *    KEREGE_INVALID.
 *  - Strings are {pointer, length}, UTF-8, not terminated, and borrowed for the call: copy what you
 *    keep. The empty string is {NULL, 0} or any pointer with length 0.
 *  - Nobody frees the other side's memory. Output goes into sinks, and a sink copies.
 *  - A function that can fail returns a kerege_status. Where it takes `kerege_sink* error`, the
 *    sink may be NULL; otherwise it receives one UTF-8 sentence for the log, never for a user.
 *  - Every call could be sent to another process: what crosses is handles, values, sinks and rows
 *    in batches. Nothing is shared, and no sink is written to after the call it was given to.
 *  - What is called JSON is a text to the host: it hands it on as it came.
 *  - Every function carries a thread tag: [control] one at a time, from the host's main thread;
 *    [request] and [job] concurrently, with the kerege_call they were given and on its thread;
 *    [any] from any thread.
 *  - No exception and no longjmp crosses the boundary, in either direction. */
#ifndef KEREGE_ABI_BASE_H
#define KEREGE_ABI_BASE_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define KEREGE_ABI_MAJOR 1

/* The bytes of a struct that begins with `size`, up to and with a member: what to ask for with
 * min_size, and what `size` must reach before the member is read. */
#define KEREGE_SIZE_WITH(type, member) \
    ((uint32_t)(offsetof(type, member) + sizeof(((const type*)0)->member)))

typedef struct kerege_str {
    const char* data;
    uint64_t size;
} kerege_str;

/* Outcome of a call. Unknown values are read as KEREGE_INTERNAL, and so is KEREGE_UNSUPPORTED when
 * a handler returns it. A function may return values beside those its comment names. */
typedef int32_t kerege_status;
#define KEREGE_OK ((kerege_status)0)
#define KEREGE_NOT_FOUND ((kerege_status)1)   /* not there, or not yours: the caller can't tell */
#define KEREGE_FORBIDDEN ((kerege_status)2)   /* known, but not permitted */
#define KEREGE_INVALID ((kerege_status)3)     /* input that breaks a rule */
#define KEREGE_CONFLICT ((kerege_status)4)    /* somebody else changed it meanwhile */
#define KEREGE_TOO_MANY ((kerege_status)5)    /* a limit was reached */
#define KEREGE_UNAVAILABLE ((kerege_status)6) /* infrastructure lost; trying again may help */
#define KEREGE_INTERNAL ((kerege_status)7)    /* a bug */
#define KEREGE_UNSUPPORTED ((kerege_status)8) /* this host does not offer it */

/* A place to write bytes. Owned by whoever made it; valid for the call it was passed to. */
typedef struct kerege_sink {
    uint32_t size;
    uint32_t reserved; /* 0 */
    void* context;
    /* Copies before it returns; may be called several times, the parts are joined. On the thread of
     * the call the sink was passed to. [control] [request] [job] */
    void (*write)(void* context, kerege_str bytes);
} kerege_sink;
#define KEREGE_SINK_V1_SIZE KEREGE_SIZE_WITH(kerege_sink, write)

/* The host as one plugin sees it. Valid from create() until destroy() returns. */
typedef struct kerege_host kerege_host;

/* One request, slot, job or event being handled. Valid until the plugin's handler returns, and only
 * on the thread that called the handler. Everything reached through it ends with it.
 *
 * A call has a deadline, which the operator sets for requests, slots and events (15, 2 and 60
 * seconds unless told otherwise) and plugin.yaml for each kind of job. Past it a statement fails
 * with KEREGE_UNAVAILABLE, and a worker that is still busy is ended with all its calls; in the
 * host's process nothing can end a handler that computes. */
typedef struct kerege_call kerege_call;

#ifdef __cplusplus
}
#endif
#endif
