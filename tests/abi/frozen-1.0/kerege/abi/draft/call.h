/* DRAFT: may change with every version of the host; its name then changes as well, and a host that
 * does not know the name leaves the plugin out.
 *
 * Services between plugins: one asks another to tell or to do something, and waits for the answer.
 * A service is "<plugin>.<noun>/<major>", listed under `services` by its provider and under `needs:
 * services` by its consumers, and has methods. Requests and answers are JSON; what stands in them
 * is between the two plugins.
 *
 * The provider acts for the caller's person and organisation, in the caller's language, and has no
 * request of its own: the functions of kerege.http and kerege.view find none.
 *
 * Transactions. Where the caller has one open, what the provider writes joins it on SQLite: it
 * lasts if the caller's is committed, and is undone alone if serve() fails. On PostgreSQL each
 * plugin has a session of its own: the provider's transaction is committed by itself, sees what is
 * committed, and stays when the caller's is rolled back. So a method that changes something bears
 * to be asked twice, and a caller asks for changes last. Where the caller's open transaction only
 * reads, the provider may only read, as in a slot. */
#ifndef KEREGE_ABI_DRAFT_CALL_H
#define KEREGE_ABI_DRAFT_CALL_H

#include "kerege/abi/plugin.h"

#ifdef __cplusplus
extern "C" {
#endif

#define KEREGE_CALL_INTERFACE "kerege.call/draft-1"
#define KEREGE_PLUGIN_SERVICES_EXTENSION "kerege.plugin.services/draft-1"

typedef struct kerege_call_draft1 {
    uint32_t size;
    uint32_t reserved; /* 0 */

    /* Runs a method of a service on this thread and writes its answer into `answer`, at once and
     * only if it succeeded. method: at most 64 bytes; request: UTF-8, at most 64 KiB; the answer:
     * at most 1 MiB. Calls nest four deep, whoever makes them. The provider has the caller's
     * remaining time.
     * KEREGE_FORBIDDEN: not listed under `needs: services`. KEREGE_NOT_FOUND: the provider is not
     * loaded, does not offer it, or is off for the organisation. KEREGE_TOO_MANY: too deep, or the
     * answer too large. KEREGE_UNAVAILABLE: the provider ended or did not answer in time.
     * KEREGE_UNSUPPORTED: it has no such method. Any of them may also be the provider's own;
     * `error` says in words which. While it runs nothing else can be done with `call`.
     * [request] [job] */
    kerege_status (*call)(kerege_call* call, kerege_str service, kerege_str method,
                          kerege_str request, kerege_sink* answer, kerege_sink* error);

    /* 1: call() would find the provider; 0: it would not, or may not be asked. [request] [job] */
    int32_t (*available)(kerege_call* call, kerege_str service);
} kerege_call_draft1;
#define KEREGE_CALL_DRAFT1_SIZE KEREGE_SIZE_WITH(kerege_call_draft1, available)

/* What the plugin offers for the services its manifest lists. */
typedef struct kerege_plugin_services_draft1 {
    uint32_t size;
    uint32_t reserved; /* 0 */
    /* Answers one call. On a status other than KEREGE_OK the answer is thrown away; what was
     * written in the caller's transaction is undone. KEREGE_UNSUPPORTED: no such method.
     * [request] [job] */
    kerege_status (*serve)(void* self, kerege_call* call, kerege_str service, kerege_str method,
                           kerege_str request, kerege_sink* answer, kerege_sink* error);
} kerege_plugin_services_draft1;
#define KEREGE_PLUGIN_SERVICES_DRAFT1_SIZE KEREGE_SIZE_WITH(kerege_plugin_services_draft1, serve)

#ifdef __cplusplus
}
#endif
#endif
