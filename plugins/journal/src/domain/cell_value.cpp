#include "src/domain/cell_value.hpp"

#include "kerege/sdk/tr.hpp"

namespace kerege::journal {
namespace {

constexpr size_t kTypedBytesMax = 32;

bool digit(char c) { return c >= '0' && c <= '9'; }

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
    while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
    return text;
}

Fault bad_mark() {
    return invalid("mark out of range", KEREGE_TR("A mark is a whole number from 1 to 10."));
}

}  // namespace

Result<CellValue> checked(CellValue value) {
    if (value.mark && (*value.mark < 1 || *value.mark > kMarkMax)) return bad_mark();
    if (value.mark && is_absence(value.attendance))
        return invalid("mark beside an absence",
                       KEREGE_TR("Who is absent gets no mark: only \"late\" stands beside one."));
    return value;
}

Result<CellValue> parse_cell(std::string_view text, std::string_view locale) {
    text = trimmed(text);
    if (text.size() > kTypedBytesMax) return invalid("cell too long");
    CellValue value;
    size_t digits = 0;
    while (digits < text.size() && digit(text[digits])) ++digits;
    if (digits > 2) return bad_mark();
    if (digits > 0) value.mark = std::stoi(std::string(text.substr(0, digits)));
    const std::string_view letter = trimmed(text.substr(digits));
    if (!letter.empty()) {
        const auto attendance = attendance_of_letter(letter, locale);
        if (!attendance)
            return invalid("cell not understood",
                           KEREGE_TR("Write a mark from 1 to 10 or an attendance letter."));
        value.attendance = *attendance;
    }
    return checked(value);
}

std::string cell_text(const CellValue& value, std::string_view locale) {
    std::string text = value.mark ? std::to_string(*value.mark) : std::string();
    const std::string_view letter = attendance_letter(value.attendance, locale);
    if (!text.empty() && !letter.empty()) text += ' ';
    return text.append(letter);
}

}  // namespace kerege::journal
