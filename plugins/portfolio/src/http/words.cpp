#include "src/http/words.hpp"

#include "kerege/sdk/day.hpp"
#include "kerege/sdk/text.hpp"
#include "kerege/sdk/tr.hpp"

namespace kerege::portfolio {
namespace {

void show_records(const sdk::Call& call, sdk::Model& list, const std::vector<Record>& records,
                  bool changes) {
    list.show_if(changes, "changing");
    for (const Record& record : records) {
        sdk::Model line = list.add("record");
        show_record(call, line, record);
        if (!changes) continue;
        sdk::Model cell = line.add("changing");
        if (!record.brought) cell.add("change").set("id", record.id);
    }
}

}  // namespace

Viewer viewer_of(const sdk::Call& call) {
    return {call.scope().membership, call.permitted(kViewSchool)};
}

std::string_view name_of(const sdk::Call& call, Kind kind) {
    switch (kind) {
        case Kind::olympiad:
            return call.tr(KEREGE_TR("Olympiad"));
        case Kind::competition:
            return call.tr(KEREGE_TR("Competition"));
        case Kind::sport:
            return call.tr(KEREGE_TR("Sport"));
        case Kind::art:
            return call.tr(KEREGE_TR("Art"));
        case Kind::project:
            return call.tr(KEREGE_TR("Project"));
        case Kind::course:
            return call.tr(KEREGE_TR("Additional education"));
        case Kind::volunteering:
            return call.tr(KEREGE_TR("Volunteering"));
        case Kind::other:
            return call.tr(KEREGE_TR("Other"));
    }
    return {};
}

std::string_view name_of(const sdk::Call& call, Level level) {
    switch (level) {
        case Level::school_class:
            return call.tr(KEREGE_TR("Within the class"));
        case Level::school:
            return call.tr(KEREGE_TR("School level"));
        case Level::district:
            return call.tr(KEREGE_TR("District or city level"));
        case Level::region:
            return call.tr(KEREGE_TR("Regional level"));
        case Level::country:
            return call.tr(KEREGE_TR("National level"));
        case Level::international:
            return call.tr(KEREGE_TR("International level"));
    }
    return {};
}

std::string_view level_words(const sdk::Call& call, const Entry& entry) {
    return entry.level ? name_of(call, *entry.level) : std::string_view();
}

std::string_view deed_name(const sdk::Call& call, std::string_view deed) {
    if (deed == "added") return call.tr(KEREGE_TR("entered"));
    if (deed == "removed") return call.tr(KEREGE_TR("removed"));
    if (deed == "restored") return call.tr(KEREGE_TR("put back"));
    return call.tr(KEREGE_TR("changed"));
}

std::string days_words(const sdk::Call& call, const Entry& entry) {
    const std::string first = call.day(entry.begins_on);
    if (!entry.ends_on.empty()) {
        if (entry.ends_on == entry.begins_on) return first;
        return first + " – " + call.day(entry.ends_on);
    }
    if (!is_course(entry.kind)) return first;
    return sdk::with_values(std::string(call.tr(KEREGE_TR("since {day}"))), {{"day", first}});
}

void show_record(const sdk::Call& call, sdk::Model& line, const Record& record) {
    const Entry& entry = record.entry;
    line.set("entry", record.id)
        .set("heading", entry.title)
        .set("kind_name", name_of(call, entry.kind));
    line.set("days", days_words(call, entry)).set("outcome", entry.result);
    line.set("level_name", level_words(call, entry));
    line.set("where", entry.place).set("remark", entry.note);
    if (record.brought)
        line.add("brought").set("school", record.former_school.empty()
                                              ? call.tr(KEREGE_TR("A school without a name here"))
                                              : std::string_view(record.former_school));
}

void show_portfolio(const sdk::Call& call, sdk::Model& page, const Portfolio& portfolio,
                    bool changes) {
    page.show_if(portfolio.empty(), "nothing");
    for (const SchoolYear& year : portfolio.years) {
        sdk::Model list = page.add("year").set("label", sdk::school_year_text(year.year));
        show_records(call, list, year.records, changes);
    }
    if (portfolio.courses.empty()) return;
    sdk::Model list = page.add("courses");
    show_records(call, list, portfolio.courses, changes);
}

}  // namespace kerege::portfolio
