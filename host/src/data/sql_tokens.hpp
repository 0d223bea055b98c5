// A statement cut into tokens, for the checks that look at its text.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace kerege::data {

struct SqlToken {
    enum class Kind { word, quoted, string, number, parameter, symbol, odd };
    Kind kind;
    std::string text;  // words in lower case; quoted names and strings without their quotes
    size_t begin = 0;  // where it stands in the statement
    size_t end = 0;

    bool is_word(std::string_view word) const { return kind == Kind::word && text == word; }
    bool is_symbol(char symbol) const {
        return kind == Kind::symbol && text.size() == 1 && text[0] == symbol;
    }
    bool is_name() const { return kind == Kind::word || kind == Kind::quoted; }
};

// Comments are left out. `odd` is what no ordinary statement has, and what the two databases or
// their settings would read differently: a quote or comment that does not end, a dollar quote, a
// nested comment, brackets, backticks.
std::vector<SqlToken> sql_tokens(std::string_view sql);

}  // namespace kerege::data
