// The interfaces as a plugin in a worker finds them.
#include <algorithm>

#include "host/src/worker/proxies.hpp"
#include "host/src/worker/worker.hpp"

namespace kerege::worker {

const void* get_interface(kerege_host* host, kerege_str name, uint32_t min_size) noexcept {
    struct Known {
        std::string_view name;
        const void* table;
    };
    static const Known all[] = {
        {KEREGE_ACCESS_INTERFACE, &kAccessProxy},     {KEREGE_DB_INTERFACE, &kDbProxy},
        {KEREGE_EVENTS_INTERFACE, &kEventsProxy},     {KEREGE_HTTP_INTERFACE, &kHttpProxy},
        {KEREGE_I18N_INTERFACE, &kI18nProxy},         {KEREGE_LOG_INTERFACE, &kLogProxy},
        {KEREGE_SETTINGS_INTERFACE, &kSettingsProxy}, {KEREGE_VIEW_INTERFACE, &kViewProxy},
        {KEREGE_CALL_INTERFACE, &kCallProxy},         {KEREGE_JOBS_INTERFACE, &kJobsProxy},
        {KEREGE_MAIL_INTERFACE, &kMailProxy},         {KEREGE_FILES_INTERFACE, &kFilesProxy},
        {KEREGE_PRIVACY_INTERFACE, &kPrivacyProxy},   {KEREGE_SEARCH_INTERFACE, &kSearchProxy},
    };
    const std::string_view wanted = plugins::text_of(name);
    if (!host || !plugins::good_bytes(name, 200) || !state().manifest.needs_interface(wanted))
        return nullptr;
    for (const auto& known : all) {
        if (known.name != wanted) continue;
        return *static_cast<const uint32_t*>(known.table) >= min_size ? known.table : nullptr;
    }
    return nullptr;
}

}  // namespace kerege::worker
