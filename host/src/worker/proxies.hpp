// The function tables a plugin in a worker calls, one file each. They do here what can be done
// here, and ask the host for the rest. Internal.
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

namespace kerege::worker {

extern const kerege_access_v1 kAccessProxy;
extern const kerege_call_draft1 kCallProxy;
extern const kerege_db_v1 kDbProxy;
extern const kerege_events_v1 kEventsProxy;
extern const kerege_files_draft1 kFilesProxy;
extern const kerege_http_v1 kHttpProxy;
extern const kerege_i18n_v1 kI18nProxy;
extern const kerege_jobs_v1 kJobsProxy;
extern const kerege_log_v1 kLogProxy;
extern const kerege_mail_v1 kMailProxy;
extern const kerege_privacy_draft1 kPrivacyProxy;
extern const kerege_search_draft1 kSearchProxy;
extern const kerege_settings_v1 kSettingsProxy;
extern const kerege_view_v1 kViewProxy;

}  // namespace kerege::worker
