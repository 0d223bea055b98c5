// What the host does by itself now and then, as jobs: see /jobs.
#pragma once

#include "host/src/base/log.hpp"
#include "host/src/pages/pages.hpp"
#include "host/src/privacy/eraser.hpp"

namespace kerege::app {

// How long messages to support are kept.
struct SupportDays {
    int answered = 365;
    int unanswered = 365;
};

// All must outlive the runner, which has not started. [control]
void add_housekeeping(pages::House& parts, privacy::Eraser& eraser, const Log& log,
                      const SupportDays& support_days);

}  // namespace kerege::app
