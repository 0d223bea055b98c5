#include "host/src/access/password.hpp"

#include <argon2.h>
#include <openssl/crypto.h>
#include <sys/resource.h>
#include <unicode/normalizer2.h>
#include <unicode/unistr.h>

#include <charconv>
#include <stdexcept>
#include <thread>

#include "host/src/access/tokens.hpp"

namespace kerege::access {
namespace {

constexpr size_t kSaltBytes = 16;
constexpr size_t kHashBytes = 32;

std::string composed(std::string_view password) {
    UErrorCode status = U_ZERO_ERROR;
    const auto* form = icu::Normalizer2::getNFCInstance(status);
    const auto text = icu::UnicodeString::fromUTF8(
        icu::StringPiece(password.data(), static_cast<int32_t>(password.size())));
    std::string result;
    if (U_SUCCESS(status)) form->normalize(text, status).toUTF8String(result);
    if (U_FAILURE(status)) throw std::runtime_error("a password could not be normalised");
    return result;
}

// "m=19456,t=2,p=1" → the number behind `name`, or 0.
uint32_t cost_of(std::string_view encoded, std::string_view name) {
    const auto at = encoded.find(name);
    uint32_t number = 0;
    if (at == std::string_view::npos) return number;
    const char* begin = encoded.data() + at + name.size();
    std::from_chars(begin, encoded.data() + encoded.size(), number);
    return number;
}

// Runs work on a thread that makes way for whoever serves pages: when a school signs in at once,
// those at work notice little. A thread can't raise its own priority again, hence one for each
// hash, which costs a thousandth of it.
template <typename Work>
int making_way(const Work& work) {
    constexpr int kNice = 10;
    int outcome = ARGON2_THREAD_FAIL;
    std::jthread([&] {
        // On Linux of the thread alone. Where it is refused, the hash is made all the same.
        (void)setpriority(PRIO_PROCESS, 0, kNice);
        outcome = work();
    }).join();
    return outcome;
}

}  // namespace

std::string hash_password(std::string_view password, const PasswordCost& cost) {
    std::string text = composed(password);
    const auto salt = random_bytes(kSaltBytes);
    std::string encoded(argon2_encodedlen(cost.passes, cost.memory_kib, cost.lanes, kSaltBytes,
                                          kHashBytes, Argon2_id),
                        '\0');
    const int outcome = making_way([&] {
        return argon2id_hash_encoded(cost.passes, cost.memory_kib, cost.lanes, text.data(),
                                     text.size(), salt.data(), salt.size(), kHashBytes,
                                     encoded.data(), encoded.size());
    });
    OPENSSL_cleanse(text.data(), text.size());
    if (outcome != ARGON2_OK) throw std::runtime_error(argon2_error_message(outcome));
    encoded.resize(encoded.find('\0'));
    return encoded;
}

bool verify_password(std::string_view encoded, std::string_view password) {
    std::string text = composed(password);
    const int outcome = making_way(
        [&] { return argon2id_verify(std::string(encoded).c_str(), text.data(), text.size()); });
    OPENSSL_cleanse(text.data(), text.size());
    if (outcome == ARGON2_MEMORY_ALLOCATION_ERROR) {
        throw std::runtime_error(argon2_error_message(outcome));
    }
    return outcome == ARGON2_OK;
}

bool needs_rehash(std::string_view encoded, const PasswordCost& cost) {
    return !encoded.starts_with("$argon2id$v=19$") || cost_of(encoded, "$m=") != cost.memory_kib ||
           cost_of(encoded, ",t=") != cost.passes || cost_of(encoded, ",p=") != cost.lanes;
}

// Six syllables of 13 consonants × 4 vowels and four of eight digits: 34.2 + 12 bits. Left
// out are c, l, o, v, w, 0 and 1, which people mistake for others on paper or by ear.
std::string make_temporary_password() {
    constexpr std::string_view kConsonants = "bdfghkmnprstz";
    constexpr std::string_view kVowels = "aeiu";
    constexpr std::string_view kDigits = "23456789";
    std::string password;
    for (int syllable = 0; syllable < 6; ++syllable) {
        password += kConsonants[random_below(kConsonants.size())];
        password += kVowels[random_below(kVowels.size())];
        if (syllable % 2 == 1) password += '-';
    }
    for (int digit = 0; digit < 4; ++digit) password += kDigits[random_below(kDigits.size())];
    return password;
}

}  // namespace kerege::access
