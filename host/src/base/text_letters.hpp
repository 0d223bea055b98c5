// Letters that look like others, and Cyrillic names in ASCII. Pure, from any thread.
#pragma once

#include <string>
#include <string_view>

namespace kerege::text {

// Mends look-alikes that keyboards without Kazakh letters leave behind: U+0525 and U+0259 for ә,
// U+0275 for ө, relatives of қ, ғ, ң from other alphabets; and Latin or Greek letters within a word
// that has Cyrillic ones. A word that would stay mixed is left as it was.
std::string mend_letters(std::string_view text);

// The same, and words of nothing but Latin look-alikes too: for labels such as "7A".
std::string to_cyrillic_letters(std::string_view text);

// Whether a word has letters of more than one alphabet.
bool mixed_alphabets(std::string_view text);

// Whether the text is a name: letters, with spaces, hyphens, apostrophes and dots between them, no
// word of two alphabets.
bool is_name(std::string_view text);

// Lower-case ASCII letters and digits; Kazakh and Russian letters are transliterated ("Жұмабаева" →
// "zhumabaeva"), accents dropped, everything else left out.
std::string to_ascii(std::string_view text);

}  // namespace kerege::text
