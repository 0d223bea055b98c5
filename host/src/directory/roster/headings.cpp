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
     "Ата-анасы 1|Ата-ана 1|Ата-анасы|Ата-ана|1-ші ата-анасы|Бірінші ата-анасы|Заңды өкілі 1|"
     "Заңды өкілі|Заңды өкілінің аты-жөні|Ата-анасының аты-жөні|Ата-анасының аты-жөні 1|Қамқоршысы|"
     "Анасы|Анасының аты-жөні|Анасының Т.А.Ә.|Шешесі|Родитель 1|Родитель|Первый родитель|"
     "Законный представитель 1|Законный представитель|Опекун|ФИО законного представителя|"
     "ФИО родителя|ФИО родителя 1|Ф.И.О. родителя|Мать|Мама|ФИО матери|ФИО мамы|Ф.И.О. матери|"
     "Parent 1|Guardian 1|Parent|Guardian|Parent 1 name|Guardian 1 name|Parent name|Guardian name|"
     "Mother|Mother's name|Mother's full name|Mother name"},
    {Field::guardian1_phone,
     "Телефон 1|Телефон родителя 1|Телефон родителя|Телефон матери|Телефон мамы|Тел. матери|"
     "Тел. мамы|Тел. родителя|Тел. родителя 1|Мобильный телефон матери|Сотовый телефон матери|"
     "Сотовый матери|Номер телефона матери|Телефон законного представителя|"
     "Телефон законного представителя 1|Ата-анасының телефоны 1|Ата-анасының телефоны|"
     "Ата-анасының ұялы телефоны|Заңды өкілінің телефоны|Анасының телефоны|Анасының ұялы телефоны|"
     "Анасының телефон нөмірі|Анасының байланыс телефоны|Phone 1|Parent 1 phone|Guardian 1 phone|"
     "Parent phone|Guardian phone|Mother's phone|Mother phone|Mother's mobile"},
    {Field::guardian1_email,
     "E-mail 1|Email 1|Электрондық пошта 1|Почта 1|Электронная почта 1|E-mail родителя|"
     "E-mail родителя 1|Почта родителя|E-mail матери|E-mail мамы|Почта матери|"
     "Электронная почта матери|Анасының поштасы|Анасының e-mail|Анасының электрондық поштасы|"
     "Ата-анасының электрондық поштасы|Parent 1 e-mail|Parent 1 email|Guardian 1 e-mail|"
     "Guardian 1 email|Mother's e-mail|Mother's email|Mother e-mail|Mother email"},
    {Field::guardian2_name,
     "Ата-анасы 2|Ата-ана 2|2-ші ата-анасы|Екінші ата-анасы|Заңды өкілі 2|"
     "Ата-анасының аты-жөні 2|Әкесі|Әкесінің аты-жөні|Әкесінің Т.А.Ә.|Родитель 2|Второй родитель|"
     "Законный представитель 2|ФИО родителя 2|Отец|Папа|ФИО отца|ФИО папы|Ф.И.О. отца|Parent 2|"
     "Guardian 2|Parent 2 name|Guardian 2 name|Father|Father's name|Father's full name|Father "
     "name"},
    {Field::guardian2_phone,
     "Телефон 2|Телефон родителя 2|Телефон отца|Телефон папы|Тел. отца|Тел. папы|"
     "Тел. родителя 2|Мобильный телефон отца|Сотовый телефон отца|Сотовый отца|"
     "Номер телефона отца|Телефон законного представителя 2|Ата-анасының телефоны 2|"
     "Әкесінің телефоны|Әкесінің ұялы телефоны|Әкесінің телефон нөмірі|"
     "Әкесінің байланыс телефоны|Phone 2|Parent 2 phone|Guardian 2 phone|Father's phone|"
     "Father phone|Father's mobile"},
    {Field::guardian2_email,
     "E-mail 2|Email 2|Электрондық пошта 2|Почта 2|Электронная почта 2|E-mail родителя 2|"
     "E-mail отца|E-mail папы|Почта отца|Электронная почта отца|Әкесінің поштасы|"
     "Әкесінің e-mail|Әкесінің электрондық поштасы|Parent 2 e-mail|Parent 2 email|"
     "Guardian 2 e-mail|Guardian 2 email|Father's e-mail|Father's email|Father e-mail|"
     "Father email"},
    {Field::guardian1_kinship,
     "Туыстығы|Туыстығы 1|Туыстық қатынасы|Туыстық қатынасы 1|Балаға кім болып келеді|"
     "Кім болып келеді|Кем приходится|Кем приходится 1|Кем приходится ребёнку|Степень родства|"
     "Степень родства 1|Родство|Родство 1|Relation|Relation 1|Relationship|Relationship 1|"
     "Kinship|Kinship 1|Relation to the child"},
    {Field::guardian2_kinship,
     "Туыстығы 2|Туыстық қатынасы 2|Кем приходится 2|Степень родства 2|Родство 2|Relation 2|"
     "Relationship 2|Kinship 2"},
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

bool is_second(Field field) {
    return field == Field::guardian2_name || field == Field::guardian2_phone ||
           field == Field::guardian2_email || field == Field::guardian2_kinship;
}

}  // namespace

Field field_of_heading(const std::string& heading) {
    const auto& known = by_folded_name();
    if (const auto found = known.find(text::fold(heading)); found != known.end()) {
        return found->second;
    }
    // Of "Ата-анасы/Родитель 2" the half with the number says more.
    Field field = Field::count;
    for (const std::string& part : text::split(heading, "/\\|(),;*")) {
        const auto found = known.find(text::fold(part));
        if (found == known.end()) continue;
        if (field == Field::count || is_second(found->second)) field = found->second;
    }
    return field;
}

}  // namespace kerege::directory::roster
