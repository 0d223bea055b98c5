#include "host/src/directory/roster/writing/people.hpp"

#include <map>

#include "host/src/directory/roster/kinship.hpp"

namespace kerege::directory::roster {
namespace {

// Known to readers of both languages, whoever opens the file.
const std::vector<std::string> kStaffHeading{"Тегі/Фамилия",
                                             "Аты/Имя",
                                             "Әкесінің аты/Отчество",
                                             "Туған күні/Дата рождения",
                                             "Жынысы/Пол",
                                             "Телефон",
                                             "E-mail",
                                             "Мекенжайы/Адрес",
                                             "Лауазымы/Должность",
                                             "Пәндері/Предметы"};
const std::vector<std::string> kLearnersHeading{"Сынып/Класс",
                                                "Тегі/Фамилия",
                                                "Аты/Имя",
                                                "Әкесінің аты/Отчество",
                                                "Туған күні/Дата рождения",
                                                "Жынысы/Пол",
                                                "Телефон",
                                                "E-mail",
                                                "Ата-анасы 1/Родитель 1",
                                                "Телефон 1",
                                                "E-mail 1",
                                                "Ата-анасы 2/Родитель 2",
                                                "Телефон 2",
                                                "E-mail 2",
                                                "Туыстығы 1/Кем приходится 1",
                                                "Туыстығы 2/Кем приходится 2"};
const std::vector<std::string> kStaffHeadingEn{"Surname",  "Name",    "Patronymic", "Birth date",
                                               "Sex",      "Phone",   "E-mail",     "Address",
                                               "Position", "Subjects"};
const std::vector<std::string> kLearnersHeadingEn{
    "Class",   "Surname",  "Name",       "Patronymic", "Birth date", "Sex",
    "Phone",   "E-mail",   "Parent 1",   "Phone 1",    "E-mail 1",   "Parent 2",
    "Phone 2", "E-mail 2", "Relation 1", "Relation 2"};
constexpr size_t kGuardiansMax = 2;

using ByMembership = std::map<int64_t, const Known*>;

std::string day_as_written(const std::string& day) {
    if (day.size() != 10) return day;
    return day.substr(8, 2) + "." + day.substr(5, 2) + "." + day.substr(0, 4);
}

std::string sex_letter(const std::string& sex) {
    return sex == "female" ? "Ж" : sex == "male" ? "М" : "";
}

std::string by_commas(const std::vector<std::string>& parts) {
    std::string all;
    for (const std::string& part : parts) all += (all.empty() ? "" : ", ") + part;
    return all;
}

std::string whole_name(const Known& one) {
    std::string name = one.family_name + " " + one.given_name;
    if (!one.patronymic.empty()) name += " " + one.patronymic;
    return name;
}

void add_person(const Known& one, std::vector<std::string>& cells) {
    cells.insert(cells.end(),
                 {one.family_name, one.given_name, one.patronymic, day_as_written(one.birth_date),
                  sex_letter(one.sex), one.phone, one.email});
}

void add_guardians(const Known& learner, const ByMembership& all, std::vector<std::string>& cells) {
    size_t shown = 0;
    std::vector<std::string> kinships;
    for (const MembershipId id : learner.guardians) {
        const auto found = all.find(id.value);
        if (found == all.end() || found->second->ended || shown == kGuardiansMax) continue;
        const Known& one = *found->second;
        cells.insert(cells.end(), {whole_name(one), one.phone, one.email});
        kinships.emplace_back(kinship_written(learner.kinship_of(id)));
        ++shown;
    }
    cells.resize(kLearnersHeading.size() - kGuardiansMax);
    kinships.resize(kGuardiansMax);
    cells.insert(cells.end(), kinships.begin(), kinships.end());
}

}  // namespace

Table table_of_people(Kind kind, const std::vector<Known>& people) {
    ByMembership all;
    for (const Known& one : people) all.emplace(one.membership.value, &one);
    Table table;
    table.heading = kind == Kind::staff ? kStaffHeading : kLearnersHeading;
    for (const Known& one : people) {
        if (one.ended || one.profile != (kind == Kind::staff ? "employee" : "learner")) continue;
        TableRow row{static_cast<int>(table.rows.size()) + 2, {}};
        if (kind == Kind::staff) {
            add_person(one, row.cells);
            row.cells.insert(row.cells.end(), {one.residence, one.position, by_commas(one.labels)});
        } else {
            row.cells.push_back(by_commas(one.labels));
            add_person(one, row.cells);
            add_guardians(one, all, row.cells);
        }
        table.rows.push_back(std::move(row));
    }
    return table;
}

Table template_of(Kind kind, std::string_view locale) {
    const bool staff = kind == Kind::staff;
    Table table;
    if (locale == "en") {
        table.heading = staff ? kStaffHeadingEn : kLearnersHeadingEn;
        return table;
    }
    for (const std::string& both : staff ? kStaffHeading : kLearnersHeading) {
        const size_t slash = both.find('/');
        table.heading.push_back(slash == std::string::npos ? both
                                : locale == "ru"           ? both.substr(slash + 1)
                                                           : both.substr(0, slash));
    }
    return table;
}

}  // namespace kerege::directory::roster
