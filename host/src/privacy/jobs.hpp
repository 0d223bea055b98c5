// Copies of personal data and the erasure of deleted profiles, in the background.
#pragma once

#include <vector>

#include "host/src/jobs/kind.hpp"
#include "host/src/leaving/archives.hpp"
#include "host/src/privacy/closings.hpp"
#include "host/src/privacy/copies.hpp"
#include "host/src/privacy/eraser.hpp"

namespace kerege::privacy {

// All must outlive the kinds.
std::vector<jobs::Kind> job_kinds(Closings& closings, Copies& copies, Eraser& eraser,
                                  leaving::Archives& archives);

}  // namespace kerege::privacy
