/* The user's language. Messages come from the plugin's own locales (gettext). */
#ifndef KEREGE_ABI_I18N_H
#define KEREGE_ABI_I18N_H

#include "kerege/abi/base.h"

#ifdef __cplusplus
extern "C" {
#endif

#define KEREGE_I18N_INTERFACE "kerege.i18n/1"

typedef struct kerege_i18n_v1 {
    uint32_t size;
    uint32_t reserved; /* 0 */

    /* The language of who asks, a tag of BCP 47: "kk", "ru", "en", or what a later host offers; of
     * an event or a job the installation's own. Borrowed until the handler returns.
     * [request] [job] */
    kerege_str (*locale)(kerege_call* call);
    /* The translation of a message id; the id itself where there is none. Empty for what is no
     * message: more than 4 KiB, no call of yours, or a call whose strings have come to 16 MiB.
     * Borrowed until the handler returns. [request] [job] */
    kerege_str (*translate)(kerege_call* call, kerege_str message);
    /* The same with the plural form for `count`; "{count}" stays in the text. [request] [job] */
    kerege_str (*translate_plural)(kerege_call* call, kerege_str one, kerege_str many,
                                   int64_t count);

    /* Writes a day (YYYY-MM-DD) as the locale does; style: KEREGE_DAY_…. KEREGE_INVALID: no such
     * day, or an unknown style. [request] [job] */
    kerege_status (*format_day)(kerege_call* call, kerege_str day, int32_t style, kerege_sink* out);
    /* Writes an instant (UTC milliseconds) in the installation's time zone. KEREGE_INVALID: before
     * 1970 or after the year 9999. [request] [job] */
    kerege_status (*format_instant)(kerege_call* call, int64_t at_ms, kerege_sink* out);
    /* Writes today's day in the installation's time zone, as YYYY-MM-DD. [request] [job] */
    kerege_status (*today)(kerege_call* call, kerege_sink* out);
} kerege_i18n_v1;
#define KEREGE_I18N_V1_SIZE KEREGE_SIZE_WITH(kerege_i18n_v1, today)

#define KEREGE_DAY_SHORT ((int32_t)0)   /* 01.09 */
#define KEREGE_DAY_FULL ((int32_t)1)    /* 01.09.2026 */
#define KEREGE_DAY_WEEKDAY ((int32_t)2) /* Tue 01.09 */

#ifdef __cplusplus
}
#endif
#endif
