#include "host/src/directory/roster/cells.hpp"

#include <algorithm>
#include <set>

#include "host/src/base/text.hpp"
#include "host/src/base/text_letters.hpp"
#include "host/src/base/text_values.hpp"
#include "host/src/directory/roster/kinship.hpp"
#include "kerege/sdk/tr.hpp"

namespace kerege::directory::roster {
namespace {

constexpr size_t kShownLettersMax = 60;

bool is_dash(std::string_view text) { return text == "-" || text == "–" || text == "—"; }

bool is_formula(std::string_view text, bool phone) {
    const char first = text.empty() ? 'x' : text[0];
    return first == '=' || first == '-' || first == '@' || (first == '+' && !phone);
}

bool is_phone(Field field) {
    return field == Field::phone || field == Field::guardian1_phone ||
           field == Field::guardian2_phone;
}

bool is_email_column(Field field) {
    return field == Field::email || field == Field::guardian1_email ||
           field == Field::guardian2_email;
}

// "8,7E+10", as a spreadsheet saves a long number in a narrow column.
bool in_powers_of_ten(std::string_view text) {
    const size_t sign = text.find_first_of("Ee");
    if (sign == 0 || sign == std::string_view::npos || sign + 1 >= text.size()) return false;
    return text.substr(0, sign).find_first_not_of("0123456789.,") == std::string_view::npos &&
           text.substr(sign + 1).find_first_not_of("+0123456789") == std::string_view::npos;
}

// A name in capitals or in small letters only gets its first letters large; others stay as written.
std::string with_case(const std::string& name) {
    if (text::length(name) < 2) return name;
    const bool capitals = text::upper(name) == name, small = text::lower(name) == name;
    return capitals || small ? text::title(text::lower(name)) : name;
}

}  // namespace

std::string Cells::raw(Field field) const {
    const int column = columns_.of(field);
    return column < 0 ? std::string() : row_.cells[static_cast<size_t>(column)];
}

void Cells::fault(Field field, const char* message,
                  std::vector<std::pair<std::string, std::string>> values) {
    faulty_ = true;
    faults_.push_back({row_.row, columns_.heading(field),
                       text::shorten(text::tidy(raw(field)), kShownLettersMax), message,
                       std::move(values)});
}

std::string Cells::value(Field field, Need need, size_t letters_max) {
    const std::string before = raw(field);
    std::string tidied = text::tidy(before);
    if (tidied != before) ++mended_.spaces;
    if (is_dash(tidied)) tidied.clear();
    if (tidied.empty()) {
        if (need == Need::required) fault(field, KEREGE_TR("This is missing."));
        return {};
    }
    if (is_formula(tidied, is_phone(field))) {
        fault(field, KEREGE_TR("A cell must not begin with =, +, - or @: spreadsheets would run it "
                               "as a formula."));
        return {};
    }
    if (text::length(tidied) > letters_max) {
        fault(field, KEREGE_TR("This is longer than {max} characters."),
              {{"max", std::to_string(letters_max)}});
        return {};
    }
    if (is_email_column(field)) return tidied;
    std::string mended = text::mend_letters(tidied);
    if (mended != tidied) ++mended_.look_alikes;
    return mended;
}

std::string Cells::name(Field field, Need need) {
    const std::string written = value(field, need, kNameLettersMax);
    if (written.empty()) return {};
    if (!text::is_name(written)) {
        fault(field, KEREGE_TR("This does not look like a name."));
        return {};
    }
    std::string name = with_case(written);
    if (name != written) ++mended_.letter_case;
    return name;
}

std::string Cells::line(Field field, Need need) { return value(field, need, kCellLettersMax); }

std::string Cells::day(Field field, Need need, std::string_view today) {
    const std::string written = value(field, need, kCellLettersMax);
    if (written.empty()) return {};
    const text::DayReading reading = text::read_day(written);
    switch (reading.problem) {
        case text::DayReading::Problem::shape:
            fault(field, KEREGE_TR("Write the whole day, as 31.12.2015."));
            break;
        case text::DayReading::Problem::impossible:
            fault(field, KEREGE_TR("There is no such day."));
            break;
        case text::DayReading::Problem::none:
            if (reading.day <= today) return reading.day;
            fault(field, KEREGE_TR("This day is still to come."));
    }
    return {};
}

std::string Cells::sex(Field field) {
    const std::string written = value(field, need(field), kCellLettersMax);
    if (written.empty()) return {};
    if (written != "Ж" && written != "М") ++mended_.sex_words;
    static const std::set<std::string> kFemale =
        text::folded_words({"ж", "жен", "женский", "женщина", "девочка", "ә", "әйел", "қыз",
                            "қыз бала", "f", "female", "girl", "w"});
    static const std::set<std::string> kMale =
        text::folded_words({"м", "муж", "мужской", "мужчина", "мальчик", "е", "ер", "еркек", "ұл",
                            "ер бала", "ұл бала", "m", "male", "boy"});
    const std::string word = text::fold(written);
    if (kFemale.contains(word)) return "female";
    if (kMale.contains(word)) return "male";
    --mended_.sex_words;
    fault(field, KEREGE_TR("Write Ж for female or М for male."));
    return {};
}

std::string Cells::phone(Field field) {
    const std::string written = value(field, Need::optional, kCellLettersMax);
    if (written.empty()) return {};
    if (in_powers_of_ten(written)) {
        fault(field, KEREGE_TR("The spreadsheet has shortened this number: its last digits are "
                               "lost. Make the column one of text, and write the phone again."));
        return {};
    }
    text::PhoneReading reading = text::read_phone(written);
    if (reading.problem == text::PhoneReading::Problem::digits) {
        fault(field, KEREGE_TR("A phone has 11 digits, as +7 701 123-45-67; here are {digits}."),
              {{"digits", std::to_string(reading.digits)}});
    } else if (reading.problem == text::PhoneReading::Problem::shape) {
        fault(field, KEREGE_TR("Write the phone as +7 701 123-45-67; one of another country with "
                               "its code, as +998 90 123 45 67."));
    } else if (reading.e164 != written) {
        ++mended_.phones;
    }
    return reading.e164;
}

std::string Cells::email(Field field) {
    const std::string written = value(field, Need::optional, kCellLettersMax);
    if (written.empty()) return {};
    if (!text::is_email(written)) {
        fault(field, KEREGE_TR("This is not an e-mail address."));
        return {};
    }
    return text::lower(written);
}

std::string Cells::class_label(Field field) {
    const std::string written = value(field, need(field), kCellLettersMax);
    if (written.empty()) return {};
    const auto label = text::read_class(written);
    if (!label) {
        fault(field, KEREGE_TR("Write the class as 7А."));
        return {};
    }
    if (*label != written) ++mended_.classes;
    return *label;
}

std::vector<std::string> Cells::list(Field field) {
    std::vector<std::string> items =
        text::split(value(field, Need::optional, kCellLettersMax), ",;");
    std::sort(items.begin(), items.end());
    items.erase(std::unique(items.begin(), items.end()), items.end());
    return items;
}

Cells::WholeName Cells::whole_name(Field field, Need need) {
    const std::vector<std::string> words = text::split(name(field, need), " ");
    if (words.empty()) return {};
    if (words.size() < 2) {
        fault(field, KEREGE_TR("Write the surname and the name."));
        return {};
    }
    WholeName whole{words[0], words[1], {}};
    for (size_t i = 2; i < words.size(); ++i) {
        whole.patronymic += (i > 2 ? " " : "") + words[i];
    }
    return whole;
}

GuardianRow Cells::guardian(Field name_field, Field phone_field, Field email_field,
                            Field kinship_field) {
    GuardianRow guardian;
    WholeName whole = whole_name(name_field, Need::optional);
    guardian.phone = phone(phone_field);
    guardian.email = email(email_field);
    if (whole.family_name.empty()) {
        const bool named = !text::tidy(raw(name_field)).empty();
        if (!named && !guardian.phone.empty()) {
            fault(phone_field, KEREGE_TR("Write whose phone or e-mail this is."));
        } else if (!named && !guardian.email.empty()) {
            fault(email_field, KEREGE_TR("Write whose phone or e-mail this is."));
        }
        return guardian;
    }
    guardian.family_name = std::move(whole.family_name);
    guardian.given_name = std::move(whole.given_name);
    guardian.patronymic = std::move(whole.patronymic);
    guardian.kinship = kinship_of_word(raw(kinship_field));
    if (guardian.kinship.empty())
        guardian.kinship = kinship_of_heading(columns_.heading(name_field));
    return guardian;
}

}  // namespace kerege::directory::roster
