/* DRAFT: may change with every version of the host; its name then changes as well, and a host that
 * does not know the name leaves the plugin out.
 *
 * Facts that others may act on. An event is written in the transaction of the change and delivered
 * at least once, in order per organisation: a handler must bear to see the same event twice. */
#ifndef KEREGE_ABI_DRAFT_EVENTS_H
#define KEREGE_ABI_DRAFT_EVENTS_H

#include "kerege/abi/plugin.h"

#ifdef __cplusplus
extern "C" {
#endif

#define KEREGE_EVENTS_INTERFACE "kerege.events/draft-1"
#define KEREGE_PLUGIN_EVENTS_EXTENSION "kerege.plugin.events/draft-1"

typedef struct kerege_events_draft1 {
    uint32_t size;
    uint32_t reserved; /* 0 */

    /* Writes an event into the open transaction of the call. topic: "<plugin>.<noun>.<verb>";
     * payload: JSON, at most 16 KiB. KEREGE_INVALID: no transaction, or a foreign topic.
     * [request] [job] */
    kerege_status (*publish)(kerege_call* call, kerege_str topic, kerege_str payload,
                             kerege_sink* error);
} kerege_events_draft1;
#define KEREGE_EVENTS_DRAFT1_SIZE KEREGE_SIZE_WITH(kerege_events_draft1, publish)

/* What the plugin offers for the topics its manifest lists under `events`. */
typedef struct kerege_plugin_events_draft1 {
    uint32_t size;
    uint32_t reserved; /* 0 */
    /* The call's scope holds the event's organisation and no person. A status other than KEREGE_OK:
     * tried again later, with growing pauses. [job] */
    kerege_status (*handle)(void* self, kerege_call* call, kerege_str topic, kerege_str payload,
                            kerege_sink* error);
} kerege_plugin_events_draft1;
#define KEREGE_PLUGIN_EVENTS_DRAFT1_SIZE KEREGE_SIZE_WITH(kerege_plugin_events_draft1, handle)

#ifdef __cplusplus
}
#endif
#endif
