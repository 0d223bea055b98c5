// Between the boundary's strings and C++'s. Nothing here owns or copies, except where it says so.
#pragma once

#include <new>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "kerege/abi/base.h"

namespace kerege::sdk {

inline std::string_view view(kerege_str text) {
    return text.data ? std::string_view(text.data, text.size) : std::string_view();
}

inline kerege_str str(std::string_view text) { return {text.data(), text.size()}; }

// How many characters (code points) a UTF-8 text has: what a limit "at most 200 letters" means to
// people, whatever their alphabet takes in bytes.
inline size_t count_letters(std::string_view text) {
    size_t letters = 0;
    for (const char byte : text) letters += (static_cast<unsigned char>(byte) & 0xC0) != 0x80;
    return letters;
}

// A text with what stands for its {names}: with_values("{count} days", {{"count", "3"}}). Values
// are put in as they are.
inline std::string with_values(std::string text,
                               const std::vector<std::pair<std::string, std::string>>& values) {
    for (const auto& [name, value] : values) {
        const std::string marker = "{" + name + "}";
        for (size_t at = text.find(marker); at != std::string::npos;
             at = text.find(marker, at + value.size()))
            text.replace(at, marker.size(), value);
    }
    return text;
}

// A sink that collects into a string of its own. What there is no memory for is left out; take()
// then throws std::bad_alloc, while text(), which is for reasons, gives what came in.
class StringSink {
public:
    StringSink() : sink_{sizeof(kerege_sink), 0, this, &StringSink::write} {}
    StringSink(const StringSink&) = delete;
    StringSink& operator=(const StringSink&) = delete;

    kerege_sink* sink() { return &sink_; }
    const std::string& text() const { return text_; }
    std::string take() {
        if (lost_) throw std::bad_alloc();
        return std::move(text_);
    }

private:
    // Called by the host, into which nothing may be thrown.
    static void write(void* context, kerege_str bytes) noexcept {
        auto& self = *static_cast<StringSink*>(context);
        try {
            self.text_ += view(bytes);
        } catch (...) {
            self.lost_ = true;
        }
    }

    kerege_sink sink_;
    std::string text_;
    bool lost_ = false;
};

inline void write_to(kerege_sink* sink, std::string_view text) {
    if (sink) sink->write(sink->context, str(text));
}

}  // namespace kerege::sdk
