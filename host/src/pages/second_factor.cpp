// One's own second factor: setting it up with an app, recovery codes, switching it off.
#include "host/src/pages/qr.hpp"
#include "host/src/pages/support.hpp"
#include "kerege/sdk/tr.hpp"

namespace kerege::pages {
namespace {

constexpr std::string_view kTitle = KEREGE_TR("Second factor");
constexpr const char* kPath = "/account/second-factor";

// "JBSW Y3DP …", as it is typed.
std::string grouped(const std::string& key) {
    std::string text;
    for (size_t at = 0; at < key.size(); at += 4)
        text.append(text.empty() ? "" : " ").append(key.substr(at, 4));
    return text;
}

void add_frame(House& house, http::Exchange& exchange, Model& model) {
    if (exchange.session->must_set_up_second_factor) {
        model.add("plain");
        return;
    }
    model.add("crumb")
        .set("label", tr(house, exchange, KEREGE_TR("My account")))
        .set("href", "/account");
}

Result<> show_state(House& house, http::Exchange& exchange, const Fault* fault) {
    const auto own = house.accounts.second_factor(*exchange.session);
    Model model;
    add_frame(house, exchange, model);
    if (own.taken_off_at_ms != 0)
        model.add("taken_off").set("at", instant(house, exchange, own.taken_off_at_ms));
    if (exchange.session->must_set_up_second_factor) model.add("required");
    if (own.since_ms != 0) {
        Model& on = model.add("on");
        on.set("since", instant(house, exchange, own.since_ms)).set("left", own.codes_left);
        add_field_faults(house, exchange, fault, on);
    } else if (!own.possible) {
        model.add("impossible");
    } else if (own.key.empty()) {
        model.add("off");
    } else {
        const QrCode qr = qr_code(own.address);
        Model& offered = model.add("offered");
        offered.set("size", qr.size).set("path", svg_path(qr)).set("key", grouped(own.key));
        add_field_faults(house, exchange, fault, offered);
    }
    return show(house, exchange, "account/second_factor", model, kTitle, fault);
}

// Whose password is to be changed first, perhaps because somebody else knows it, sets up nothing.
bool too_early(const http::Exchange& exchange) {
    const access::Session& session = *exchange.session;
    return session.must_confirm || session.must_accept || session.must_change_password;
}

Result<> state(House& house, http::Exchange& exchange) {
    if (too_early(exchange)) return go(house, exchange, "/first-login");
    return show_state(house, exchange, nullptr);
}

// The codes stand in this answer and nowhere else.
Result<> show_codes(House& house, http::Exchange& exchange, const std::vector<std::string>& codes) {
    Model model;
    add_frame(house, exchange, model);
    for (const auto& code : codes) model.add("code").set("text", code);
    exchange.response.set_header("Cache-Control", "no-store");
    return show(house, exchange, "account/recovery_codes", model, KEREGE_TR("Recovery codes"));
}

Result<> offer(House& house, http::Exchange& exchange) {
    if (too_early(exchange)) return go(house, exchange, "/first-login");
    const auto offered = house.accounts.offer_second_factor(*exchange.session);
    if (!offered && offered.fault().kind != FaultKind::conflict) return offered.fault();
    return go(house, exchange, kPath);
}

// Codes to show, or the form once more with what is wrong with it.
Result<> answer(House& house, http::Exchange& exchange,
                const Result<std::vector<std::string>>& codes) {
    if (codes) return show_codes(house, exchange, *codes);
    const Fault& fault = codes.fault();
    if (fault.kind == FaultKind::conflict) return go(house, exchange, kPath);
    if (fault.kind == FaultKind::not_found) return fault;
    return show_state(house, exchange, &fault);
}

Result<> confirm(House& house, http::Exchange& exchange) {
    if (too_early(exchange)) return go(house, exchange, "/first-login");
    const auto& request = exchange.request;
    return answer(house, exchange,
                  house.accounts.set_up_second_factor(*exchange.session, request.field("password"),
                                                      request.field("one_time_code"), request.id));
}

Result<> change(House& house, http::Exchange& exchange) {
    const auto& request = exchange.request;
    const auto& session = *exchange.session;
    const auto password = request.field("password");
    const auto code = request.field("one_time_code");
    if (request.field("deed") == "codes")
        return answer(house, exchange,
                      house.accounts.renew_recovery_codes(session, password, code, request.id));
    if (request.field("deed") != "end") return not_found("no such deed");
    const auto ended = house.accounts.end_second_factor(session, password, code, request.id);
    if (!ended) {
        if (ended.fault().kind == FaultKind::not_found) return ended.fault();
        return show_state(house, exchange, &ended.fault());
    }
    return go(house, exchange, kPath, KEREGE_TR("The second factor is off."));
}

Result<> seen(House& house, http::Exchange& exchange) {
    house.accounts.read_second_factor_news(*exchange.session);
    return go(house, exchange, kPath);
}

// The addresses of the forms, asked for like pages: after a reload, or another choice of language.
Result<> back(House& house, http::Exchange& exchange) { return go(house, exchange, kPath); }

}  // namespace

void register_second_factor(http::Router& router, House& house) {
    add_before_ready(router, house, http::Method::get, "/account/second-factor", state);
    add_before_ready(router, house, http::Method::post, "/account/second-factor/offer", offer);
    add_before_ready(router, house, http::Method::post, "/account/second-factor/confirm", confirm);
    add_before_ready(router, house, http::Method::get, "/account/second-factor/confirm", back);
    post(router, house, "/account/second-factor/change", "", change);
    get(router, house, "/account/second-factor/change", "", back);
    post(router, house, "/account/second-factor/seen", "", seen);
}

}  // namespace kerege::pages
