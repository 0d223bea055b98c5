// What an applicant writes into the form, and what may be wrong with it. Pure, from any thread.
#pragma once

#include <string>

#include "kerege/sdk/ids.hpp"
#include "kerege/sdk/result.hpp"

namespace kerege::applications {

inline constexpr size_t kNameLettersMax = 100;  // of a person's names and position
inline constexpr size_t kNoteLettersMax = 1000;

// The future first administrator of an organisation.
struct Applicant {
    std::string family_name, given_name, patronymic;
    std::string position;
    std::string email;
    std::string phone;
};

struct Form {
    OrganisationId parent;  // beneath which it wants to stand
    std::string kind;
    std::string bin;
    std::string name_kk, name_ru;
    std::string address_kk, address_ru;
    Applicant applicant;
    std::string note;
    bool consent = false;
};

// As it is stored: tidied, the phone in E.164, the e-mail in small letters. Fault: invalid, with
// fields named as in Applicant.
Result<Applicant> checked_applicant(const Applicant& typed);
// The same for the whole form, apart from the tree.
Result<Form> checked_form(const Form& typed);

}  // namespace kerege::applications
