/* Included before everything else where the grown headers are meant: had they not grown, the test
 * would show nothing. */
#include <assert.h>

#include "kerege/abi/access.h"
#include "kerege/abi/events.h"
#include "kerege/abi/http.h"
#include "kerege/abi/jobs.h"
#include "kerege/abi/mail.h"
#include "kerege/abi/view.h"

static_assert(sizeof(kerege_plugin) > KEREGE_PLUGIN_V1_SIZE, "the plugin's table");
static_assert(sizeof(kerege_host_api) > KEREGE_HOST_API_V1_SIZE, "the host's table");
static_assert(sizeof(kerege_route) > KEREGE_ROUTE_V1_SIZE, "a route");
static_assert(sizeof(kerege_sink) > KEREGE_SINK_V1_SIZE, "a sink");
static_assert(sizeof(kerege_http_v1) > KEREGE_HTTP_V1_SIZE, "an interface");
static_assert(sizeof(kerege_view_v1) > KEREGE_VIEW_V1_SIZE, "an interface");
static_assert(sizeof(kerege_plugin_http_v1) > KEREGE_PLUGIN_HTTP_V1_SIZE, "an extension");
static_assert(sizeof(kerege_plugin_slots_v1) > KEREGE_PLUGIN_SLOTS_V1_SIZE, "an extension");
static_assert(sizeof(kerege_plugin_events_v1) > KEREGE_PLUGIN_EVENTS_V1_SIZE, "an extension");
static_assert(sizeof(kerege_scope) > KEREGE_SCOPE_V1_SIZE, "what is filled");
static_assert(sizeof(kerege_letter) > KEREGE_LETTER_V1_SIZE, "what is handed in");
static_assert(sizeof(kerege_job) > KEREGE_JOB_V1_SIZE, "what is handed in");
static_assert(sizeof(kerege_job_facts) > KEREGE_JOB_FACTS_V1_SIZE, "what is filled");
