/* Routes, requests and responses.
 *
 * A plugin registers routes in start() under its own prefix (`/<plugin id>`), each with a number of
 * its choice, and is called back with that number. Before it is called the host has read the whole
 * request, found the session, checked that the module is on for the organisation (of a public
 * route without a session: for one without a parent), the permission and the CSRF token. */
#ifndef KEREGE_ABI_HTTP_H
#define KEREGE_ABI_HTTP_H

#include "kerege/abi/plugin.h"

#ifdef __cplusplus
extern "C" {
#endif

#define KEREGE_HTTP_INTERFACE "kerege.http/1"
#define KEREGE_PLUGIN_HTTP_EXTENSION "kerege.plugin.http/1"

/* A handler is called with the method its route was added for, HEAD being GET to it. */
#define KEREGE_METHOD_GET ((int32_t)1) /* also answers HEAD */
#define KEREGE_METHOD_POST ((int32_t)2)

/* Anybody may ask, also without a session. `permission` must be empty then. */
#define KEREGE_ROUTE_PUBLIC ((int32_t)1)

/* Copied by add_route(). */
typedef struct kerege_route {
    uint32_t size;
    int32_t method;
    int32_t route_id;      /* handed back to handle(); unique within the plugin */
    int32_t flags;         /* KEREGE_ROUTE_… or 0 */
    kerege_str pattern;    /* "/journal/sections/{section}": segments; {name} matches one segment */
    kerege_str permission; /* declared in plugin.yaml; empty: anybody who is signed in */
} kerege_route;
#define KEREGE_ROUTE_V1_SIZE KEREGE_SIZE_WITH(kerege_route, permission)

typedef struct kerege_http_v1 {
    uint32_t size;
    uint32_t reserved; /* 0 */

    /* Adds a route. KEREGE_INVALID: prefix not the plugin's, bad pattern, unknown method, flag or
     * permission; KEREGE_CONFLICT: such a route exists; KEREGE_TOO_MANY: more than 2,000.
     * [control], only within start() */
    kerege_status (*add_route)(kerege_registration* registration, const kerege_route* route,
                               kerege_sink* error);

    /* The request's parts; in a slot those of its page that it may see: method, path, query and
     * headers; without a request 0 and empty. Strings are borrowed until the handler returns; one
     * that is absent is empty. Names and values are percent-decoded, valid UTF-8. The names of
     * headers are matched without regard to case; cookies and authorization are never given.
     * [request] */
    int32_t (*method)(kerege_call* call);
    kerege_str (*path)(kerege_call* call);
    kerege_str (*path_value)(kerege_call* call, kerege_str name);
    kerege_str (*query_value)(kerege_call* call, kerege_str name);
    kerege_str (*header)(kerege_call* call, kerege_str name);
    uint32_t (*field_count)(kerege_call* call);
    /* Field `index` of the form in order of arrival. KEREGE_NOT_FOUND past the end. [request] */
    kerege_status (*field_at)(kerege_call* call, uint32_t index, kerege_str* out_name,
                              kerege_str* out_value);
    /* The value of the first field of that name. [request] */
    kerege_str (*field)(kerege_call* call, kerege_str name);
    /* As it came, at most 8 MiB unless the operator says otherwise. Empty for a multipart form,
     * whose fields are at hand. [request] */
    kerege_str (*body)(kerege_call* call);

    /* The response. status 200…599. A header that would break the response (CR, LF, a header the
     * host owns, a value of more than 8 KiB) is refused with KEREGE_INVALID; one of the same name,
     * without regard to case, is replaced. write() appends, at most 16 MiB in total.
     * KEREGE_INVALID in a slot, but for write(). [request] */
    kerege_status (*set_status)(kerege_call* call, int32_t status);
    kerege_status (*set_header)(kerege_call* call, kerege_str name, kerege_str value);
    kerege_status (*write)(kerege_call* call, kerege_str bytes);
    /* 303 to a path of this site (begins with one '/', at most 8 KiB). `notice` (may be empty, at
     * most 1,000 bytes) is a translated sentence shown once on the next page. [request] */
    kerege_status (*redirect)(kerege_call* call, kerege_str path, kerege_str notice);

    /* What the person reads if the handler then returns a status other than KEREGE_OK: a translated
     * sentence of at most 1,000 bytes, else KEREGE_INVALID. Without it the host's own words for
     * that status are shown. [request] */
    kerege_status (*set_fault_message)(kerege_call* call, kerege_str message);
} kerege_http_v1;
#define KEREGE_HTTP_V1_SIZE KEREGE_SIZE_WITH(kerege_http_v1, set_fault_message)

/* What the plugin offers for its routes. */
typedef struct kerege_plugin_http_v1 {
    uint32_t size;
    uint32_t reserved; /* 0 */
    /* Answers one request. On a status other than KEREGE_OK what was written is thrown away and
     * the host shows its page for that status. [request] */
    kerege_status (*handle)(void* self, kerege_call* call, int32_t route_id, kerege_sink* error);
} kerege_plugin_http_v1;
#define KEREGE_PLUGIN_HTTP_V1_SIZE KEREGE_SIZE_WITH(kerege_plugin_http_v1, handle)

#ifdef __cplusplus
}
#endif
#endif
