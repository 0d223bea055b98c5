#include "host/src/data/scram.hpp"

#include <fmt/format.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>

#include <array>
#include <span>
#include <stdexcept>

namespace kerege::data {
namespace {

constexpr int rounds = 4096;  // a random password needs no more
using Digest = std::array<unsigned char, 32>;

std::array<unsigned char, 32> random_bytes() {
    std::array<unsigned char, 32> bytes{};
    if (RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) != 1) {
        throw std::runtime_error("no random bytes");
    }
    return bytes;
}

std::string base64(std::span<const unsigned char> bytes) {
    std::string text((bytes.size() + 2) / 3 * 4 + 1, '\0');
    const int size = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()), bytes.data(),
                                     static_cast<int>(bytes.size()));
    text.resize(static_cast<size_t>(size));
    return text;
}

Digest hmac(const Digest& key, std::string_view text) {
    Digest out;
    if (!HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()),
              reinterpret_cast<const unsigned char*>(text.data()), text.size(), out.data(),
              nullptr)) {
        throw std::runtime_error("HMAC is not available");
    }
    return out;
}

}  // namespace

std::string random_secret() {
    std::string text;
    for (const unsigned char byte : random_bytes()) text += fmt::format("{:02x}", byte);
    return text;
}

std::string scram_verifier(std::string_view password) {
    const auto random = random_bytes();
    const std::span<const unsigned char> salt(random.data(), 16);
    Digest salted;
    if (PKCS5_PBKDF2_HMAC(password.data(), static_cast<int>(password.size()), salt.data(),
                          static_cast<int>(salt.size()), rounds, EVP_sha256(),
                          static_cast<int>(salted.size()), salted.data()) != 1) {
        throw std::runtime_error("PBKDF2 is not available");
    }
    const Digest client = hmac(salted, "Client Key");
    Digest stored;
    if (EVP_Q_digest(nullptr, "SHA256", nullptr, client.data(), client.size(), stored.data(),
                     nullptr) != 1) {
        throw std::runtime_error("SHA-256 is not available");
    }
    return fmt::format("SCRAM-SHA-256${}:{}${}:{}", rounds, base64(salt), base64(stored),
                       base64(hmac(salted, "Server Key")));
}

}  // namespace kerege::data
