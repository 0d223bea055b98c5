// Small plugins that break one rule of the boundary each; which one is chosen when it is compiled,
// by a macro HOSTILE_…. Without any of them it is a plugin that keeps all rules.
#include <stdexcept>

#include "kerege/abi/http.h"
#include "kerege/abi/plugin.h"

#ifndef HOSTILE_ID
#error "HOSTILE_ID is the id of the plugin"
#endif

namespace {

kerege_str str(const char* text) {
    uint64_t size = 0;
    while (text[size] != 0) ++size;
    return {text, size};
}

const kerege_http_v1* http = nullptr;
int self_object = 0;

kerege_status create(const kerege_host_api* api, kerege_host* host, void** out_self, kerege_sink*) {
#ifdef HOSTILE_CREATE_THROWS
    throw std::runtime_error("create had enough");
#endif
    http = static_cast<const kerege_http_v1*>(
        api->get_interface(host, str(KEREGE_HTTP_INTERFACE), KEREGE_HTTP_V1_SIZE));
    *out_self = &self_object;
    return http ? KEREGE_OK : KEREGE_UNSUPPORTED;
}

kerege_status start(void*, kerege_registration* registration, kerege_sink* error) {
    kerege_route route{};
    route.size = sizeof(route);
    route.method = KEREGE_METHOD_GET;
    route.pattern = str("/" HOSTILE_ID);
#ifdef HOSTILE_FOREIGN_ROUTE
    route.pattern = str("/journal/" HOSTILE_ID);
#endif
    const kerege_status status = http->add_route(registration, &route, error);
    if (status != KEREGE_OK) return status;
#ifdef HOSTILE_START_THROWS
    throw 42;
#endif
#ifdef HOSTILE_START_FAILS
    error->write(error->context, str("there is no licence"));
    return KEREGE_UNAVAILABLE;
#endif
    return KEREGE_OK;
}

kerege_status handle(void*, kerege_call* call, int32_t, kerege_sink*) {
    http->write(call, str("half an answer"));
#ifdef HOSTILE_HANDLER_THROWS
    throw std::runtime_error("no token is valid");
#endif
#ifdef HOSTILE_STATUS_UNKNOWN
    return 4711;
#endif
    return KEREGE_OK;
}

void quiesce(void*) {
#ifdef HOSTILE_END_THROWS
    throw std::runtime_error("quiesce had enough");
#endif
}
void stop(void*) {
#ifdef HOSTILE_END_THROWS
    throw std::runtime_error("stop had enough");
#endif
}
void destroy(void*) {
#ifdef HOSTILE_END_THROWS
    throw std::runtime_error("destroy had enough");
#endif
}

const kerege_plugin_http_v1 handlers = {sizeof(kerege_plugin_http_v1), 0, handle};

const void* get_extension(void*, kerege_str name) {
#ifdef HOSTILE_NO_HANDLERS
    (void)name;
    return nullptr;
#else
    return name.size == str(KEREGE_PLUGIN_HTTP_EXTENSION).size ? &handlers : nullptr;
#endif
}

kerege_plugin make_table() {
    kerege_plugin table = {sizeof(kerege_plugin),
                           KEREGE_ABI_MAJOR,
                           str(HOSTILE_ID),
                           str("1.0.0"),
                           create,
                           start,
                           quiesce,
                           stop,
                           destroy,
                           get_extension};
#ifdef HOSTILE_ABI
    table.abi_major = 99;
#endif
#ifdef HOSTILE_SIZE
    table.size = 32;
#endif
#ifdef HOSTILE_OTHER_ID
    table.id = str("journal");
#endif
#ifdef HOSTILE_OTHER_VERSION
    table.version = str("9.9.9");
#endif
#ifdef HOSTILE_NO_ID
    table.id = {nullptr, 1000};
#endif
#ifdef HOSTILE_NO_START
    table.start = nullptr;
#endif
    return table;
}

}  // namespace

#ifndef HOSTILE_NO_ENTRY
extern "C" KEREGE_EXPORT const kerege_plugin* kerege_plugin_entry_v1(void) {
#ifdef HOSTILE_NO_TABLE
    return nullptr;
#endif
#ifdef HOSTILE_ENTRY_THROWS
    throw std::runtime_error("the entry had enough");
#endif
    static const kerege_plugin table = make_table();
    return &table;
}
#endif
