#include "src/http/lesson_fields.hpp"

#include <charconv>
#include <unordered_map>

namespace kerege::journal {
namespace {

std::optional<int> number(std::string_view text) {
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size()) return {};
    return value;
}

// Mark and attendance as the form has them; nullopt where they are none.
std::optional<CellValue> value_of(std::string_view mark, std::string_view attendance) {
    CellValue value;
    if (!mark.empty()) {
        value.mark = number(mark);
        if (!value.mark) return {};
    }
    const auto meaning = attendance_of_word(attendance);
    if (!meaning) return {};
    value.attendance = *meaning;
    return value;
}

std::optional<Cell> seen_of(std::string_view text) {
    const size_t first = text.find(';');
    const size_t second = text.find(';', first + 1);
    if (first == std::string_view::npos || second == std::string_view::npos) return {};
    const auto revision = number(text.substr(0, first));
    const auto value =
        value_of(text.substr(first + 1, second - first - 1), text.substr(second + 1));
    if (!revision || *revision < 0 || !value) return {};
    return Cell{*value, *revision};
}

Choice choice_of(std::string_view take) {
    return take == "mine" ? Choice::mine : take == "theirs" ? Choice::theirs : Choice::none;
}

struct Fields {
    std::string_view mark, attendance, seen, take;
    bool conflict = false;
};

std::optional<SubmittedRow> row_of(LearnerId learner, const Fields& fields) {
    const auto seen = seen_of(fields.seen);
    const auto typed = value_of(fields.mark, fields.attendance);
    if (!seen || !typed) return {};
    return SubmittedRow{learner, *seen, *typed, fields.conflict, choice_of(fields.take)};
}

SubmittedTopic topic_of(const sdk::Call& call) {
    return {std::string(call.field("seen_topic")), std::string(call.field("topic")),
            !call.field("conflict_topic").empty(), choice_of(call.field("take_topic"))};
}

}  // namespace

Result<SubmittedForm> read_form(const sdk::Call& call) {
    std::vector<LearnerId> order;
    std::unordered_map<LearnerId, Fields> learners;
    call.each_field([&](std::string_view name, std::string_view value) {
        const size_t dot = name.find('.');
        if (dot == std::string_view::npos) return;
        const auto learner = LearnerId::parse(name.substr(dot + 1));
        if (!learner) return;
        const auto [found, is_new] = learners.try_emplace(*learner);
        if (is_new) order.push_back(*learner);
        const std::string_view kind = name.substr(0, dot);
        if (kind == "mark") found->second.mark = value;
        if (kind == "attendance") found->second.attendance = value;
        if (kind == "seen") found->second.seen = value;
        if (kind == "take") found->second.take = value;
        if (kind == "conflict") found->second.conflict = true;
    });
    SubmittedForm form{topic_of(call), {}};
    for (const LearnerId learner : order) {
        const auto row = row_of(learner, learners.at(learner));
        if (!row) return invalid("fields of learner " + learner.text());
        form.rows.push_back(*row);
    }
    return form;
}

std::string seen_text(const Cell& cell) {
    std::string text = std::to_string(cell.revision) + ';';
    if (cell.value.mark) text += std::to_string(*cell.value.mark);
    text += ';';
    return text.append(attendance_word(cell.value.attendance));
}

}  // namespace kerege::journal
