#include "host/src/base/text.hpp"

#include <unicode/coll.h>
#include <unicode/locid.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

#include <memory>

#include "host/src/base/text_letters.hpp"

namespace kerege::text {
namespace {

icu::UnicodeString unicode(std::string_view text) {
    return icu::UnicodeString::fromUTF8({text.data(), static_cast<int32_t>(text.size())});
}

std::string utf8(const icu::UnicodeString& text) {
    std::string out;
    text.toUTF8String(out);
    return out;
}

icu::UnicodeString composed(std::string_view text) {
    UErrorCode error = U_ZERO_ERROR;
    const auto* nfc = icu::Normalizer2::getNFCInstance(error);
    icu::UnicodeString raw = unicode(text);
    if (U_FAILURE(error)) return raw;
    icu::UnicodeString out = nfc->normalize(raw, error);
    return U_FAILURE(error) ? raw : out;
}

bool zero_width(UChar32 c) {
    return c == 0xFEFF || c == 0x00AD || (c >= 0x200B && c <= 0x200F) || c == 0x2060;
}

UChar32 folded(UChar32 c) {
    switch (c) {
        case U'ә':
            return U'а';
        case U'ғ':
            return U'г';
        case U'қ':
            return U'к';
        case U'ң':
            return U'н';
        case U'ө':
            return U'о';
        case U'ұ':
        case U'ү':
            return U'у';
        case U'һ':
            return U'х';
        case U'і':
            return U'и';
        case U'ё':
            return U'е';
        default:
            return c;
    }
}

const icu::Locale& kazakh() {
    static const icu::Locale locale("kk");
    return locale;
}

}  // namespace

bool valid_utf8(std::string_view bytes) {
    const auto* data = reinterpret_cast<const uint8_t*>(bytes.data());
    for (size_t i = 0; i < bytes.size();) {
        UChar32 c = 0;
        U8_NEXT(data, i, bytes.size(), c);
        if (c < 0) return false;
    }
    return true;
}

std::string mended(std::string_view bytes) {
    const bool clean = bytes.find('\0') == std::string_view::npos && valid_utf8(bytes);
    if (clean) return std::string(bytes);
    icu::UnicodeString text = unicode(bytes);
    text.findAndReplace(icu::UnicodeString(UChar32{0}), icu::UnicodeString(UChar32{0xFFFD}));
    return utf8(text);
}

std::string tidy(std::string_view text) {
    const icu::UnicodeString in = composed(text);
    icu::UnicodeString out;
    bool gap = false;
    for (int32_t i = 0; i < in.length(); i = in.moveIndex32(i, 1)) {
        const UChar32 c = in.char32At(i);
        if (zero_width(c)) continue;
        if (u_isUWhiteSpace(c) || u_iscntrl(c)) {
            gap = !out.isEmpty();
            continue;
        }
        if (gap) out.append(UChar32{' '});
        gap = false;
        out.append(c);
    }
    return utf8(out);
}

std::string lower(std::string_view text) { return utf8(unicode(text).toLower(kazakh())); }

std::string upper(std::string_view text) { return utf8(unicode(text).toUpper(kazakh())); }

std::string title(std::string_view text) {
    const icu::UnicodeString in = unicode(text);
    icu::UnicodeString out;
    bool inside = false;
    for (int32_t i = 0; i < in.length(); i = in.moveIndex32(i, 1)) {
        const UChar32 c = in.char32At(i);
        const bool letter = u_isalpha(c);
        out.append(letter && !inside ? u_totitle(c) : c);
        inside = letter || (inside && (c == '\'' || c == 0x2019));
    }
    return utf8(out);
}

std::string fold(std::string_view text) {
    const icu::UnicodeString in = composed(mend_letters(text)).toLower(kazakh());
    icu::UnicodeString out;
    bool gap = false;
    for (int32_t i = 0; i < in.length(); i = in.moveIndex32(i, 1)) {
        const UChar32 c = in.char32At(i);
        if (zero_width(c)) continue;
        if (!u_isalnum(c)) {
            gap = !out.isEmpty();
            continue;
        }
        if (gap) out.append(UChar32{' '});
        gap = false;
        out.append(folded(c));
    }
    return utf8(out);
}

std::set<std::string> folded_words(std::initializer_list<std::string_view> words) {
    std::set<std::string> all;
    for (const std::string_view word : words) all.insert(fold(word));
    return all;
}

bool before(std::string_view left, std::string_view right) {
    static const std::unique_ptr<icu::Collator> collator = [] {
        UErrorCode error = U_ZERO_ERROR;
        return std::unique_ptr<icu::Collator>(icu::Collator::createInstance(kazakh(), error));
    }();
    UErrorCode error = U_ZERO_ERROR;
    const auto order =
        collator ? collator->compare(unicode(left), unicode(right), error) : UCOL_EQUAL;
    return order == UCOL_EQUAL ? left < right : order == UCOL_LESS;
}

size_t length(std::string_view text) { return static_cast<size_t>(unicode(text).countChar32()); }

std::string shorten(std::string_view text, size_t code_points_max) {
    const icu::UnicodeString in = unicode(text);
    if (static_cast<size_t>(in.countChar32()) <= code_points_max) return std::string(text);
    if (code_points_max == 0) return {};
    const int32_t end = in.moveIndex32(0, static_cast<int32_t>(code_points_max) - 1);
    return utf8(in.tempSubString(0, end)) + "…";
}

std::vector<std::string> split(std::string_view text, std::string_view separators) {
    std::vector<std::string> parts;
    while (!text.empty()) {
        const size_t end = text.find_first_of(separators);
        std::string part = tidy(text.substr(0, end));
        if (!part.empty()) parts.push_back(std::move(part));
        if (end == std::string_view::npos) break;
        text.remove_prefix(end + 1);
    }
    return parts;
}

void append_json(std::string& out, std::string_view text) {
    constexpr std::string_view kHex = "0123456789ABCDEF";
    out.push_back('"');
    for (const char c : text) {
        const auto byte = static_cast<uint8_t>(c);
        if (c == '"' || c == '\\') {
            out.push_back('\\');
            out.push_back(c);
        } else if (byte < 0x20 || byte == 0x7F || c == '<' || c == '>' || c == '&') {
            out.append("\\u00");
            out.push_back(kHex[byte >> 4]);
            out.push_back(kHex[byte & 15]);
        } else {
            out.push_back(c);
        }
    }
    out.push_back('"');
}

}  // namespace kerege::text
