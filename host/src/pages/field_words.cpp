#include "host/src/pages/field_words.hpp"

#include <utility>

#include "kerege/sdk/tr.hpp"

namespace kerege::pages {

std::string_view field_label(std::string_view field) {
    static constexpr std::pair<std::string_view, std::string_view> kLabels[] = {
        {"family_name", KEREGE_TR("Surname")},
        {"given_name", KEREGE_TR("Name")},
        {"patronymic", KEREGE_TR("Patronymic")},
        {"birth_date", KEREGE_TR("Date of birth")},
        {"sex", KEREGE_TR("Sex")},
        {"phone", KEREGE_TR("Mobile phone")},
        {"email", KEREGE_TR("E-mail")},
        {"residence", KEREGE_TR("Address")},
        {"position", KEREGE_TR("Position")},
        {"roles", KEREGE_TR("Roles")},
        {"class", KEREGE_TR("Class")},
        {"subjects", KEREGE_TR("Subjects")},
        {"guardians", KEREGE_TR("Parents")},
        {"kinship", KEREGE_TR("Relation to the child")},
        {"membership", KEREGE_TR("Membership")},
        {"password", KEREGE_TR("Password")},
        {"code", KEREGE_TR("Code")},
        {"one_time_code", KEREGE_TR("Code")},
        {"kept_head", KEREGE_TR("An end of the log that was kept elsewhere")},
        {"kind", KEREGE_TR("Kind")},
        {"bin", KEREGE_TR("BIN")},
        {"name_kk", KEREGE_TR("Name in Kazakh")},
        {"name_ru", KEREGE_TR("Name in Russian")},
        {"name_en", KEREGE_TR("Name in English")},
        {"address_kk", KEREGE_TR("Address in Kazakh")},
        {"address_ru", KEREGE_TR("Address in Russian")},
        {"old_password", KEREGE_TR("Present password")},
        {"new_password", KEREGE_TR("New password")},
        {"new_password_again", KEREGE_TR("New password once more")},
        {"words", KEREGE_TR("Your message")},
        {"addressee", KEREGE_TR("For whom")},
        {"answer", KEREGE_TR("Answer")},
        {"report_answer", KEREGE_TR("Answer")},
        {"outcome", KEREGE_TR("What came of it")},
        {"field", KEREGE_TR("Which of them")},
        {"message", KEREGE_TR("What is wrong?")},
        {"document_code", KEREGE_TR("Address")},
        {"profiles", KEREGE_TR("Only these people (nobody ticked: everybody)")},
        {"in_force_from", KEREGE_TR("In force from")},
        {"ended_from", KEREGE_TR("First day without it")},
        {"own_age", KEREGE_TR("Learners accept it themselves")},
        {"signed_on", KEREGE_TR("The day on the paper")},
        {"accept", KEREGE_TR("What was signed")},
        {"title_kk", KEREGE_TR("Title in Kazakh")},
        {"title_ru", KEREGE_TR("Title in Russian")},
        {"title_en", KEREGE_TR("Title in English")},
        {"text_kk", KEREGE_TR("Text in Kazakh")},
        {"text_ru", KEREGE_TR("Text in Russian")},
        {"text_en", KEREGE_TR("Text in English")},
        {"ground", KEREGE_TR("Ground")},
        {"scan", KEREGE_TR("Scanned paper")},
        {"first_day", KEREGE_TR("First day without access")},
        {"note", KEREGE_TR("Note")},
        {"login", KEREGE_TR("Login")},
        {"level", KEREGE_TR("What to do")},
        {"reason", KEREGE_TR("Breach")},
        {"until", KEREGE_TR("Last day")},
        {"status", KEREGE_TR("State")},
        {"status_from", KEREGE_TR("From")},
        {"status_reason", KEREGE_TR("Reason")},
        {"answer_reason", KEREGE_TR("Reason")},
        {"consent", KEREGE_TR("Consent")},
        {"twins", KEREGE_TR("What may be here already")},
    };
    for (const auto& [key, label] : kLabels)
        if (key == field) return label;
    return {};
}

}  // namespace kerege::pages
