// A copy of one's own data, or of a young child's; and the wish that the own profile be deleted.
#include <algorithm>

#include "host/src/access/roles.hpp"
#include "host/src/files/answer.hpp"
#include "host/src/http/forms.hpp"
#include "host/src/pages/agreement_text.hpp"
#include "host/src/pages/person_words.hpp"
#include "kerege/sdk/tr.hpp"

namespace kerege::pages {
namespace {

constexpr const char* kPlace = "/account/data";

std::string_view state_label(privacy::CopyState state) {
    switch (state) {
        case privacy::CopyState::ready:
            return KEREGE_TR("Ready");
        case privacy::CopyState::failed:
            return KEREGE_TR("It could not be made. Ask for it again later.");
        default:
            return KEREGE_TR("Being made");
    }
}

// Those the person may fetch, and those others asked for about them.
void add_copies(House& house, http::Exchange& exchange, Model& model) {
    const PersonId self = exchange.scope().person;
    const auto copies =
        house.copies.of(exchange.scope(), may(house, exchange, access::permission::kPeopleEdit));
    Model* own = nullptr;
    Model* others = nullptr;
    for (const auto& copy : copies) {
        Model*& section = copy.by == self ? own : others;
        if (!section) section = &model.add(copy.by == self ? "copies" : "others");
        Model& line = section->add("copy");
        line.set("name", copy.person_name)
            .set("by", copy.by_name)
            .set("asked", instant(house, exchange, copy.asked_at_ms))
            .set("state", tr(house, exchange, state_label(copy.state)));
        if (copy.state == privacy::CopyState::waiting) model.add("waits");
        if (copy.by == self && copy.state == privacy::CopyState::ready)
            line.add("ready")
                .set("id", copy.id)
                .set("name", copy.person_name)
                .set("kilobytes", (copy.bytes + 1023) / 1024)
                .set("until", instant(house, exchange, *copy.expires_at_ms));
    }
    if (!own) model.add("no_copies");
}

void add_children(House& house, http::Exchange& exchange, Model& model) {
    const access::Scope& scope = exchange.scope();
    if (scope.profile != KEREGE_PROFILE_GUARDIAN) return;
    for (const auto& child : house.people.learners_of(scope.organisation, scope.membership)) {
        const auto card = house.people.card(scope.organisation, child.membership);
        if (!card || !house.copies.is_young(card->line.birth_date)) continue;
        model.add("child").set("id", child.membership.value).set("name", full_name(child));
    }
}

Result<> show_data(House& house, http::Exchange& exchange, std::string_view note,
                   const Fault* fault) {
    const access::Scope& scope = exchange.scope();
    Model model;
    if (exchange.session->leaving()) {
        Model& leaving = model.add("leaving");
        leaving.set("organisation", scope.organisation_name)
            .set("until", full_day(exchange, exchange.session->leaving_until));
        if (may(house, exchange, access::permission::kOrganisationTakeAlong))
            leaving.add("archive");
    }
    add_copies(house, exchange, model);
    add_children(house, exchange, model);
    if (const auto asked = house.deletions.of(scope.organisation, scope.membership)) {
        Model& wish = model.add("asked");
        wish.add(exchange.session->leaving() ? "by_itself" : "confirmed")
            .set("at", instant(house, exchange, asked->asked_at_ms));
    } else {
        Model& form = model.add("form");
        form.set("note", note).set("organisation", scope.organisation_name);
        form.add(exchange.session->leaving() ? "by_itself" : "confirmed")
            .set("organisation", scope.organisation_name);
        add_field_faults(house, exchange, fault, form);
    }
    model.add("crumb")
        .set("label", tr(house, exchange, KEREGE_TR("My account")))
        .set("href", "/account");
    return show(house, exchange, "account/data", model, KEREGE_TR("My data"), fault);
}

Result<> data(House& house, http::Exchange& exchange) {
    return show_data(house, exchange, {}, nullptr);
}

Result<> ask(House& house, http::Exchange& exchange) {
    const auto& request = exchange.request;
    const std::string_view named = request.field("membership");
    const auto child = MembershipId::parse(named);
    if (!named.empty() && !child) return not_found("no membership id");
    const auto asked =
        child ? house.copies.ask_for_child(exchange.scope(), *child, exchange.locale, request.id)
              : house.copies.ask_own(exchange.scope(), exchange.locale, request.id);
    if (!asked && asked.fault().kind != FaultKind::not_found)
        return show_data(house, exchange, {}, &asked.fault());
    if (!asked) return asked.fault();
    return go(house, exchange, kPlace, KEREGE_TR("The copy is being made. It will stand here."));
}

Result<> fetch(House& house, http::Exchange& exchange) {
    const auto id = Id<struct CopyTag>::parse(exchange.path_value("copy"));
    if (!id) return not_found("no copy id");
    const bool edits_people = may(house, exchange, access::permission::kPeopleEdit);
    auto opened = house.copies.open(exchange.scope(), edits_people, id->value, exchange.request.id);
    if (!opened) return opened.fault();
    files::answer(exchange.request, {opened->name, "application/zip", id->text(), false},
                  std::move(opened->file), exchange.response);
    return success();
}

Result<> ask_deletion(House& house, http::Exchange& exchange) {
    const std::string_view note = exchange.request.field("note");
    const auto asked = house.deletions.ask(exchange.scope(), note, exchange.request.id);
    if (!asked) return show_data(house, exchange, note, &asked.fault());
    return go(house, exchange, kPlace,
              exchange.session->leaving()
                  ? KEREGE_TR("Your wish is kept. It is carried out after a day.")
                  : KEREGE_TR("Your wish is passed on. An administrator confirms it."));
}

Result<> ask_no_more(House& house, http::Exchange& exchange) {
    const auto done = house.deletions.ask_no_more(exchange.scope(), exchange.request.id);
    if (!done && done.fault().kind != FaultKind::not_found) return done.fault();
    return go(house, exchange, kPlace, KEREGE_TR("Nothing will be deleted."));
}

}  // namespace

void register_own_data(http::Router& router, House& house) {
    get(router, house, "/account/data", "", data);
    post(router, house, "/account/data", "", ask);
    get(router, house, "/account/data/{copy}", "", fetch);
    post(router, house, "/account/data/deletion", "", ask_deletion);
    post(router, house, "/account/data/deletion/take-back", "", ask_no_more);
}

}  // namespace kerege::pages
