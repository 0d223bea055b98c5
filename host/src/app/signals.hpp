// Signals are taken by one thread that waits for them; no other is interrupted.
#pragma once

namespace kerege::app {

// Keeps SIGTERM, SIGINT, SIGQUIT, SIGHUP and SIGPIPE away from this thread and those it starts.
// REQUIRES: no thread was started yet.
void block_signals();

// Waits until the process is told to end; SIGHUP, which a closed terminal sends, is passed over.
void wait_for_the_end();

}  // namespace kerege::app
