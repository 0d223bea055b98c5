#include "host/src/pages/highlight.hpp"

#include <algorithm>

#include "host/src/base/text.hpp"

namespace kerege::pages {
namespace {

constexpr std::string_view kSeparators = " -,.";

// How many bytes the first code points take.
size_t bytes_of(std::string_view text, size_t code_points) {
    size_t at = 0;
    while (at < text.size() && code_points > 0) {
        ++at;
        while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) ++at;
        --code_points;
    }
    return at;
}

// How many code points at the beginning of a word were asked for.
size_t found_in(std::string_view word, const std::vector<std::string>& words) {
    const std::string folded = text::fold(word);
    size_t longest = 0;
    for (const std::string& one : words)
        if (folded.starts_with(one)) longest = std::max(longest, text::length(one));
    return longest;
}

void add_part(std::string_view text, bool found, view::Model& model) {
    if (text.empty()) return;
    model.add("part").add(found ? "found" : "other").set("text", text);
}

}  // namespace

void add_highlighted(std::string_view text, const std::vector<std::string>& words,
                     view::Model& model) {
    while (!text.empty()) {
        const size_t end = std::min(text.find_first_of(kSeparators), text.size());
        const std::string_view word = text.substr(0, end);
        const size_t found = bytes_of(word, found_in(word, words));
        add_part(word.substr(0, found), true, model);
        const size_t next = std::min(text.find_first_not_of(kSeparators, end), text.size());
        add_part(text.substr(found, next - found), false, model);
        text.remove_prefix(next);
    }
}

}  // namespace kerege::pages
