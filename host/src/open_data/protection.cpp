#include "host/src/open_data/protection.hpp"

#include <algorithm>
#include <cstdlib>

namespace kerege::open_data {
namespace {

// Of whom schools are made; who is older or younger is counted, and in no year.
constexpr int kOldestYears = 20;
constexpr int kYoungestYears = 5;

size_t index_of(Measure measure) { return static_cast<size_t>(measure); }

void withhold(Cell& cell) { cell = {std::nullopt, 1}; }

// Where one of two is withheld, the other one and the whole would tell it.
void hide_both(Cells& cells, Measure one, Measure other) {
    Cell &first = cells[index_of(one)], &second = cells[index_of(other)];
    if (first.count && second.count) return;
    withhold(first);
    withhold(second);
}

// What the learners are without the years that are shown must be of several years, and of as many
// people as a number needs to be shown.
void hide_years(const Rule& rule, const Counts& counts, Cells& cells) {
    const size_t first = index_of(Measure::born);
    while (true) {
        int64_t people = 0, years = 0;
        size_t smallest = 0;
        for (size_t i = first; i < cells.size(); ++i) {
            if (!cells[i].count) {
                people += counts[i];
                years += counts[i] > 0 ? 1 : 0;
            } else if (smallest == 0 || counts[i] < counts[smallest]) {
                smallest = i;
            }
        }
        const bool enough = years == 0 || (years > 1 && people >= rule.at_least);
        if (enough || smallest == 0) return;
        withhold(cells[smallest]);
    }
}

}  // namespace

std::vector<Field> fields(int this_year) {
    std::vector<Field> all = {{"learners", Measure::learners},
                              {"learners_female", Measure::female},
                              {"learners_male", Measure::male},
                              {"employees", Measure::employees},
                              {"classes", Measure::classes}};
    for (int year = this_year - kOldestYears; year <= this_year - kYoungestYears; ++year)
        all.push_back({"learners_born_" + std::to_string(year), Measure::born, year});
    return all;
}

std::optional<size_t> field_of_year(const std::vector<Field>& fields, int year) {
    const auto found = std::find_if(fields.begin(), fields.end(), [&](const Field& field) {
        return field.measure == Measure::born && field.year == year;
    });
    if (found == fields.end()) return {};
    return static_cast<size_t>(found - fields.begin());
}

int64_t settled(const Rule& rule, std::optional<int64_t> before, int64_t now) {
    return before && std::abs(now - *before) < rule.step() ? *before : now;
}

Cells published(const Rule& rule, const std::vector<Field>& fields, const Counts& counts,
                bool learns) {
    Cells cells(fields.size());
    for (size_t i = 0; i < fields.size(); ++i) {
        if (fields[i].of_learners() && !learns) continue;
        if (counts[i] < rule.shown_from()) {
            withhold(cells[i]);
        } else {
            cells[i].count = rule.rounded(counts[i]);
        }
    }
    if (!learns) return cells;
    // Parts without the whole would be its least.
    if (!cells[index_of(Measure::learners)].count) {
        for (size_t i = 0; i < fields.size(); ++i)
            if (fields[i].of_learners()) withhold(cells[i]);
        return cells;
    }
    hide_both(cells, Measure::female, Measure::male);
    hide_years(rule, counts, cells);
    return cells;
}

void add_to(Cells& sum, const Cells& part) {
    sum.resize(std::max(sum.size(), part.size()));
    for (size_t i = 0; i < part.size(); ++i) {
        if (part[i].count) sum[i].count = sum[i].count.value_or(0) + *part[i].count;
        sum[i].withheld += part[i].withheld;
    }
}

}  // namespace kerege::open_data
