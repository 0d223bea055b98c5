/* Who asks, for which organisation, and what they may do. */
#ifndef KEREGE_ABI_ACCESS_H
#define KEREGE_ABI_ACCESS_H

#include "kerege/abi/base.h"

#ifdef __cplusplus
extern "C" {
#endif

#define KEREGE_ACCESS_INTERFACE "kerege.access/1"

/* The scope of a call, filled by scope(). Ids are 0 where there is none (a public route, an event,
 * a job). */
typedef struct kerege_scope {
    uint32_t size;
    int32_t profile; /* KEREGE_PROFILE_… */
    int64_t person_id;
    int64_t membership_id;
    int64_t organisation_id;
} kerege_scope;
#define KEREGE_SCOPE_V1_SIZE KEREGE_SIZE_WITH(kerege_scope, organisation_id)

/* The six kinds of profile, and the operator of the installation. Unknown values are read as
 * KEREGE_PROFILE_NONE: what somebody may do, permitted() says. */
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

    /* Fills *out. KEREGE_INVALID: its `size` is below KEREGE_SCOPE_V1_SIZE. [request] [job] */
    kerege_status (*scope)(kerege_call* call, kerege_scope* out);

    /* 1 if the person holds the permission in the call's organisation, else 0; in an event and a
     * job, which have no person, 0. [request] [job] */
    int32_t (*permitted)(kerege_call* call, kerege_str permission);

    /* Writes a line into the audit log: in the open transaction of the call if there is one, which
     * must be one that writes; else by itself. In a slot, which never has one that writes, it is
     * called with none open; the line is then kept by itself or with the transaction of the page,
     * and may be lost if that one is rolled back. action: "mark.changed", at most 200 bytes;
     * subject: what it was done to, as "kind:id", at most 200 bytes, may be empty; detail: JSON or
     * empty, at most 4 KiB. Person, organisation, time and request are added by the host.
     * KEREGE_INVALID: a text that is missing, too long or not UTF-8, or a transaction that only
     * reads or has failed. KEREGE_UNAVAILABLE: as of a statement; an open transaction can then only
     * be rolled back. [request] [job] */
    kerege_status (*audit)(kerege_call* call, kerege_str action, kerege_str subject,
                           kerege_str detail, kerege_sink* error);

    /* Notes that the answer shows somebody by name to the person of this request: it stands in the
     * audit log, where the person, a child's parents and the administrators read it. subject: whom,
     * "membership:<id>", or "class:<label>" for a list of a class; at most 200 bytes. The host
     * writes what was noted once the handler has returned KEREGE_OK, before the answer is sent: an
     * open transaction has no part in it, and a page opened again and again is noted once an hour.
     * What can't be written is not shown: the request fails. KEREGE_INVALID: another subject, not
     * UTF-8, nobody asks (an event, a job), or more than 32 by one handler. A host without it:
     * `size` ends before it. [request] */
    kerege_status (*note_view)(kerege_call* call, kerege_str subject, kerege_sink* error);
} kerege_access_v1;
#define KEREGE_ACCESS_V1_SIZE KEREGE_SIZE_WITH(kerege_access_v1, audit)

#ifdef __cplusplus
}
#endif
#endif
