/* Structured log. A line carries the plugin, the request id and the person's id by itself: do not
 * repeat them, and do not write personal data. */
#ifndef KEREGE_ABI_LOG_H
#define KEREGE_ABI_LOG_H

#include "kerege/abi/base.h"

#ifdef __cplusplus
extern "C" {
#endif

#define KEREGE_LOG_INTERFACE "kerege.log/1"

/* Unknown values are read as KEREGE_LOG_ERROR. */
#define KEREGE_LOG_DEBUG ((int32_t)0)
#define KEREGE_LOG_INFO ((int32_t)1)
#define KEREGE_LOG_WARNING ((int32_t)2)
#define KEREGE_LOG_ERROR ((int32_t)3)

typedef struct kerege_log_v1 {
    uint32_t size;
    uint32_t reserved; /* 0 */

    /* Writes one line, at most 8 KiB; the rest is cut. What goes beyond 1,000 lines of one call may
     * be dropped. call: the one being handled on this thread,
     * or NULL. [any] */
    void (*write)(kerege_host* host, kerege_call* call, int32_t level, kerege_str message);
} kerege_log_v1;
#define KEREGE_LOG_V1_SIZE KEREGE_SIZE_WITH(kerege_log_v1, write)

#ifdef __cplusplus
}
#endif
#endif
