#include "host/src/directory/roster/headings.hpp"

#include <map>
#include <string_view>

#include "host/src/base/text.hpp"

namespace kerege::directory::roster {
namespace {

// The words of each field, parted by "|".
struct Name {
    Field field;
    std::string_view words;
};

constexpr Name kNames[] = {
    {Field::class_label,
     "Сынып|Сыныбы|Сынып атауы|Сынып, литер|Класс|Класс, литер|Класс обучения|"
     "Наименование класса|Class|Class name|Grade"},
    {Field::full_name,
     "Аты-жөні|Т.А.Ә.|ТАӘ|Тегі, аты, әкесінің аты|Тегі, аты-жөні|Оқушының аты-жөні|"
     "Қызметкердің аты-жөні|Мұғалімнің аты-жөні|Толық аты-жөні|ФИО|Ф.И.О.|"
     "Фамилия, имя, отчество|Фамилия, имя|Фамилия и имя|ФИО ученика|ФИО учащегося|"
     "ФИО обучающегося|ФИО ребёнка|ФИО сотрудника|ФИО педагога|ФИО учителя|Full name"},
    {Field::family_name,
     "Тегі|Оқушының тегі|Фамилия|Фамилиясы|Фамилия ученика|Фамилия учащегося|"
     "Фамилия обучающегося|Surname|Last name|Family name"},
    {Field::given_name,
     "Аты|Есімі|Оқушының аты|Имя|Имя ученика|Имя учащегося|Имя обучающегося|Name|"
     "First name|Given name"},
    {Field::patronymic, "Әкесінің аты|Отчество|Отчество (при наличии)|Patronymic|Middle name"},
    {Field::birth_date,
     "Туған күні|Туған жылы|Туылған күні|Туған күні, айы, жылы|"
     "Туылған күні, айы, жылы|Дата рождения|Дата рожд.|Д.р.|День рождения|"
     "Число, месяц, год рождения|Birth date|Birthdate|Date of birth|DOB|Birthday"},
    {Field::sex, "Жынысы|Жыныс|Пол|Пол ребёнка|Sex|Gender"},
    {Field::phone,
     "Телефон|Телефоны|Тел.|Телефон нөмірі|Ұялы телефон|Ұялы телефоны|"
     "Байланыс телефоны|Мобильный телефон|Моб. телефон|Сотовый телефон|Сотовый|"
     "Номер телефона|Контактный телефон|Phone|Phone number|Mobile|Mobile phone"},
    {Field::email,
     "E-mail|Email|Электрондық пошта|Электрондық поштасы|Эл. пошта|Пошта|Почта|"
     "Электронная почта|Эл. почта|Электронный адрес|Адрес эл. почты|E-mail address"},
    {Field::residence,
     "Мекенжайы|Мекенжай|Мекен-жайы|Үй мекенжайы|Тұрғылықты жері|Адрес|Домашний адрес|"
     "Адрес проживания|Место жительства|Address|Home address|Residence"},
    {Field::position,
     "Лауазымы|Лауазым|Лауазым атауы|Қызметі|Атқаратын қызметі|Должность|"
     "Занимаемая должность|Position|Job|Job title"},
    {Field::subjects,
     "Пәндері|Пәні|Пән|Пәндер|Оқытатын пәні|Оқытатын пәндері|Жүргізетін пәні|Предметы|"
     "Предмет|Преподаваемые предметы|Преподаваемый предмет|Subjects|Subject"},
    {Field::guardian1_name,
     "Ата-анасы 1|Ата-ана 1|Ата-анасы|Заңды өкілі 1|Заңды өкілі|Ата-анасының аты-жөні|"
     "Анасы|Анасының аты-жөні|Родитель 1|Родитель|Законный представитель 1|"
     "Законный представитель|ФИО родителя|ФИО родителя 1|Мать|Мама|ФИО матери|"
     "Parent 1|Guardian 1|Parent|Guardian|Mother"},
    {Field::guardian1_phone,
     "Телефон 1|Телефон родителя 1|Телефон родителя|Телефон матери|"
     "Ата-анасының телефоны 1|Ата-анасының телефоны|Анасының телефоны|Phone 1|"
     "Parent 1 phone|Guardian 1 phone|Parent phone"},
    {Field::guardian1_email,
     "E-mail 1|Email 1|Электрондық пошта 1|Почта 1|Электронная почта 1|"
     "E-mail родителя|E-mail матери|Parent 1 e-mail|Guardian 1 e-mail"},
    {Field::guardian2_name,
     "Ата-анасы 2|Ата-ана 2|Заңды өкілі 2|Әкесі|Әкесінің аты-жөні|Родитель 2|"
     "Законный представитель 2|ФИО родителя 2|Отец|Папа|ФИО отца|Parent 2|Guardian 2|"
     "Father"},
    {Field::guardian2_phone,
     "Телефон 2|Телефон родителя 2|Телефон отца|Ата-анасының телефоны 2|"
     "Әкесінің телефоны|Phone 2|Parent 2 phone|Guardian 2 phone"},
    {Field::guardian2_email,
     "E-mail 2|Email 2|Электрондық пошта 2|Почта 2|Электронная почта 2|E-mail отца|"
     "Parent 2 e-mail|Guardian 2 e-mail"},
};

const std::map<std::string, Field>& by_folded_name() {
    static const auto* map = [] {
        auto* made = new std::map<std::string, Field>;
        for (const Name& name : kNames) {
            for (const std::string& word : text::split(name.words, "|"))
                made->emplace(text::fold(word), name.field);
        }
        return made;
    }();
    return *map;
}

}  // namespace

Field field_of_heading(const std::string& heading) {
    const auto& known = by_folded_name();
    if (const auto found = known.find(text::fold(heading)); found != known.end()) {
        return found->second;
    }
    for (const std::string& part : text::split(heading, "/\\|(),;*")) {
        if (const auto found = known.find(text::fold(part)); found != known.end()) {
            return found->second;
        }
    }
    return Field::count;
}

}  // namespace kerege::directory::roster
