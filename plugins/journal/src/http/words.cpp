#include "src/http/words.hpp"

#include "kerege/sdk/tr.hpp"

namespace kerege::journal {

Viewer viewer_of(const sdk::Call& call) {
    return {call.scope().membership, call.permitted(kViewSchool)};
}

int wanted_term(const sdk::Call& call) {
    const std::string_view text = call.query_value("term");
    return text.size() == 1 && text[0] >= '1' && text[0] <= '9' ? text[0] - '0' : 0;
}

void add_term_links(sdk::Model& page, const std::vector<Term>& terms, const Term& chosen,
                    const std::string& path, const std::string& more_query) {
    for (const Term& term : terms_of(terms, chosen.year)) {
        sdk::Model link = page.add("term");
        link.set("number", term.number);
        link.set("href", path + "?term=" + std::to_string(term.number) + more_query);
        link.show_if(term.number == chosen.number, "current");
    }
}

std::string_view attendance_name(const sdk::Call& call, Attendance attendance) {
    switch (attendance) {
        case Attendance::present:
            return {};
        case Attendance::unexcused:
            return call.tr(KEREGE_TR("absent without a reason"));
        case Attendance::excused:
            return call.tr(KEREGE_TR("absent with a reason"));
        case Attendance::ill:
            return call.tr(KEREGE_TR("ill"));
        case Attendance::late:
            return call.tr(KEREGE_TR("late"));
    }
    return {};
}

std::string value_words(const sdk::Call& call, const CellValue& value) {
    std::string text = value.mark ? std::to_string(*value.mark) : std::string();
    const std::string_view attendance = attendance_name(call, value.attendance);
    if (!text.empty() && !attendance.empty()) text += ", ";
    text += attendance;
    return text.empty() ? std::string(call.tr(KEREGE_TR("nothing"))) : text;
}

std::string letters_json(std::string_view locale) {
    std::string json = "{";
    for (const Attendance attendance : kAttendances) {
        if (json.size() > 1) json += ',';
        json += '"';
        json += attendance_letter(attendance, locale);
        json += "\":\"";
        json += attendance_word(attendance);
        json += '"';
    }
    return json + '}';
}

std::string attendance_names_json(const sdk::Call& call) {
    std::string json = "{";
    for (const Attendance attendance : kAttendances) {
        if (json.size() > 1) json += ',';
        json += '"';
        json += attendance_word(attendance);
        json += "\":\"";
        for (const char c : attendance_name(call, attendance)) {
            if (c == '"' || c == '\\') json += '\\';
            json += c;
        }
        json += '"';
    }
    return json + '}';
}

}  // namespace kerege::journal
