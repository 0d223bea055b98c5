#include "host/src/http/forms.hpp"

#include <algorithm>

#include "host/src/http/text.hpp"

namespace kerege::http {

bool parse_fields(std::string_view text, size_t fields_max, std::vector<Field>& out) {
    if (text.empty()) return true;
    const auto separators = static_cast<size_t>(std::count(text.begin(), text.end(), '&'));
    out.reserve(out.size() + std::min(separators + 1, fields_max));
    while (!text.empty()) {
        const size_t end = std::min(text.find('&'), text.size());
        const auto pair = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (pair.empty()) continue;
        if (out.size() >= fields_max) return false;
        const size_t equals = std::min(pair.find('='), pair.size());
        Field& field = out.emplace_back();
        if (!percent_decode(pair.substr(0, equals), true, field.name)) return false;
        if (field.name.size() > kFieldNameBytesMax) return false;
        if (equals == pair.size()) continue;
        if (!percent_decode(pair.substr(equals + 1), true, field.value)) return false;
    }
    return true;
}

std::string media_type(std::string_view content_type) {
    return lower(
        trim(content_type.substr(0, std::min(content_type.find(';'), content_type.size()))));
}

bool read_form(Request& request) {
    const auto content_type = request.header("content-type");
    const std::string type = media_type(content_type);
    if (type == "application/x-www-form-urlencoded") {
        return parse_fields(request.body, kFormFieldsMax, request.form);
    }
    if (type != "multipart/form-data") return true;
    const bool well_formed =
        parse_multipart(request.body, content_type, request.form, request.files);
    std::string().swap(request.body);
    return well_formed;
}

}  // namespace kerege::http
