#include "host/src/pages/roster_questions.hpp"

#include "host/src/access/roles.hpp"
#include "host/src/pages/person_words.hpp"
#include "host/src/pages/standing_words.hpp"
#include "kerege/abi/i18n.h"
#include "kerege/sdk/tr.hpp"

namespace kerege::pages {
namespace {

namespace roster = directory::roster;

constexpr size_t kPeopleShown = 200;
constexpr std::string_view kTwinField = "twin.";
constexpr std::string_view kAnother = "new";

std::string day(const http::Exchange& exchange, const std::string& day) {
    return day.empty() ? std::string() : view::format_day(exchange.locale, day, KEREGE_DAY_FULL);
}

std::string joined(std::initializer_list<std::string> parts) {
    std::string all;
    for (const std::string& part : parts) {
        if (part.empty()) continue;
        if (!all.empty()) all += ", ";
        all += part;
    }
    return all;
}

// "Expelled, no access since 01.09.2026".
std::string ending_words(const House& house, const http::Exchange& exchange,
                         const roster::Known& known) {
    if (!known.ended) return {};
    return joined({tr(house, exchange, ground_label(known.end_ground)),
                   view::fill(tr(house, exchange, KEREGE_TR("no access since {day}")),
                              {{"day", day(exchange, known.end_day)}})});
}

template <class Named>
std::string person_words(const http::Exchange& exchange, const Named& person) {
    std::string labels;
    for (const std::string& label : person.labels) labels = joined({labels, label});
    return joined({full_name(person), day(exchange, person.birth_date), labels, person.phone});
}

void add_more(const House& house, const http::Exchange& exchange, size_t all, Model& section) {
    if (all <= kPeopleShown) return;
    section.add("more").set(
        "text", tr_plural(house, exchange, KEREGE_TR("and {count} more"),
                          KEREGE_TR("and {count} more"), static_cast<int64_t>(all - kPeopleShown)));
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
              Model& form) {
    if (people.empty()) return;
    const roster::Answers sent = read_roster_answers(exchange.request);
    Model& section = form.add("back");
    if (people.size() > 1) {
        Model& all = section.add("all");
        all.set("text",
                tr_plural(house, exchange, KEREGE_TR("All {count} of them"),
                          KEREGE_TR("All {count} of them"), static_cast<int64_t>(people.size())));
        if (sent.all_back) all.add("checked");
    }
    size_t shown = 0;
    for (const roster::Planned* one : people) {
        if (++shown > kPeopleShown) break;
        Model& person = section.add("person");
        person.set("id", one->about->membership.value)
            .set("name", person_words(exchange, *one->about))
            .set("why", ending_words(house, exchange, *one->about));
        if (sent.back.contains(one->about->membership)) person.add("checked");
    }
    add_more(house, exchange, people.size(), section);
}

void add_twins(const House& house, const http::Exchange& exchange, const Asked& people,
               Model& form) {
    if (people.empty()) return;
    const roster::Answers sent = read_roster_answers(exchange.request);
    Model& section = form.add("twins");
    size_t shown = 0;
    for (const roster::Planned* one : people) {
        if (++shown > kPeopleShown) break;
        Model& twin = section.add("twin");
        twin.set("field", std::string(kTwinField) + one->key)
            .set("row", view::fill(tr(house, exchange, KEREGE_TR("row {row}")),
                                   {{"row", std::to_string(one->row)}}))
            .set("name", person_words(exchange, *one))
            .set("id", one->about->membership.value)
            .set("known", person_words(exchange, *one->about))
            .set("why", ending_words(house, exchange, *one->about));
        const auto answer = sent.twins.find(one->key);
        if (answer != sent.twins.end()) twin.add(answer->second ? "same" : "another");
    }
    add_more(house, exchange, people.size(), section);
}

}  // namespace

void add_roster_questions(const House& house, const http::Exchange& exchange,
                          const roster::Plan& plan, Model& form) {
    add_back(house, exchange, asked(plan, roster::Question::comes_back), form);
    add_twins(house, exchange, asked(plan, roster::Question::same_person), form);
}

void add_gone(const House& house, const http::Exchange& exchange, const roster::Plan& plan,
              bool faulty_rows, Model& model) {
    if (plan.gone.empty()) return;
    Model& section = model.add("gone");
    section.set("text", tr_plural(house, exchange, KEREGE_TR("{count} person is not in the file."),
                                  KEREGE_TR("{count} people are not in the file."),
                                  static_cast<int64_t>(plan.gone.size())));
    if (faulty_rows) section.add("faulty_rows");
    const bool edits = may(house, exchange, access::permission::kPeopleEdit);
    size_t shown = 0;
    for (const roster::Known& one : plan.gone) {
        if (++shown > kPeopleShown) break;
        Model& person = section.add("person");
        person.set("id", one.membership.value).set("name", full_name(one));
        std::string place = one.position;
        if (one.profile == "learner") place = one.labels.empty() ? "" : one.labels.front();
        person.set("place", place);
        if (edits) person.add("may_end").set("id", one.membership.value).set("of", full_name(one));
    }
    add_more(house, exchange, plan.gone.size(), section);
}

roster::Answers read_roster_answers(const http::Request& request) {
    roster::Answers answers;
    answers.accept_faulty = request.field("accept_good_rows") == "yes";
    answers.all_back = request.field("all_back") == "yes";
    for (const auto& field : request.form) {
        const auto membership = MembershipId::parse(field.value);
        if (field.name == "back" && membership) answers.back.insert(*membership);
        if (!field.name.starts_with(kTwinField)) continue;
        const std::string key(field.name.substr(kTwinField.size()));
        if (membership) answers.twins[key] = *membership;
        if (field.value == kAnother) answers.twins[key] = {};
    }
    return answers;
}

}  // namespace kerege::pages
