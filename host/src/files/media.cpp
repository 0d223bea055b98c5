#include "host/src/files/media.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "host/src/http/forms.hpp"
#include "host/src/http/text.hpp"

namespace kerege::files {
namespace {

constexpr std::string_view kUnknown = "application/octet-stream";

// Other words for the same.
constexpr std::array<std::pair<std::string_view, std::string_view>, 8> kAliases = {{
    {"image/jpg", "image/jpeg"},
    {"image/pjpeg", "image/jpeg"},
    {"image/x-png", "image/png"},
    {"application/x-pdf", "application/pdf"},
    {"application/x-zip-compressed", "application/zip"},
    {"application/xml", "text/xml"},
    {"application/x-download", kUnknown},
    {"application/force-download", kUnknown},
}};

std::string plain(std::string_view type) {
    std::string name = http::media_type(type);
    for (const auto& [alias, meant] : kAliases) {
        if (name == alias) return std::string(meant);
    }
    return name;
}

bool one_of(std::string_view type, std::initializer_list<std::string_view> all) {
    return std::find(all.begin(), all.end(), type) != all.end();
}

bool is_text(std::string_view type) {
    return type.starts_with("text/") ||
           one_of(type,
                  {"application/json", "application/x-ndjson", "application/javascript",
                   "application/csv", "application/rtf", "application/x-subrip", "message/rfc822"});
}

// Formats that are ZIP archives, or compound documents of the old Office, inside.
bool is_packed(std::string_view type) {
    return type == "application/zip" || type.starts_with("application/vnd.openxmlformats-") ||
           type.starts_with("application/vnd.oasis.opendocument.") ||
           one_of(type, {"application/epub+zip", "application/java-archive",
                         "application/vnd.ms-visio.drawing.main+xml"});
}
bool is_compound(std::string_view type) {
    return one_of(
        type, {"application/CDFV2", "application/x-ole-storage", "application/msword",
               "application/cdfv2", "application/vnd.ms-excel", "application/vnd.ms-powerpoint",
               "application/vnd.ms-office", "application/vnd.visio", "application/vnd.ms-outlook"});
}

// Formats that are always known by their first bytes: what is not known is none of them.
bool always_known(std::string_view type) {
    return is_text(type) || is_packed(type) || is_compound(type) || is_inert_picture(type) ||
           one_of(type, {"image/gif", "image/svg+xml", "application/pdf"});
}

bool is_media(std::string_view type) {
    return type.starts_with("audio/") || type.starts_with("video/");
}

// Characters that turn the direction of reading: "gnp.exe" reads as "exe.png" with them.
bool turns_direction(char32_t c) {
    return (c >= 0x200E && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) ||
           (c >= 0x2066 && c <= 0x2069);
}

char32_t three_bytes(std::string_view at) {
    const auto byte = [&](size_t i) { return static_cast<unsigned char>(at[i]); };
    return static_cast<char32_t>((byte(0) & 0x0F) << 12 | (byte(1) & 0x3F) << 6 | (byte(2) & 0x3F));
}

}  // namespace

std::string agreed_type(std::string_view declared, std::string_view found) {
    const std::string said = plain(declared);
    const std::string is = plain(found);
    if (said.empty() || said == kUnknown || said == is) return is;
    if (!http::is_header_value(said) || said.find('/') == std::string::npos) return {};
    if (is_text(said) && is_text(is)) return said;
    if (is_packed(said) && is_packed(is)) return said;
    if (is_compound(said) && is_compound(is)) return said;
    if (is_media(said) && is_media(is)) return said;  // containers hold either
    if (is == kUnknown && !always_known(said)) return said;
    return {};
}

bool in_list(std::string_view type, std::string_view list) {
    if (http::trim(list).empty()) return true;
    while (!list.empty()) {
        const size_t end = std::min(list.find(','), list.size());
        const std::string one = http::lower(http::trim(list.substr(0, end)));
        list.remove_prefix(std::min(end + 1, list.size()));
        if (one == type) return true;
        if (one.ends_with("/*") && type.starts_with(one.substr(0, one.size() - 1))) return true;
    }
    return false;
}

bool is_inert_picture(std::string_view type) {
    return one_of(type, {"image/png", "image/jpeg", "image/webp"});
}

std::string clean_name(std::string_view name) {
    std::string kept;
    for (size_t i = 0; i < name.size(); ++i) {
        if (i + 3 <= name.size() && (static_cast<unsigned char>(name[i]) >> 4) == 0xE &&
            turns_direction(three_bytes(name.substr(i, 3)))) {
            i += 2;
            continue;
        }
        kept.push_back(name[i]);
    }
    std::string plain = http::plain_file_name(kept);
    while (plain.starts_with('.') || plain.starts_with(' ')) plain.erase(0, 1);
    while (plain.ends_with('.') || plain.ends_with(' ')) plain.pop_back();
    return plain.empty() ? "file" : plain;
}

std::string disposition(bool shown, std::string_view name) {
    std::string ascii;
    std::string encoded;
    for (const char c : name) {
        const auto byte = static_cast<unsigned char>(c);
        const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                            (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_';
        constexpr char kDigits[] = "0123456789ABCDEF";
        if (letter) {
            encoded.push_back(c);
        } else {
            encoded.append({'%', kDigits[byte >> 4], kDigits[byte & 15]});
        }
        // One underscore for each letter that can't be said.
        if ((byte & 0xC0) != 0x80) ascii.push_back(letter || c == ' ' ? c : '_');
    }
    return std::string(shown ? "inline" : "attachment") + "; filename=\"" + ascii +
           "\"; filename*=UTF-8''" + encoded;
}

}  // namespace kerege::files
