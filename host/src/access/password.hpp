// Passwords: how they are kept, which are taken, and temporary ones to hand out on paper.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "kerege/sdk/result.hpp"

namespace kerege::access {

// Argon2id. A hash takes memory_kib of memory while it is made, and about 20 ms with the defaults.
struct PasswordCost {
    uint32_t memory_kib = 19456;
    uint32_t passes = 2;
    uint32_t lanes = 1;
};

inline constexpr size_t kPasswordLettersMin = 10;  // unless the configuration says otherwise
inline constexpr size_t kPasswordLettersMax = 128;

// The encoded hash, "$argon2id$v=19$m=…": cost, salt and hash in one. The password is brought to
// Unicode form C first, so that й typed on another keyboard is the same letter. Throws
// std::runtime_error if memory is short. [any]
std::string hash_password(std::string_view password, const PasswordCost& cost);

// Whether the password is the one of the hash, at the cost written in the hash. [any]
bool verify_password(std::string_view encoded, std::string_view password);

// Whether the hash was made with another cost than wanted now.
bool needs_rehash(std::string_view encoded, const PasswordCost& cost);

// What a new password must not repeat.
struct PasswordOwner {
    std::string login;
    std::vector<std::string> names;  // family name, given name, patronymic
};

// Fault invalid with a user message: too short, too long, the login or a name, or among the most
// common ones (in Latin, Russian and Kazakh keyboard rows alike). [any]
Result<> check_password(std::string_view password, const PasswordOwner& owner,
                        size_t letters_min = kPasswordLettersMin);

// A random password of 46 bits that can be read aloud and copied from paper, "buna-keti-hafo-3497":
// syllables, then digits, without letters and digits that look alike. [any]
std::string make_temporary_password();

}  // namespace kerege::access
