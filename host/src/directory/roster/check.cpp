#include "host/src/directory/roster/check.hpp"

#include <algorithm>
#include <map>

#include "host/src/base/text.hpp"
#include "host/src/directory/roster/cells.hpp"
#include "kerege/sdk/tr.hpp"

namespace kerege::directory::roster {
namespace {

using Need = Cells::Need;

bool same(const GuardianRow& left, const GuardianRow& right) {
    return left.family_name == right.family_name && left.given_name == right.given_name &&
           left.patronymic == right.patronymic;
}

// In columns of their own, or where there is none for the surname all in one.
void read_names(Cells& cells, Row& row) {
    if (cells.has(Field::full_name) && !cells.has(Field::family_name)) {
        Cells::WholeName name = cells.whole_name(Field::full_name, Need::required);
        row.family_name = std::move(name.family_name);
        row.given_name = std::move(name.given_name);
        row.patronymic = std::move(name.patronymic);
        return;
    }
    row.family_name = cells.name(Field::family_name, Need::required);
    row.given_name = cells.name(Field::given_name, Need::required);
    row.patronymic = cells.name(Field::patronymic, Need::optional);
}

Row read_row(Kind kind, Cells& cells, int number, std::string_view today) {
    Row row;
    row.row = number;
    if (kind == Kind::learners) row.class_label = cells.class_label(Field::class_label);
    read_names(cells, row);
    const Need birth = kind == Kind::learners ? cells.need(Field::birth_date) : Need::optional;
    row.birth_date = cells.day(Field::birth_date, birth, today);
    row.sex = cells.sex(Field::sex);
    row.phone = cells.phone(Field::phone);
    row.email = cells.email(Field::email);
    if (kind == Kind::staff) {
        row.residence = cells.line(Field::residence, Need::optional);
        row.position = cells.line(Field::position, cells.need(Field::position));
        row.subjects = cells.list(Field::subjects);
        return row;
    }
    const Field guardians[][4] = {{Field::guardian1_name, Field::guardian1_phone,
                                   Field::guardian1_email, Field::guardian1_kinship},
                                  {Field::guardian2_name, Field::guardian2_phone,
                                   Field::guardian2_email, Field::guardian2_kinship}};
    for (const auto& fields : guardians) {
        GuardianRow guardian = cells.guardian(fields[0], fields[1], fields[2], fields[3]);
        if (guardian.family_name.empty()) continue;
        const bool twice = !row.guardians.empty() && same(row.guardians[0], guardian);
        if (!twice) row.guardians.push_back(std::move(guardian));
    }
    return row;
}

// A row with fewer or more cells than the heading: what stands where is a guess, so nothing else of
// it is looked at.
bool misshapen(const Columns& columns, TableRow& row, std::vector<RowFault>& faults) {
    const size_t expected = columns.headings.size();
    while (row.cells.size() > expected && text::tidy(row.cells.back()).empty())
        row.cells.pop_back();
    if (row.cells.size() == expected) return false;
    const bool cut = row.cells.size() < expected;
    faults.push_back(
        {row.row,
         cut ? columns.headings[row.cells.size()] : columns.headings.back(),
         cut ? std::string() : text::shorten(text::tidy(row.cells[expected]), 60),
         cut ? KEREGE_TR("The row is cut off: it has {found} cells of {expected}.")
             : KEREGE_TR("The row has {found} cells, but the heading has {expected}."),
         {{"found", std::to_string(row.cells.size())}, {"expected", std::to_string(expected)}}});
    return true;
}

std::string key_of(const Row& row) {
    return text::lower(row.family_name) + '|' + text::lower(row.given_name) + '|' +
           text::lower(row.patronymic) + '|' + row.birth_date;
}

// The reading goes field by field; people look for faults from left to right.
void sort_by_column(const Columns& columns, std::vector<RowFault>& faults, size_t from) {
    const auto place = [&](const RowFault& fault) {
        return std::find(columns.headings.begin(), columns.headings.end(), fault.column) -
               columns.headings.begin();
    };
    std::stable_sort(
        faults.begin() + static_cast<std::ptrdiff_t>(from), faults.end(),
        [&](const RowFault& left, const RowFault& right) { return place(left) < place(right); });
}

}  // namespace

Result<Checked> check(Kind kind, Table table, const Mapping& mapping, std::string_view today) {
    const Result<Columns> columns = complete(kind, columns_of(kind, table.heading, mapping));
    if (!columns) return columns.fault();

    Checked checked;
    checked.kind = kind;
    checked.rows_total = static_cast<int>(table.rows.size());
    checked.ignored_columns = columns->ignored;
    for (size_t i = 0; i < kFields; ++i) {
        const Field field = static_cast<Field>(i);
        if (columns->lacks(field) && !columns->has(field)) checked.absent.push_back(field);
    }
    const Field name_field =
        columns->has(Field::family_name) ? Field::family_name : Field::full_name;
    std::map<std::string, int> seen;
    for (TableRow& row : table.rows) {
        if (misshapen(*columns, row, checked.faults)) {
            ++checked.rows_faulty;
            continue;
        }
        const size_t first_fault = checked.faults.size();
        Cells cells(*columns, row, checked.mended, checked.faults);
        Row read = read_row(kind, cells, row.row, today);
        if (!cells.faulty()) {
            const auto [earlier, fresh] = seen.emplace(key_of(read), row.row);
            if (!fresh) {
                cells.fault(name_field, KEREGE_TR("The same person already stands in row {row}."),
                            {{"row", std::to_string(earlier->second)}});
            }
        }
        sort_by_column(*columns, checked.faults, first_fault);
        if (cells.faulty()) {
            ++checked.rows_faulty;
        } else {
            checked.rows.push_back(std::move(read));
        }
    }
    return checked;
}

Result<Checked> check(Kind kind, std::string_view bytes, std::string_view today) {
    Result<Table> table = read_table(kind, bytes);
    if (!table) return table.fault();
    const Mapping mapping = mapping_of(kind, *table);
    return check(kind, *std::move(table), mapping, today);
}

Result<Checked> check_stored(Kind kind, std::string_view csv, std::string_view mapping,
                             std::string_view today) {
    Result<Table> table = read_stored(csv);
    if (!table) return table.fault();
    return check(kind, *std::move(table), Mapping::parse(mapping), today);
}

}  // namespace kerege::directory::roster
