#include "host/src/pages/roster_questions.hpp"

#include <algorithm>

#include "host/src/directory/roster/answers.hpp"
#include "host/src/pages/pager.hpp"
#include "host/src/pages/query_string.hpp"
#include "host/src/pages/roster_words.hpp"
#include "host/src/pages/standing_words.hpp"
#include "kerege/abi/i18n.h"
#include "kerege/sdk/tr.hpp"

namespace kerege::pages {
namespace {

namespace roster = directory::roster;

constexpr size_t kPeopleShown = 100;
constexpr std::string_view kTwinField = "twin.";
constexpr std::string_view kAnother = "new";
constexpr std::string_view kYes = "yes";

// "Expelled, no access since 01.09.2026".
std::string ending_words(const House& house, const http::Exchange& exchange,
                         const roster::Known& known) {
    if (!known.ended) return {};
    return by_commas(
        {tr(house, exchange, ground_label(known.end_ground)),
         view::fill(tr(house, exchange, KEREGE_TR("no access since {day}")),
                    {{"day", view::format_day(exchange.locale, known.end_day, KEREGE_DAY_FULL)}})});
}

// Which page of these questions is shown, or was when the form was sent.
int page_of(const http::Request& request, std::string_view questions) {
    const auto sent = request.field("at." + std::string(questions));
    return page_number(sent.empty() ? request.query_value(questions) : sent);
}

// Buttons, not links: what is answered goes along.
void add_part(const House& house, const http::Exchange& exchange, std::string_view questions,
              const Part& part, Model& section) {
    section.set("at_field", "at." + std::string(questions)).set("at", part.page);
    if (part.pages <= 1) return;
    const auto value = [&](int page) {
        return std::string(questions) + " " + std::to_string(page);
    };
    Model& others = section.add("others");
    others.set("text", view::fill(tr(house, exchange, KEREGE_TR("{page} of {pages}")),
                                  {{"page", std::to_string(part.page)},
                                   {"pages", std::to_string(part.pages)}}));
    if (part.page > 1) others.add("before").set("value", value(part.page - 1));
    if (part.page < part.pages) others.add("after").set("value", value(part.page + 1));
}

using Asked = std::vector<const roster::Planned*>;

Asked asked(const roster::Plan& plan, roster::Question question) {
    Asked all;
    for (const auto* people : {&plan.people, &plan.guardians}) {
        for (const roster::Planned& one : *people)
            if (one.question == question && one.about) all.push_back(&one);
    }
    return all;
}

void add_back(const House& house, const http::Exchange& exchange, const Asked& people,
              const roster::Answers& answers, Model& form) {
    if (people.empty()) return;
    Model& section = form.add("back");
    const auto may_come = std::ranges::count_if(
        people, [](const roster::Planned* one) { return !one->about->moved; });
    if (may_come > 1) {
        Model& all = section.add("all");
        all.set("text", tr_plural(house, exchange, KEREGE_TR("All {count} of them"),
                                  KEREGE_TR("All {count} of them"), may_come));
        if (answers.all_back) all.add("checked");
    }
    const Part part = part_of(people.size(), kPeopleShown, page_of(exchange.request, "back"));
    add_part(house, exchange, "back", part, section);
    for (size_t i = part.begin; i < part.end; ++i) {
        const roster::Known& about = *people[i]->about;
        Model& person = section.add("person").add(about.moved ? "moved" : "asked");
        person.set("id", about.membership.value)
            .set("name", person_words(house, exchange, about))
            .set("why", ending_words(house, exchange, about));
        if (answers.back.contains(about.membership)) person.add("checked");
    }
}

void add_twins(const House& house, const http::Exchange& exchange, const Asked& people,
               const roster::Answers& answers, Model& form) {
    if (people.empty()) return;
    Model& section = form.add("twins");
    const Part part = part_of(people.size(), kPeopleShown, page_of(exchange.request, "twins"));
    add_part(house, exchange, "twins", part, section);
    for (size_t i = part.begin; i < part.end; ++i) {
        const roster::Planned* one = people[i];
        Model& twin = section.add("twin");
        twin.set("field", std::string(kTwinField) + one->key)
            .set("row", view::fill(tr(house, exchange, KEREGE_TR("row {row}")),
                                   {{"row", std::to_string(one->row)}}))
            .set("name", person_words(house, exchange, *one))
            .set("id", one->about->membership.value)
            .set("known", person_words(house, exchange, *one->about))
            .set("why", ending_words(house, exchange, *one->about));
        const auto answer = answers.twins.find(one->key);
        if (answer != answers.twins.end()) twin.add(answer->second ? "same" : "another");
    }
}

}  // namespace

void add_roster_questions(const House& house, const http::Exchange& exchange,
                          const roster::Preview& preview, const roster::Answers& answers,
                          Model& form) {
    using roster::Question;
    add_back(house, exchange, asked(preview.plan, Question::comes_back), answers, form);
    add_twins(house, exchange, asked(preview.plan, Question::same_person), answers, form);
}

roster::Answers read_roster_answers(const http::Request& request, roster::Answers kept) {
    roster::Answers answers = std::move(kept);
    answers.accept_faulty = request.field("accept_good_rows") == kYes;
    if (!request.field("all_back_asked").empty())
        answers.all_back = request.field("all_back") == kYes;
    for (const auto& field : request.form) {
        const auto membership = MembershipId::parse(field.value);
        if (field.name == "back_asked" && membership) answers.back.erase(*membership);
    }
    for (const auto& field : request.form) {
        const auto membership = MembershipId::parse(field.value);
        if (field.name == "back" && membership) answers.back.insert(*membership);
        if (!field.name.starts_with(kTwinField)) continue;
        const std::string key(field.name.substr(kTwinField.size()));
        if (!roster::is_row_key(key)) continue;
        if (membership) answers.twins[key] = *membership;
        if (field.value == kAnother) answers.twins[key] = {};
    }
    return answers;
}

std::optional<std::string> other_questions(const http::Request& request) {
    const auto wanted = request.field("show");
    if (wanted.empty()) return {};
    const size_t space = std::min(wanted.find(' '), wanted.size());
    const auto page = [&](std::string_view questions) {
        const bool this_one = wanted.substr(0, space) == questions;
        return std::to_string(this_one
                                  ? page_number(wanted.substr(std::min(space + 1, wanted.size())))
                                  : page_of(request, questions));
    };
    return query_string({{"back", page("back")}, {"twins", page("twins")}});
}

}  // namespace kerege::pages
