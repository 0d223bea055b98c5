// Rows of a statement page by page, by their key: a table of any length is read in bounded memory,
// also from PostgreSQL, which hands a result over as a whole.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "host/src/data/database.hpp"

namespace kerege::data {

inline constexpr int kPageRows = 1'000;

// A column of a table as the database has it; a type it has no value for is read as text.
struct TableColumn {
    std::string name;
    bool as_text = false;
};
// The statement that reads these columns of one organisation's rows, whose id is its parameter.
// REQUIRES: the names come from the database's own catalogue.
std::string rows_of_organisation(std::string_view table, const std::vector<TableColumn>& columns);

// One statement in pages.
struct Pages {
    std::string first_text, next_text;
    Statement first;     // takes the organisation, and the day if it asks for one
    Statement next;      // and the key of the last row
    size_t keys = 0;     // 0: all is one page
    bool dated = false;  // it asks for the day
};

// Makes pages of statements, and keeps what it made. Must live as long as the Database. [any]
class Paging {
public:
    // `whole`: the text of a select with one parameter, an organisation, or, if it is dated, a day
    // as the second, or whatever else is a text. `key`: columns of its result, numbers or texts
    // that are never null, together different in every row.
    const Pages& of(std::string_view whole, const std::vector<std::string>& key,
                    bool dated = false);

private:
    std::mutex mutex_;
    std::map<std::string, std::unique_ptr<Pages>, std::less<>> made_;
};

// One reading, within one transaction.
class PageReader {
public:
    // key_columns: where the key's columns stand in the result. today: for dated pages, their
    // second parameter. The first two are borrowed.
    PageReader(Transaction& transaction, const Pages& pages, std::vector<size_t> key_columns,
               int64_t organisation, std::string today = {})
        : transaction_(transaction),
          pages_(pages),
          key_columns_(std::move(key_columns)),
          organisation_(organisation),
          today_(std::move(today)) {}

    // Calls `row` for each row of the next page. False: there was none left. Throws what
    // Transaction::query() and Cursor::fetch() throw.
    bool read(const std::function<void(const Row&)>& row);

private:
    using Key = std::variant<int64_t, std::string>;
    std::vector<Key> key_of(const Row& row) const;

    Transaction& transaction_;
    const Pages& pages_;
    const std::vector<size_t> key_columns_;
    const int64_t organisation_;
    const std::string today_;
    std::vector<Key> after_;
    bool ended_ = false;
};

}  // namespace kerege::data
