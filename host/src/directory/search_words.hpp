// What somebody typed into a search, as words to look for. Pure, from any thread.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace kerege::directory {

inline constexpr size_t kSearchWordsMax = 5;
inline constexpr size_t kSearchTypedMax = 100;  // code points; the rest is not looked at

// Folded as text::fold() does it and without repetitions, at most kSearchWordsMax: each is the
// beginning of a word of what is looked for. A class is one word however it is written (7а, 7-А, 7
// a), and so is a telephone number, with the country's 7 for the 8 that is dialled.
std::vector<std::string> search_words(std::string_view typed);

// Whether the words say enough to show something before they are finished: one of them two letters
// or digits. Single letters fit nearly everybody, and are only looked up beside a word that does
// not.
bool worth_searching(const std::vector<std::string>& words);

// Whether each of the words is the beginning of one of the parts, which are split and folded.
bool begins_in(const std::vector<std::string>& words, std::string_view parts);

// All words that begin so: from <= word < beyond. Two empty texts where no word is asked for.
struct WordRange {
    std::string from;
    std::string beyond;
};
std::array<WordRange, kSearchWordsMax> ranges_of(const std::vector<std::string>& words);

}  // namespace kerege::directory
