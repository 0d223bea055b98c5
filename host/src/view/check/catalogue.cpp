#include "host/src/view/check/catalogue.hpp"

#include <fmt/format.h>

#include <cstdlib>
#include <fstream>
#include <stdexcept>
#include <string_view>
#include <utility>

namespace kerege::view {

namespace {

std::string unquoted(std::string_view text, const std::string& where) {
    const size_t open = text.find('"');
    const size_t close = text.rfind('"');
    if (open == text.npos || close == open) throw std::runtime_error(where + ": no quoted text");
    std::string out;
    for (size_t i = open + 1; i < close; ++i) {
        if (text[i] == '\\' && i + 1 < close) {
            const char c = text[++i];
            out += c == 'n' ? '\n' : c == 't' ? '\t' : c;
        } else {
            out += text[i];
        }
    }
    return out;
}

}  // namespace

Catalogue read_catalogue(const std::filesystem::path& file) {
    std::ifstream in(file);
    if (!in) throw std::runtime_error(file.string() + ": can't be read");
    Catalogue catalogue;
    CatalogueEntry entry;
    std::string* part = nullptr;
    bool fuzzy = false;
    int number = 0;
    const auto finish = [&] {
        if (entry.line && entry.id.empty() && !entry.texts.empty()) {
            catalogue.header = entry.texts[0];
        } else if (entry.line) {
            catalogue.entries.push_back(entry);
        }
        entry = {};
    };
    for (std::string line; std::getline(in, line);) {
        const std::string where = fmt::format("{}:{}", file.string(), ++number);
        if (line.starts_with("#,") && line.find("fuzzy") != line.npos) fuzzy = true;
        if (line.empty() || line[0] == '#') continue;
        if (line.starts_with("msgid ")) {
            finish();
            entry.line = number;
            entry.is_fuzzy = std::exchange(fuzzy, false);
            part = &entry.id;
        } else if (line.starts_with("msgid_plural ")) {
            part = &entry.plural_id;
        } else if (line.starts_with("msgstr")) {
            part = &entry.texts.emplace_back();
        } else if (line[0] != '"' || !part) {
            throw std::runtime_error(where + ": " + line);
        }
        *part += unquoted(line, where);
    }
    finish();
    const size_t forms = catalogue.header.find("nplurals=");
    if (forms != std::string::npos) {
        catalogue.plural_forms = std::atoi(catalogue.header.c_str() + forms + 9);
    }
    return catalogue;
}

}  // namespace kerege::view
