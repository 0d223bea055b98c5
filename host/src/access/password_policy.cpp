#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <set>

#include "common_passwords.hpp"
#include "host/src/access/password.hpp"
#include "kerege/sdk/tr.hpp"

namespace kerege::access {
namespace {

constexpr int32_t kLoginLettersTelling = 4;  // shorter logins stand in too many words
constexpr size_t kDifferentLettersMin = 4;

icu::UnicodeString folded(std::string_view text) {
    auto result = icu::UnicodeString::fromUTF8(
        icu::StringPiece(text.data(), static_cast<int32_t>(text.size())));
    return result.foldCase();
}

bool is_letter(UChar32 letter) { return u_isalpha(letter) != 0; }

icu::UnicodeString letters_only(const icu::UnicodeString& text) {
    icu::UnicodeString letters;
    for (int32_t at = 0; at < text.length(); at = text.moveIndex32(at, 1)) {
        if (is_letter(text.char32At(at))) letters.append(text.char32At(at));
    }
    return letters;
}

// Without digits and signs before and after the word: "!qwerty2024" is still qwerty.
icu::UnicodeString core_of(const icu::UnicodeString& text) {
    int32_t begin = 0;
    int32_t end = text.length();
    while (begin < end && !is_letter(text.char32At(begin))) begin = text.moveIndex32(begin, 1);
    while (end > begin && !is_letter(text.char32At(text.moveIndex32(end, -1)))) {
        end = text.moveIndex32(end, -1);
    }
    return text.tempSubStringBetween(begin, end);
}

bool is_listed(const icu::UnicodeString& text) {
    static const std::set<std::string_view> listed(std::begin(kCommonPasswords),
                                                   std::end(kCommonPasswords));
    std::string utf8;
    text.toUTF8String(utf8);
    return listed.contains(utf8);
}

// "abcabcabcabc": the same piece again and again.
icu::UnicodeString smallest_period(const icu::UnicodeString& text) {
    for (int32_t period = 1; period <= text.length() / 2; ++period) {
        if (text.length() % period == 0 &&
            text.compare(period, text.length() - period, text, 0, text.length() - period) == 0) {
            return text.tempSubStringBetween(0, period);
        }
    }
    return text;
}

// "abcdefghij", "9876543210": each letter next to the one before.
bool is_sequence(const icu::UnicodeString& text) {
    if (text.length() < 2) return true;
    const int step = text.charAt(1) - text.charAt(0);
    if (step != 1 && step != -1) return false;
    for (int32_t at = 2; at < text.length(); ++at) {
        if (text.charAt(at) - text.charAt(at - 1) != step) return false;
    }
    return true;
}

bool is_common(const icu::UnicodeString& text) {
    std::set<UChar32> different;
    for (int32_t at = 0; at < text.length(); at = text.moveIndex32(at, 1)) {
        different.insert(text.char32At(at));
    }
    if (different.size() < kDifferentLettersMin || is_sequence(text)) return true;
    for (const auto& form : {text, core_of(text), letters_only(text)}) {
        if (!form.isEmpty() && (is_listed(form) || is_listed(smallest_period(form)))) return true;
    }
    return false;
}

bool repeats_owner(const icu::UnicodeString& text, const PasswordOwner& owner) {
    const auto login = folded(owner.login);
    if (text == login) return true;
    if (login.length() >= kLoginLettersTelling && text.indexOf(login) >= 0) return true;

    // Whatever is left when the person's names and all that is no letter are taken away.
    auto rest = letters_only(text);
    const bool had_letters = !rest.isEmpty();
    auto names = owner.names;
    std::ranges::sort(names, std::greater(), &std::string::size);
    for (const auto& name : names) {
        const auto letters = letters_only(folded(name));
        if (!letters.isEmpty()) rest.findAndReplace(letters, icu::UnicodeString());
    }
    return had_letters && rest.isEmpty();
}

Fault refused(const char* message) { return invalid("password refused by the rules", message); }

}  // namespace

Result<> check_password(std::string_view password, const PasswordOwner& owner, size_t letters_min) {
    const auto text = folded(password);
    const auto letters = static_cast<size_t>(text.countChar32());
    if (letters < letters_min) {
        Fault fault = refused(KEREGE_TR("The password needs at least {letters} characters."));
        fault.values.emplace_back("letters", std::to_string(letters_min));
        return fault;
    }
    if (letters > kPasswordLettersMax) {
        return refused(KEREGE_TR("The password can have at most 128 characters."));
    }
    if (repeats_owner(text, owner)) {
        return refused(KEREGE_TR("The password must not be your login or your name."));
    }
    if (is_common(text)) {
        return refused(KEREGE_TR("This password is too easy to guess. Choose another one."));
    }
    return success();
}

}  // namespace kerege::access
