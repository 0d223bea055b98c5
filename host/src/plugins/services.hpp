// The function tables of the interfaces, one file each. Internal.
#pragma once

#include "kerege/abi/access.h"
#include "kerege/abi/db.h"
#include "kerege/abi/draft/call.h"
#include "kerege/abi/draft/files.h"
#include "kerege/abi/draft/privacy.h"
#include "kerege/abi/draft/search.h"
#include "kerege/abi/events.h"
#include "kerege/abi/http.h"
#include "kerege/abi/i18n.h"
#include "kerege/abi/jobs.h"
#include "kerege/abi/log.h"
#include "kerege/abi/mail.h"
#include "kerege/abi/settings.h"
#include "kerege/abi/view.h"

namespace kerege::plugins {

// Of kerege.http/1.
kerege_status add_route(kerege_registration* registration, const kerege_route* route,
                        kerege_sink* error) noexcept;

// Of kerege.db/1.
kerege_status add_statement(kerege_registration* registration, kerege_str name,
                            kerege_str sqlite_sql, kerege_str pg_sql, int32_t* out_statement,
                            kerege_sink* error) noexcept;

extern const kerege_access_v1 kAccessService;
extern const kerege_call_draft1 kCallService;
extern const kerege_db_v1 kDbService;
extern const kerege_events_v1 kEventsService;
extern const kerege_files_draft1 kFilesService;
extern const kerege_http_v1 kHttpService;
extern const kerege_i18n_v1 kI18nService;
extern const kerege_jobs_v1 kJobsService;
extern const kerege_log_v1 kLogService;
extern const kerege_mail_v1 kMailService;
extern const kerege_privacy_draft1 kPrivacyService;
extern const kerege_search_draft1 kSearchService;
extern const kerege_settings_v1 kSettingsService;
extern const kerege_view_v1 kViewService;

}  // namespace kerege::plugins
