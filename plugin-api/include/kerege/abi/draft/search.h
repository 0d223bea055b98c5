/* DRAFT: may change with every version of the host; its name then changes as well, and a host that
 * does not know the name leaves the plugin out.
 *
 * What of a plugin can be found by the one search of the site. Kinds of things are declared in
 * plugin.yaml under `search`, each with the address of its page and the permission for it; an entry
 * says by which words one thing is found. The host folds the words, finds them by their beginnings,
 * and shows an entry only to whom the module is on for and who holds the permission. Where that
 * does not say who may open the page, the kind is declared with `ask: true`, and visible() is
 * asked.
 *
 * A plugin takes part by listing the interface under `needs`. */
#ifndef KEREGE_ABI_DRAFT_SEARCH_H
#define KEREGE_ABI_DRAFT_SEARCH_H

#include "kerege/abi/plugin.h"

#ifdef __cplusplus
extern "C" {
#endif

#define KEREGE_SEARCH_INTERFACE "kerege.search/draft-1"
#define KEREGE_PLUGIN_SEARCH_EXTENSION "kerege.plugin.search/draft-1"

/* How many entries visible() is asked about at once, at most. */
#define KEREGE_SEARCH_ASKED_MAX 64

/* Strings are UTF-8 and borrowed for the call. */
typedef struct kerege_search_entry {
    uint32_t size;
    uint32_t reserved;     /* 0 */
    int64_t id;            /* above 0; stands for {id} in the address of the kind */
    int64_t membership_id; /* whom it is about: it goes when they are erased; 0: nobody */
    kerege_str kind;       /* as declared under `search` */
    kerege_str title;      /* 1 to 300 bytes */
    kerege_str title_ru;   /* where it reads otherwise in Russian; empty: as title */
    kerege_str title_en;   /* the same in English */
    kerege_str detail;     /* shown beside the title and not looked into; at most 300 bytes */
    kerege_str words;      /* by which it is found beside its titles; at most 2000 bytes */
} kerege_search_entry;
#define KEREGE_SEARCH_ENTRY_DRAFT1_SIZE KEREGE_SIZE_WITH(kerege_search_entry, words)

typedef struct kerege_search_draft1 {
    uint32_t size;
    uint32_t reserved; /* 0 */

    /* Puts an entry of the call's organisation, or the one of this kind and id anew, in the open
     * transaction of the call. Of its words the first 40 different ones count. KEREGE_INVALID: no
     * open transaction that writes, no such kind, or a text that is missing, too long or not UTF-8.
     * KEREGE_TOO_MANY: the organisation has 50,000 entries of this kind. Neither of the two spoils
     * the transaction. [request] [job] */
    kerege_status (*put)(kerege_call* call, const kerege_search_entry* entry, kerege_sink* error);

    /* Takes an entry away, in the same way; one that is not there is no fault. [request] [job] */
    kerege_status (*remove)(kerege_call* call, kerege_str kind, int64_t id, kerege_sink* error);
} kerege_search_draft1;
#define KEREGE_SEARCH_DRAFT1_SIZE KEREGE_SIZE_WITH(kerege_search_draft1, remove)

/* What the plugin offers if it lists the interface under `needs`. */
typedef struct kerege_plugin_search_draft1 {
    uint32_t size;
    uint32_t reserved; /* 0 */

    /* Puts every entry of the call's organisation: there are none when it is called. The scope
     * holds no person. The host holds a transaction open: what the plugin writes in one of its own
     * joins it. It is called once where the module is on, once more when the plugin has another
     * version, and when the operator asks for it. A status other than KEREGE_OK: what was there
     * stays, and it is called again later. [job] */
    kerege_status (*rebuild)(void* self, kerege_call* call, kerege_sink* error);

    /* Which of these entries the person of the call's scope may open: sets visible[i] to 1 for
     * each, and leaves the others 0. Count is 1 to KEREGE_SEARCH_ASKED_MAX; the call only reads. A
     * status other than KEREGE_OK: none is shown. NULL where no kind is declared with `ask: true`.
     * [request] */
    kerege_status (*visible)(void* self, kerege_call* call, kerege_str kind, const int64_t* ids,
                             uint32_t count, uint8_t* visible, kerege_sink* error);
} kerege_plugin_search_draft1;
#define KEREGE_PLUGIN_SEARCH_DRAFT1_SIZE KEREGE_SIZE_WITH(kerege_plugin_search_draft1, visible)

#ifdef __cplusplus
}
#endif
#endif
