#include "host/src/data/sqlite_collation.hpp"

#include <unicode/ucol.h>

#include <algorithm>
#include <cstring>
#include <stdexcept>

namespace kerege::data {
namespace {

int compare(void* collator, int left_size, const void* left, int right_size, const void* right) {
    UErrorCode status = U_ZERO_ERROR;
    const UCollationResult order =
        ucol_strcollUTF8(static_cast<const UCollator*>(collator), static_cast<const char*>(left),
                         left_size, static_cast<const char*>(right), right_size, &status);
    if (order != UCOL_EQUAL) return order;
    // PostgreSQL's collation is deterministic: what ICU holds equal is decided by the bytes.
    const int bytes =
        std::memcmp(left, right, static_cast<size_t>(std::min(left_size, right_size)));
    return bytes != 0 ? bytes : left_size - right_size;
}

void close(void* collator) { ucol_close(static_cast<UCollator*>(collator)); }

}  // namespace

void register_kazakh_collation(sqlite3* database) {
    UErrorCode status = U_ZERO_ERROR;
    UCollator* collator = ucol_open("kk", &status);
    if (U_FAILURE(status)) throw std::runtime_error("ICU has no collation for kk");
    const int code =
        sqlite3_create_collation_v2(database, "kk-x-icu", SQLITE_UTF8, collator, compare, close);
    if (code != SQLITE_OK) {
        ucol_close(collator);
        throw std::runtime_error("the collation kk-x-icu could not be registered");
    }
}

}  // namespace kerege::data
