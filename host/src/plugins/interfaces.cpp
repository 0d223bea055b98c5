#include "host/src/plugins/interfaces.hpp"

#include "host/src/plugins/services.hpp"

namespace kerege::plugins {

const std::vector<Interface>& interfaces() {
    static const std::vector<Interface> all = {
        {KEREGE_ACCESS_INTERFACE, &kAccessService},     {KEREGE_DB_INTERFACE, &kDbService},
        {KEREGE_EVENTS_INTERFACE, &kEventsService},     {KEREGE_HTTP_INTERFACE, &kHttpService},
        {KEREGE_I18N_INTERFACE, &kI18nService},         {KEREGE_LOG_INTERFACE, &kLogService},
        {KEREGE_SETTINGS_INTERFACE, &kSettingsService}, {KEREGE_VIEW_INTERFACE, &kViewService},
        {KEREGE_CALL_INTERFACE, &kCallService},         {KEREGE_JOBS_INTERFACE, &kJobsService},
        {KEREGE_MAIL_INTERFACE, &kMailService},         {KEREGE_FILES_INTERFACE, &kFilesService},
        {KEREGE_PRIVACY_INTERFACE, &kPrivacyService},   {KEREGE_SEARCH_INTERFACE, &kSearchService},
    };
    return all;
}

std::vector<std::string> interface_names() {
    std::vector<std::string> names;
    for (const auto& interface : interfaces()) names.emplace_back(interface.name);
    return names;
}

const void* find_interface(std::string_view name, uint32_t min_size) {
    for (const auto& interface : interfaces()) {
        if (interface.name != name) continue;
        const uint32_t size = *static_cast<const uint32_t*>(interface.table);
        return size >= min_size ? interface.table : nullptr;
    }
    return nullptr;
}

}  // namespace kerege::plugins
