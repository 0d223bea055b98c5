#include "src/domain/class_label.hpp"

#include <cstdint>

namespace kerege::school {
namespace {

constexpr int kGradeMax = 12;
constexpr size_t kLettersMax = 3;

// The next code point of valid UTF-8, at most three bytes long; 0 at the end or for anything else.
uint32_t next_code_point(std::string_view& text) {
    if (text.empty()) return 0;
    const auto byte = [&](size_t i) { return static_cast<uint8_t>(text[i]); };
    const auto take = [&](size_t bytes, uint32_t code) {
        text.remove_prefix(bytes);
        return code;
    };
    if (byte(0) < 0x80) return take(1, byte(0));
    if (byte(0) >= 0xC0 && byte(0) < 0xE0 && text.size() >= 2)
        return take(2, (byte(0) & 0x1Fu) << 6 | (byte(1) & 0x3Fu));
    if (byte(0) >= 0xE0 && byte(0) < 0xF0 && text.size() >= 3)
        return take(3, (byte(0) & 0x0Fu) << 12 | (byte(1) & 0x3Fu) << 6 | (byte(2) & 0x3Fu));
    return take(text.size(), 0);
}

// Cyrillic, as far as Kazakh and Russian need it, and Latin.
uint32_t upper(uint32_t c) {
    if (c >= 'a' && c <= 'z') return c - 0x20;
    if (c >= 0x430 && c <= 0x44F) return c - 0x20;
    if (c >= 0x450 && c <= 0x45F) return c - 0x50;
    const bool in_pairs = (c >= 0x48A && c <= 0x4BF) || (c >= 0x4D0 && c <= 0x52F);
    return in_pairs && c % 2 == 1 ? c - 1 : c;
}

// A label typed with the wrong keyboard is the same class.
uint32_t cyrillic(uint32_t c) {
    switch (c) {
        case 'A':
            return 0x410;
        case 'B':
            return 0x412;
        case 'E':
            return 0x415;
        case 'K':
            return 0x41A;
        case 'M':
            return 0x41C;
        case 'H':
            return 0x41D;
        case 'O':
            return 0x41E;
        case 'P':
            return 0x420;
        case 'C':
            return 0x421;
        case 'T':
            return 0x422;
        case 'X':
            return 0x425;
        case 0x18F:
            return 0x4D8;  // Latin schwa for Ә
        case 0x524:
            return 0x4D8;  // a look-alike found in old exports
        default:
            return c;
    }
}

bool is_letter(uint32_t c) { return (c >= 'A' && c <= 'Z') || (c >= 0x400 && c <= 0x52F); }

bool is_decoration(uint32_t c) {
    return c == ' ' || c == 0xA0 || c == '-' || c == '"' || c == '\'' || c == 0xAB || c == 0xBB ||
           (c >= 0x2010 && c <= 0x201F);
}

void append(std::string& out, uint32_t c) {
    if (c < 0x80) {
        out += static_cast<char>(c);
        return;
    }
    out += static_cast<char>(0xC0 | c >> 6);
    out += static_cast<char>(0x80 | (c & 0x3F));
}

}  // namespace

std::optional<ClassLabel> ClassLabel::parse(std::string_view text) {
    ClassLabel label;
    size_t digits = 0;
    size_t letters = 0;
    while (!text.empty()) {
        uint32_t c = next_code_point(text);
        if (is_decoration(c)) continue;
        if (c >= '0' && c <= '9' && letters == 0 && digits < 2) {
            label.grade = label.grade * 10 + static_cast<int>(c - '0');
            ++digits;
            continue;
        }
        c = cyrillic(c == 0x259 || c == 0x525 ? 0x4D8 : upper(c));
        if (!is_letter(c) || digits == 0 || ++letters > kLettersMax) return {};
        append(label.letter, c);
    }
    if (letters == 0 || label.grade > kGradeMax) return {};
    return label;
}

}  // namespace kerege::school
