#include "host/src/directory/roster/choice.hpp"

#include "host/src/base/text.hpp"
#include "host/src/directory/roster/parts.hpp"
#include "host/src/directory/rows.hpp"
#include "kerege/sdk/tr.hpp"
#include "queries/directory.hpp"

namespace kerege::directory::roster {
namespace {

namespace sql = queries::directory;

constexpr size_t kValueLettersShown = 40;

struct Waiting {
    Kind kind = Kind::staff;
    std::string file_name;
    Table table;
    Mapping mapping;
};

Result<Waiting> waiting_file(data::Transaction& transaction, OrganisationId organisation,
                             UploadId id) {
    Waiting file;
    std::string content;
    bool applied = false;
    const bool found =
        transaction.first(sql::upload, {organisation.value, id.value}, [&](const data::Row& row) {
            file.kind = row.text(0) == "staff" ? Kind::staff : Kind::learners;
            file.file_name = text_of(row, 1);
            content = text_of(row, 2);
            applied = !row.is_null(4);
            file.mapping = Mapping::parse(row.text(5));
        });
    if (!found) return not_found("roster: no such upload");
    if (applied) {
        return conflict("roster: applied already", KEREGE_TR("This file was taken over already."));
    }
    if (content.empty()) return no_part_taken();
    Result<Table> table = read_stored(content);
    if (!table) return table.fault();
    file.table = *std::move(table);
    return file;
}

std::vector<std::string> first_values(const Table& table, size_t column) {
    std::vector<std::string> values;
    for (const TableRow& row : table.rows) {
        if (column >= row.cells.size()) continue;
        const std::string value = text::tidy(row.cells[column]);
        if (value.empty()) continue;
        values.push_back(text::shorten(value, kValueLettersShown));
        if (values.size() == kValuesShown) break;
    }
    return values;
}

}  // namespace

Mapping remembered(data::Transaction& transaction, OrganisationId organisation, Kind kind,
                   const std::vector<std::string>& heading) {
    Mapping mapping;
    transaction.first(sql::roster_mapping, {organisation.value, kind_word(kind), shape_of(heading)},
                      [&](const data::Row& row) { mapping = Mapping::parse(row.text(0)); });
    return mapping;
}

Result<ColumnChoice> column_choice(data::Database& database, OrganisationId organisation,
                                   UploadId upload) {
    auto transaction = database.read();
    Result<Waiting> file = waiting_file(transaction, organisation, upload);
    if (!file) return file.fault();
    const Columns known = columns_of(file->kind, file->table.heading, file->mapping);
    ColumnChoice choice;
    choice.kind = file->kind;
    choice.file_name = file->file_name;
    for (size_t i = 0; i < file->table.heading.size(); ++i) {
        choice.columns.push_back({column_letters(i), text::tidy(file->table.heading[i]),
                                  first_values(file->table, i), Field::count});
    }
    choice.missing = missing_fields(file->kind, known);
    for (size_t i = 0; i < kFields; ++i) {
        const Field field = static_cast<Field>(i);
        if (known.has(field)) choice.columns[static_cast<size_t>(known.of(field))].field = field;
        if (known.lacks(field)) choice.absent.push_back(field);
    }
    return choice;
}

Result<> choose_columns(data::Database& database, OrganisationId organisation, UploadId upload,
                        PersonId by, const Mapping& mapping, int64_t now_ms) {
    auto transaction = database.write();
    const Result<Waiting> file = waiting_file(transaction, organisation, upload);
    if (!file) return file.fault();
    const Result<Columns> columns =
        complete(file->kind, columns_of(file->kind, file->table.heading, mapping));
    if (!columns) return columns.fault();
    const std::string text = mapping.text();
    if (transaction.execute(sql::upload_map, {text, organisation.value, upload.value}) == 0) {
        return conflict("roster: a job has it", KEREGE_TR("This file was taken over already."));
    }
    transaction.execute(sql::roster_mapping_put,
                        {organisation.value, kind_word(file->kind), shape_of(file->table.heading),
                         text, by.value, now_ms});
    transaction.commit();
    return success();
}

}  // namespace kerege::directory::roster
