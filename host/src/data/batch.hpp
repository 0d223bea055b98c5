// Rows of one table on their way into it, many with one statement: to a server each statement is a
// journey. They travel as a JSON array of arrays, which both databases take apart.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "host/src/base/text.hpp"
#include "host/src/data/database.hpp"

namespace kerege::data {

class Batch {
public:
    // The statement has one parameter. It must outlive this.
    explicit Batch(const Statement& statement) : statement_(statement) {}

    template <class... Values>
    void add(const Values&... values) {
        rows_ += rows_.empty() ? "[[" : ",[";
        const size_t begin = rows_.size();
        (append(values, begin), ...);
        rows_ += ']';
    }
    // Throws what Transaction::execute() throws.
    void flush(Transaction& transaction) {
        if (rows_.empty()) return;
        rows_ += ']';
        transaction.execute(statement_, {rows_});
        rows_.clear();
    }

private:
    void append(int64_t number, size_t begin) {
        if (rows_.size() > begin) rows_ += ',';
        rows_ += std::to_string(number);
    }
    void append(std::string_view text, size_t begin) {
        if (rows_.size() > begin) rows_ += ',';
        text::append_json(rows_, text);
    }

    const Statement& statement_;
    std::string rows_;
};

}  // namespace kerege::data
