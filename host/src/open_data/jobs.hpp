// Making the numbers for everybody, in the background.
#pragma once

#include "host/src/jobs/kind.hpp"
#include "host/src/open_data/snapshots.hpp"

namespace kerege::open_data {

// Looks every hour whether the day, week, month or quarter has come; with a person's id as its
// payload it makes them whatever the day. The snapshots must outlive it.
jobs::Kind job_kind(Snapshots& snapshots);

}  // namespace kerege::open_data
