#include "host/src/directory/roster/answers.hpp"

#include "host/src/base/text.hpp"

namespace kerege::directory::roster {
namespace {

const std::string kAcceptFaulty = "accept_faulty";
const std::string kAllBack = "all_back";
const std::string kNewAddresses = "new_addresses";
const std::string kBack = "back";
const std::string kTwin = "twin";

MembershipId membership_of(const std::string& text) {
    return MembershipId::parse(text).value_or(MembershipId{});
}

}  // namespace

std::string write_answers(const Answers& answers) {
    std::string text;
    if (answers.accept_faulty) text += kAcceptFaulty + '\n';
    if (answers.all_back) text += kAllBack + '\n';
    if (answers.new_addresses) text += kNewAddresses + '\n';
    for (const MembershipId one : answers.back) text += kBack + ' ' + one.text() + '\n';
    for (const auto& [key, membership] : answers.twins)
        if (is_row_key(key))
            text += kTwin + ' ' + key + ' ' + std::to_string(membership.value) + '\n';
    return text;
}

bool is_row_key(std::string_view key) {
    return !key.empty() && key.find_first_not_of("0123456789.") == std::string_view::npos;
}

Answers read_answers(std::string_view text) {
    Answers answers;
    for (const std::string& line : text::split(text, "\n")) {
        const auto words = text::split(line, " ");
        if (line == kAcceptFaulty) answers.accept_faulty = true;
        if (line == kAllBack) answers.all_back = true;
        if (line == kNewAddresses) answers.new_addresses = true;
        if (words[0] == kBack && words.size() == 2) answers.back.insert(membership_of(words[1]));
        if (words[0] == kTwin && words.size() == 3)
            answers.twins[words[1]] = membership_of(words[2]);
    }
    return answers;
}

}  // namespace kerege::directory::roster
