#include "host/src/applications/form.hpp"

#include <algorithm>
#include <cctype>
#include <utility>

#include "host/src/base/text.hpp"
#include "host/src/base/text_values.hpp"
#include "host/src/directory/organisation_kinds.hpp"
#include "host/src/directory/organisations.hpp"
#include "kerege/sdk/tr.hpp"

namespace kerege::applications {
namespace {

using Faults = std::vector<FieldFault>;

void tidy(std::string& value) {
    value = text::valid_utf8(value) ? text::tidy(value) : std::string();
}

void check_length(Faults& faults, const char* field, const std::string& value, size_t most) {
    if (text::length(value) > most)
        faults.push_back({field, KEREGE_TR("This is too long. Shorten it.")});
}

void check_name(Faults& faults, const char* field, const std::string& value, bool needed) {
    if (needed && value.empty()) {
        faults.push_back({field, KEREGE_TR("Fill this in.")});
    } else {
        check_length(faults, field, value, kNameLettersMax);
    }
}

void check_applicant(Faults& faults, Applicant& one) {
    for (std::string* value : {&one.family_name, &one.given_name, &one.patronymic, &one.position,
                               &one.email, &one.phone})
        tidy(*value);
    check_name(faults, "family_name", one.family_name, true);
    check_name(faults, "given_name", one.given_name, true);
    check_name(faults, "patronymic", one.patronymic, false);
    check_name(faults, "position", one.position, true);
    std::transform(one.email.begin(), one.email.end(), one.email.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    if (!text::is_email(one.email))
        faults.push_back({"email", KEREGE_TR("Write an e-mail address, as name@mail.kz.")});
    const auto phone = text::read_phone(one.phone);
    if (phone.e164.empty()) {
        faults.push_back({"phone", KEREGE_TR("Write the phone as +7 701 123-45-67; one of another "
                                             "country with its code, as +998 90 123 45 67.")});
    } else {
        one.phone = phone.e164;
    }
}

}  // namespace

Result<Applicant> checked_applicant(const Applicant& typed) {
    Applicant one = typed;
    Faults faults;
    check_applicant(faults, one);
    if (!faults.empty()) return invalid_fields(std::move(faults));
    return one;
}

Result<Form> checked_form(const Form& typed) {
    Form form = typed;
    Faults faults;
    for (std::string* value :
         {&form.bin, &form.name_kk, &form.name_ru, &form.address_kk, &form.address_ru, &form.note})
        tidy(*value);
    const auto* kind = directory::find_kind(form.kind);
    if (!kind || !kind->joins)
        faults.push_back({"kind", KEREGE_TR("Choose what kind of organisation it is.")});
    if (form.name_kk.empty()) {
        faults.push_back({"name_kk", KEREGE_TR("Fill this in.")});
    } else {
        check_length(faults, "name_kk", form.name_kk, directory::kOrganisationNameLettersMax);
    }
    check_length(faults, "name_ru", form.name_ru, directory::kOrganisationNameLettersMax);
    if (!text::is_bin(form.bin)) faults.push_back({"bin", KEREGE_TR("This is not a valid BIN.")});
    if (form.address_kk.empty() && form.address_ru.empty())
        faults.push_back({"address_kk", KEREGE_TR("Write the address in one of the languages.")});
    check_length(faults, "address_kk", form.address_kk, directory::kOrganisationNameLettersMax);
    check_length(faults, "address_ru", form.address_ru, directory::kOrganisationNameLettersMax);
    check_applicant(faults, form.applicant);
    check_length(faults, "note", form.note, kNoteLettersMax);
    if (!form.consent)
        faults.push_back({"consent", KEREGE_TR("Without your consent nothing may be kept.")});
    if (!faults.empty()) return invalid_fields(std::move(faults));
    return form;
}

}  // namespace kerege::applications
