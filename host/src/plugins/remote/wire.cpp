#include "host/src/plugins/remote/wire.hpp"

namespace kerege::remote {

Writer& Writer::value(const kerege_value& value) {
    i32(value.type);
    switch (value.type) {
        case KEREGE_DB_TEXT:
        case KEREGE_DB_BLOB:
            return str(value.as.text);
        case KEREGE_DB_REAL:
            return raw(value.as.real);
        case KEREGE_DB_INT64:
            return i64(value.as.int64);
        default:
            return *this;  // NULL, or a type the host will refuse
    }
}

kerege_str Reader::str() {
    const uint32_t size = u32();
    if (!good_ || size == Writer::kAbsent) return {nullptr, 0};
    if (size > rest_.size()) {
        fail();
        return {nullptr, 0};
    }
    const kerege_str found = {rest_.data(), size};
    rest_.remove_prefix(size);
    return found;
}

kerege_value Reader::value() {
    kerege_value value{};
    value.type = i32();
    switch (value.type) {
        case KEREGE_DB_TEXT:
        case KEREGE_DB_BLOB:
            value.as.text = str();
            break;
        case KEREGE_DB_REAL:
            value.as.real = raw<double>();
            break;
        case KEREGE_DB_INT64:
            value.as.int64 = i64();
            break;
        default:
            break;
    }
    return value;
}

uint32_t Reader::count(size_t bytes_each) {
    const uint32_t count = u32();
    if (count <= rest_.size() / bytes_each) return count;
    fail();
    return 0;
}

}  // namespace kerege::remote
