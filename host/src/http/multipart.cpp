#include <algorithm>
#include <string>

#include "host/src/http/forms.hpp"
#include "host/src/http/text.hpp"

namespace kerege::http {
namespace {

constexpr size_t kPartHeadBytesMax = 4 * 1024;
constexpr size_t kBoundaryBytesMax = 70;
constexpr size_t kTypeBytesMax = 200;

// Reads one parameter `name=value` or `name="value"` from the front of `rest`, which begins after a
// semicolon. Browsers write a quote in a quoted value as %22; older programs as \".
bool take_parameter(std::string_view& rest, std::string& name, std::string& value) {
    rest = trim(rest);
    const size_t equals = rest.find('=');
    if (equals == std::string_view::npos) return false;
    name = lower(trim(rest.substr(0, equals)));
    if (!is_token(name)) return false;
    rest = trim(rest.substr(equals + 1));
    value.clear();
    if (!rest.starts_with('"')) {
        const size_t end = std::min(rest.find(';'), rest.size());
        value = trim(rest.substr(0, end));
        rest.remove_prefix(end);
        return !value.empty();
    }
    size_t at = 1;
    while (at < rest.size() && rest[at] != '"') {
        // Only the quote is escaped so: a lone backslash belongs to the name "C:\marks.csv".
        if (rest[at] == '\\' && at + 1 < rest.size() && rest[at + 1] == '"') ++at;
        value.push_back(rest[at]);
        ++at;
    }
    if (at >= rest.size()) return false;
    rest = trim(rest.substr(at + 1));
    return true;
}

void replace_all(std::string& text, std::string_view from, std::string_view to) {
    for (size_t at = text.find(from); at != std::string::npos;
         at = text.find(from, at + to.size())) {
        text.replace(at, from.size(), to);
    }
}

struct PartHead {
    std::string name;
    std::string file_name;
    std::string type;
    bool has_name = false;
    bool is_file = false;
};

bool read_disposition(std::string_view value, PartHead& out) {
    const size_t end = std::min(value.find(';'), value.size());
    if (!equals_ignoring_case(trim(value.substr(0, end)), "form-data")) return false;
    auto rest = value.substr(end);
    std::string name;
    std::string text;
    while (!rest.empty()) {
        if (rest.front() != ';') return false;
        rest.remove_prefix(1);
        if (trim(rest).empty()) break;
        if (!take_parameter(rest, name, text)) return false;
        replace_all(text, "%22", "\"");
        replace_all(text, "%0D%0A", "\n");
        if (name == "name") {
            if (out.has_name) return false;
            out.has_name = true;
            out.name = text;
        } else if (name == "filename") {
            if (out.is_file) return false;
            out.is_file = true;
            out.file_name = text;
        }
    }
    return out.has_name && out.name.size() <= kFieldNameBytesMax && valid_utf8(out.name) &&
           valid_utf8(out.file_name) && out.name.find('\0') == std::string::npos;
}

bool read_part_head(std::string_view text, PartHead& out) {
    bool disposed = false;
    while (!text.empty()) {
        const size_t end = std::min(text.find("\r\n"), text.size());
        const auto line = text.substr(0, end);
        text.remove_prefix(std::min(end + 2, text.size()));
        const size_t colon = line.find(':');
        if (colon == std::string_view::npos || !is_token(line.substr(0, colon))) return false;
        const auto value = trim(line.substr(colon + 1));
        if (!is_header_value(value)) return false;
        const auto name = line.substr(0, colon);
        if (equals_ignoring_case(name, "content-disposition")) {
            if (disposed || !read_disposition(value, out)) return false;
            disposed = true;
        } else if (equals_ignoring_case(name, "content-type")) {
            if (valid_utf8(value)) out.type = cut_utf8(value, kTypeBytesMax);
        } else if (equals_ignoring_case(name, "content-transfer-encoding")) {
            const bool plain = equals_ignoring_case(value, "binary") ||
                               equals_ignoring_case(value, "8bit") ||
                               equals_ignoring_case(value, "7bit");
            if (!plain) return false;
        }
    }
    return disposed;
}

bool take_content(PartHead& head, std::string_view content, std::vector<Field>& fields,
                  std::vector<UploadedFile>& files) {
    if (head.is_file) {
        if (head.file_name.empty() && content.empty()) return true;
        if (files.size() >= kFormFilesMax) return false;
        files.push_back({std::move(head.name), plain_file_name(head.file_name),
                         std::string(content), std::move(head.type)});
        return true;
    }
    if (fields.size() >= kFormFieldsMax) return false;
    if (!valid_utf8(content) || content.find('\0') != std::string_view::npos) return false;
    fields.push_back({std::move(head.name), std::string(content)});
    return true;
}

bool read_boundary(std::string_view content_type, std::string& out) {
    auto rest = content_type.substr(std::min(content_type.find(';'), content_type.size()));
    std::string name;
    std::string value;
    while (!rest.empty()) {
        if (rest.front() != ';') return false;
        rest.remove_prefix(1);
        if (trim(rest).empty()) break;
        if (!take_parameter(rest, name, value)) return false;
        if (name != "boundary") continue;
        if (!out.empty()) return false;
        out = value;
    }
    return !out.empty() && out.size() <= kBoundaryBytesMax;
}

// The end of a part's content: a delimiter that is followed by "--" or a line's end.
size_t find_delimiter(std::string_view body, std::string_view delimiter, size_t from) {
    while (true) {
        const size_t at = body.find(delimiter, from);
        if (at == std::string_view::npos) return at;
        const auto after = body.substr(at + delimiter.size(), 2);
        if (after == "--" || after == "\r\n") return at;
        from = at + delimiter.size();
    }
}

}  // namespace

std::string plain_file_name(std::string_view name) {
    const size_t folder = name.find_last_of("/\\");
    if (folder != std::string_view::npos) name.remove_prefix(folder + 1);
    std::string out;
    for (const char c : name) {
        if (static_cast<unsigned char>(c) >= 0x20 && c != 0x7F) out.push_back(c);
    }
    if (out == "." || out == "..") return "file";
    // The end of a long name says what kind of file it is: cut in front of it.
    if (out.size() <= kFileNameBytesMax) return out;
    const size_t dot = out.rfind('.');
    const bool has_ending = dot != std::string::npos && out.size() - dot <= 16;
    const std::string ending = has_ending ? out.substr(dot) : std::string();
    return std::string(cut_utf8(out, kFileNameBytesMax - ending.size())) + ending;
}

bool parse_multipart(std::string_view body, std::string_view content_type,
                     std::vector<Field>& fields, std::vector<UploadedFile>& files) {
    std::string boundary;
    if (!read_boundary(content_type, boundary)) return false;
    const std::string delimiter = "\r\n--" + boundary;
    const auto first = std::string_view(delimiter).substr(2);
    if (!body.starts_with(first)) return false;
    size_t at = first.size();
    while (true) {
        const auto after = body.substr(at, 2);
        if (after == "--") return true;
        if (after != "\r\n") return false;
        at += 2;
        const size_t head_end = body.find("\r\n\r\n", at);
        if (head_end == std::string_view::npos || head_end - at > kPartHeadBytesMax) return false;
        PartHead head;
        if (!read_part_head(body.substr(at, head_end - at), head)) return false;
        const size_t content = head_end + 4;
        const size_t end = find_delimiter(body, delimiter, content);
        if (end == std::string_view::npos) return false;
        if (!take_content(head, body.substr(content, end - content), fields, files)) return false;
        at = end + delimiter.size();
    }
}

}  // namespace kerege::http
