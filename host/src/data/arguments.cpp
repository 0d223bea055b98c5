#include <fmt/format.h>
#include <unicode/utf8.h>

#include <cstring>
#include <stdexcept>

#include "host/src/data/connection.hpp"

namespace kerege::data {
namespace {

bool is_text(const char* data, uint64_t size) {
    const auto* bytes = reinterpret_cast<const uint8_t*>(data);
    const auto length = static_cast<int64_t>(size);
    for (int64_t i = 0; i < length;) {
        if (bytes[i] != 0 && bytes[i] < 0x80) {
            ++i;
            continue;
        }
        UChar32 letter = 0;
        U8_NEXT(bytes, i, length, letter);
        if (letter <= 0) return false;
    }
    return true;
}

}  // namespace

void check_arguments(const Statement& statement, std::span<const Argument> args) {
    for (size_t i = 0; i < args.size(); ++i) {
        const kerege_value& value = args[i].value;
        if (value.type < KEREGE_DB_NULL || value.type > KEREGE_DB_BLOB) {
            throw std::invalid_argument(
                fmt::format("{}: argument {} has no type", statement.name, i + 1));
        }
        if (value.type == KEREGE_DB_TEXT && !is_text(value.as.text.data, value.as.text.size)) {
            throw std::invalid_argument(
                fmt::format("{}: argument {} is not text", statement.name, i + 1));
        }
    }
}

}  // namespace kerege::data
