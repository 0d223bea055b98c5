#include "host/src/pages/query_string.hpp"

#include <Poco/URI.h>

namespace kerege::pages {

std::string query_string(
    std::initializer_list<std::pair<std::string_view, std::string_view>> values) {
    std::string text;
    for (const auto& [name, value] : values) {
        if (value.empty()) continue;
        text += text.empty() ? '?' : '&';
        text += name;
        text += '=';
        Poco::URI::encode(std::string(value), "&=?#+/", text);
    }
    return text;
}

}  // namespace kerege::pages
