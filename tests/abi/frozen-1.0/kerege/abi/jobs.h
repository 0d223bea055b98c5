/* Work that is done later, beside requests: queued by a handler or made by a schedule, run on
 * whichever host is first, tried again when it fails.
 *
 * What kinds of jobs there are, how often each is tried, how long it may take and when it comes by
 * itself is declared in plugin.yaml under `jobs`. A job runs at least once: if its host dies, the
 * next one begins it anew, so run() must bear to begin again what was done in part. */
#ifndef KEREGE_ABI_JOBS_H
#define KEREGE_ABI_JOBS_H

#include "kerege/abi/plugin.h"

#ifdef __cplusplus
extern "C" {
#endif

#define KEREGE_JOBS_INTERFACE "kerege.jobs/1"
#define KEREGE_PLUGIN_JOBS_EXTENSION "kerege.plugin.jobs/1"

/* States. A job whose run failed waits again until its attempts are used up. Unknown values are
 * read as KEREGE_JOB_RUNNING: it has not ended. */
#define KEREGE_JOB_WAITING ((int32_t)1)
#define KEREGE_JOB_RUNNING ((int32_t)2)
#define KEREGE_JOB_DONE ((int32_t)3)
#define KEREGE_JOB_FAILED ((int32_t)4) /* for good: kept for the operator, who may retry it */
#define KEREGE_JOB_CANCELLED ((int32_t)5)

/* What progress() asks of a running job. Unknown values are read as KEREGE_JOB_CONTINUE. */
#define KEREGE_JOB_CONTINUE ((int32_t)0)
#define KEREGE_JOB_CANCEL ((int32_t)1) /* somebody cancelled it: end soon, with any status */
/* The host is ending: end soon, with KEREGE_UNAVAILABLE; the attempt does not count. */
#define KEREGE_JOB_YIELD ((int32_t)2)

/* What enqueue() takes. Strings are borrowed for the call. */
typedef struct kerege_job {
    uint32_t size;
    uint32_t reserved;     /* 0 */
    kerege_str kind;       /* declared in plugin.yaml */
    kerege_str key;        /* at most 200 bytes, not beginning with '@'; empty: none */
    kerege_str payload;    /* JSON, at most 16 KiB */
    int64_t not_before_ms; /* UTC; 0: at once */
} kerege_job;
#define KEREGE_JOB_V1_SIZE KEREGE_SIZE_WITH(kerege_job, not_before_ms)

/* Filled by get(). */
typedef struct kerege_job_facts {
    uint32_t size;
    int32_t state;    /* KEREGE_JOB_WAITING … */
    int32_t attempts; /* begun so far */
    int32_t reserved; /* 0 */
    int64_t done;     /* as progress() said last, a few seconds late */
    int64_t total;
} kerege_job_facts;
#define KEREGE_JOB_FACTS_V1_SIZE KEREGE_SIZE_WITH(kerege_job_facts, total)

typedef struct kerege_jobs_v1 {
    uint32_t size;
    uint32_t reserved; /* 0 */

    /* Writes a job for the call's organisation into the open transaction: it exists if that
     * commits. With a key: if a job of the same organisation, kind and key waits, runs, or was done
     * within the last 24 hours, *out_id is that one and nothing is written. KEREGE_INVALID: no open
     * transaction that writes, a kind that plugin.yaml does not declare, a text that is too long or
     * not UTF-8. KEREGE_TOO_MANY: more than 10,000 in one call. Fails with the database as a
     * statement does: then the transaction can only be rolled back; so do get() and cancel().
     * [request] [job] */
    kerege_status (*enqueue)(kerege_call* call, const kerege_job* job, int64_t* out_id,
                             kerege_sink* error);

    /* How a job of this plugin in the call's organisation stands; in the open transaction if there
     * is one, whose own jobs it sees. KEREGE_NOT_FOUND: none of this id, or not yours, or finished
     * more than a week ago. KEREGE_INVALID: its `size` is below KEREGE_JOB_FACTS_V1_SIZE.
     * [request] [job] */
    kerege_status (*get)(kerege_call* call, int64_t job_id, kerege_job_facts* out,
                         kerege_sink* error);

    /* In the open transaction: one that waits is cancelled, one that runs is asked to end.
     * KEREGE_NOT_FOUND: none of this id, or not yours. KEREGE_CONFLICT: it has ended already.
     * KEREGE_INVALID: no open transaction that writes. [request] [job] */
    kerege_status (*cancel)(kerege_call* call, int64_t job_id, kerege_sink* error);

    /* From within run(): how far it is, as `done` of `total`, for people to see. *out_ask: what the
     * job should do now, KEREGE_JOB_CONTINUE … Asks no database, but in a worker it is a message
     * to the host: well called every hundred rows, not with each of a million. KEREGE_INVALID: the
     * call runs no job, or a number is negative. [job] */
    kerege_status (*progress)(kerege_call* call, int64_t done, int64_t total, int32_t* out_ask);
} kerege_jobs_v1;
#define KEREGE_JOBS_V1_SIZE KEREGE_SIZE_WITH(kerege_jobs_v1, progress)

/* What the plugin offers for the kinds its manifest lists under `jobs`. */
typedef struct kerege_plugin_jobs_v1 {
    uint32_t size;
    uint32_t reserved; /* 0 */
    /* The call's scope holds the job's organisation and no person. attempt: 1, 2, … payload: as it
     * was enqueued; "{}" of a scheduled job. KEREGE_OK: done. KEREGE_INVALID: failed, never to be
     * tried again. Any other status: tried again after growing pauses, while attempts are left.
     * The strings are borrowed for the call. [job] */
    kerege_status (*run)(void* self, kerege_call* call, int64_t job_id, kerege_str kind,
                         kerege_str payload, int32_t attempt, kerege_sink* error);
} kerege_plugin_jobs_v1;
#define KEREGE_PLUGIN_JOBS_V1_SIZE KEREGE_SIZE_WITH(kerege_plugin_jobs_v1, run)

#ifdef __cplusplus
}
#endif
#endif
