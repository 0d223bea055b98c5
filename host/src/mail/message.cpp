#include "host/src/mail/message.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>

#include "host/src/mail/base64.hpp"

namespace kerege::mail {
namespace {

constexpr size_t kLineMax = 76;
constexpr size_t kWordBytesMax = 39;  // of an encoded word: 52 letters of base64 and its frame

std::string one_line(std::string_view text) {
    std::string line(text);
    std::replace_if(
        line.begin(), line.end(),
        [](char c) { return static_cast<unsigned char>(c) < ' ' || c == '\x7f'; }, ' ');
    return line;
}

// The words of a head: as they are where they are plain and short, else encoded in pieces that
// never cut a letter in two, on lines of their own.
std::string head_text(std::string_view given) {
    const std::string text = one_line(given);
    const bool plain =
        text.size() <= kWordBytesMax && text.find("=?") == std::string::npos &&
        std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c < '\x7f'; });
    if (plain) return text;
    std::string out;
    std::string_view rest = text;
    while (!rest.empty()) {
        size_t bytes = std::min(rest.size(), kWordBytesMax);
        while (bytes < rest.size() && bytes > 1 &&
               (static_cast<unsigned char>(rest[bytes]) & 0xC0) == 0x80)
            --bytes;
        if (!out.empty()) out += "\r\n ";
        out += "=?UTF-8?B?" + base64(rest.substr(0, bytes)) + "?=";
        rest.remove_prefix(bytes);
    }
    return out;
}

// A name beside an address: quoted where it is plain.
std::string display_name(std::string_view given) {
    const std::string text = head_text(given);
    if (text.starts_with("=?")) return text;
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') out += '\\';
        out += c;
    }
    return out + "\"";
}

// One character of a line; `last`: the line ends behind it.
std::string quoted(char c, bool line_begins, bool last) {
    const auto byte = static_cast<unsigned char>(c);
    const bool space = c == ' ' || c == '\t';
    // A dot alone on a line would end the letter.
    const bool as_is =
        (byte >= '!' && byte <= '~' && c != '=' && !(c == '.' && line_begins)) || (space && !last);
    return as_is ? std::string(1, c) : fmt::format("={:02X}", byte);
}

std::string quoted_printable(std::string_view text) {
    std::string out;
    size_t column = 0;
    for (size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\n') {
            out += "\r\n";
            column = 0;
            continue;
        }
        const bool last = i + 1 == text.size() || text[i + 1] == '\n';
        std::string next = quoted(text[i], column == 0, last);
        if (column + next.size() > kLineMax - (last ? 0 : 1)) {
            out += "=\r\n";
            column = 0;
            next = quoted(text[i], true, last);
        }
        out += next;
        column += next.size();
    }
    if (column > 0) out += "\r\n";
    return out;
}

std::string part(std::string_view type, std::string_view text) {
    return fmt::format(
        "Content-Type: {}; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n{}",
        type, quoted_printable(text));
}

}  // namespace

std::string compose(const Message& message) {
    const std::string domain = message.from.substr(message.from.find('@') + 1);
    std::string out = fmt::format(
        "Date: {:%a, %d %b %Y %H:%M:%S} +0000\r\nFrom: {} <{}>\r\nTo: <{}>\r\nSubject: {}\r\n",
        fmt::gmtime(static_cast<std::time_t>(message.date_ms / 1000)),
        display_name(message.from_name), one_line(message.from), one_line(message.to),
        head_text(message.subject));
    out += fmt::format(
        "Message-ID: <{}@{}>\r\nMIME-Version: 1.0\r\nAuto-Submitted: auto-generated\r\n"
        "Content-Language: {}\r\n",
        message.id, one_line(domain), one_line(message.locale));
    // RFC 8058: a mail program ends it with one click, by a POST without a page.
    if (!message.unsubscribe.empty())
        out += fmt::format(
            "List-Unsubscribe:\r\n <{}>\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n",
            one_line(message.unsubscribe));
    if (message.html.empty()) return out + part("text/plain", message.text);
    // "=_" can't stand in a part: it would be written "=3D_".
    const std::string boundary = fmt::format("=_kerege_{}", message.id);
    return out + fmt::format(
                     "Content-Type: multipart/alternative; boundary=\"{0}\"\r\n\r\n"
                     "--{0}\r\n{1}\r\n--{0}\r\n{2}\r\n--{0}--\r\n",
                     boundary, part("text/plain", message.text), part("text/html", message.html));
}

}  // namespace kerege::mail
