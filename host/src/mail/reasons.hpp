// Why a letter waits or was not sent, where it is the host that says so. Stored by these words,
// which stay as they are, and shown in the reader's language.
#pragma once

#include <string_view>

namespace kerege::mail {

namespace reason {
inline constexpr std::string_view kTooOld = "too_old";
inline constexpr std::string_view kNoAddress = "no_address";
inline constexpr std::string_view kBadAddress = "bad_address";
inline constexpr std::string_view kPersonRate = "person_rate";
inline constexpr std::string_view kModuleRate = "module_rate";
inline constexpr std::string_view kServerLost = "server_lost";  // the rest is its last words
inline constexpr std::string_view kInDoubt = "in_doubt";        // it may have been delivered
}  // namespace reason

// A message id of the host's translations; empty: no word of this host's.
std::string_view reason_words(std::string_view reason);

}  // namespace kerege::mail
