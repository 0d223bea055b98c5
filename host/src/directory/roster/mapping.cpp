#include "host/src/directory/roster/mapping.hpp"

#include <fmt/format.h>
#include <openssl/evp.h>

#include <array>
#include <charconv>
#include <stdexcept>

#include "host/src/base/text.hpp"

namespace kerege::directory::roster {

std::string Mapping::text() const {
    std::string out;
    for (const auto& [field, column] : columns) {
        out += fmt::format("{}{}={}", out.empty() ? "" : " ", field_code(field), column);
    }
    for (const Field field : absent) {
        out += fmt::format("{}{}=-", out.empty() ? "" : " ", field_code(field));
    }
    return out;
}

Mapping Mapping::parse(std::string_view text) {
    Mapping mapping;
    for (const std::string& part : text::split(text, " ")) {
        const size_t sign = part.find('=');
        const Field field = field_of_code(std::string_view(part).substr(0, sign));
        if (sign == std::string::npos || field == Field::count) continue;
        const std::string_view value = std::string_view(part).substr(sign + 1);
        size_t column = 0;
        const auto [end, error] =
            std::from_chars(value.data(), value.data() + value.size(), column);
        if (value == "-") {
            mapping.absent.insert(field);
        } else if (error == std::errc() && end == value.data() + value.size()) {
            mapping.columns[field] = column;
        }
    }
    return mapping;
}

Result<Mapping> mapping_of_letters(std::string_view text) {
    Mapping mapping;
    for (const std::string& part : text::split(text, ",")) {
        const size_t sign = part.find('=');
        const Field field = field_of_code(std::string_view(part).substr(0, sign));
        const std::string column =
            sign == std::string::npos ? std::string() : part.substr(sign + 1);
        if (field == Field::count) return invalid(fmt::format("{}: no field of a roster", part));
        if (column == "-") {
            mapping.absent.insert(field);
            continue;
        }
        for (size_t i = 0; i < kColumnsMax; ++i) {
            if (column_letters(i) == column) mapping.columns[field] = i;
        }
        if (!mapping.columns.count(field)) return invalid(fmt::format("{}: no column", part));
    }
    return mapping;
}

Columns columns_of(Kind kind, const std::vector<std::string>& heading, const Mapping& mapping) {
    Columns columns = columns_of(kind, heading);
    if (mapping.empty()) return columns;
    columns.index.fill(-1);
    std::set<size_t> used;
    for (const auto& [field, column] : mapping.columns) {
        if (!belongs(kind, field) || column >= heading.size()) continue;
        columns.index[static_cast<size_t>(field)] = static_cast<int>(column);
        used.insert(column);
    }
    for (const Field field : mapping.absent) {
        columns.absent[static_cast<size_t>(field)] = belongs(kind, field) && may_be_absent(field);
    }
    columns.ignored.clear();
    for (size_t i = 0; i < heading.size(); ++i) {
        if (!used.count(i) && !text::tidy(heading[i]).empty()) {
            columns.ignored.push_back(columns.headings[i]);
        }
    }
    return columns;
}

Mapping mapping_of(Kind kind, const Table& table) {
    Mapping mapping;
    if (table.absent.empty()) return mapping;
    const Columns columns = columns_of(kind, table.heading);
    for (size_t i = 0; i < kFields; ++i) {
        const Field field = static_cast<Field>(i);
        if (columns.has(field)) mapping.columns[field] = static_cast<size_t>(columns.of(field));
    }
    mapping.absent.insert(table.absent.begin(), table.absent.end());
    return mapping;
}

std::string shape_of(const std::vector<std::string>& heading) {
    std::string words;
    for (const std::string& title : heading) words += text::fold(title) + '\n';
    std::array<unsigned char, 32> digest{};
    if (EVP_Digest(words.data(), words.size(), digest.data(), nullptr, EVP_sha256(), nullptr) !=
        1) {
        throw std::runtime_error("SHA-256 failed");
    }
    std::string sign;
    for (size_t i = 0; i < 16; ++i) sign += fmt::format("{:02x}", digest[i]);
    return sign;
}

}  // namespace kerege::directory::roster
