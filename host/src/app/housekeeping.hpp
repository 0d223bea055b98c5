// What the host does by itself now and then, as jobs: see /jobs.
#pragma once

#include "host/src/access/accounts.hpp"
#include "host/src/access/credential_batches.hpp"
#include "host/src/access/sessions.hpp"
#include "host/src/base/log.hpp"
#include "host/src/directory/endings.hpp"
#include "host/src/directory/names_grants.hpp"
#include "host/src/directory/roster/imports.hpp"
#include "host/src/directory/transfers.hpp"
#include "host/src/files/files.hpp"
#include "host/src/leaving/archives.hpp"
#include "host/src/plugins/plugins.hpp"
#include "host/src/privacy/copies.hpp"
#include "host/src/privacy/eraser.hpp"
#include "host/src/support/support.hpp"

namespace kerege::app {

// All must outlive the plugins' runner. [control]
void add_housekeeping(plugins::Plugins& plugins, access::Sessions& sessions,
                      access::Accounts& accounts, access::CredentialBatches& batches,
                      directory::roster::Rosters& rosters, directory::roster::Imports& imports,
                      directory::Endings& endings, directory::Transfers& transfers,
                      files::Files& files, data::Database& database, const Clock& clock,
                      const Log& log);

// Copies of personal data, and the erasure of deleted profiles. [control]
void add_privacy_jobs(plugins::Plugins& plugins, privacy::Copies& copies, privacy::Eraser& eraser,
                      leaving::Archives& archives);
// What officials were let see until a day that is over. [control]
void add_official_jobs(plugins::Plugins& plugins, directory::NamesGrants& names);
void add_archive_jobs(plugins::Plugins& plugins, leaving::Archives& archives);
// The daily job that deletes messages to support which were answered or closed so long ago. Both
// must outlive the runner.
jobs::Kind forgetting(support::Support& support, const Clock& clock, int keep_days);

}  // namespace kerege::app
