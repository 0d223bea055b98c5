// Why a job waits again or has failed, where it is the host that says so. Stored by these words,
// which stay as they are, and shown in the reader's language.
#pragma once

#include <string_view>

namespace kerege::jobs {

namespace reason {
inline constexpr std::string_view kHostLost = "host_lost";
inline constexpr std::string_view kHostEnded = "host_ended";
}  // namespace reason

// A message id of the host's translations; empty: no word of this host's.
std::string_view reason_words(std::string_view reason);

}  // namespace kerege::jobs
