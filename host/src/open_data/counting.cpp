#include "host/src/open_data/counting.hpp"

#include <fmt/format.h>

#include <charconv>

#include "queries/open_data.hpp"

namespace kerege::open_data {
namespace {

namespace sql = queries::open_data;

int64_t number(std::string_view text) {
    int64_t value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

// Calls `one` with what stands before and after '=' of each word.
template <class One>
void each_word(std::string_view text, One one) {
    while (!text.empty()) {
        const size_t end = std::min(text.find(' '), text.size());
        const std::string_view word = text.substr(0, end);
        const size_t sign = word.find('=');
        if (sign != std::string_view::npos) one(word.substr(0, sign), word.substr(sign + 1));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
}

void add_people(const data::Row& row, const std::vector<Field>& fields, Counts& counts) {
    const int64_t people = row.int64(4);
    const auto add = [&](Measure measure) { counts[static_cast<size_t>(measure)] += people; };
    if (row.text(1) == "employee") return add(Measure::employees);
    add(Measure::learners);
    if (row.text(2) == "female") add(Measure::female);
    if (row.text(2) == "male") add(Measure::male);
    if (const auto at = field_of_year(fields, static_cast<int>(number(row.text(3)))))
        counts[*at] += people;
}

}  // namespace

std::map<OrganisationId, Counts> count(data::Transaction& transaction, OrganisationId top,
                                       std::string_view today, const std::vector<Field>& fields) {
    std::map<OrganisationId, Counts> all;
    const auto of = [&](const data::Row& row) -> Counts& {
        Counts& counts = all[OrganisationId{row.int64(0)}];
        counts.resize(fields.size());
        return counts;
    };
    transaction.each(sql::people, {top.value, today},
                     [&](const data::Row& row) { add_people(row, fields, of(row)); });
    transaction.each(sql::classes, {top.value, today}, [&](const data::Row& row) {
        of(row)[static_cast<size_t>(Measure::classes)] = row.int64(1);
    });
    return all;
}

std::string kept(const std::vector<Field>& fields, const Counts& counts) {
    std::string text;
    for (size_t i = 0; i < fields.size(); ++i)
        text += fmt::format("{}{}={}", i == 0 ? "" : " ", fields[i].key, counts[i]);
    return text;
}

std::map<std::string, int64_t> read_kept(std::string_view text) {
    std::map<std::string, int64_t> counts;
    each_word(text, [&](std::string_view key, std::string_view value) {
        counts[std::string(key)] = number(value);
    });
    return counts;
}

std::string kept(const std::vector<Field>& fields, const Cells& cells) {
    std::string text;
    for (size_t i = 0; i < fields.size(); ++i) {
        if (cells[i] == Cell{}) continue;
        text += fmt::format("{}{}={}/{}", text.empty() ? "" : " ", fields[i].key,
                            cells[i].count ? std::to_string(*cells[i].count) : std::string(),
                            cells[i].withheld);
    }
    return text;
}

Cells read_kept(const std::vector<Field>& fields, std::string_view text) {
    std::map<std::string_view, std::string_view> words;
    each_word(text,
              [&](std::string_view key, std::string_view value) { words.emplace(key, value); });
    Cells cells(fields.size());
    for (size_t i = 0; i < fields.size(); ++i) {
        const auto found = words.find(fields[i].key);
        if (found == words.end()) continue;
        const std::string_view value = found->second;
        const size_t slash = std::min(value.find('/'), value.size());
        if (slash > 0) cells[i].count = number(value.substr(0, slash));
        if (slash < value.size()) cells[i].withheld = number(value.substr(slash + 1));
    }
    return cells;
}

}  // namespace kerege::open_data
