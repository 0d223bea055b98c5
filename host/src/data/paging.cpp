#include "host/src/data/paging.hpp"

#include <fmt/format.h>

#include <stdexcept>

namespace kerege::data {
namespace {

constexpr std::string_view kPageName = "data/page";

std::string in_quotes(std::string_view name) { return fmt::format("\"{}\"", name); }

std::string column_list(const std::vector<std::string>& names) {
    std::string text;
    for (const std::string& name : names) text += (text.empty() ? "" : ", ") + in_quotes(name);
    return text;
}

}  // namespace

std::string rows_of_organisation(std::string_view table, const std::vector<TableColumn>& columns) {
    std::string list;
    for (const TableColumn& column : columns) {
        if (!list.empty()) list += ", ";
        const std::string name = in_quotes(column.name);
        list += column.as_text ? fmt::format("cast({0} as text) as {0}", name) : name;
    }
    return fmt::format("select {} from {} where organisation_id = $1", list, in_quotes(table));
}

const Pages& Paging::of(std::string_view whole, const std::vector<std::string>& key, bool dated) {
    const std::string columns = column_list(key);
    const std::lock_guard lock(mutex_);
    auto& made = made_[fmt::format("{}\n{}", columns, whole)];
    if (made) return *made;
    made = std::make_unique<Pages>();
    made->keys = key.size();
    made->dated = dated;
    if (key.empty()) {
        made->first_text = whole;
        made->next_text = whole;
    } else {
        std::string after;
        const size_t first = dated ? 3 : 2;
        for (size_t i = 0; i < key.size(); ++i)
            after += fmt::format("{}${}", i == 0 ? "" : ", ", i + first);
        const std::string order = fmt::format("order by {} limit {}", columns, kPageRows);
        made->first_text = fmt::format("select * from ({}) rows_of_it {}", whole, order);
        made->next_text = fmt::format("select * from ({}) rows_of_it where ({}) > ({}) {}", whole,
                                      columns, after, order);
    }
    made->first = {kPageName, made->first_text, {}};
    made->next = {kPageName, made->next_text, {}};
    return *made;
}

std::vector<PageReader::Key> PageReader::key_of(const Row& row) const {
    std::vector<Key> key;
    for (const size_t column : key_columns_) {
        const int32_t type = row.values()[column].type;
        if (type == KEREGE_DB_INT64) {
            key.emplace_back(row.int64(column));
        } else if (type == KEREGE_DB_TEXT) {
            key.emplace_back(std::string(row.text(column)));
        } else {
            throw std::logic_error("a key of pages is a number or a text");
        }
    }
    return key;
}

bool PageReader::read(const std::function<void(const Row&)>& row) {
    if (ended_) return false;
    std::vector<Argument> args{Argument(organisation_)};
    if (pages_.dated) args.emplace_back(today_);
    for (const Key& part : after_) {
        if (const auto* number = std::get_if<int64_t>(&part)) {
            args.emplace_back(*number);
        } else {
            args.emplace_back(std::get<std::string>(part));
        }
    }
    const auto cursor = transaction_.query(after_.empty() ? pages_.first : pages_.next, args);
    int64_t count = 0;
    std::vector<Key> last;
    for (kerege_rows rows = cursor->fetch(); rows.rows > 0; rows = cursor->fetch()) {
        for (uint32_t i = 0; i < rows.rows; ++i) {
            const Row one({rows.values + size_t{i} * rows.columns, rows.columns});
            row(one);
            if (i + 1 == rows.rows && pages_.keys > 0) last = key_of(one);
        }
        count += rows.rows;
    }
    after_ = std::move(last);
    ended_ = pages_.keys == 0 || count < kPageRows;
    return count > 0;
}

}  // namespace kerege::data
