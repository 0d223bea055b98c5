/* DRAFT: may change with every version of the host; its name then changes as well, and a host that
 * does not know the name leaves the plugin out.
 *
 * What a plugin keeps about people, given to the person and erased. The person is named by a
 * membership of the call's organisation, as everywhere between plugins; the call's scope holds the
 * organisation and no person, and its language is that of whoever reads what comes out.
 *
 * A plugin takes part by listing the interface under `needs`; what it keeps is declared in
 * plugin.yaml under `personal_data`. It is asked whether its module is on for the organisation or
 * off: the data are there. Then other modules' views may be empty. */
#ifndef KEREGE_ABI_DRAFT_PRIVACY_H
#define KEREGE_ABI_DRAFT_PRIVACY_H

#include "kerege/abi/db.h"
#include "kerege/abi/plugin.h"

#ifdef __cplusplus
extern "C" {
#endif

#define KEREGE_PRIVACY_INTERFACE "kerege.privacy/draft-1"
#define KEREGE_PLUGIN_PRIVACY_EXTENSION "kerege.plugin.privacy/draft-1"

/* What was done with rows about the person. */
#define KEREGE_ERASED_DELETED ((int32_t)1)
#define KEREGE_ERASED_ANONYMISED ((int32_t)2) /* they stay, and nobody can tell whose they were */
#define KEREGE_ERASED_KEPT ((int32_t)3)       /* the law asks for them */

/* A column of what is given out. Strings are borrowed for the call. */
typedef struct kerege_privacy_column {
    kerege_str name;  /* for programs, the same in every language: [a-z][a-z0-9_]*, at most 40 */
    kerege_str label; /* for people, translated: at most 200 bytes */
} kerege_privacy_column;

typedef struct kerege_privacy_draft1 {
    uint32_t size;
    uint32_t reserved; /* 0 */

    /* Within export_member(): begins a table of the person's data, with 1 to 32 columns; at most
     * 100 of them, each with a name of its own. KEREGE_INVALID: a name or a label that breaks these
     * rules, or not within export_member(). [job] */
    kerege_status (*table)(kerege_call* call, kerege_str name, kerege_str title,
                           const kerege_privacy_column* columns, uint32_t count,
                           kerege_sink* error);

    /* One row of the table begun last, a value for each of its columns: null, a number, or text of
     * at most 64 KiB. KEREGE_TOO_MANY: more than 8 MiB in all. [job] */
    kerege_status (*row)(kerege_call* call, const kerege_value* values, uint32_t count,
                         kerege_sink* error);

    /* Within erase_member(): what became of so many rows. table and field: as declared under
     * personal_data; how: KEREGE_ERASED_DELETED … KEREGE_INVALID: not declared there, no such
     * `how`, a number below 0, or not within erase_member(). [job] */
    kerege_status (*erased)(kerege_call* call, kerege_str table, kerege_str field, int32_t how,
                            int64_t count, kerege_sink* error);
} kerege_privacy_draft1;
#define KEREGE_PRIVACY_DRAFT1_SIZE KEREGE_SIZE_WITH(kerege_privacy_draft1, erased)

/* What the plugin offers if it lists the interface under `needs`. */
typedef struct kerege_plugin_privacy_draft1 {
    uint32_t size;
    uint32_t reserved; /* 0 */

    /* Gives out what it keeps about a member, by table() and row(), and nothing about anybody else.
     * A status other than KEREGE_OK: nothing is given out, and it is asked again later. [job] */
    kerege_status (*export_member)(void* self, kerege_call* call, int64_t membership_id,
                                   kerege_sink* error);

    /* Erases what it keeps about a member, or makes it anonymous, and says so by erased(). The
     * host holds a transaction open: what the plugin writes in one of its own joins it, and lasts
     * together with the host's note that this plugin is done. A status other than KEREGE_OK: all
     * of it is undone, and it is asked again later. [job] */
    kerege_status (*erase_member)(void* self, kerege_call* call, int64_t membership_id,
                                  kerege_sink* error);
} kerege_plugin_privacy_draft1;
#define KEREGE_PLUGIN_PRIVACY_DRAFT1_SIZE \
    KEREGE_SIZE_WITH(kerege_plugin_privacy_draft1, erase_member)

#ifdef __cplusplus
}
#endif
#endif
