#include "host/src/agreements/blocks.hpp"

#include <algorithm>

namespace kerege::agreements {
namespace {

constexpr std::string_view kSpace = " ";

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// "1.", "2.3.", "4)" before a space; empty where the line begins otherwise.
std::string_view clause_number(std::string_view line) {
    size_t end = 0;
    while (end < line.size() && is_digit(line[end])) {
        while (end < line.size() && is_digit(line[end])) ++end;
        if (end == line.size() || (line[end] != '.' && line[end] != ')')) return {};
        ++end;
    }
    if (end == 0 || end >= line.size() || line[end] != ' ') return {};
    return line.substr(0, end);
}

std::string_view trimmed(std::string_view line) {
    const size_t begin = line.find_first_not_of(kSpace);
    if (begin == std::string_view::npos) return {};
    return line.substr(begin, line.find_last_not_of(kSpace) - begin + 1);
}

Block begun(std::string_view line) {
    if (line.starts_with('#')) {
        const size_t rest = std::min(line.find_first_not_of('#'), line.size());
        if (rest < line.size() && line[rest] == ' ')
            return {Block::Kind::heading, {}, std::string(trimmed(line.substr(rest)))};
    }
    if (line.starts_with("- "))
        return {Block::Kind::item, {}, std::string(trimmed(line.substr(2)))};
    if (const auto number = clause_number(line); !number.empty())
        return {Block::Kind::clause, std::string(number),
                std::string(trimmed(line.substr(number.size())))};
    return {Block::Kind::paragraph, {}, std::string(line)};
}

}  // namespace

std::vector<Block> blocks_of(std::string_view text) {
    std::vector<Block> blocks;
    bool open = false;  // whether a line without a sign goes on with the last block
    while (!text.empty()) {
        const size_t end = std::min(text.find('\n'), text.size());
        const std::string_view line = trimmed(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
        if (line.empty()) {
            open = false;
            continue;
        }
        Block next = begun(line);
        if (open && next.kind == Block::Kind::paragraph) {
            blocks.back().text.append(" ").append(next.text);
            continue;
        }
        open = next.kind != Block::Kind::heading;
        blocks.push_back(std::move(next));
    }
    return blocks;
}

}  // namespace kerege::agreements
