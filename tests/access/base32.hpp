#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace kerege::access {

// The way back from what an app is given by hand.
inline std::vector<uint8_t> from_base32(std::string_view text) {
    constexpr std::string_view kLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    std::vector<uint8_t> key;
    uint32_t held = 0;
    int bits = 0;
    for (const char c : text) {
        held = (held << 5 | static_cast<uint32_t>(kLetters.find(c))) & 0xFFFFU;
        bits += 5;
        if (bits < 8) continue;
        bits -= 8;
        key.push_back(static_cast<uint8_t>(held >> bits));
    }
    return key;
}

}  // namespace kerege::access
