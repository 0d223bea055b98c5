#include "host/src/pages/person_fields.hpp"

#include "kerege/sdk/tr.hpp"

namespace kerege::pages {

std::span<const PersonField> person_fields() {
    using Edit = directory::PersonEdit;
    static constexpr PersonField kFields[] = {
        {{"family_name", KEREGE_TR("Surname"), "", "text", "off", true}, &Edit::family_name},
        {{"given_name", KEREGE_TR("Name"), "", "text", "off", true}, &Edit::given_name},
        {{"patronymic", KEREGE_TR("Patronymic")}, &Edit::patronymic},
        {{"birth_date", KEREGE_TR("Date of birth"), "", "date"}, &Edit::birth_date},
        {{"phone", KEREGE_TR("Mobile phone"), "", "tel"}, &Edit::phone},
        {{"email", KEREGE_TR("E-mail"), "", "email"}, &Edit::email},
        {{"residence", KEREGE_TR("Address")}, &Edit::residence, true},
        {{"position", KEREGE_TR("Position")}, &Edit::position, true},
    };
    return kFields;
}

directory::PersonEdit sent_person(const http::Request& request) {
    directory::PersonEdit edit;
    for (const PersonField& one : person_fields()) edit.*one.value = request.field(one.field.key);
    edit.sex = request.field("sex");
    return edit;
}

void add_sex(const directory::PersonEdit& edit, Model& form) {
    form.add(edit.sex == "female" ? "sex_female" : edit.sex == "male" ? "sex_male" : "sex_unknown");
}

}  // namespace kerege::pages
