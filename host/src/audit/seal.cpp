#include "host/src/audit/seal.hpp"

#include <openssl/evp.h>

#include <array>
#include <memory>
#include <stdexcept>

namespace kerege::audit {
namespace {

constexpr std::string_view kFormat = "kerege.audit/1";
constexpr size_t kNumbers = 3;  // at_ms, organisation_id, person_id
constexpr size_t kTexts = 5;    // module, action, subject, detail, request_id

void add(std::string& bytes, std::string_view field) {
    bytes += std::to_string(field.size());
    bytes += ':';
    bytes += field;
}

std::string sha256_hex(std::string_view bytes) {
    static const std::unique_ptr<EVP_MD, decltype(&EVP_MD_free)> algorithm(
        EVP_MD_fetch(nullptr, "SHA256", nullptr), EVP_MD_free);
    std::array<unsigned char, 32> digest{};
    if (!algorithm || EVP_Digest(bytes.data(), bytes.size(), digest.data(), nullptr,
                                 algorithm.get(), nullptr) != 1) {
        throw std::runtime_error("audit: SHA-256 failed");
    }
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string text;
    for (const auto byte : digest) {
        text += kDigits[byte >> 4];
        text += kDigits[byte & 15u];
    }
    return text;
}

}  // namespace

std::string seal_hash(std::string_view previous, const Seal& seal, EntryColumns entry) {
    std::string bytes;
    add(bytes, kFormat);
    add(bytes, previous);
    for (const int64_t number : {seal.number, seal.sealed_at_ms, seal.entry})
        add(bytes, std::to_string(number));
    size_t column = entry.first;
    for (size_t i = 0; i < kNumbers; ++i) add(bytes, std::to_string(entry.row.int64(column++)));
    for (size_t i = 0; i < kTexts; ++i) add(bytes, entry.row.text(column++));
    return sha256_hex(bytes);
}

}  // namespace kerege::audit
