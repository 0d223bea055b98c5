#include "src/domain/entry.hpp"

#include <algorithm>

#include "kerege/sdk/day.hpp"
#include "kerege/sdk/letters.hpp"
#include "kerege/sdk/text.hpp"
#include "kerege/sdk/tr.hpp"

namespace kerege::portfolio {
namespace {

std::string one_line(std::string_view typed) { return sdk::mend_letters(sdk::tidy(typed)); }

// Lines stay lines; empty ones around the text go.
std::string several_lines(std::string_view typed) {
    std::string out;
    while (!typed.empty()) {
        const size_t end = std::min(typed.find('\n'), typed.size());
        const std::string line = one_line(typed.substr(0, end));
        if (!out.empty() || !line.empty()) out += line + '\n';
        typed.remove_prefix(std::min(end + 1, typed.size()));
    }
    while (out.ends_with('\n')) out.pop_back();
    return out;
}

bool too_long(std::string_view text, size_t letters) { return sdk::count_letters(text) > letters; }

// What is wrong with the days of an entry, if anything.
void check_days(const Entry& entry, std::string_view today, std::vector<FieldFault>& faults) {
    if (!sdk::parse_day(entry.begins_on)) {
        faults.push_back({"begins_on", KEREGE_TR("Choose a day.")});
    } else if (entry.begins_on > today) {
        faults.push_back({"begins_on", KEREGE_TR("This day has not come yet.")});
    }
    if (entry.ends_on.empty()) return;
    if (!sdk::parse_day(entry.ends_on)) {
        faults.push_back({"ends_on", KEREGE_TR("Choose a day, or leave it empty.")});
    } else if (entry.ends_on < entry.begins_on) {
        faults.push_back({"ends_on", KEREGE_TR("It ends before it begins.")});
    } else if (entry.ends_on > today && !is_course(entry.kind)) {
        faults.push_back({"ends_on", KEREGE_TR("This day has not come yet.")});
    }
}

}  // namespace

std::string_view word_of(Kind kind) {
    constexpr std::array<std::string_view, kKinds.size()> kWords = {
        "olympiad", "competition", "sport", "art", "project", "course", "volunteering", "other"};
    return kWords.at(static_cast<size_t>(kind));
}

std::string_view word_of(Level level) {
    constexpr std::array<std::string_view, kLevels.size()> kWords = {
        "class", "school", "district", "region", "country", "international"};
    return kWords.at(static_cast<size_t>(level));
}

std::optional<Kind> kind_of(std::string_view word) {
    for (const Kind kind : kKinds)
        if (word_of(kind) == word) return kind;
    return {};
}

std::optional<Level> level_of(std::string_view word) {
    for (const Level level : kLevels)
        if (word_of(level) == word) return level;
    return {};
}

Result<Entry> check_entry(const TypedEntry& typed, std::string_view today) {
    std::vector<FieldFault> faults;
    Entry entry;
    if (const auto kind = kind_of(typed.kind))
        entry.kind = *kind;
    else
        faults.push_back({"kind", KEREGE_TR("Choose what it is.")});
    entry.level = level_of(typed.level);
    const bool unknown = !entry.level && !typed.level.empty();
    if (unknown || (faults.empty() && needs_level(entry.kind) && !entry.level))
        faults.push_back({"level", KEREGE_TR("Choose the level.")});
    entry.title = one_line(typed.title);
    if (entry.title.empty() || too_long(entry.title, kTitleLettersMax))
        faults.push_back({"title", KEREGE_TR("Write what it was, in at most 200 letters.")});
    entry.result = one_line(typed.result);
    if (too_long(entry.result, kResultLettersMax))
        faults.push_back({"result", KEREGE_TR("Write it in at most 100 letters.")});
    entry.begins_on = sdk::tidy(typed.begins_on);
    entry.ends_on = sdk::tidy(typed.ends_on);
    check_days(entry, today, faults);
    entry.place = one_line(typed.place);
    if (too_long(entry.place, kPlaceLettersMax))
        faults.push_back({"place", KEREGE_TR("Write it in at most 200 letters.")});
    entry.note = several_lines(typed.note);
    if (too_long(entry.note, kNoteLettersMax))
        faults.push_back({"note", KEREGE_TR("Write it in at most 1000 letters.")});
    if (!faults.empty()) return invalid_fields(std::move(faults));
    return entry;
}

}  // namespace kerege::portfolio
