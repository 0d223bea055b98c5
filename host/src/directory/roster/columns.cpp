#include "host/src/directory/roster/columns.hpp"

#include <map>

#include "host/src/base/text.hpp"
#include "kerege/sdk/tr.hpp"

namespace kerege::directory::roster {
namespace {

struct Name {
    Field field;
    std::vector<std::string> words;
};

const std::vector<Name>& names() {
    static const std::vector<Name> all{
        {Field::class_label, {"Сынып", "Сыныбы", "Класс", "Class"}},
        {Field::family_name,
         {"Тегі", "Фамилия", "Фамилиясы", "Surname", "Last name", "Family name"}},
        {Field::given_name, {"Аты", "Есімі", "Имя", "Name", "First name", "Given name"}},
        {Field::patronymic, {"Әкесінің аты", "Отчество", "Patronymic", "Middle name"}},
        {Field::birth_date,
         {"Туған күні", "Туған жылы", "Дата рождения", "Birth date", "Date of birth", "Birthday"}},
        {Field::sex, {"Жынысы", "Пол", "Sex", "Gender"}},
        {Field::phone,
         {"Телефон", "Телефоны", "Ұялы телефон", "Ұялы телефоны", "Мобильный телефон", "Phone",
          "Mobile", "Mobile phone"}},
        {Field::email,
         {"E-mail", "Email", "Электрондық пошта", "Электрондық поштасы", "Пошта", "Почта",
          "Электронная почта", "Эл. почта"}},
        {Field::residence,
         {"Мекенжайы", "Мекенжай", "Мекен-жайы", "Тұрғылықты жері", "Адрес", "Адрес проживания",
          "Address", "Residence"}},
        {Field::position, {"Лауазымы", "Лауазым", "Қызметі", "Должность", "Position", "Job"}},
        {Field::subjects,
         {"Пәндері", "Пәні", "Пән", "Пәндер", "Предметы", "Предмет", "Subjects", "Subject"}},
        {Field::guardian1_name,
         {"Ата-анасы 1", "Ата-ана 1", "Ата-анасы", "Заңды өкілі 1", "Родитель 1", "Родитель",
          "Законный представитель 1", "Parent 1", "Guardian 1", "Parent", "Guardian"}},
        {Field::guardian1_phone,
         {"Телефон 1", "Телефон родителя 1", "Ата-анасының телефоны 1", "Phone 1", "Parent 1 phone",
          "Guardian 1 phone"}},
        {Field::guardian1_email,
         {"E-mail 1", "Email 1", "Электрондық пошта 1", "Почта 1", "Электронная почта 1",
          "Parent 1 e-mail", "Guardian 1 e-mail"}},
        {Field::guardian2_name,
         {"Ата-анасы 2", "Ата-ана 2", "Заңды өкілі 2", "Родитель 2", "Законный представитель 2",
          "Parent 2", "Guardian 2"}},
        {Field::guardian2_phone,
         {"Телефон 2", "Телефон родителя 2", "Ата-анасының телефоны 2", "Phone 2", "Parent 2 phone",
          "Guardian 2 phone"}},
        {Field::guardian2_email,
         {"E-mail 2", "Email 2", "Электрондық пошта 2", "Почта 2", "Электронная почта 2",
          "Parent 2 e-mail", "Guardian 2 e-mail"}},
    };
    return all;
}

const std::map<std::string, Field>& by_folded_name() {
    static const auto* map = [] {
        auto* made = new std::map<std::string, Field>;
        for (const Name& name : names()) {
            for (const std::string& word : name.words) made->emplace(text::fold(word), name.field);
        }
        return made;
    }();
    return *map;
}

// Only what the register of a school may hold: no addresses of learners.
bool belongs(Kind kind, Field field) {
    switch (field) {
        case Field::residence:
        case Field::position:
        case Field::subjects:
            return kind == Kind::staff;
        case Field::class_label:
        case Field::guardian1_name:
        case Field::guardian1_phone:
        case Field::guardian1_email:
        case Field::guardian2_name:
        case Field::guardian2_phone:
        case Field::guardian2_email:
            return kind == Kind::learners;
        default:
            return true;
    }
}

int field_of(const std::string& heading) {
    const auto& known = by_folded_name();
    if (const auto found = known.find(text::fold(heading)); found != known.end()) {
        return static_cast<int>(found->second);
    }
    for (const std::string& part : text::split(heading, "/\\|(),;*")) {
        if (const auto found = known.find(text::fold(part)); found != known.end()) {
            return static_cast<int>(found->second);
        }
    }
    return -1;
}

std::string missing(Kind kind, const Columns& columns) {
    struct Required {
        Field field;
        const char* message;
    };
    const Required required[] = {
        {Field::class_label, KEREGE_TR("The file has no column “Class”.")},
        {Field::family_name, KEREGE_TR("The file has no column “Surname”.")},
        {Field::given_name, KEREGE_TR("The file has no column “Name”.")},
        {Field::birth_date, KEREGE_TR("The file has no column “Birth date”.")},
        {Field::sex, KEREGE_TR("The file has no column “Sex”.")},
        {Field::position, KEREGE_TR("The file has no column “Position”.")},
    };
    for (const Required& one : required) {
        const bool optional = one.field == Field::birth_date && kind == Kind::staff;
        if (belongs(kind, one.field) && !optional && columns.of(one.field) < 0) return one.message;
    }
    return {};
}

}  // namespace

std::string_view kind_word(Kind kind) { return kind == Kind::staff ? "staff" : "learners"; }

Result<Columns> recognise(Kind kind, const std::vector<std::string>& heading) {
    Columns columns;
    columns.index.fill(-1);
    for (size_t i = 0; i < heading.size(); ++i) {
        columns.headings.push_back(text::tidy(heading[i]));
        const std::string& title = columns.headings.back();
        const int field = field_of(title);
        if (field < 0 || !belongs(kind, static_cast<Field>(field)) ||
            columns.index[static_cast<size_t>(field)] >= 0) {
            if (!title.empty()) columns.ignored.push_back(title);
            continue;
        }
        columns.index[static_cast<size_t>(field)] = static_cast<int>(i);
    }
    const std::string message = missing(kind, columns);
    if (!message.empty()) return invalid("roster: a required column is missing", message);
    return columns;
}

}  // namespace kerege::directory::roster
