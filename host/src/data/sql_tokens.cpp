#include "host/src/data/sql_tokens.hpp"

#include <algorithm>

namespace kerege::data {
namespace {

using Kind = SqlToken::Kind;

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (c & 0x80) != 0;
}
bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::string lower(std::string_view text) {
    std::string out(text);
    for (char& c : out) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return out;
}

class Reader {
public:
    explicit Reader(std::string_view sql) : sql_(sql) {}

    std::vector<SqlToken> read() {
        while (at_ < sql_.size()) step();
        return std::move(tokens_);
    }

private:
    char peek(size_t ahead = 0) const {
        return at_ + ahead < sql_.size() ? sql_[at_ + ahead] : '\0';
    }

    void add(Kind kind, size_t begin, std::string text) {
        tokens_.push_back({kind, std::move(text), begin, at_});
    }

    void step() {
        const char c = peek();
        const size_t begin = at_;
        if (c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f') {
            ++at_;
        } else if (c == '-' && peek(1) == '-') {
            skip_line();
        } else if (c == '/' && peek(1) == '*') {
            skip_comment();
        } else if (c == '\'') {
            quoted('\'', Kind::string);
        } else if (c == '"') {
            quoted('"', Kind::quoted);
        } else if (is_letter(c)) {
            while (is_letter(peek()) || is_digit(peek()) || peek() == '$') ++at_;
            add(Kind::word, begin, lower(sql_.substr(begin, at_ - begin)));
        } else if (is_digit(c)) {
            while (is_digit(peek()) || is_letter(peek()) || peek() == '.') ++at_;
            add(Kind::number, begin, std::string(sql_.substr(begin, at_ - begin)));
        } else if (c == '$' && is_digit(peek(1))) {
            ++at_;
            while (is_digit(peek())) ++at_;
            add(Kind::parameter, begin, std::string(sql_.substr(begin, at_ - begin)));
        } else {
            ++at_;
            const bool odd = c == '$' || c == '\0' || c == '[' || c == '`';
            add(odd ? Kind::odd : Kind::symbol, begin, std::string(1, c));
        }
    }

    void skip_line() {
        const size_t begin = at_;
        at_ = std::min(sql_.find('\n', at_), sql_.size());
        // A comment ends at a bare carriage return for PostgreSQL, not for SQLite.
        const size_t bare = sql_.substr(begin, at_ - begin).find('\r');
        if (bare != std::string_view::npos && begin + bare + 1 < at_) add(Kind::odd, begin, "--");
    }

    void skip_comment() {
        const size_t begin = at_;
        const size_t end = sql_.find("*/", at_ + 2);
        const size_t nested = sql_.find("/*", at_ + 2);
        at_ = end == std::string_view::npos ? sql_.size() : end + 2;
        // PostgreSQL nests comments and SQLite does not: neither reading may be taken for granted.
        if (end == std::string_view::npos || nested < end) add(Kind::odd, begin, "/*");
    }

    void quoted(char quote, Kind kind) {
        const size_t begin = at_++;
        std::string text;
        while (at_ < sql_.size()) {
            const char c = sql_[at_++];
            if (c == quote) {
                if (peek() != quote) return add(kind, begin, std::move(text));
                ++at_;
            }
            text += c;
        }
        add(Kind::odd, begin, std::move(text));
    }

    std::string_view sql_;
    size_t at_ = 0;
    std::vector<SqlToken> tokens_;
};

}  // namespace

std::vector<SqlToken> sql_tokens(std::string_view sql) { return Reader(sql).read(); }

}  // namespace kerege::data
