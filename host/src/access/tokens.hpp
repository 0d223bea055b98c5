// Randomness and digests for sessions, forms and throttling.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace kerege::access {

// From the system's generator. Throws std::runtime_error if there is none. [any]
std::vector<uint8_t> random_bytes(size_t count);
// 0…below-1, each as likely as the other. REQUIRES: 0 < below ≤ 256. [any]
uint8_t random_below(unsigned below);

std::string base64url(std::span<const uint8_t> bytes);  // without padding
std::optional<std::vector<uint8_t>> from_base64url(std::string_view text);
std::string hex(std::span<const uint8_t> bytes);
std::optional<std::vector<uint8_t>> from_hex(std::string_view text);

// SHA-256 as 64 small hexadecimal digits. [any]
std::string sha256_hex(std::string_view text);

}  // namespace kerege::access
