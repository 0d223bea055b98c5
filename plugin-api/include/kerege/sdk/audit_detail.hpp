// The detail of an entry in the audit log.
#pragma once

#include <cstdio>
#include <string>
#include <string_view>

namespace kerege::sdk {

// {"name":"…"}: what the host calls the thing on the page of the log. `further`: members of the
// object, with a comma before them.
inline std::string name_detail(std::string_view name, std::string_view further = {}) {
    std::string out = "{\"name\":\"";
    for (const char c : name) {
        if (c == '"' || c == '\\') out += '\\';
        if (static_cast<unsigned char>(c) >= 0x20) {
            out += c;
            continue;
        }
        char code[8];
        std::snprintf(code, sizeof(code), "\\u%04x", static_cast<unsigned>(c));
        out += code;
    }
    out += '"';
    return out.append(further) + "}";
}

}  // namespace kerege::sdk
