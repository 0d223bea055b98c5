// Signals are taken by one thread that waits for them; no other is interrupted.
#pragma once

#include <chrono>

namespace kerege::app {

// Keeps SIGTERM, SIGINT, SIGQUIT, SIGHUP and SIGPIPE away from this thread and those it starts.
// REQUIRES: no thread was started yet.
void block_signals();

// Waits until the process is told to end; SIGHUP, which a closed terminal sends, is passed over.
void wait_for_the_end();

// Waits for that so long at most. Returns whether the process is to end.
bool wait_for_the_end(std::chrono::milliseconds wait_max);

}  // namespace kerege::app
