// Whether the audit log is as it was written, as the operator has it looked at: a job walks the
// chain, and what it found is itself an entry of the log.
#pragma once

#include "host/src/audit/audit.hpp"
#include "host/src/data/database.hpp"
#include "host/src/jobs/kind.hpp"

namespace kerege::pages {

// All must outlive the job.
jobs::Kind chain_verification(data::Database& database, const audit::Audit& audit);

}  // namespace kerege::pages
