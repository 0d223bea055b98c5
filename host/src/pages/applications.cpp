// Those who ask to join, for the operator: what waits, one of them with what may be the same, and
// the answer.
#include "host/src/applications/applications.hpp"

#include <algorithm>
#include <charconv>

#include "host/src/access/roles.hpp"
#include "host/src/base/text_values.hpp"
#include "host/src/pages/application_form.hpp"
#include "host/src/pages/form_fields.hpp"
#include "host/src/pages/person_words.hpp"
#include "host/src/pages/proof.hpp"
#include "host/src/plugins/plugins.hpp"
#include "kerege/sdk/tr.hpp"

namespace kerege::pages {
namespace {

using applications::Application;
using applications::Twin;

applications::Answerer answerer(const http::Exchange& exchange) {
    return {exchange.scope().organisation, exchange.scope().person,
            std::string(exchange.request.id)};
}

std::string path_of(const Application& one) { return "/applications/" + std::to_string(one.id); }

void add_lines(House& house, http::Exchange& exchange, const std::vector<Application>& all,
               Model& table) {
    for (const Application& one : all) {
        Model& row = table.add("line");
        add_state_badge(house, exchange, one.state, row);
        row.set("id", one.id)
            .set("name", own_name(exchange, one))
            .set("kind", tr(house, exchange, directory::find_kind(one.form.kind)->label))
            .set("bin", one.form.bin)
            .set("place", one.parent.name(exchange.locale))
            .set("person", full_name(one.form.applicant))
            .set("since", instant(house, exchange, one.changed_at_ms));
    }
}

Result<> list(House& house, http::Exchange& exchange) {
    const OrganisationId top = exchange.scope().organisation;
    Model model;
    model.add("wide");
    if (!house.applications.settings().offered) model.add("closed");
    const auto waiting = house.applications.list(top, "waiting");
    if (waiting.empty()) {
        model.add("empty");
    } else {
        add_lines(house, exchange, waiting, model.add("waiting"));
    }
    std::vector<Application> answered;
    for (const auto* state : {"returned", "approved", "refused"})
        for (Application& one : house.applications.list(top, state))
            answered.push_back(std::move(one));
    std::ranges::sort(answered, std::greater<>(), &Application::changed_at_ms);
    if (!answered.empty()) {
        Model& table = model.add("answered");
        table.set("days", house.applications.settings().kept_days);
        add_lines(house, exchange, answered, table);
    }
    return show(house, exchange, "operator/applications", model, KEREGE_TR("Applications"));
}

Result<Application> asked_for(House& house, const http::Exchange& exchange) {
    const std::string_view given = exchange.path_value("application");
    int64_t id = 0;
    const auto [end, error] = std::from_chars(given.data(), given.data() + given.size(), id);
    if (error != std::errc() || end != given.data() + given.size())
        return not_found("no application id");
    return house.applications.find(exchange.scope().organisation, id);
}

void add_facts(House& house, http::Exchange& exchange, const Application& one, Model& model) {
    const auto fact = [&](std::string_view label, const std::string& value) {
        if (!value.empty())
            model.add("fact").set("label", tr(house, exchange, label)).set("value", value);
    };
    const auto& form = one.form;
    fact(KEREGE_TR("Kind"), tr(house, exchange, directory::find_kind(form.kind)->label));
    fact(KEREGE_TR("Beneath"), one.parent.name(exchange.locale));
    fact(KEREGE_TR("BIN"), form.bin);
    fact(KEREGE_TR("Name in Kazakh"), form.name_kk);
    fact(KEREGE_TR("Name in Russian"), form.name_ru);
    fact(KEREGE_TR("Address in Kazakh"), form.address_kk);
    fact(KEREGE_TR("Address in Russian"), form.address_ru);
    fact(KEREGE_TR("Applicant"), full_name(form.applicant));
    fact(KEREGE_TR("Position"), form.applicant.position);
    fact(KEREGE_TR("E-mail"), form.applicant.email);
    fact(KEREGE_TR("Mobile phone"), text::show_phone(form.applicant.phone));
    fact(KEREGE_TR("Note"), form.note);
    fact(KEREGE_TR("Sent"), instant(house, exchange, one.created_at_ms));
    fact(KEREGE_TR("Agreed to"), one.consent);
    fact(KEREGE_TR("Reason"), one.reason);
}

// "school-160340016781": what the operator may leave as it is.
std::string proposed_code(const Application& one) {
    std::string code = one.form.kind + "-" + one.form.bin;
    std::ranges::replace(code, '_', '-');
    return code;
}

void add_answer(House& house, http::Exchange& exchange, const Application& one, bool twins,
                const std::string& code, const Fault* fault, Model& model) {
    static const TextField kCode{"code",
                                 KEREGE_TR("Code"),
                                 KEREGE_TR("Its name for files and commands, for ever: small Latin "
                                           "letters, digits, hyphens and dots."),
                                 "text",
                                 "off",
                                 true};
    Model& answer = model.add("answer");
    answer.set("action", path_of(one)).set("reason", exchange.request.field("answer_reason"));
    add_field(house, exchange, kCode, code, fault, answer);
    if (twins) {
        Model& look = answer.add("look");
        add_field_faults(house, exchange, fault, look);
        if (exchange.request.field("twins") == "other") look.add("looked");
    }
    add_proof(house, exchange, fault, answer);
    add_field_faults(house, exchange, fault, answer);
}

Result<> show_one(House& house, http::Exchange& exchange, const Application& one,
                  const std::string& code, const Fault* fault) {
    Model model;
    model.set("name", own_name(exchange, one));
    add_state_badge(house, exchange, one.state, model);
    add_facts(house, exchange, one, model);
    const auto twins = one.state == "waiting" ? house.applications.twins(one) : std::vector<Twin>();
    Model* list = twins.empty() ? nullptr : &model.add("twins");
    for (const Twin& twin : twins) {
        Model& item = list->add("twin");
        item.set("name", name_of(twin, exchange)).set("bin", twin.bin).set("code", twin.code);
        if (twin.code.empty()) item.add("application");
    }
    if (one.state == "waiting")
        add_answer(house, exchange, one, !twins.empty(), code, fault, model);
    if (one.made)
        model.add("made")
            .set("href", "/organisations/" + one.made.text())
            .set("name", own_name(exchange, one))
            .set("action", path_of(one) + "/letter");
    model.add("crumb")
        .set("label", tr(house, exchange, KEREGE_TR("Applications")))
        .set("href", "/applications");
    return show(house, exchange, "operator/application", model, KEREGE_TR("An application"), fault);
}

Result<> card(House& house, http::Exchange& exchange) {
    const auto one = asked_for(house, exchange);
    if (!one) return one.fault();
    return show_one(house, exchange, *one, proposed_code(*one), nullptr);
}

// What it says by now: somebody else may have answered meanwhile.
Result<> show_again(House& house, http::Exchange& exchange, const std::string& code,
                    const Fault& fault) {
    const auto one = asked_for(house, exchange);
    if (!one) return one.fault();
    return show_one(house, exchange, *one, code, &fault);
}

Result<> approve(House& house, http::Exchange& exchange) {
    const auto one = asked_for(house, exchange);
    if (!one) return one.fault();
    const std::string code(exchange.request.field("code"));
    // It makes an administrator, with a letter to an address somebody else typed.
    if (const auto proved = prove(house, exchange); !proved)
        return show_again(house, exchange, code, proved.fault());
    const auto made = house.applications.approve(answerer(exchange), one->id, code,
                                                 exchange.request.field("twins") == "other");
    if (!made) return show_again(house, exchange, code, made.fault());
    house.modules.reload();
    return go(house, exchange, path_of(*one),
              KEREGE_TR("The organisation is there, and a letter with login and password is on its "
                        "way."));
}

Result<> answer(House& house, http::Exchange& exchange) {
    const auto one = asked_for(house, exchange);
    if (!one) return one.fault();
    const auto& request = exchange.request;
    const auto reason = request.field("answer_reason");
    const auto done = request.field("answer") == "refused"
                          ? house.applications.refuse(answerer(exchange), one->id, reason)
                          : house.applications.send_back(answerer(exchange), one->id, reason);
    if (!done) return show_again(house, exchange, proposed_code(*one), done.fault());
    house.plugins.runner().wake();
    return go(house, exchange, "/applications",
              KEREGE_TR("Answered. The applicant gets a letter."));
}

Result<> letter(House& house, http::Exchange& exchange) {
    const auto one = asked_for(house, exchange);
    if (!one) return one.fault();
    const auto sent = house.applications.send_again(answerer(exchange), one->id);
    if (!sent && sent.fault().kind != FaultKind::conflict) return sent.fault();
    return go(house, exchange, path_of(*one),
              sent ? std::string_view(KEREGE_TR("Another letter is on its way."))
                   : std::string_view(sent.fault().user_message));
}

}  // namespace

void register_applications(http::Router& router, House& house) {
    get(router, house, "/applications", access::permission::kApplicationDecide, list);
    get(router, house, "/applications/{application}", access::permission::kApplicationDecide, card);
    post(router, house, "/applications/{application}/approve",
         access::permission::kApplicationDecide, approve);
    post(router, house, "/applications/{application}/answer",
         access::permission::kApplicationDecide, answer);
    post(router, house, "/applications/{application}/letter",
         access::permission::kApplicationDecide, letter);
}

}  // namespace kerege::pages
