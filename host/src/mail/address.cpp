#include "host/src/mail/address.hpp"

#include <algorithm>

namespace kerege::mail {
namespace {

constexpr size_t kLocalBytesMax = 64;

bool letter_or_digit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

// Words with single dots between them.
bool dotted(std::string_view text) {
    return !text.empty() && text.front() != '.' && text.back() != '.' &&
           text.find("..") == std::string_view::npos;
}

}  // namespace

bool good_address(std::string_view text) {
    const size_t at = text.find('@');
    if (at == std::string_view::npos || text.size() > kAddressBytesMax) return false;
    const std::string_view local = text.substr(0, at), domain = text.substr(at + 1);
    constexpr std::string_view kAlso = ".!#$%&'*+-/=?^_`{|}~";
    return local.size() <= kLocalBytesMax && dotted(local) && dotted(domain) &&
           std::all_of(local.begin(), local.end(),
                       [&](char c) { return letter_or_digit(c) || kAlso.find(c) != kAlso.npos; }) &&
           std::all_of(domain.begin(), domain.end(),
                       [](char c) { return letter_or_digit(c) || c == '-' || c == '.'; });
}

std::string masked(std::string_view address) {
    const size_t at = address.find('@');
    if (at == std::string_view::npos || at == 0) return address.empty() ? "" : "…";
    if (!good_address(address)) return "…";
    return std::string(address.substr(0, 1)) + "…" + std::string(address.substr(at));
}

std::string with_masked(std::string text, std::string_view address) {
    if (address.empty()) return text;
    const std::string shown = masked(address);
    for (size_t at = text.find(address); at != std::string::npos;
         at = text.find(address, at + shown.size()))
        text.replace(at, address.size(), shown);
    return text;
}

}  // namespace kerege::mail
