// One's own news by mail: off until they are turned on, and on only once the mailbox is confirmed.
// The pages that letters name work without a session, and change nothing when they are only opened.
#include <algorithm>

#include "host/src/pages/support.hpp"
#include "kerege/sdk/tr.hpp"

namespace kerege::pages {
namespace {

constexpr std::string_view kTitle = KEREGE_TR("News by mail");
// Kept with the consent, as it was read.
constexpr std::string_view kYes = KEREGE_TR(
    "I want news of the platform and of my organisations by e-mail. I can end them at "
    "any time.");

// From which age learners accept the documents in force: news by mail are no lesser a consent.
int own_age(House& house) {
    int age = 0;
    const std::string today = house.agreements.today();
    for (const auto& document : house.agreements.documents())
        if (const auto* version = document.in_force(today)) age = std::max(age, version->own_age);
    return age != 0 ? age : agreements::kMajority;
}

std::string_view consent_words(const access::NewsConsent& one) {
    if (one.act == "asked") return KEREGE_TR("Asked for; a letter was sent to confirm the address");
    if (one.act == "on")
        return one.way == "confirmed" ? KEREGE_TR("On: the address was confirmed")
                                      : KEREGE_TR("Turned on");
    if (one.way == access::news_end::kPage) return KEREGE_TR("Off: by the page a letter names");
    if (one.way == access::news_end::kOneClick) return KEREGE_TR("Off: by the mail program");
    if (one.way == access::news_end::kAddress)
        return KEREGE_TR("Off: the e-mail address was changed");
    if (one.way == access::news_end::kLeft) return KEREGE_TR("Off: the last membership has ended");
    if (one.way == access::news_end::kConsole) return KEREGE_TR("Off: by the operator");
    return KEREGE_TR("Turned off");
}

Result<> show_own(House& house, http::Exchange& exchange, const Fault* fault) {
    const access::Scope& scope = exchange.scope();
    const auto state = house.news.of(scope.person, own_age(house));
    Model model;
    model.set("words", tr(house, exchange, kYes));
    if (state.on_since_ms != 0) {
        model.add("on")
            .set("since", instant(house, exchange, state.on_since_ms))
            .set("email", state.address);
    } else if (state.address.empty()) {
        model.add("no_address");
    } else if (!state.of_age) {
        model.add("young");
    } else if (!house.mail.configured()) {
        model.add("no_mail");
    } else {
        Model& off = model.add("off");
        off.set("email", state.address);
        if (state.asked) off.add("asked").set("email", state.address);
        off.add(state.confirmed ? "known" : "unknown").set("email", state.address);
    }
    Model* record = nullptr;
    for (const auto& one : house.news.consents_of(scope.person)) {
        if (!record) record = &model.add("record");
        record->add("line")
            .set("at", instant(house, exchange, one.at_ms))
            .set("what", tr(house, exchange, consent_words(one)))
            .set("words", one.words);
    }
    model.add("crumb")
        .set("label", tr(house, exchange, KEREGE_TR("My account")))
        .set("href", "/account");
    return show(house, exchange, "account/news", model, kTitle, fault);
}

Result<> page(House& house, http::Exchange& exchange) { return show_own(house, exchange, nullptr); }

Result<> turn_on(House& house, http::Exchange& exchange) {
    if (!house.mail.configured()) return show_own(house, exchange, nullptr);
    const auto turned = house.news.turn_on(
        exchange.scope(), {tr(house, exchange, kYes), exchange.request.client_address,
                           own_age(house), exchange.request.id});
    if (!turned) return show_own(house, exchange, &turned.fault());
    return go(house, exchange, "/account/news",
              *turned == access::NewsTurned::on
                  ? KEREGE_TR("News by mail are on.")
                  : KEREGE_TR("A letter is on its way. Open its link to confirm the address."));
}

Result<> turn_off(House& house, http::Exchange& exchange) {
    house.news.turn_off(exchange.scope(), exchange.request.client_address, exchange.request.id);
    return go(house, exchange, "/account/news", KEREGE_TR("News by mail are off."));
}

// A page of somebody who need not be signed in.
Result<> show_open(House& house, http::Exchange& exchange, Model& model) {
    model.add("plain");
    exchange.response.set_header("Cache-Control", "no-store");
    return show(house, exchange, "account/news_link", model, kTitle);
}

Result<> confirm_page(House& house, http::Exchange& exchange) {
    const auto token = exchange.path_value("token");
    Model model;
    if (house.news.link_open(token)) {
        model.add("confirm").set("token", token).set("words", tr(house, exchange, kYes));
    } else {
        model.add("gone");
    }
    return show_open(house, exchange, model);
}

Result<> confirm(House& house, http::Exchange& exchange) {
    const auto done = house.news.confirm(exchange.path_value("token"),
                                         exchange.request.client_address, exchange.request.id);
    if (!done && done.fault().kind != FaultKind::not_found) return done.fault();
    Model model;
    model.add(done ? "confirmed" : "gone");
    return show_open(house, exchange, model);
}

Result<> end_page(House& house, http::Exchange& exchange) {
    const auto token = exchange.path_value("token");
    if (const auto person = house.news.by_token(token); !person) return person.fault();
    Model model;
    model.add("end").set("token", token);
    return show_open(house, exchange, model);
}

// RFC 8058: the button of a mail program sends this one field.
Result<> end(House& house, http::Exchange& exchange) {
    const auto person = house.news.by_token(exchange.path_value("token"));
    if (!person) return person.fault();
    const bool one_click = exchange.request.field("List-Unsubscribe") == "One-Click";
    house.news.end(*person, one_click ? access::news_end::kOneClick : access::news_end::kPage,
                   exchange.request.client_address, exchange.request.id);
    Model model;
    model.add("ended");
    return show_open(house, exchange, model);
}

}  // namespace

void register_own_news(http::Router& router, House& house) {
    // Off at any time: also for who is held by a document they may not accept.
    add_before_ready(router, house, http::Method::get, "/account/news", page);
    post(router, house, "/account/news/on", "", turn_on);
    add_before_ready(router, house, http::Method::post, "/account/news/off", turn_off);
    add_open(router, house, http::Method::get, "/subscribe/{token}", confirm_page);
    add_open(router, house, http::Method::post, "/subscribe/{token}", confirm);
    add_open(router, house, http::Method::get, "/unsubscribe/{token}", end_page);
    add_open(router, house, http::Method::post, "/unsubscribe/{token}", end);
}

}  // namespace kerege::pages
