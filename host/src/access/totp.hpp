// Time-based one-time passwords (RFC 6238) as every authenticator app knows them: HMAC-SHA-1, steps
// of 30 seconds, six digits.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace kerege::access {

inline constexpr size_t kTotpKeyBytes = 20;
inline constexpr int64_t kTotpStepMs = 30'000;

// The six digits of a step. [any]
std::string totp_code(std::span<const uint8_t> key, int64_t step);

// The step whose code it is: this one, the one before or the one after, and later than last_step,
// so that no code is taken twice. nullopt: none. Spaces within the code are left out. [any]
std::optional<int64_t> totp_step(std::span<const uint8_t> key, std::string_view code,
                                 int64_t now_ms, int64_t last_step);

// RFC 4648, capital letters, without padding: how apps take a key by hand. [any]
std::string base32(std::span<const uint8_t> bytes);

// "otpauth://totp/…": what the QR code says. issuer: the site; account: the login. [any]
std::string totp_address(std::span<const uint8_t> key, std::string_view issuer,
                         std::string_view account);

}  // namespace kerege::access
