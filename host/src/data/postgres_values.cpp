#include "host/src/data/postgres_values.hpp"

#include <endian.h>
#include <fmt/format.h>

#include <bit>
#include <chrono>
#include <limits>
#include <optional>

namespace kerege::data {
namespace {

template <class T>
T big_endian(const char* bytes) {
    T value = 0;
    for (size_t i = 0; i < sizeof(T); ++i) {
        value =
            static_cast<T>((static_cast<uint64_t>(value) << 8) | static_cast<uint8_t>(bytes[i]));
    }
    return value;
}

kerege_value integer(int64_t number) {
    kerege_value value{};
    value.type = KEREGE_DB_INT64;
    value.as.int64 = number;
    return value;
}

kerege_value real(double number) {
    kerege_value value{};
    value.type = KEREGE_DB_REAL;
    value.as.real = number;
    return value;
}

kerege_value string(int32_t type, kerege_str bytes) {
    kerege_value value{};
    value.type = type;
    value.as.text = bytes;
    return value;
}

kerege_value decode_bool(std::string_view bytes, BatchBuffer&) { return integer(bytes[0] != 0); }
kerege_value decode_int2(std::string_view bytes, BatchBuffer&) {
    return integer(static_cast<int16_t>(big_endian<uint16_t>(bytes.data())));
}
kerege_value decode_int4(std::string_view bytes, BatchBuffer&) {
    return integer(static_cast<int32_t>(big_endian<uint32_t>(bytes.data())));
}
kerege_value decode_int8(std::string_view bytes, BatchBuffer&) {
    return integer(static_cast<int64_t>(big_endian<uint64_t>(bytes.data())));
}
kerege_value decode_float4(std::string_view bytes, BatchBuffer&) {
    return real(static_cast<double>(std::bit_cast<float>(big_endian<uint32_t>(bytes.data()))));
}
kerege_value decode_float8(std::string_view bytes, BatchBuffer&) {
    return real(std::bit_cast<double>(big_endian<uint64_t>(bytes.data())));
}
kerege_value decode_text(std::string_view bytes, BatchBuffer&) {
    return string(KEREGE_DB_TEXT, {bytes.data(), bytes.size()});
}
kerege_value decode_bytea(std::string_view bytes, BatchBuffer&) {
    return string(KEREGE_DB_BLOB, {bytes.data(), bytes.size()});
}

// Days since 2000-01-01.
kerege_value decode_date(std::string_view bytes, BatchBuffer& buffer) {
    const auto days = static_cast<int32_t>(big_endian<uint32_t>(bytes.data()));
    if (days == std::numeric_limits<int32_t>::max() ||
        days == std::numeric_limits<int32_t>::min()) {
        return string(KEREGE_DB_TEXT, buffer.keep(days > 0 ? "infinity" : "-infinity"));
    }
    using namespace std::chrono;
    const year_month_day day{sys_days{year{2000} / January / 1} + std::chrono::days{days}};
    char text[24];
    const auto end = fmt::format_to_n(text, sizeof text, "{:04}-{:02}-{:02}", int(day.year()),
                                      unsigned(day.month()), unsigned(day.day()));
    return string(KEREGE_DB_TEXT, buffer.keep({text, end.size}));
}

// Digits of base 10,000: count, weight of the first, sign, digits shown after the point.
struct Numeric {
    explicit Numeric(std::string_view bytes)
        : digits(bytes.data() + 8),
          count(static_cast<int16_t>(big_endian<uint16_t>(bytes.data()))),
          weight(static_cast<int16_t>(big_endian<uint16_t>(bytes.data() + 2))),
          sign(big_endian<uint16_t>(bytes.data() + 4)),
          scale(big_endian<uint16_t>(bytes.data() + 6)) {}

    int digit(int place) const {
        if (place < 0 || place >= count) return 0;
        return big_endian<uint16_t>(digits + place * 2);
    }

    std::optional<int64_t> whole() const {
        if ((sign != 0 && sign != 0x4000) || count > weight + 1 || weight > 4) return {};
        // Counted downwards, since the least number has no positive counterpart.
        int64_t number = 0;
        for (int place = 0; place <= weight; ++place) {
            if (__builtin_mul_overflow(number, int64_t{10000}, &number) ||
                __builtin_sub_overflow(number, int64_t{digit(place)}, &number)) {
                return {};
            }
        }
        if (sign == 0 && __builtin_sub_overflow(int64_t{0}, number, &number)) return {};
        return number;
    }

    std::string text() const {
        if (sign == 0xC000) return "NaN";
        if (sign == 0xD000) return "Infinity";
        if (sign == 0xF000) return "-Infinity";
        std::string out = sign == 0x4000 ? "-" : "";
        out += std::to_string(weight < 0 ? 0 : digit(0));
        for (int place = 1; place <= weight; ++place) out += fmt::format("{:04}", digit(place));
        std::string fraction;
        for (int place = weight + 1; fraction.size() < scale; ++place) {
            fraction += fmt::format("{:04}", digit(place));
        }
        if (scale > 0) out += "." + fraction.substr(0, scale);
        return out;
    }

    const char* digits;
    int count;
    int weight;
    unsigned sign;
    unsigned scale;
};

kerege_value decode_numeric(std::string_view bytes, BatchBuffer& buffer) {
    const Numeric numeric(bytes);
    if (const auto whole = numeric.whole()) return integer(*whole);
    return string(KEREGE_DB_TEXT, buffer.keep(numeric.text()));
}

}  // namespace

// Numbers of PostgreSQL's built-in types, fixed for ever.
Decode decoder_of(Oid type) {
    switch (type) {
        case 16:
            return decode_bool;
        case 17:
            return decode_bytea;
        case 20:
            return decode_int8;
        case 21:
            return decode_int2;
        case 23:
        case 26:  // oid
            return decode_int4;
        case 18:  // "char"
        case 19:  // name
        case 25:
        case 114:  // json
        case 705:  // a literal without a type
        case 1042:
        case 1043:
            return decode_text;
        case 700:
            return decode_float4;
        case 701:
            return decode_float8;
        case 1082:
            return decode_date;
        case 1700:
            return decode_numeric;
        default:
            return nullptr;
    }
}

}  // namespace kerege::data
