#include "host/src/base/text_letters.hpp"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>

#include <algorithm>
#include <iterator>

namespace kerege::text {
namespace {

struct Pair {
    UChar32 from;
    UChar32 to;
};

// Never right in a Kazakh or Russian text, whatever stands beside them.
constexpr Pair kForeignCyrillic[] = {
    {U'Ԥ', U'Ә'}, {U'ԥ', U'ә'}, {U'Ӄ', U'Қ'}, {U'ӄ', U'қ'}, {U'Ҝ', U'Қ'}, {U'ҝ', U'қ'},
    {U'Ӷ', U'Ғ'}, {U'ӷ', U'ғ'}, {U'Ӊ', U'Ң'}, {U'ӊ', U'ң'}, {U'Ҥ', U'Ң'}, {U'ҥ', U'ң'},
    {U'Ӏ', U'І'}, {U'ӏ', U'і'}, {U'Ѳ', U'Ө'}, {U'ѳ', U'ө'},
};

// Wrong only beside Cyrillic letters.
constexpr Pair kLookAlikes[] = {
    {U'A', U'А'}, {U'a', U'а'}, {U'B', U'В'}, {U'C', U'С'}, {U'c', U'с'}, {U'E', U'Е'},
    {U'e', U'е'}, {U'H', U'Н'}, {U'h', U'һ'}, {U'I', U'І'}, {U'i', U'і'}, {U'K', U'К'},
    {U'k', U'к'}, {U'M', U'М'}, {U'm', U'м'}, {U'O', U'О'}, {U'o', U'о'}, {U'P', U'Р'},
    {U'p', U'р'}, {U'T', U'Т'}, {U'X', U'Х'}, {U'x', U'х'}, {U'Y', U'У'}, {U'y', U'у'},
    {U'Ə', U'Ә'}, {U'ə', U'ә'}, {U'Ɵ', U'Ө'}, {U'ɵ', U'ө'}, {U'Ë', U'Ё'}, {U'ë', U'ё'},
    {U'Α', U'А'}, {U'Β', U'В'}, {U'Ε', U'Е'}, {U'Η', U'Н'}, {U'Ι', U'І'}, {U'Κ', U'К'},
    {U'Μ', U'М'}, {U'Ο', U'О'}, {U'ο', U'о'}, {U'Ρ', U'Р'}, {U'ρ', U'р'}, {U'Τ', U'Т'},
    {U'Χ', U'Х'}, {U'χ', U'х'}, {U'Υ', U'Ү'}, {U'υ', U'у'}, {U'Θ', U'Ө'}, {U'θ', U'ө'},
};

struct Spelling {
    UChar32 letter;
    const char* ascii;
};

constexpr Spelling kAscii[] = {
    {U'а', "a"}, {U'ә', "a"},  {U'б', "b"},  {U'в', "v"},  {U'г', "g"},    {U'ғ', "g"},
    {U'д', "d"}, {U'е', "e"},  {U'ё', "e"},  {U'ж', "zh"}, {U'з', "z"},    {U'и', "i"},
    {U'й', "i"}, {U'к', "k"},  {U'қ', "k"},  {U'л', "l"},  {U'м', "m"},    {U'н', "n"},
    {U'ң', "n"}, {U'о', "o"},  {U'ө', "o"},  {U'п', "p"},  {U'р', "r"},    {U'с', "s"},
    {U'т', "t"}, {U'у', "u"},  {U'ұ', "u"},  {U'ү', "u"},  {U'ф', "f"},    {U'х', "kh"},
    {U'һ', "h"}, {U'ц', "ts"}, {U'ч', "ch"}, {U'ш', "sh"}, {U'щ', "shch"}, {U'ъ', ""},
    {U'ы', "y"}, {U'і', "i"},  {U'ь', ""},   {U'э', "e"},  {U'ю', "yu"},   {U'я', "ya"},
};

template <size_t N>
UChar32 mapped(const Pair (&table)[N], UChar32 c) {
    const auto found =
        std::find_if(std::begin(table), std::end(table), [c](Pair pair) { return pair.from == c; });
    return found == std::end(table) ? c : found->to;
}

UScriptCode script(UChar32 c) {
    UErrorCode error = U_ZERO_ERROR;
    return uscript_getScript(c, &error);
}

bool in_word(UChar32 c) { return u_isalpha(c) || u_getCombiningClass(c) != 0; }

icu::UnicodeString normalized(std::string_view text) {
    const auto raw = icu::UnicodeString::fromUTF8({text.data(), static_cast<int32_t>(text.size())});
    UErrorCode error = U_ZERO_ERROR;
    const auto* nfc = icu::Normalizer2::getNFCInstance(error);
    if (U_FAILURE(error)) return raw;
    auto out = nfc->normalize(raw, error);
    return U_FAILURE(error) ? raw : out;
}

bool has_cyrillic(const icu::UnicodeString& word) {
    for (int32_t i = 0; i < word.length(); i = word.moveIndex32(i, 1)) {
        if (script(word.char32At(i)) == USCRIPT_CYRILLIC) return true;
    }
    return false;
}

// The word with every look-alike replaced, or as it was when a foreign letter would remain.
icu::UnicodeString mended_word(const icu::UnicodeString& word, bool latin_too) {
    if (!latin_too && !has_cyrillic(word)) return word;
    icu::UnicodeString out;
    for (int32_t i = 0; i < word.length(); i = word.moveIndex32(i, 1)) {
        const UChar32 c = mapped(kLookAlikes, mapped(kForeignCyrillic, word.char32At(i)));
        if (script(c) != USCRIPT_CYRILLIC && u_isalpha(c)) return word;
        out.append(c);
    }
    return out;
}

template <class OnWord, class OnOther>
void by_words(const icu::UnicodeString& text, OnWord on_word, OnOther on_other) {
    for (int32_t i = 0; i < text.length();) {
        int32_t end = i;
        while (end < text.length() && in_word(text.char32At(end))) end = text.moveIndex32(end, 1);
        if (end > i) {
            on_word(text.tempSubStringBetween(i, end));
            i = end;
        } else {
            on_other(text.char32At(i));
            i = text.moveIndex32(i, 1);
        }
    }
}

std::string mend(std::string_view text, bool latin_too) {
    icu::UnicodeString out;
    by_words(
        normalized(text),
        [&](const icu::UnicodeString& word) { out.append(mended_word(word, latin_too)); },
        [&](UChar32 c) { out.append(c); });
    std::string result;
    out.toUTF8String(result);
    return result;
}

bool mixed(const icu::UnicodeString& word) {
    UScriptCode first = USCRIPT_COMMON;
    for (int32_t i = 0; i < word.length(); i = word.moveIndex32(i, 1)) {
        const UScriptCode one = script(word.char32At(i));
        if (one == USCRIPT_COMMON || one == USCRIPT_INHERITED) continue;
        if (first == USCRIPT_COMMON) first = one;
        if (one != first) return true;
    }
    return false;
}

}  // namespace

std::string mend_letters(std::string_view text) { return mend(text, false); }

std::string to_cyrillic_letters(std::string_view text) { return mend(text, true); }

bool mixed_alphabets(std::string_view text) {
    bool found = false;
    by_words(
        normalized(text), [&](const icu::UnicodeString& word) { found = found || mixed(word); },
        [](UChar32) {});
    return found;
}

bool is_name(std::string_view text) {
    const icu::UnicodeString in = normalized(text);
    if (in.isEmpty() || !u_isalpha(in.char32At(0))) return false;
    for (int32_t i = 0; i < in.length(); i = in.moveIndex32(i, 1)) {
        const UChar32 c = in.char32At(i);
        const bool between = c == ' ' || c == '-' || c == '\'' || c == 0x2019 || c == 0x2010 ||
                             c == 0x2011 || c == '.';
        if (!in_word(c) && !between) return false;
    }
    return !mixed_alphabets(text);
}

std::string to_ascii(std::string_view text) {
    icu::UnicodeString in = normalized(text).toLower();
    std::string out;
    UErrorCode error = U_ZERO_ERROR;
    const auto* nfd = icu::Normalizer2::getNFDInstance(error);
    for (int32_t i = 0; i < in.length(); i = in.moveIndex32(i, 1)) {
        const UChar32 c = in.char32At(i);
        const auto found = std::find_if(std::begin(kAscii), std::end(kAscii),
                                        [c](const Spelling& one) { return one.letter == c; });
        if (found != std::end(kAscii)) {
            out += found->ascii;
            continue;
        }
        icu::UnicodeString parts(c);
        if (U_SUCCESS(error)) nfd->getDecomposition(c, parts);
        const UChar32 base = parts.isEmpty() ? c : parts.char32At(0);
        if ((base >= 'a' && base <= 'z') || (base >= '0' && base <= '9')) {
            out += static_cast<char>(base);
        }
    }
    return out;
}

}  // namespace kerege::text
