/* Who asks, for which organisation, and what they may do. */
#ifndef KEREGE_ABI_ACCESS_H
#define KEREGE_ABI_ACCESS_H

#include "kerege/abi/base.h"

#ifdef __cplusplus
extern "C" {
#endif

#define KEREGE_ACCESS_INTERFACE "kerege.access/1"

/* The scope of a call. Ids are 0 where there is none (a public route, an event). Local days are
 * those of the installation's time zone. */
typedef struct kerege_scope {
    int64_t person_id;
    int64_t membership_id;
    int64_t organisation_id;
    int32_t profile;  /* KEREGE_PROFILE_… */
    int32_t reserved; /* 0 */
} kerege_scope;

/* The six kinds of profile, and the operator of the installation. */
#define KEREGE_PROFILE_NONE ((int32_t)0)
#define KEREGE_PROFILE_MINISTRY ((int32_t)1)
#define KEREGE_PROFILE_REGION ((int32_t)2)
#define KEREGE_PROFILE_DISTRICT ((int32_t)3)
#define KEREGE_PROFILE_EMPLOYEE ((int32_t)4)
#define KEREGE_PROFILE_LEARNER ((int32_t)5)
#define KEREGE_PROFILE_GUARDIAN ((int32_t)6)
#define KEREGE_PROFILE_OPERATOR ((int32_t)7)

typedef struct kerege_access_v1 {
    uint32_t size;
    uint32_t reserved; /* 0 */

    /* Fills *out. [request] [job] */
    kerege_status (*scope)(kerege_call* call, kerege_scope* out);

    /* 1 if the person holds the permission in the call's organisation, else 0. [request] */
    int32_t (*permitted)(kerege_call* call, kerege_str permission);

    /* Writes a line into the audit log, in the open transaction of the call if there is one.
     * action: "mark.changed"; subject: what it was done to, as "kind:id"; detail: JSON or empty,
     * at most 4 KiB. Person, organisation, time and request are added by the host.
     * [request] [job] */
    kerege_status (*audit)(kerege_call* call, kerege_str action, kerege_str subject,
                           kerege_str detail, kerege_sink* error);
} kerege_access_v1;
#define KEREGE_ACCESS_V1_SIZE KEREGE_SIZE_WITH(kerege_access_v1, audit)

#ifdef __cplusplus
}
#endif
#endif
