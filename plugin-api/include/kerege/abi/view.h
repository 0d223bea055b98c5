/* Pages: a template's name and a model; the host renders them into the layout.
 *
 * Templates lie in the plugin's templates/ folder as *.html, in ctemplate's syntax with
 * context-aware escaping that can't be switched off. */
#ifndef KEREGE_ABI_VIEW_H
#define KEREGE_ABI_VIEW_H

#include "kerege/abi/plugin.h"

#ifdef __cplusplus
extern "C" {
#endif

#define KEREGE_VIEW_INTERFACE "kerege.view/1"
#define KEREGE_PLUGIN_SLOTS_EXTENSION "kerege.plugin.slots/1"

/* A tree of values for a template: text by key, and lists of children by key. It belongs to the
 * call and ends with it. Keys: [A-Za-z][A-Za-z0-9_]*, at most 64 bytes.
 *
 * Keys of the host's. Set by it at the top of what is rendered, whatever the plugin has set: lang,
 * path, icons, csrf. Read by the layout from the top of a page's model: title (text), crumb
 * (children {label, href}), wide (a child: the page takes the whole width), plain (a child: no
 * menu). Beginning with kerege_: kept for later hosts, refused.
 *
 * A call's models, with the strings it is handed, take at most 16 MiB and 200,000 children in all;
 * what was used is not given back before the call ends. */
typedef struct kerege_model kerege_model;

typedef struct kerege_view_v1 {
    uint32_t size;
    uint32_t reserved; /* 0 */

    /* A new, empty model. Never NULL. [request] [job] */
    kerege_model* (*model)(kerege_call* call);
    /* Sets {{key}}; copied, and escaped by where it stands in the template. What can't be accepted
     * (a bad key, no UTF-8, too much) is told by the next render_…() or by a letter's send().
     * [request] [job] */
    void (*set_text)(kerege_model* model, kerege_str key, kerege_str value);
    void (*set_int)(kerege_model* model, kerege_str key, int64_t value);
    /* Sets {{%html key}}: markup made by an escaping writer, put in as it is. [request] [job] */
    void (*set_html)(kerege_model* model, kerege_str key, kerege_str html);
    /* Adds one item to the section {{#key}}…{{/key}} and returns its model, which ends with the
     * call as well. Never NULL. [request] [job] */
    kerege_model* (*add_child)(kerege_model* model, kerege_str key);

    /* Renders a template within the layout as the response, in place of what was written before.
     * KEREGE_INVALID: no such template, a foreign model, what a model was set to before, in a slot,
     * or where there is no page. KEREGE_TOO_MANY: more than 16 MiB. [request] */
    kerege_status (*render_page)(kerege_call* call, kerege_str template_name, kerege_model* model,
                                 kerege_sink* error);
    /* The same without the layout: for partial updates and slots. Appends to the response. Errors:
     * as render_page(), but good in a slot. [request] */
    kerege_status (*render_fragment)(kerege_call* call, kerege_str template_name,
                                     kerege_model* model, kerege_sink* error);
    /* Sets {{%html key}} to what the modules that are on put into a slot offered by this plugin
     * ("lesson.card"); `subject` tells them which one ("lesson:123"); both at most 200 bytes. Empty
     * where nobody does. Slots filled within slots end at some depth. [request] */
    kerege_status (*set_slot)(kerege_model* model, kerege_str key, kerege_str slot,
                              kerege_str subject, kerege_sink* error);
} kerege_view_v1;
#define KEREGE_VIEW_V1_SIZE KEREGE_SIZE_WITH(kerege_view_v1, set_slot)

/* What the plugin offers for the slots its manifest lists. */
typedef struct kerege_plugin_slots_v1 {
    uint32_t size;
    uint32_t reserved; /* 0 */
    /* Renders into the slot with render_fragment(), or writes nothing. A fault leaves the slot
     * empty and is logged. [request] */
    kerege_status (*fill)(void* self, kerege_call* call, kerege_str slot, kerege_str subject,
                          kerege_sink* error);
} kerege_plugin_slots_v1;
#define KEREGE_PLUGIN_SLOTS_V1_SIZE KEREGE_SIZE_WITH(kerege_plugin_slots_v1, fill)

#ifdef __cplusplus
}
#endif
#endif
