#include "host/src/access/tokens.hpp"

#include <openssl/evp.h>
#include <openssl/rand.h>

#include <array>
#include <memory>
#include <stdexcept>

namespace kerege::access {
namespace {

constexpr std::string_view kBase64 =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
constexpr std::string_view kHex = "0123456789abcdef";

// Looking the algorithm up costs more than hashing a token does.
const EVP_MD* sha256() {
    static const std::unique_ptr<EVP_MD, decltype(&EVP_MD_free)> algorithm(
        EVP_MD_fetch(nullptr, "SHA256", nullptr), EVP_MD_free);
    if (!algorithm) throw std::runtime_error("OpenSSL offers no SHA-256");
    return algorithm.get();
}

}  // namespace

std::vector<uint8_t> random_bytes(size_t count) {
    std::vector<uint8_t> bytes(count);
    if (RAND_bytes(bytes.data(), static_cast<int>(count)) != 1) {
        throw std::runtime_error("no random bytes from the system");
    }
    return bytes;
}

uint8_t random_below(unsigned below) {
    const unsigned limit = 256 / below * below;
    for (;;) {
        const auto byte = random_bytes(1)[0];
        if (byte < limit) return static_cast<uint8_t>(byte % below);
    }
}

std::string base64url(std::span<const uint8_t> bytes) {
    std::string text;
    text.reserve((bytes.size() * 4 + 2) / 3);
    unsigned buffer = 0;
    int bits = 0;
    for (const auto byte : bytes) {
        buffer = (buffer << 8 | byte) & 0xffffu;
        for (bits += 8; bits >= 6; bits -= 6) text += kBase64[buffer >> (bits - 6) & 63u];
    }
    if (bits > 0) text += kBase64[buffer << (6 - bits) & 63u];
    return text;
}

std::optional<std::vector<uint8_t>> from_base64url(std::string_view text) {
    std::vector<uint8_t> bytes;
    bytes.reserve(text.size() * 3 / 4);
    unsigned buffer = 0;
    int bits = 0;
    for (const char letter : text) {
        const auto value = kBase64.find(letter);
        if (value == std::string_view::npos) return {};
        buffer = (buffer << 6 | static_cast<unsigned>(value)) & 0xffffu;
        bits += 6;
        if (bits >= 8) {
            bits -= 8;
            bytes.push_back(static_cast<uint8_t>(buffer >> bits & 255u));
        }
    }
    return bytes;
}

std::string hex(std::span<const uint8_t> bytes) {
    std::string text;
    text.reserve(bytes.size() * 2);
    for (const auto byte : bytes) {
        text += kHex[byte >> 4];
        text += kHex[byte & 15u];
    }
    return text;
}

std::optional<std::vector<uint8_t>> from_hex(std::string_view text) {
    if (text.size() % 2 != 0) return {};
    std::vector<uint8_t> bytes;
    bytes.reserve(text.size() / 2);
    for (size_t i = 0; i < text.size(); i += 2) {
        const auto high = kHex.find(text[i]);
        const auto low = kHex.find(text[i + 1]);
        if (high == std::string_view::npos || low == std::string_view::npos) return {};
        bytes.push_back(static_cast<uint8_t>(high << 4 | low));
    }
    return bytes;
}

std::string sha256_hex(std::string_view text) {
    std::array<uint8_t, 32> digest{};
    if (EVP_Digest(text.data(), text.size(), digest.data(), nullptr, sha256(), nullptr) != 1) {
        throw std::runtime_error("SHA-256 failed");
    }
    return hex(digest);
}

}  // namespace kerege::access
