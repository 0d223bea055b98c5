#include "host/src/data/postgres_cursor.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace kerege::data {

PostgresCursor::PostgresCursor(PostgresResult result, std::string_view name)
    : result_(std::move(result)), name_(name) {
    const int count = PQnfields(result_.get());
    columns_.reserve(static_cast<size_t>(count));
    for (int column = 0; column < count; ++column) {
        const Oid type = PQftype(result_.get(), column);
        columns_.push_back(decoder_of(type));
        if (columns_.back()) continue;
        throw std::logic_error(fmt::format("{}: cast column {}, its type is {}", name,
                                           PQfname(result_.get(), column), type));
    }
}

size_t PostgresCursor::take_row(int row) {
    const PGresult* result = result_.get();
    size_t size = columns_.size() * value_bytes;
    for (int column = 0; column < static_cast<int>(columns_.size()); ++column) {
        if (PQgetisnull(result, row, column)) {
            buffer_.values().push_back({});
            continue;
        }
        const std::string_view bytes(PQgetvalue(result, row, column),
                                     static_cast<size_t>(PQgetlength(result, row, column)));
        size += bytes.size();
        if (size > row_bytes_max) throw_row_too_large(name_);
        buffer_.values().push_back(columns_[static_cast<size_t>(column)](bytes, buffer_));
    }
    return size;
}

kerege_rows PostgresCursor::fetch_at_most(uint32_t rows) {
    buffer_.clear();
    const int first = next_;
    const int end = std::min(PQntuples(result_.get()), first + static_cast<int>(rows));
    buffer_.values().reserve(static_cast<size_t>(end - first) * columns_.size());
    size_t bytes = 0;
    while (next_ < end && bytes < batch_bytes_enough) bytes += take_row(next_++);
    return {static_cast<uint32_t>(next_ - first), static_cast<uint32_t>(columns_.size()),
            buffer_.values().data()};
}

}  // namespace kerege::data
