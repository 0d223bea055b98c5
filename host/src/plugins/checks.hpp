// What every function of the boundary does before it believes an argument. Internal.
#pragma once

#include <algorithm>
#include <cstring>
#include <string>
#include <string_view>

#include "host/src/base/text.hpp"
#include "host/src/http/text.hpp"
#include "kerege/abi/base.h"

namespace kerege::plugins {

inline constexpr size_t kErrorBytesMax = 4096;

inline std::string_view text_of(kerege_str text) {
    return text.data ? std::string_view(text.data, text.size) : std::string_view();
}
inline kerege_str str_of(std::string_view text) { return {text.data(), text.size()}; }

// Almost everything is ASCII: eight bytes at a time, and the real check only for the rest.
inline bool utf8(std::string_view text) {
    size_t i = 0;
    for (; i + 8 <= text.size(); i += 8) {
        uint64_t eight;
        std::memcpy(&eight, text.data() + i, 8);
        if (eight & 0x8080808080808080u) break;
    }
    return i == text.size() || text::valid_utf8(text.substr(i));
}

// A pointer where there are bytes, no more of them than allowed, and UTF-8 without NUL.
inline bool good_bytes(kerege_str text, size_t bytes_max) {
    return text.size <= bytes_max && (text.data != nullptr || text.size == 0);
}
inline bool good_text(kerege_str text, size_t bytes_max) {
    return good_bytes(text, bytes_max) && utf8(text_of(text)) &&
           text_of(text).find('\0') == std::string_view::npos;
}

inline bool sink_usable(const kerege_sink* sink) noexcept {
    return sink && sink->size >= KEREGE_SINK_V1_SIZE && sink->write;
}
// Writes the reason into a plugin's sink; NULL and broken sinks are passed over.
inline void say(kerege_sink* sink, std::string_view reason) noexcept {
    if (sink_usable(sink)) sink->write(sink->context, str_of(reason));
}
inline kerege_status refuse(kerege_sink* sink, kerege_status status,
                            std::string_view reason) noexcept {
    say(sink, reason);
    return status;
}
inline bool give(kerege_sink* sink, std::string_view bytes) noexcept {
    if (!sink_usable(sink)) return false;
    sink->write(sink->context, str_of(bytes));
    return true;
}

// Fills a struct that a plugin has handed over for it, as far as it has room. REQUIRES: out.size is
// that room, and covers version 1.
template <class T>
void fill_out(T& out, T filled) noexcept {
    filled.size = std::min<uint32_t>(out.size, sizeof(T));
    std::memcpy(&out, &filled, filled.size);
}

// A sink of the host's, for a plugin to write into: what is too much is dropped.
class TextSink {
public:
    explicit TextSink(size_t bytes_max = kErrorBytesMax) : bytes_max_(bytes_max) {}
    TextSink(const TextSink&) = delete;
    kerege_sink* sink() { return &sink_; }
    // Always UTF-8, whatever was written: it goes into the log and the database.
    std::string text() const { return text::mended(text_); }

private:
    static void write(void* context, kerege_str bytes) noexcept {
        auto& self = *static_cast<TextSink*>(context);
        if (!bytes.data || self.text_.size() >= self.bytes_max_) return;
        try {
            self.text_.append(bytes.data,
                              std::min<size_t>(bytes.size, self.bytes_max_ - self.text_.size()));
        } catch (...) {  // a reason less in the log
        }
    }

    size_t bytes_max_;
    std::string text_;
    kerege_sink sink_{sizeof(kerege_sink), 0, this, write};
};

// A sink for an answer, which is whole or nothing: what is too much, or has no memory, spoils it.
class AnswerSink {
public:
    explicit AnswerSink(size_t bytes_max) : bytes_max_(bytes_max) {}
    AnswerSink(const AnswerSink&) = delete;
    kerege_sink* sink() { return &sink_; }
    bool whole() const { return whole_; }
    const std::string& bytes() const { return bytes_; }

private:
    static void write(void* context, kerege_str bytes) noexcept {
        auto& self = *static_cast<AnswerSink*>(context);
        self.whole_ = self.whole_ && good_bytes(bytes, self.bytes_max_ - self.bytes_.size());
        if (!self.whole_) return;
        try {
            self.bytes_.append(text_of(bytes));
        } catch (...) {
            self.whole_ = false;
        }
    }

    size_t bytes_max_;
    bool whole_ = true;
    std::string bytes_;
    kerege_sink sink_{sizeof(kerege_sink), 0, this, write};
};

}  // namespace kerege::plugins
