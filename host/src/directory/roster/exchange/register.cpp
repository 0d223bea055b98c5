#include "host/src/directory/roster/exchange/register.hpp"

#include <algorithm>

#include "host/src/base/text.hpp"
#include "host/src/base/text_values.hpp"
#include "kerege/sdk/tr.hpp"

namespace kerege::directory::roster::exchange {
namespace {

constexpr size_t kGuardiansMax = 2;
// Some people belong to two schools, nobody to all of a country.
constexpr size_t kPlacesMax = 2 * kRowsMax;

Fault too_many_rows() {
    return invalid("roster: too many rows", KEREGE_TR("The file has more than 60,000 rows."));
}

std::string joined(const std::set<std::string>& parts, const char* between) {
    std::string all;
    for (const std::string& part : parts) all += (all.empty() ? "" : between) + part;
    return all;
}

std::string whole_name(const Member& one) {
    std::string name = one.family_name + " " + one.given_name;
    if (!one.patronymic.empty()) name += " " + one.patronymic;
    return name;
}

// A list in one cell is parted by commas.
std::string without_commas(std::string text) {
    std::replace(text.begin(), text.end(), ',', ' ');
    std::replace(text.begin(), text.end(), ';', ' ');
    return text::tidy(text);
}

struct Column {
    Field field;
    const char* heading;
};

constexpr Column kOfBoth[] = {{Field::family_name, "Surname"},
                              {Field::given_name, "Name"},
                              {Field::patronymic, "Patronymic"},
                              {Field::birth_date, "Birth date"},
                              {Field::sex, "Sex"},
                              {Field::phone, "Phone"},
                              {Field::email, "E-mail"}};
constexpr Column kOfStaff[] = {
    {Field::residence, "Address"}, {Field::position, "Position"}, {Field::subjects, "Subjects"}};
constexpr Column kOfLearners[] = {
    {Field::class_label, "Class"},           {Field::guardian1_name, "Parent 1"},
    {Field::guardian1_phone, "Phone 1"},     {Field::guardian1_email, "E-mail 1"},
    {Field::guardian2_name, "Parent 2"},     {Field::guardian2_phone, "Phone 2"},
    {Field::guardian2_email, "E-mail 2"},    {Field::guardian1_kinship, "Relation 1"},
    {Field::guardian2_kinship, "Relation 2"}};

std::string kinship(const Member& learner, const std::string& id, const Member& guardian) {
    const auto said = learner.kinships.find(id);
    return said != learner.kinships.end() ? said->second : guardian.relationship;
}

// Of the guardian of this place, or nothing.
std::string guardian_value(const Register& people, const Member& learner, size_t place,
                           Field field) {
    const Member* one = nullptr;
    const std::string* one_id = nullptr;
    size_t known = 0;
    for (const std::string& id : learner.guardians) {
        const auto found = people.members.find(id);
        if (found == people.members.end() || known++ != place) continue;
        one = &found->second;
        one_id = &id;
    }
    if (!one) return {};
    switch (field) {
        case Field::guardian1_name:
        case Field::guardian2_name:
            return whole_name(*one);
        case Field::guardian1_phone:
        case Field::guardian2_phone:
            return one->phone;
        case Field::guardian1_kinship:
        case Field::guardian2_kinship:
            return kinship(learner, *one_id, *one);
        default:
            return one->email;
    }
}

std::string value_of(const Register& people, const Member& one, Field field) {
    switch (field) {
        case Field::family_name:
            return one.family_name;
        case Field::given_name:
            return one.given_name;
        case Field::patronymic:
            return one.patronymic;
        case Field::birth_date:
            return one.birth_date;
        case Field::sex:
            return one.sex;
        case Field::phone:
            return one.phone;
        case Field::email:
            return one.email;
        case Field::residence:
            return one.residence;
        case Field::position:
            return one.position;
        case Field::subjects:
            return joined(one.subjects, ", ");
        case Field::class_label:
            return !one.homeroom.empty() ? one.homeroom
                   : !one.label.empty()  ? one.label
                                         : one.grade;
        case Field::guardian1_name:
        case Field::guardian1_phone:
        case Field::guardian1_email:
        case Field::guardian1_kinship:
            return guardian_value(people, one, 0, field);
        default:
            return guardian_value(people, one, kGuardiansMax - 1, field);
    }
}

using Members = std::vector<const Member*>;

Result<Table> table_of(Kind kind, const Register& people, Members wanted) {
    std::sort(wanted.begin(), wanted.end(),
              [](const Member* left, const Member* right) { return left->row < right->row; });

    std::vector<Column> columns(std::begin(kOfBoth), std::end(kOfBoth));
    if (kind == Kind::staff) {
        columns.insert(columns.end(), std::begin(kOfStaff), std::end(kOfStaff));
    } else {
        columns.insert(columns.end(), std::begin(kOfLearners), std::end(kOfLearners));
    }
    Table table;
    std::erase_if(columns, [&](const Column& column) {
        if (!may_be_absent(column.field)) return false;
        table.absent.push_back(column.field);
        return people.held.count(column.field) == 0;
    });
    for (const Column& column : columns) table.heading.emplace_back(column.heading);
    for (const Member* one : wanted) {
        TableRow row{one->row, {}};
        for (const Column& column : columns) {
            std::string value = value_of(people, *one, column.field);
            row.cells.push_back(column.field == Field::subjects ? value : text::tidy(value));
        }
        const bool blank = std::all_of(row.cells.begin(), row.cells.end(),
                                       [](const std::string& cell) { return cell.empty(); });
        if (!blank) table.rows.push_back(std::move(row));
    }
    if (table.rows.size() > kRowsMax) return too_many_rows();
    return table;
}

}  // namespace

Member* Register::find(const std::string& id) {
    const auto found = members.find(id);
    return found == members.end() ? nullptr : &found->second;
}

void Register::belong(Member& one, const std::string& school) {
    if (!school.empty() && places <= kPlacesMax) places += one.schools.insert(school).second;
}

void Register::enrol(Member& learner, bool homeroom, const std::vector<std::string>& titles) {
    for (const std::string& title : titles) {
        const auto label = text::read_class(title);
        if (!label) continue;
        std::string& place = homeroom ? learner.homeroom : learner.label;
        if (place.empty()) place = *label;
        return;
    }
}

void Register::teach(Member& employee, const std::string& subject) {
    const std::string name = without_commas(subject);
    if (!name.empty()) employee.subjects.insert(name);
}

std::string grade_of(std::string_view text) {
    while (text.size() > 1 && text.front() == '0') text.remove_prefix(1);
    const auto label = text::read_class(text);
    const bool number =
        std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
    return label && number ? *label : std::string();
}

Result<Contents> contents_of(Kind kind, const Register& people) {
    if (people.places > kPlacesMax) return too_many_rows();
    Members wanted;
    std::set<std::string> schools;
    for (const auto& [id, one] : people.members) {
        if (!(kind == Kind::staff ? one.employee : one.learner)) continue;
        wanted.push_back(&one);
        // Somebody of two schools is of this one; only who is of one tells which.
        if (one.schools.size() == 1) schools.insert(*one.schools.begin());
    }
    if (wanted.empty()) {
        return invalid("roster: nobody of this kind",
                       KEREGE_TR("The archive holds nobody of this kind. Choose whether staff or "
                                 "learners are to be read from it."));
    }
    Contents contents;
    if (schools.size() <= 1) {
        Result<Table> table = table_of(kind, people, std::move(wanted));
        if (!table) return table.fault();
        contents.parts.push_back({{}, {}, {}, table->rows.size(), *std::move(table)});
        contents.first = 0;
        return contents;
    }
    contents.parts_are = PartsAre::schools;
    for (const std::string& id : schools) {
        Members here;
        for (const Member* one : wanted)
            if (one->schools.count(id)) here.push_back(one);
        const auto school = people.schools.find(id);
        Part part;
        part.code = id;
        if (school != people.schools.end()) part.name = school->second.name;
        if (school != people.schools.end()) part.number = school->second.number;
        Result<Table> table = table_of(kind, people, std::move(here));
        if (!table) return table.fault();
        part.rows = table->rows.size();
        part.table = *std::move(table);
        contents.parts.push_back(std::move(part));
    }
    std::sort(contents.parts.begin(), contents.parts.end(),
              [](const Part& left, const Part& right) {
                  if (left.name != right.name) return text::before(left.name, right.name);
                  return left.code < right.code;
              });
    const auto of_none = [&](const Member* one) {
        return std::none_of(one->schools.begin(), one->schools.end(),
                            [&](const std::string& id) { return schools.count(id) != 0; });
    };
    const auto lost = static_cast<size_t>(std::count_if(wanted.begin(), wanted.end(), of_none));
    if (lost > 0) contents.parts.push_back({{}, {}, {}, lost, {}});
    return contents;
}

}  // namespace kerege::directory::roster::exchange
