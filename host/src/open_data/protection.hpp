// Which numbers are published, so that nobody is found in them: not by a small number, not by
// taking one number from another, and not by comparing what was published on two days. Pure. The
// rule and why it holds: docs/decisions/0041-open-data.md.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kerege::open_data {

enum class Measure : uint8_t { learners, female, male, employees, classes, born };

// One number of an organisation. key: its name in the files and in the database.
struct Field {
    std::string key;
    Measure measure = Measure::learners;
    int year = 0;  // of birth, where that is the measure

    bool of_learners() const { return measure != Measure::employees; }
};
// The same for every organisation, whoever is there. In the order of Measure, then by year.
std::vector<Field> fields(int this_year);
// Where a year of birth stands among them; nullopt: it is not published.
std::optional<size_t> field_of_year(const std::vector<Field>& fields, int year);

// What is known of an organisation, in the order of the fields.
using Counts = std::vector<int64_t>;

struct Rule {
    int64_t at_least = 10;

    // So many must have come or left for a number to change; to it numbers are rounded.
    int64_t step() const { return at_least / 2; }
    int64_t shown_from() const { return at_least + step(); }
    int64_t rounded(int64_t count) const { return (count + step() / 2) / step() * step(); }
};
// Smaller ones leave no room for a step.
inline constexpr int kAtLeastMin = 4;

// What a number is published from: what it was before, until it has changed by a step.
int64_t settled(const Rule& rule, std::optional<int64_t> before, int64_t now);

// A published number of one organisation, or the sum of several.
struct Cell {
    std::optional<int64_t> count;  // none: withheld, or there is no such number
    int64_t withheld = 0;          // of so many organisations the number is not in it

    bool operator==(const Cell&) const = default;
};
using Cells = std::vector<Cell>;

// Of one organisation. counts: settled ones. learns: learners may belong there.
Cells published(const Rule& rule, const std::vector<Field>& fields, const Counts& counts,
                bool learns);
// Sums are made of what is published and of nothing else, so they tell nothing more.
void add_to(Cells& sum, const Cells& part);

}  // namespace kerege::open_data
