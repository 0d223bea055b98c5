#include "host/src/access/totp.hpp"

#include <fmt/format.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <algorithm>
#include <array>
#include <stdexcept>

namespace kerege::access {
namespace {

constexpr size_t kDigits = 6;
constexpr uint32_t kBelow = 1'000'000;

std::string encoded(std::string_view text) {
    std::string out;
    for (const char c : text) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                           (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_';
        if (plain) {
            out += c;
        } else {
            out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
        }
    }
    return out;
}

}  // namespace

std::string totp_code(std::span<const uint8_t> key, int64_t step) {
    std::array<uint8_t, 8> message{};
    auto rest = static_cast<uint64_t>(step);
    for (size_t i = message.size(); i-- > 0; rest >>= 8) message[i] = static_cast<uint8_t>(rest);
    std::array<uint8_t, EVP_MAX_MD_SIZE> digest{};
    unsigned size = 0;
    if (!HMAC(EVP_sha1(), key.data(), static_cast<int>(key.size()), message.data(), message.size(),
              digest.data(), &size))
        throw std::runtime_error("no HMAC-SHA-1");
    const size_t at = digest[size - 1] & 0x0FU;
    const uint32_t number = (uint32_t{digest[at]} & 0x7FU) << 24 | uint32_t{digest[at + 1]} << 16 |
                            uint32_t{digest[at + 2]} << 8 | uint32_t{digest[at + 3]};
    return fmt::format("{:06}", number % kBelow);
}

std::optional<int64_t> totp_step(std::span<const uint8_t> key, std::string_view code,
                                 int64_t now_ms, int64_t last_step) {
    std::string digits(code);
    std::erase(digits, ' ');
    if (digits.size() != kDigits) return {};
    const int64_t now = now_ms / kTotpStepMs;
    std::optional<int64_t> found;
    // All three are compared, whichever it is.
    for (const int64_t step : {now - 1, now, now + 1}) {
        const bool same = CRYPTO_memcmp(totp_code(key, step).data(), digits.data(), kDigits) == 0;
        if (same && step > last_step) found = step;
    }
    return found;
}

std::string base32(std::span<const uint8_t> bytes) {
    constexpr char kLetters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    std::string text;
    uint32_t held = 0;
    int bits = 0;
    for (const uint8_t byte : bytes) {
        held = held << 8 | byte;
        for (bits += 8; bits >= 5; bits -= 5) text += kLetters[held >> (bits - 5) & 31U];
        held &= 0xFFU;
    }
    if (bits > 0) text += kLetters[held << (5 - bits) & 31U];
    return text;
}

std::string totp_address(std::span<const uint8_t> key, std::string_view issuer,
                         std::string_view account) {
    return fmt::format("otpauth://totp/{}:{}?secret={}&issuer={}", encoded(issuer),
                       encoded(account), base32(key), encoded(issuer));
}

}  // namespace kerege::access
