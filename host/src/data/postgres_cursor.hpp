// Rows of one PostgreSQL statement. The whole result is here; it is turned into values in batches.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "host/src/data/connection.hpp"
#include "host/src/data/postgres_result.hpp"
#include "host/src/data/postgres_values.hpp"

namespace kerege::data {

class PostgresCursor final : public BatchCursor {
public:
    // Throws std::logic_error for a column of a type that has no value here.
    PostgresCursor(PostgresResult result, std::string_view name);

    kerege_rows fetch_at_most(uint32_t rows) override;
    bool ended() const override { return next_ >= PQntuples(result_.get()); }

private:
    // Its bytes.
    size_t take_row(int row);

    PostgresResult result_;
    const std::string name_;
    std::vector<Decode> columns_;
    BatchBuffer buffer_;
    int next_ = 0;
};

}  // namespace kerege::data
