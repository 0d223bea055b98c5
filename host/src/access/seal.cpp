#include "host/src/access/seal.hpp"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>
#include <memory>
#include <stdexcept>

#include "host/src/access/tokens.hpp"

namespace kerege::access {
namespace {

constexpr size_t kNonceBytes = 12;
constexpr size_t kTagBytes = 16;
constexpr std::string_view kVersion = "1.";

using Context = std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)>;

std::vector<uint8_t> hmac(std::string_view key, std::string_view text) {
    std::array<uint8_t, EVP_MAX_MD_SIZE> digest{};
    unsigned size = 0;
    if (!HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()),
              reinterpret_cast<const unsigned char*>(text.data()), text.size(), digest.data(),
              &size))
        throw std::runtime_error("no HMAC-SHA-256");
    return {digest.begin(), digest.begin() + size};
}

std::string_view text_of(const std::vector<uint8_t>& bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

const unsigned char* bytes_of(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

void require(int outcome) {
    if (outcome != 1) throw std::runtime_error("a secret could not be encrypted");
}

}  // namespace

Sealer::Sealer(std::string_view secret, std::string_view use) {
    if (secret.empty()) return;
    key_ = hmac(secret, std::string("kerege: ").append(use));
    digest_key_ = hmac(secret, "kerege: digests of recovery codes");
}

std::string Sealer::seal(std::span<const uint8_t> secret, std::string_view owner) const {
    const Context context(EVP_CIPHER_CTX_new(), EVP_CIPHER_CTX_free);
    const auto nonce = random_bytes(kNonceBytes);
    std::vector<uint8_t> sealed = nonce;
    sealed.resize(kNonceBytes + secret.size() + kTagBytes);
    int size = 0;
    require(
        EVP_EncryptInit_ex(context.get(), EVP_aes_256_gcm(), nullptr, key_.data(), nonce.data()));
    require(EVP_EncryptUpdate(context.get(), nullptr, &size, bytes_of(owner),
                              static_cast<int>(owner.size())));
    require(EVP_EncryptUpdate(context.get(), sealed.data() + kNonceBytes, &size, secret.data(),
                              static_cast<int>(secret.size())));
    require(EVP_EncryptFinal_ex(context.get(), sealed.data() + kNonceBytes + size, &size));
    require(EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_GET_TAG, kTagBytes,
                                sealed.data() + kNonceBytes + secret.size()));
    return std::string(kVersion).append(base64url(sealed));
}

std::optional<std::vector<uint8_t>> Sealer::open(std::string_view sealed,
                                                 std::string_view owner) const {
    if (!sealed.starts_with(kVersion)) return {};
    auto bytes = from_base64url(sealed.substr(kVersion.size()));
    if (!bytes || bytes->size() < kNonceBytes + kTagBytes) return {};
    const size_t length = bytes->size() - kNonceBytes - kTagBytes;
    std::vector<uint8_t> secret(length);
    const Context context(EVP_CIPHER_CTX_new(), EVP_CIPHER_CTX_free);
    int size = 0;
    require(
        EVP_DecryptInit_ex(context.get(), EVP_aes_256_gcm(), nullptr, key_.data(), bytes->data()));
    require(EVP_DecryptUpdate(context.get(), nullptr, &size, bytes_of(owner),
                              static_cast<int>(owner.size())));
    require(EVP_DecryptUpdate(context.get(), secret.data(), &size, bytes->data() + kNonceBytes,
                              static_cast<int>(length)));
    require(EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_SET_TAG, kTagBytes,
                                bytes->data() + kNonceBytes + length));
    if (EVP_DecryptFinal_ex(context.get(), secret.data() + size, &size) != 1) return {};
    return secret;
}

std::string Sealer::digest(std::string_view text) const {
    return hex(hmac(text_of(digest_key_), text));
}

}  // namespace kerege::access
