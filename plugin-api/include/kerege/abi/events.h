/* Facts that others may act on. An event is written in the transaction of the change and delivered
 * at least once to each plugin that listens: a handler must bear to see the same event twice.
 *
 * Order is kept for what is said of one subject in one organisation: a plugin hears of it in the
 * order in which it was published, as far as the clocks of the hosts agree. One event that it can't
 * handle holds up only the later ones of the same subject, for that plugin alone. When a host dies
 * or stalls, another one may hand over the same event while the first is still at it. */
#ifndef KEREGE_ABI_EVENTS_H
#define KEREGE_ABI_EVENTS_H

#include "kerege/abi/plugin.h"

#ifdef __cplusplus
extern "C" {
#endif

#define KEREGE_EVENTS_INTERFACE "kerege.events/1"
#define KEREGE_PLUGIN_EVENTS_EXTENSION "kerege.plugin.events/1"

typedef struct kerege_events_v1 {
    uint32_t size;
    uint32_t reserved; /* 0 */

    /* Writes an event into the open transaction of the call: it is delivered if that commits.
     * topic: "<plugin>.<noun>.<verb>", at most 200 bytes. subject: what it is about, at most 64
     * bytes ("learner:123"); empty: the organisation itself. payload: JSON, at most 16 KiB, ids in
     * it as text. KEREGE_INVALID: no open transaction that writes, another plugin's topic, a text
     * that is too long or not UTF-8. Fails with
     * the database as a statement does: then the transaction can only be rolled back.
     * [request] [job] */
    kerege_status (*publish)(kerege_call* call, kerege_str topic, kerege_str subject,
                             kerege_str payload, kerege_sink* error);
} kerege_events_v1;
#define KEREGE_EVENTS_V1_SIZE KEREGE_SIZE_WITH(kerege_events_v1, publish)

/* What the plugin offers for the topics its manifest lists under `events`. */
typedef struct kerege_plugin_events_v1 {
    uint32_t size;
    uint32_t reserved; /* 0 */
    /* The call's scope holds the event's organisation and no person. event_id: the same whenever
     * this event is handed over, and no other's. A status other than KEREGE_OK: tried again later,
     * with growing pauses; after days of it, or at once after KEREGE_INVALID, a host may give up
     * and keep the event for the operator. The strings are borrowed for the call. [job] */
    kerege_status (*handle)(void* self, kerege_call* call, int64_t event_id, kerege_str topic,
                            kerege_str subject, kerege_str payload, kerege_sink* error);
} kerege_plugin_events_v1;
#define KEREGE_PLUGIN_EVENTS_V1_SIZE KEREGE_SIZE_WITH(kerege_plugin_events_v1, handle)

#ifdef __cplusplus
}
#endif
#endif
