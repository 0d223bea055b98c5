// Secrets that have to be read again, encrypted with a key that is not in the database.
//
// AES-256-GCM with a fresh nonce for each; the key is derived from the installation's secret, one
// for each use. What is sealed belongs to somebody: it does not open as somebody else's.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace kerege::access {

class Sealer {
public:
    // Empty: nothing can be sealed. Another secret, or another use, opens nothing of what this one
    // sealed.
    explicit Sealer(std::string_view secret, std::string_view use = "secrets of second factors");

    bool ready() const { return !key_.empty(); }
    // Throws std::runtime_error. REQUIRES: ready(). [any]
    std::string seal(std::span<const uint8_t> secret, std::string_view owner) const;
    // nullopt: sealed with another key, for another owner, or damaged. REQUIRES: ready(). [any]
    std::optional<std::vector<uint8_t>> open(std::string_view sealed, std::string_view owner) const;
    // A digest nobody can try out without the key: of codes too short for a plain one. [any]
    std::string digest(std::string_view text) const;

private:
    std::vector<uint8_t> key_;
    std::vector<uint8_t> digest_key_;
};

}  // namespace kerege::access
