#include "host/src/access/csrf.hpp"

#include <openssl/crypto.h>

#include "host/src/access/tokens.hpp"

namespace kerege::access {

std::string csrf_token(const Session& session) {
    const auto secret = from_hex(session.csrf_secret);
    if (!secret) return {};
    auto bytes = random_bytes(secret->size());
    for (size_t i = 0; i < secret->size(); ++i) {
        bytes.push_back(static_cast<uint8_t>(bytes[i] ^ (*secret)[i]));
    }
    return base64url(bytes);
}

bool csrf_valid(const Session& session, std::string_view token) {
    const auto secret = from_hex(session.csrf_secret);
    // An empty secret would be matched by an empty token.
    if (!secret || secret->empty() || token.size() > secret->size() * 4) return false;
    const auto bytes = from_base64url(token);
    if (!bytes || bytes->size() != secret->size() * 2) return false;
    std::vector<uint8_t> unmasked(secret->size());
    for (size_t i = 0; i < secret->size(); ++i) {
        unmasked[i] = static_cast<uint8_t>((*bytes)[i] ^ (*bytes)[secret->size() + i]);
    }
    return CRYPTO_memcmp(unmasked.data(), secret->data(), secret->size()) == 0;
}

}  // namespace kerege::access
