// What people type, as it is kept: blanks tidied, letters of another keyboard mended.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace kerege::sdk {

// How many bytes of a blank `text` begins with; 0: it begins with something to be seen. Blanks as
// people paste them: of control characters, without a break, narrow, of no width.
inline size_t blank_bytes(std::string_view text) {
    constexpr std::array<std::string_view, 20> kBlanks = {" ",
                                                          "\t",
                                                          "\n",
                                                          "\r",
                                                          "\xC2\xA0",
                                                          "\xE2\x80\x80",
                                                          "\xE2\x80\x81",
                                                          "\xE2\x80\x82",
                                                          "\xE2\x80\x83",
                                                          "\xE2\x80\x84",
                                                          "\xE2\x80\x85",
                                                          "\xE2\x80\x86",
                                                          "\xE2\x80\x87",
                                                          "\xE2\x80\x88",
                                                          "\xE2\x80\x89",
                                                          "\xE2\x80\x8A",
                                                          "\xE2\x80\x8B",
                                                          "\xE2\x80\xAF",
                                                          "\xE3\x80\x80",
                                                          "\xEF\xBB\xBF"};
    for (const std::string_view blank : kBlanks)
        if (text.starts_with(blank)) return blank.size();
    return 0;
}

// A text without blanks around it and with single ones inside, so that two ways of typing are one.
// Blanks of every width count.
inline std::string tidy(std::string_view text) {
    std::string out;
    bool between = false;
    while (!text.empty()) {
        if (const size_t bytes = blank_bytes(text)) {
            between = true;
            text.remove_prefix(bytes);
            continue;
        }
        if (between && !out.empty()) out += ' ';
        between = false;
        out += text.front();
        text.remove_prefix(1);
    }
    return out;
}

// Letters that keyboards without Kazakh ones leave behind within a word that has Cyrillic letters:
// Latin look-alikes, and Ə and Ɵ for Ә and Ө. A word that would stay mixed is left as it was, and
// so is one of Latin letters alone. REQUIRES: valid UTF-8.
inline std::string mend_letters(std::string_view text) {
    using Pair = std::pair<std::string_view, std::string_view>;
    constexpr std::array<Pair, 31> kLookAlikes = {
        {{"A", "А"}, {"a", "а"}, {"B", "В"}, {"C", "С"}, {"c", "с"}, {"E", "Е"}, {"e", "е"},
         {"H", "Н"}, {"h", "һ"}, {"I", "І"}, {"i", "і"}, {"K", "К"}, {"k", "к"}, {"M", "М"},
         {"m", "м"}, {"O", "О"}, {"o", "о"}, {"P", "Р"}, {"p", "р"}, {"T", "Т"}, {"X", "Х"},
         {"x", "х"}, {"Y", "У"}, {"y", "у"}, {"Ə", "Ә"}, {"ə", "ә"}, {"Ɵ", "Ө"}, {"ɵ", "ө"},
         {"ԥ", "ә"}, {"ӄ", "қ"}, {"ӊ", "ң"}}};
    std::string out, word, mended;
    bool cyrillic = false, foreign = false;
    const auto end_word = [&] {
        out += cyrillic && !foreign ? mended : word;
        word.clear();
        mended.clear();
        cyrillic = foreign = false;
    };
    while (!text.empty()) {
        const auto lead = static_cast<unsigned char>(text.front());
        const size_t bytes = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
        const std::string_view letter = text.substr(0, bytes);
        text.remove_prefix(letter.size());
        const bool ascii = (lead >= 'A' && lead <= 'Z') || (lead >= 'a' && lead <= 'z');
        if (!ascii && (lead < 0xC3 || lead > 0xD4)) {  // neither Latin, Greek nor Cyrillic
            end_word();
            out += letter;
            continue;
        }
        std::string_view put = letter;
        for (const auto& [from, to] : kLookAlikes)
            if (letter == from) put = to;
        cyrillic = cyrillic || (lead >= 0xD0 && lead <= 0xD4);
        foreign = foreign || static_cast<unsigned char>(put.front()) < 0xD0;
        word += letter;
        mended += put;
    }
    end_word();
    return out;
}

}  // namespace kerege::sdk
