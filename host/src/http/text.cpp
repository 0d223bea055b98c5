#include "host/src/http/text.hpp"

#include <array>
#include <cstdint>

namespace kerege::http {
namespace {

constexpr char kHex[] = "0123456789ABCDEF";

char lower_char(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    const char small = lower_char(c);
    return small >= 'a' && small <= 'f' ? small - 'a' + 10 : -1;
}

bool is_alphanumeric(char c) {
    const char small = lower_char(c);
    return (small >= 'a' && small <= 'z') || (c >= '0' && c <= '9');
}

}  // namespace

bool percent_decode(std::string_view encoded, bool plus_is_space, std::string& out) {
    const size_t before = out.size();
    out.reserve(before + encoded.size());
    for (size_t i = 0; i < encoded.size(); ++i) {
        char c = encoded[i];
        if (c == '%') {
            if (encoded.size() - i < 3) return false;
            const int high = hex_digit(encoded[i + 1]);
            const int low = hex_digit(encoded[i + 2]);
            if (high < 0 || low < 0) return false;
            c = static_cast<char>(high * 16 + low);
            i += 2;
        } else if (c == '+' && plus_is_space) {
            c = ' ';
        }
        if (c == '\0') return false;
        out.push_back(c);
    }
    return valid_utf8(std::string_view(out).substr(before));
}

std::string percent_encode(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (const char c : text) {
        if (is_alphanumeric(c) || c == '-' || c == '.' || c == '_' || c == '~') {
            out.push_back(c);
            continue;
        }
        const auto byte = static_cast<uint8_t>(c);
        out.push_back('%');
        out.push_back(kHex[byte >> 4]);
        out.push_back(kHex[byte & 15]);
    }
    return out;
}

std::string lower(std::string_view text) {
    std::string out(text);
    for (char& c : out) c = lower_char(c);
    return out;
}

bool equals_ignoring_case(std::string_view a, std::string_view b) {
    if (a.size() != b.size()) return false;
    for (size_t i = 0; i < a.size(); ++i) {
        if (lower_char(a[i]) != lower_char(b[i])) return false;
    }
    return true;
}

std::string_view trim(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
    return text;
}

bool is_token(std::string_view text) {
    static constexpr std::array<bool, 256> allowed = [] {
        std::array<bool, 256> table{};
        for (int c = '0'; c <= '9'; ++c) table[static_cast<size_t>(c)] = true;
        for (int c = 'A'; c <= 'Z'; ++c) table[static_cast<size_t>(c)] = true;
        for (int c = 'a'; c <= 'z'; ++c) table[static_cast<size_t>(c)] = true;
        for (const char c : std::string_view("!#$%&'*+-.^_`|~"))
            table[static_cast<uint8_t>(c)] = true;
        return table;
    }();
    for (const char c : text) {
        if (!allowed[static_cast<uint8_t>(c)]) return false;
    }
    return !text.empty();
}

bool is_header_value(std::string_view text) {
    for (const char c : text) {
        const auto byte = static_cast<uint8_t>(c);
        if ((byte < 0x20 && c != '\t') || byte == 0x7F) return false;
    }
    return true;
}

bool same_in_constant_time(std::string_view a, std::string_view b) {
    if (a.size() != b.size()) return false;
    uint8_t difference = 0;
    for (size_t i = 0; i < a.size(); ++i) {
        difference |= static_cast<uint8_t>(static_cast<uint8_t>(a[i]) ^ static_cast<uint8_t>(b[i]));
    }
    return difference == 0;
}

std::string_view cut_utf8(std::string_view text, size_t bytes_max) {
    if (text.size() <= bytes_max) return text;
    size_t end = bytes_max;
    while (end > 0 && (static_cast<uint8_t>(text[end]) & 0xC0) == 0x80) --end;
    return text.substr(0, end);
}

}  // namespace kerege::http
