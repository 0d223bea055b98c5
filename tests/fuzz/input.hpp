// What all fuzzers share: their input, and how a broken promise is told.
#pragma once

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "host/src/base/text.hpp"

// The door of libFuzzer, and of replay.cpp.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

namespace kerege::fuzz {

inline std::string_view text_of(const uint8_t* data, size_t size) {
    return {reinterpret_cast<const char*>(data), size};
}

// Ends the program where a reader accepted what it promises to refuse.
inline void promise(bool kept, const char* what) {
    if (kept) return;
    std::fprintf(stderr, "a promise was broken: %s\n", what);
    std::abort();
}

inline bool readable(std::string_view text) {
    return text::valid_utf8(text) && text.find('\0') == std::string_view::npos;
}

// Takes an input apart, from its front.
class Parts {
public:
    explicit Parts(std::string_view rest) : rest_(rest) {}
    bool more() const { return !rest_.empty(); }
    uint8_t byte() {
        if (rest_.empty()) return 0;
        const auto byte = static_cast<uint8_t>(rest_.front());
        rest_.remove_prefix(1);
        return byte;
    }
    // Its length in two bytes, then the text, as far as it goes.
    std::string_view text() {
        const size_t low = byte();
        const size_t wanted = low | static_cast<size_t>(byte()) << 8;
        const std::string_view text = rest_.substr(0, wanted);
        rest_.remove_prefix(text.size());
        return text;
    }

private:
    std::string_view rest_;
};

}  // namespace kerege::fuzz
