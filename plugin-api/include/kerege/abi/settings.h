/* Settings the operator or the school chose, per organisation, inherited down the tree. Declared
 * with type and default in plugin.yaml. */
#ifndef KEREGE_ABI_SETTINGS_H
#define KEREGE_ABI_SETTINGS_H

#include "kerege/abi/base.h"

#ifdef __cplusplus
extern "C" {
#endif

#define KEREGE_SETTINGS_INTERFACE "kerege.settings/1"

typedef struct kerege_settings_v1 {
    uint32_t size;
    uint32_t reserved; /* 0 */

    /* The value in force for the call's organisation: the nearest one set above it, else the
     * default. get_int() is for the types int and bool (0 or 1), get_text() for text and choice.
     * KEREGE_NOT_FOUND: not declared; KEREGE_INVALID: of the other kind. What get_text() gives is
     * borrowed until the handler returns, also if the setting is changed meanwhile. [request] [job]
     */
    kerege_status (*get_int)(kerege_call* call, kerege_str key, int64_t* out);
    kerege_status (*get_text)(kerege_call* call, kerege_str key, kerege_str* out);
} kerege_settings_v1;
#define KEREGE_SETTINGS_V1_SIZE KEREGE_SIZE_WITH(kerege_settings_v1, get_text)

#ifdef __cplusplus
}
#endif
#endif
