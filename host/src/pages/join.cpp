// Joining, as the applicant sees it: where the organisation stands, the form, the link of the
// letter, and the state at a private address. Open to everybody; each step works without scripts.
#include "host/src/access/tokens.hpp"
#include "host/src/directory/organisation_kinds.hpp"
#include "host/src/pages/application_form.hpp"
#include "host/src/plugins/plugins.hpp"
#include "kerege/sdk/tr.hpp"

namespace kerege::pages {
namespace {

using applications::Application;
using applications::Form;
using directory::Organisation;

constexpr std::string_view kTitle = KEREGE_TR("Join with your school");
constexpr size_t kOnceBytes = 32;

Result<> switched_off() { return not_found("joining by application is switched off"); }

bool offered(const House& house) { return house.applications.settings().offered; }

// Beneath which organisations are chosen on the way down: the departments, not what hangs on them.
bool leads_down(const Organisation& one) { return directory::may_hold(one.kind, one.kind); }

std::vector<const directory::OrganisationKind*> joining_kinds(const Organisation& place) {
    auto kinds = directory::kinds_beneath(place.kind);
    std::erase_if(kinds, [](const auto* kind) { return !kind->joins; });
    return kinds;
}

std::vector<Organisation> open_ones(House& house, std::vector<Organisation> all) {
    std::erase_if(all, [&](const Organisation& one) {
        return !leads_down(one) || house.standings.today(one.id) == directory::status::kClosed;
    });
    return all;
}

Result<> show_places(House& house, http::Exchange& exchange, const Organisation* within,
                     const std::vector<Organisation>& places) {
    Model model;
    model.add("plain");
    if (within) {
        model.add("within").set("name", within->name(exchange.locale));
        if (!joining_kinds(*within).empty())
            model.add("here")
                .set("href", "/join/" + within->id.text() + "?here=yes")
                .set("name", within->name(exchange.locale));
    }
    const bool districts = !places.empty() && places.front().kind == "district";
    model.set("heading", tr(house, exchange,
                            districts ? KEREGE_TR("Choose the district or town")
                                      : KEREGE_TR("Choose the region")));
    if (places.empty()) model.add("empty");
    Model* list = places.empty() ? nullptr : &model.add("places");
    for (const Organisation& one : places)
        list->add("place")
            .set("href", "/join/" + one.id.text())
            .set("name", one.name(exchange.locale));
    return show(house, exchange, "join/place", model, kTitle);
}

Result<> choose(House& house, http::Exchange& exchange) {
    if (!offered(house)) return switched_off();
    auto tops = open_ones(house, house.organisations.tops());
    if (tops.size() != 1) return show_places(house, exchange, nullptr, tops);
    return show_places(house, exchange, nullptr,
                       open_ones(house, house.organisations.children(tops.front().id)));
}

Result<Organisation> place_of(House& house, const http::Exchange& exchange) {
    const auto id = OrganisationId::parse(exchange.path_value("organisation"));
    auto place = id ? house.organisations.find(*id) : std::nullopt;
    if (!place || open_ones(house, {*place}).empty()) return not_found("no place to join at");
    return *std::move(place);
}

Result<> show_join_form(House& house, http::Exchange& exchange, const Organisation& place,
                        const Form& typed, std::string_view once, const Fault* fault) {
    Model model;
    model.add("plain");
    Model& form = model.add("form");
    form.set("action", "/join/" + place.id.text())
        .set("place", place.name(exchange.locale))
        .set("once", once);
    if (typed.consent) form.add("agreed");
    add_application_fields(house, exchange, typed, joining_kinds(place), true, fault, form);
    exchange.response.set_header("Cache-Control", "no-store");
    return show(house, exchange, "join/form", model, kTitle, fault);
}

Result<> form_page(House& house, http::Exchange& exchange) {
    if (!offered(house)) return switched_off();
    const auto place = place_of(house, exchange);
    if (!place) return place.fault();
    const auto beneath = open_ones(house, house.organisations.children(place->id));
    const bool here = exchange.request.query_value("here") == "yes";
    if ((!beneath.empty() && !here) || joining_kinds(*place).empty())
        return show_places(house, exchange, &*place, beneath);
    return show_join_form(house, exchange, *place, {},
                          access::base64url(access::random_bytes(kOnceBytes)), nullptr);
}

// What was in force when somebody agreed.
std::string documents_in_force(House& house) {
    std::string all;
    const std::string today = house.agreements.today();
    for (const auto& document : house.agreements.documents())
        if (const auto* version = document.in_force(today))
            all +=
                (all.empty() ? "" : ", ") + document.code + "/" + std::to_string(version->number);
    return all;
}

Result<> ask(House& house, http::Exchange& exchange) {
    if (!offered(house)) return switched_off();
    const auto place = place_of(house, exchange);
    if (!place) return place.fault();
    const auto& request = exchange.request;
    // A field nobody sees: what fills it in is a robot, and is told what a person would be told.
    if (!request.field("website").empty())
        return go(house, exchange, "/join", KEREGE_TR("The application is sent."));
    Form typed = read_application(exchange);
    typed.parent = place->id;
    const std::string once(request.field("once"));
    const auto token = house.applications.apply(
        typed, {once, exchange.locale, request.client_address, documents_in_force(house)});
    if (!token) return show_join_form(house, exchange, *place, typed, once, &token.fault());
    house.plugins.runner().wake();
    return go(house, exchange, "/join/state/" + *token);
}

Result<> confirm_page(House& house, http::Exchange& exchange) {
    if (!offered(house)) return switched_off();
    Model model;
    model.add("plain");
    model.set("action", "/join/confirm/" + std::string(exchange.path_value("confirmation")));
    exchange.response.set_header("Cache-Control", "no-store");
    return show(house, exchange, "join/confirm", model, KEREGE_TR("Confirm your e-mail address"));
}

Result<> confirm(House& house, http::Exchange& exchange) {
    if (!offered(house)) return switched_off();
    const auto token = house.applications.confirm(exchange.path_value("confirmation"));
    if (!token) return not_found("no such link");
    return go(house, exchange, "/join/state/" + *token,
              KEREGE_TR("The address is confirmed. The application is looked at now."));
}

Result<> show_own(House& house, http::Exchange& exchange, const Application& one, const Form& typed,
                  const Fault* fault) {
    Model model;
    model.add("plain");
    add_state_badge(house, exchange, one.state, model);
    model.set("name", own_name(exchange, one))
        .set("sent", instant(house, exchange, one.created_at_ms));
    if (one.state == "returned") {
        Model& form = model.add("form");
        form.set("action", "/join/state/" + one.token).set("reason", one.reason);
        add_application_fields(house, exchange, typed, joining_kinds(one.parent), false, fault,
                               form);
    } else {
        const bool lapsed = one.state == "refused" && one.reason.empty();
        model.add(lapsed ? "lapsed" : one.state)
            .set("email", one.form.applicant.email)
            .set("reason", one.reason);
    }
    exchange.response.set_header("Cache-Control", "no-store");
    return show(house, exchange, "join/state", model, KEREGE_TR("Your application"), fault);
}

Result<> state(House& house, http::Exchange& exchange) {
    const auto one = house.applications.by_token(exchange.path_value("token"));
    if (!one) return not_found("no such application");
    return show_own(house, exchange, *one, one->form, nullptr);
}

Result<> mend(House& house, http::Exchange& exchange) {
    const auto one = house.applications.by_token(exchange.path_value("token"));
    if (!one) return not_found("no such application");
    const Form typed = read_application(exchange);
    const auto mended = house.applications.mend(*one, typed);
    if (!mended && mended.fault().kind == FaultKind::invalid)
        return show_own(house, exchange, *one, typed, &mended.fault());
    if (!mended)
        return go(house, exchange, "/join/state/" + one->token, mended.fault().user_message);
    return go(house, exchange, "/join/state/" + one->token, KEREGE_TR("The application is sent."));
}

}  // namespace

void register_join(http::Router& router, House& house) {
    add_open(router, house, http::Method::get, "/join", choose);
    add_open(router, house, http::Method::get, "/join/{organisation}", form_page);
    add_open(router, house, http::Method::post, "/join/{organisation}", ask);
    add_open(router, house, http::Method::get, "/join/confirm/{confirmation}", confirm_page);
    add_open(router, house, http::Method::post, "/join/confirm/{confirmation}", confirm);
    add_open(router, house, http::Method::get, "/join/state/{token}", state);
    add_open(router, house, http::Method::post, "/join/state/{token}", mend);
}

}  // namespace kerege::pages
