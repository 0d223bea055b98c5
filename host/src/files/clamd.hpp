// Asks clamd whether a file holds something evil, over its Unix socket (INSTREAM).
#pragma once

#include <atomic>
#include <string>

#include "host/src/files/settings.hpp"

namespace kerege::files {

enum class Verdict { clean, infected, unknown, away };

struct Scan {
    Verdict verdict = Verdict::unknown;
    std::string words = {};  // what clamd said, or why it could not be asked
};

// `file` is read from its beginning. away: clamd is not there; unknown: it is late, or refuses the
// file, or `stopping` (may be NULL) has become true.
// REQUIRES: settings.clamd_socket is not empty. [any]
Scan scan(int file, const FileSettings& settings, const std::atomic<bool>* stopping = nullptr);

}  // namespace kerege::files
