// What sign-ins and passwords leave to the background.
#pragma once

#include <vector>

#include "host/src/access/accounts.hpp"
#include "host/src/access/credential_batches.hpp"
#include "host/src/access/registrations.hpp"
#include "host/src/access/sessions.hpp"
#include "host/src/jobs/kind.hpp"

namespace kerege::access {

// All must outlive the kinds.
std::vector<jobs::Kind> job_kinds(Sessions& sessions, Accounts& accounts,
                                  CredentialBatches& batches, Registrations& registrations);

}  // namespace kerege::access
