// Text as schools write it: UTF-8 in the Kazakh, Russian and Latin alphabets.
// All functions are pure and may be called from any thread. Unless a comment says otherwise the
// input is valid UTF-8; invalid bytes in it come out as U+FFFD.
#pragma once

#include <initializer_list>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace kerege::text {

// Whether the bytes are well-formed UTF-8: no surrogates, nothing overlong.
bool valid_utf8(std::string_view bytes);
// The text as the database takes it: what is not UTF-8, and NUL, as U+FFFD. For words of others
// (a plugin, a library), whatever they hold.
std::string mended(std::string_view bytes);

// Composed (NFC), without leading and trailing spaces, runs of white space as one space. No-break
// spaces count as spaces; zero-width characters are dropped.
std::string tidy(std::string_view text);

// By the Kazakh rules, which are right for Russian as well.
std::string lower(std::string_view text);
std::string upper(std::string_view text);
// The first letter of every word upper case, the rest as it was.
std::string title(std::string_view text);

// What searching compares: lower case, ә→а ғ→г қ→к ң→н ө→о ұ,ү→у һ→х і→и ё→е, look-alikes mended,
// everything but letters and digits as one space. Contains neither % nor _.
std::string fold(std::string_view text);
// Words to find folded ones in: make it once, folding costs more than looking.
std::set<std::string> folded_words(std::initializer_list<std::string_view> words);

// Whether `left` stands before `right` in the order of the Kazakh alphabet.
bool before(std::string_view left, std::string_view right);

// Number of code points.
size_t length(std::string_view text);
// At most `code_points_max` code points; what is cut is shown by "…".
std::string shorten(std::string_view text, size_t code_points_max);

// The parts between the separators, tidied, without empty ones.
std::vector<std::string> split(std::string_view text, std::string_view separators);

// Appends a JSON string with its quotes; < > & are escaped too, so that it may stand in a page.
void append_json(std::string& out, std::string_view text);

}  // namespace kerege::text
