// "This is wrong", at any time: of one's own data or a child's, to the administrators, and what
// came of it.
#include "host/src/pages/wrong_data.hpp"

#include "host/src/pages/field_words.hpp"
#include "host/src/pages/person_words.hpp"
#include "kerege/abi/i18n.h"
#include "kerege/sdk/tr.hpp"

namespace kerege::pages {

std::string fixed_value(const House& house, const http::Exchange& exchange,
                        const directory::PersonCard& card, std::string_view field) {
    if (field == "family_name") return card.line.family_name;
    if (field == "given_name") return card.line.given_name;
    if (field == "patronymic") return card.line.patronymic;
    if (field == "birth_date")
        return view::format_day(exchange.locale, card.line.birth_date, KEREGE_DAY_FULL);
    if (card.sex == "female") return tr(house, exchange, KEREGE_TR("female"));
    if (card.sex == "male") return tr(house, exchange, KEREGE_TR("male"));
    return {};
}

void add_fixed_data(const House& house, const http::Exchange& exchange,
                    const directory::PersonCard& card, Model& place) {
    for (const auto field : access::kFixedData)
        place.add("fixed")
            .set("field", field)
            .set("label", tr(house, exchange, field_label(field)))
            .set("value", fixed_value(house, exchange, card, field));
}

namespace {

constexpr const char* kPlace = "/account/wrong";

// Whose data it is about: one's own, or those of a child who is here today.
struct About {
    directory::PersonCard card;
    MembershipId child;  // none: one's own
};

Result<About> about(House& house, const http::Exchange& exchange, std::string_view typed) {
    const access::Scope& scope = exchange.scope();
    const auto child = MembershipId::parse(typed);
    if (!typed.empty() && !child) return not_found("no membership id");
    if (child) {
        bool theirs = false;
        if (scope.profile == KEREGE_PROFILE_GUARDIAN)
            for (const auto& one : house.people.learners_of(scope.organisation, scope.membership))
                theirs = theirs || one.membership == *child;
        if (!theirs) return not_found("no child of theirs");
    }
    auto card = house.people.card(scope.organisation, child.value_or(scope.membership));
    if (!card) return card.fault();
    return About{*std::move(card), child.value_or(MembershipId{})};
}

void add_children(House& house, http::Exchange& exchange, const About& whose, Model& model) {
    const access::Scope& scope = exchange.scope();
    if (scope.profile != KEREGE_PROFILE_GUARDIAN) return;
    const auto children = house.people.learners_of(scope.organisation, scope.membership);
    if (children.empty()) return;
    Model& section = model.add("whose");
    Model& own = section.add("one");
    own.set("href", kPlace).set("name", tr(house, exchange, KEREGE_TR("My own data")));
    if (!whose.child) own.add("current");
    for (const auto& child : children) {
        Model& one = section.add("one");
        one.set("href", std::string(kPlace) + "?child=" + child.membership.text())
            .set("name", full_name(child));
        if (child.membership == whose.child) one.add("current");
    }
}

void add_reported(House& house, http::Exchange& exchange, Model& model) {
    const auto reports = house.accounts.own_reports(exchange.scope());
    if (reports.empty()) return;
    Model& section = model.add("reported");
    for (const auto& report : reports) {
        Model& item = section.add("report");
        item.set("message", report.message)
            .set("at", instant(house, exchange, report.created_at_ms));
        if (!report.field.empty())
            item.add("of").set("label", tr(house, exchange, field_label(report.field)));
        if (report.person != exchange.scope().person)
            item.add("child").set("name", report.person_name);
        if (report.closed_at_ms == 0) {
            item.add("waits");
        } else {
            item.add(report.outcome == "kept" ? "kept" : "corrected")
                .set("closed", instant(house, exchange, report.closed_at_ms));
            if (!report.answer.empty()) item.add("answered").set("answer", report.answer);
        }
    }
}

Result<> show_form(House& house, http::Exchange& exchange, const About& whose,
                   std::string_view field, std::string_view message, const Fault* fault) {
    Model model;
    Model& form = model.add("form");
    form.set("message", message);
    if (whose.child) form.add("child").set("id", whose.child.value);
    for (const auto code : access::kFixedData) {
        Model& choice = form.add("choice");
        const std::string value = fixed_value(house, exchange, whose.card, code);
        choice.set("code", code)
            .set("label", tr(house, exchange, field_label(code)))
            .set("value", value.empty() ? "–" : value);
        if (code == field) choice.add("chosen");
    }
    add_field_faults(house, exchange, fault, form);
    if (whose.child) model.add("child").set("name", full_name(whose.card.line));
    add_children(house, exchange, whose, model);
    add_reported(house, exchange, model);
    model.add("crumb")
        .set("label", tr(house, exchange, KEREGE_TR("My account")))
        .set("href", "/account");
    return show(house, exchange, "account/wrong", model, KEREGE_TR("This is wrong"), fault);
}

Result<> form(House& house, http::Exchange& exchange) {
    const auto whose = about(house, exchange, exchange.request.query_value("child"));
    if (!whose) return whose.fault();
    return show_form(house, exchange, *whose, exchange.request.query_value("field"), {}, nullptr);
}

Result<> send(House& house, http::Exchange& exchange) {
    const auto& request = exchange.request;
    const auto whose = about(house, exchange, request.field("child"));
    if (!whose) return whose.fault();
    const access::WrongData wrong{std::string(request.field("message")),
                                  std::string(request.field("field")), whose->card.line.person};
    const auto sent = house.accounts.report_wrong_data(exchange.scope(), wrong, request.id);
    if (!sent) return show_form(house, exchange, *whose, wrong.field, wrong.message, &sent.fault());
    return go(house, exchange, kPlace,
              KEREGE_TR("The administrator of your school has been told. The answer will stand "
                        "here."));
}

}  // namespace

void register_wrong_data(http::Router& router, House& house) {
    get(router, house, "/account/wrong", "", form);
    post(router, house, "/account/wrong", "", send);
}

}  // namespace kerege::pages
