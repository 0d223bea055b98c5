// Which column of a roster is which, where its headings do not say it.
#include "host/src/pages/roster_columns.hpp"

#include <algorithm>

#include "host/src/access/roles.hpp"
#include "host/src/directory/roster/choice.hpp"
#include "host/src/pages/roster_parts.hpp"
#include "kerege/sdk/tr.hpp"

namespace kerege::pages {
namespace {

namespace roster = directory::roster;
using roster::Field;

struct FieldName {
    Field field;
    std::string_view label;
};
// In the order in which people look for them.
constexpr FieldName kFields[] = {
    {Field::class_label, KEREGE_TR("Class")},
    {Field::full_name, KEREGE_TR("Surname, name, patronymic")},
    {Field::family_name, KEREGE_TR("Surname")},
    {Field::given_name, KEREGE_TR("Name")},
    {Field::patronymic, KEREGE_TR("Patronymic")},
    {Field::birth_date, KEREGE_TR("Date of birth")},
    {Field::sex, KEREGE_TR("Sex")},
    {Field::phone, KEREGE_TR("Mobile phone")},
    {Field::email, KEREGE_TR("E-mail")},
    {Field::residence, KEREGE_TR("Address")},
    {Field::position, KEREGE_TR("Position")},
    {Field::subjects, KEREGE_TR("Subjects")},
    {Field::guardian1_name, KEREGE_TR("First parent: full name")},
    {Field::guardian1_phone, KEREGE_TR("First parent: phone")},
    {Field::guardian1_email, KEREGE_TR("First parent: e-mail")},
    {Field::guardian1_kinship, KEREGE_TR("First parent: relation to the child")},
    {Field::guardian2_name, KEREGE_TR("Second parent: full name")},
    {Field::guardian2_phone, KEREGE_TR("Second parent: phone")},
    {Field::guardian2_email, KEREGE_TR("Second parent: e-mail")},
    {Field::guardian2_kinship, KEREGE_TR("Second parent: relation to the child")},
};

std::string_view label_of(Field field) {
    for (const FieldName& name : kFields)
        if (name.field == field) return name.label;
    return {};
}

// The fields' names, by commas.
std::string labels(const House& house, const http::Exchange& exchange,
                   const std::vector<Field>& fields) {
    std::string all;
    for (const Field field : fields)
        all += (all.empty() ? "" : ", ") + tr(house, exchange, label_of(field));
    return all;
}

// What somebody chose, before it is known to be right.
struct Chosen {
    roster::Mapping mapping;
    std::vector<Field> of_column;  // Field::count: not read
    std::vector<size_t> twice;     // columns for which another was chosen already
};

Chosen chosen_in(const http::Request& request, size_t columns) {
    Chosen chosen;
    for (size_t i = 0; i < columns; ++i) {
        const Field field = roster::field_of_code(request.field("column." + std::to_string(i)));
        chosen.of_column.push_back(field);
        if (field == Field::count) continue;
        if (!chosen.mapping.columns.emplace(field, i).second) chosen.twice.push_back(i);
    }
    for (const auto& [name, value] : request.form) {
        const Field field = name == "absent" ? roster::field_of_code(value) : Field::count;
        if (field != Field::count && !chosen.mapping.columns.count(field))
            chosen.mapping.absent.insert(field);
    }
    return chosen;
}

void add_column(const House& house, const http::Exchange& exchange, roster::Kind kind,
                size_t number, const roster::ColumnShown& column, Model& page) {
    std::string values;
    for (const std::string& value : column.values) values += (values.empty() ? "" : " · ") + value;
    Model& row = page.add("column");
    row.set("key", "column." + std::to_string(number))
        .set("letters", column.letters)
        .set("heading", column.heading)
        .set("values", values);
    for (const FieldName& name : kFields) {
        if (!roster::belongs(kind, name.field)) continue;
        Model& option = row.add("option");
        option.set("code", roster::field_code(name.field))
            .set("label", tr(house, exchange, name.label));
        if (name.field == column.field) option.add("chosen");
    }
}

Result<> show_choice(House& house, http::Exchange& exchange, roster::UploadId id,
                     const roster::ColumnChoice& choice, const Fault* fault) {
    Model model;
    model.set("id", id.value).set("file_name", choice.file_name);
    if (!fault && !choice.missing.empty())
        model.add("missing").set("names", labels(house, exchange, choice.missing));
    for (size_t i = 0; i < choice.columns.size(); ++i)
        add_column(house, exchange, choice.kind, i, choice.columns[i], model);
    for (const FieldName& name : kFields) {
        if (!roster::may_be_absent(name.field) || !roster::belongs(choice.kind, name.field))
            continue;
        if (name.field == Field::birth_date && choice.kind == roster::Kind::staff) continue;
        Model& item = model.add("required");
        item.set("code", roster::field_code(name.field))
            .set("label", tr(house, exchange, name.label));
        const auto& absent = choice.absent;
        if (std::find(absent.begin(), absent.end(), name.field) != absent.end()) item.add("absent");
    }
    model.add("crumb")
        .set("label", tr(house, exchange, KEREGE_TR("Import a roster")))
        .set("href", "/roster");
    return show(house, exchange, "roster/columns", model, KEREGE_TR("Which column is which?"),
                fault);
}

Result<> start(House& house, http::Exchange& exchange) {
    const auto id = roster::UploadId::parse(exchange.path_value("upload"));
    if (!id) return not_found("no upload id");
    const auto choice = roster::column_choice(house.database, exchange.scope().organisation, *id);
    if (!choice) return to_what_is_asked(house, exchange, *id, choice.fault());
    return show_choice(house, exchange, *id, *choice, nullptr);
}

Fault said_twice(const roster::ColumnChoice& choice, const std::vector<size_t>& twice) {
    std::string letters;
    for (const size_t column : twice)
        letters += (letters.empty() ? "" : ", ") + choice.columns[column].letters;
    Fault fault = invalid("roster: columns chosen twice",
                          KEREGE_TR("What is chosen for these columns stands in another already: "
                                    "{columns}."));
    fault.values.emplace_back("columns", letters);
    return fault;
}

Result<> choose(House& house, http::Exchange& exchange) {
    const auto id = roster::UploadId::parse(exchange.path_value("upload"));
    if (!id) return not_found("no upload id");
    const access::Scope& scope = exchange.scope();
    auto choice = roster::column_choice(house.database, scope.organisation, *id);
    if (!choice) return choice.fault();
    const Chosen chosen = chosen_in(exchange.request, choice->columns.size());
    for (size_t i = 0; i < choice->columns.size(); ++i)
        choice->columns[i].field = chosen.of_column[i];
    choice->absent.assign(chosen.mapping.absent.begin(), chosen.mapping.absent.end());
    if (!chosen.twice.empty()) {
        const Fault fault = said_twice(*choice, chosen.twice);
        return show_choice(house, exchange, *id, *choice, &fault);
    }
    const auto done = roster::choose_columns(house.database, scope.organisation, *id, scope.person,
                                             chosen.mapping, house.clock.now_ms());
    if (!done && done.fault().kind == FaultKind::invalid)
        return show_choice(house, exchange, *id, *choice, &done.fault());
    if (!done) return done.fault();
    return go(house, exchange, "/roster/" + id->text());
}

}  // namespace

void add_roster_columns(const House& house, const http::Exchange& exchange,
                        const roster::Checked& checked, Model& page) {
    Model& columns = page.add("columns");
    if (!checked.absent.empty())
        columns.add("absent").set("names", labels(house, exchange, checked.absent));
    std::string ignored;
    for (const std::string& heading : checked.ignored_columns)
        ignored += (ignored.empty() ? "" : ", ") + heading;
    if (!ignored.empty()) columns.add("ignored").set("names", ignored);
}

void register_roster_columns(http::Router& router, House& house) {
    get(router, house, "/roster/{upload}/columns", access::permission::kRosterImport, start);
    post(router, house, "/roster/{upload}/columns", access::permission::kRosterImport, choose);
}

}  // namespace kerege::pages
