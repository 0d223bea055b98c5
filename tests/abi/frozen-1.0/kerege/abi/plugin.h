/* What a plugin exports, and its life.
 *
 * A plugin is a shared library with exactly one exported symbol, kerege_plugin_entry_v1. Before it
 * is opened the host has read and checked plugin.yaml beside it; what the library says of itself
 * must agree with it.
 *
 * Life: entry → create → start → (handlers, concurrently) → quiesce → stop → destroy. Registration
 * happens in start() and is all or nothing. A library is never unloaded before the process ends.
 *
 * That life is of one process, and there are many: an installation may have several hosts, each of
 * which may run the plugin in a worker, which may be ended at any time without a word and replaced
 * by another one. So memory is a cache; what must last or be shared lies in the database, and
 * start() registers the same things in the same order every time: a worker that does otherwise is
 * not taken. */
#ifndef KEREGE_ABI_PLUGIN_H
#define KEREGE_ABI_PLUGIN_H

#include "kerege/abi/base.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The host's side of the hand-shake. */
typedef struct kerege_host_api {
    uint32_t size;
    uint32_t abi_major; /* KEREGE_ABI_MAJOR of the host */

    /* Looks an interface up by name, e.g. "kerege.db/1".
     * Returns its function table, or NULL if the host has no such interface, has fewer than
     * min_size bytes of it, or the manifest did not ask for it under `needs`. min_size is what the
     * plugin can't do without (KEREGE_DB_V1_SIZE), not sizeof: that is the header's it was built
     * with. What was added later is looked for in the table's `size` before it is called. The table
     * lives as long as `host`.
     * [any] */
    const void* (*get_interface)(kerege_host* host, kerege_str name, uint32_t min_size);
} kerege_host_api;
#define KEREGE_HOST_API_V1_SIZE KEREGE_SIZE_WITH(kerege_host_api, get_interface)

/* Open while start() runs; interfaces take it to register things. */
typedef struct kerege_registration kerege_registration;

typedef struct kerege_plugin {
    uint32_t size;
    uint32_t abi_major; /* KEREGE_ABI_MAJOR the plugin was built with; another one is refused */
    kerege_str id;      /* static storage; equal to `id` in plugin.yaml */
    kerege_str version; /* static storage; equal to `version` in plugin.yaml */

    /* Makes the plugin's own object. `api` lives as long as `host`. *out_self stays the plugin's;
     * the host only passes it back. On failure nothing is kept and destroy() is not called.
     * [control] */
    kerege_status (*create)(const kerege_host_api* api, kerege_host* host, void** out_self,
                            kerege_sink* error);

    /* Registers statements, routes and the like. On failure the host takes back everything that was
     * registered, then calls destroy(). `registration` ends with the call. [control] */
    kerege_status (*start)(void* self, kerege_registration* registration, kerege_sink* error);

    /* No new call begins after this; those under way go on. [control] */
    void (*quiesce)(void* self);

    /* All calls have ended. [control] */
    void (*stop)(void* self);

    /* Frees what create() made. Called once. [control] */
    void (*destroy)(void* self);

    /* What the plugin offers to be called with, by name ("kerege.plugin.http/1"); NULL for unknown
     * names. The table lives until destroy(). [control] */
    const void* (*get_extension)(void* self, kerege_str name);
} kerege_plugin;
#define KEREGE_PLUGIN_V1_SIZE KEREGE_SIZE_WITH(kerege_plugin, get_extension)

#if defined(__GNUC__)
#define KEREGE_EXPORT __attribute__((visibility("default")))
#else
#define KEREGE_EXPORT
#endif

/* The only exported symbol. Pure: returns the same table in static storage every time, touches
 * nothing else. [any] */
KEREGE_EXPORT const kerege_plugin* kerege_plugin_entry_v1(void);

#ifdef __cplusplus
}
#endif
#endif
