#include "host/src/directory/search_words.hpp"

#include <algorithm>

#include "host/src/base/text.hpp"
#include "host/src/base/text_letters.hpp"

namespace kerege::directory {
namespace {

constexpr size_t kClassDigitsMax = 2;
constexpr size_t kPhoneDigitsMin = 5;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_number(std::string_view word) {
    return !word.empty() && std::all_of(word.begin(), word.end(), is_digit);
}

// "+7 701 123-45-67" and what is typed of it on the way there. One short number is a class; several
// are never looked up each for itself, for everybody's telephone begins with the 8 or the 7.
std::string phone_of(std::string_view typed) {
    std::string digits;
    bool several = false;
    for (const char c : typed) {
        if (is_digit(c)) {
            digits += c;
        } else if (std::string_view(" +-()").find(c) == std::string_view::npos) {
            return {};
        } else {
            several = several || !digits.empty();
        }
    }
    if (!several && digits.size() < kPhoneDigitsMin) return {};
    if (digits.starts_with("87")) digits[0] = '7';
    return digits;
}

// "7", "a": a class whose number and letter were written apart.
bool is_class(std::string_view number, std::string_view letter) {
    return number.size() <= kClassDigitsMax && is_number(number) && !is_number(letter) &&
           text::length(letter) == 1;
}

// "7a" with a Latin letter is the class all the same.
std::string class_in_cyrillic(const std::string& word) {
    const size_t letter =
        static_cast<size_t>(std::find_if_not(word.begin(), word.end(), is_digit) - word.begin());
    if (letter == 0 || letter == word.size()) return word;
    if (!is_class(word.substr(0, letter), word.substr(letter))) return word;
    return text::fold(text::to_cyrillic_letters(word));
}

}  // namespace

std::vector<std::string> search_words(std::string_view typed) {
    const std::string whole = text::mended(typed.substr(0, kSearchTypedMax * 4));
    if (std::string phone = phone_of(text::tidy(whole)); !phone.empty()) return {std::move(phone)};
    const auto parts = text::split(text::fold(text::shorten(whole, kSearchTypedMax)), " ");
    std::vector<std::string> words;
    for (size_t i = 0; i < parts.size() && words.size() < kSearchWordsMax; ++i) {
        std::string word = parts[i];
        if (i + 1 < parts.size() && is_class(word, parts[i + 1])) word += parts[++i];
        word = class_in_cyrillic(word);
        if (std::find(words.begin(), words.end(), word) == words.end())
            words.push_back(std::move(word));
    }
    return words;
}

bool worth_searching(const std::vector<std::string>& words) {
    return std::ranges::any_of(words, [](const auto& word) { return text::length(word) >= 2; });
}

bool begins_in(const std::vector<std::string>& words, std::string_view parts) {
    const auto own = text::split(text::fold(parts), " ");
    return std::ranges::all_of(words, [&](const std::string& word) {
        return std::ranges::any_of(own, [&](const auto& part) { return part.starts_with(word); });
    });
}

std::array<WordRange, kSearchWordsMax> ranges_of(const std::vector<std::string>& words) {
    // No word has the last code point there is.
    constexpr std::string_view last = "\U0010FFFF";
    std::array<WordRange, kSearchWordsMax> ranges;
    for (size_t i = 0; i < std::min(words.size(), ranges.size()); ++i) {
        ranges[i].from = words[i];
        ranges[i].beyond = words[i] + std::string(last);
    }
    return ranges;
}

}  // namespace kerege::directory
