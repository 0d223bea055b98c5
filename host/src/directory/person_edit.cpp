#include "host/src/directory/person_edit.hpp"

#include <algorithm>

#include "host/src/base/text.hpp"
#include "host/src/base/text_letters.hpp"
#include "host/src/base/text_values.hpp"
#include "host/src/directory/roster/kinship.hpp"
#include "kerege/sdk/tr.hpp"

namespace kerege::directory {
namespace {

constexpr size_t kNameLettersMax = 100;
constexpr size_t kLineLettersMax = 300;
constexpr std::string_view kEmployeeRoles[] = {"administrator", "deputy", "editor", "teacher",
                                               "staff"};

class Form {
public:
    std::vector<FieldFault> faults;

    std::string name(const char* field, const std::string& typed, bool required) {
        const std::string name = text::mend_letters(text::tidy(typed));
        if (name.empty()) {
            if (required) faults.push_back({field, KEREGE_TR("This is missing.")});
        } else if (text::length(name) > kNameLettersMax || !text::is_name(name)) {
            faults.push_back({field, KEREGE_TR("This does not look like a name.")});
        }
        return name;
    }

    std::string day(const std::string& typed, std::string_view today) {
        if (text::tidy(typed).empty()) return {};
        const text::DayReading reading = text::read_day(typed);
        if (reading.problem == text::DayReading::Problem::shape) {
            faults.push_back({"birth_date", KEREGE_TR("Write the whole day, as 31.12.2015.")});
        } else if (reading.problem == text::DayReading::Problem::impossible) {
            faults.push_back({"birth_date", KEREGE_TR("There is no such day.")});
        } else if (reading.day > today) {
            faults.push_back({"birth_date", KEREGE_TR("This day is still to come.")});
        }
        return reading.day;
    }

    std::string phone(const std::string& typed) {
        if (text::tidy(typed).empty()) return {};
        const text::PhoneReading reading = text::read_phone(typed);
        if (reading.problem != text::PhoneReading::Problem::none) {
            faults.push_back(
                {"phone", KEREGE_TR("Write the phone as +7 701 123-45-67; one of another country "
                                    "with its code, as +998 90 123 45 67.")});
        }
        return reading.e164;
    }

    std::string email(const std::string& typed) {
        const std::string address = text::lower(text::tidy(typed));
        if (!address.empty() && !text::is_email(address)) {
            faults.push_back({"email", KEREGE_TR("This is not an e-mail address.")});
        }
        return address;
    }

    std::string line(const char* field, const std::string& typed) {
        const std::string line = text::mend_letters(text::tidy(typed));
        if (text::length(line) > kLineLettersMax) {
            faults.push_back({field, KEREGE_TR("Write at most 300 characters.")});
        }
        return line;
    }

    // Sorted, each once.
    std::vector<std::string> roles(std::vector<std::string> chosen, bool employee) {
        std::sort(chosen.begin(), chosen.end());
        chosen.erase(std::unique(chosen.begin(), chosen.end()), chosen.end());
        for (const std::string& role : chosen) {
            if (!employee) {
                faults.push_back({"roles", KEREGE_TR("Only employees have roles to set.")});
                break;
            }
            if (std::count(std::begin(kEmployeeRoles), std::end(kEmployeeRoles), role) == 0) {
                faults.push_back({"roles", KEREGE_TR("There is no such role.")});
                break;
            }
        }
        return chosen;
    }
};

}  // namespace

Result<PersonEdit> check_edit(const PersonEdit& typed, const PersonCard& card,
                              std::string_view today) {
    Form form;
    PersonEdit edit;
    edit.family_name = form.name("family_name", typed.family_name, true);
    edit.given_name = form.name("given_name", typed.given_name, true);
    edit.patronymic = form.name("patronymic", typed.patronymic, false);
    edit.birth_date = form.day(typed.birth_date, today);
    edit.sex = typed.sex;
    if (!edit.sex.empty() && edit.sex != "female" && edit.sex != "male") {
        form.faults.push_back({"sex", KEREGE_TR("Choose female or male.")});
    }
    edit.phone = form.phone(typed.phone);
    edit.email = form.email(typed.email);
    // The address of residence is kept of staff only.
    const bool employee = card.profile == "employee";
    edit.residence = employee ? form.line("residence", typed.residence) : card.residence;
    edit.position = employee ? form.line("position", typed.position) : card.line.position;
    if (typed.roles) edit.roles = form.roles(*typed.roles, employee);
    edit.kinships = typed.kinships;
    for (const auto& wanted : edit.kinships) {
        const MembershipId guardian = wanted.first;
        const std::string& kinship = wanted.second;
        const bool theirs = std::ranges::any_of(
            card.guardians, [&](const RelatedPerson& one) { return one.membership == guardian; });
        if (!theirs || (!kinship.empty() && !roster::is_kinship(kinship)))
            form.faults.push_back({"kinship", KEREGE_TR("Choose one of the list.")});
    }
    if (!form.faults.empty()) return invalid_fields(std::move(form.faults));
    return edit;
}

std::vector<std::string> changed_fields(const PersonCard& card, const PersonEdit& edit) {
    std::vector<std::string> changed;
    const auto compare = [&](const char* field, const std::string& before,
                             const std::string& after) {
        if (before != after) changed.emplace_back(field);
    };
    compare("family_name", card.line.family_name, edit.family_name);
    compare("given_name", card.line.given_name, edit.given_name);
    compare("patronymic", card.line.patronymic, edit.patronymic);
    compare("birth_date", card.line.birth_date, edit.birth_date);
    compare("sex", card.sex, edit.sex);
    compare("phone", card.line.phone, edit.phone);
    compare("email", card.line.email, edit.email);
    compare("residence", card.residence, edit.residence);
    compare("position", card.line.position, edit.position);
    const auto other = [&](const RelatedPerson& guardian) {
        const auto wanted = edit.kinships.find(guardian.membership);
        return wanted != edit.kinships.end() && wanted->second != guardian.kinship;
    };
    if (std::ranges::any_of(card.guardians, other)) changed.emplace_back("kinship");
    return changed;
}

}  // namespace kerege::directory
