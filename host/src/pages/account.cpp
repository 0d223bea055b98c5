// One's own account: memberships, password, sessions.
#include "host/src/access/device.hpp"
#include "host/src/http/cookies.hpp"
#include "host/src/pages/password_form.hpp"
#include "host/src/pages/wrong_data.hpp"
#include "kerege/sdk/tr.hpp"

namespace kerege::pages {
namespace {

std::string_view profile_label(int32_t profile) {
    switch (profile) {
        case KEREGE_PROFILE_MINISTRY:
            return KEREGE_TR("Ministry");
        case KEREGE_PROFILE_REGION:
            return KEREGE_TR("Regional department");
        case KEREGE_PROFILE_DISTRICT:
            return KEREGE_TR("District department");
        case KEREGE_PROFILE_EMPLOYEE:
            return KEREGE_TR("Employee");
        case KEREGE_PROFILE_LEARNER:
            return KEREGE_TR("Learner");
        case KEREGE_PROFILE_GUARDIAN:
            return KEREGE_TR("Parent");
        case KEREGE_PROFILE_OPERATOR:
            return KEREGE_TR("Operator");
        default:
            return "";
    }
}

// Where the person is signed in, this place first.
void add_sessions(House& house, http::Exchange& exchange, Model& model) {
    const auto sessions = house.accounts.sessions_of(*exchange.session);
    const auto line = [&](const access::OwnSession& session) {
        Model& item = model.add("session");
        item.set("device", session.device.empty() ? tr(house, exchange, KEREGE_TR("Unknown device"))
                                                  : session.device)
            .set("key", session.key)
            .set("begun", instant(house, exchange, session.begun_at_ms));
        if (session.here) {
            item.add("here");
        } else {
            item.add("there").set("used", instant(house, exchange, session.used_at_ms));
        }
    };
    for (const auto& session : sessions)
        if (session.here) line(session);
    for (const auto& session : sessions)
        if (!session.here) line(session);
    if (sessions.size() > 1) model.add("others");
}

// When they signed in before, and whether somebody tried to since.
void add_sign_ins(House& house, http::Exchange& exchange, Model& model) {
    const auto found = house.accounts.sign_ins(exchange.scope().person);
    if (found.before_at_ms != 0)
        model.add("last").set("at", instant(house, exchange, found.before_at_ms));
    if (found.failures > 0)
        model.add("tried").set(
            "text", tr_plural(house, exchange, KEREGE_TR("{count} wrong password since"),
                              KEREGE_TR("{count} wrong passwords since"), found.failures));
}

Result<> account(House& house, http::Exchange& exchange) {
    const access::Scope& scope = exchange.scope();
    const auto card = house.people.card(scope.organisation, scope.membership);
    if (!card) return card.fault();
    Model model;
    model.set("person_name", scope.person_name)
        .set("organisation_name", scope.organisation_name)
        .set("login", card->line.login);
    if (!exchange.session->leaving()) add_fixed_data(house, exchange, *card, model.add("personal"));
    if (const int64_t at_ms = house.accounts.address_news(*exchange.session); at_ms != 0)
        model.add("address_news")
            .set("at", instant(house, exchange, at_ms))
            .set("email", card->line.email);
    add_sign_ins(house, exchange, model);
    const auto memberships = house.accounts.memberships_of(scope.person);
    if (memberships.size() > 1) {
        Model& section = model.add("memberships");
        for (const auto& choice : memberships) {
            Model& item = section.add("membership");
            item.set("id", choice.membership.value)
                .set("organisation", choice.organisation_name)
                .set("profile", choice.position.empty()
                                    ? tr(house, exchange, profile_label(choice.profile))
                                    : choice.position);
            if (choice.membership == scope.membership) item.add("current");
        }
    }
    if (scope.profile == KEREGE_PROFILE_GUARDIAN) model.add("registrations");
    if (scope.profile != KEREGE_PROFILE_LEARNER) {
        Model& join = model.add("join");
        if (const auto until_ms = house.joinings.code_until_ms(scope.person))
            join.add("waits").set("until", instant(house, exchange, *until_ms));
    }
    if (exchange.session->documents) model.add("agreements");
    add_sessions(house, exchange, model);
    const auto factor = house.accounts.second_factor(*exchange.session);
    if (factor.possible || factor.since_ms != 0) {
        Model& section = model.add("second_factor");
        if (factor.since_ms != 0)
            section.add("on").set("since", instant(house, exchange, factor.since_ms));
    }
    return show(house, exchange, "account/account", model, KEREGE_TR("My account"));
}

Result<> address_seen(House& house, http::Exchange& exchange) {
    house.accounts.read_address_news(*exchange.session);
    return go(house, exchange, "/account");
}

Result<> switch_membership(House& house, http::Exchange& exchange) {
    const auto membership = MembershipId::parse(exchange.request.field("membership"));
    if (!membership) return not_found("no membership id");
    const auto switched =
        house.accounts.switch_membership(*exchange.session, *membership, exchange.request.id);
    if (!switched) return switched.fault();
    return go(house, exchange, "/");
}

constexpr PasswordForm kPasswordForm = {"/account/password", "/account", PasswordReason::own_wish};

Result<> password_form(House& house, http::Exchange& exchange) {
    return show_password_form(house, exchange, kPasswordForm);
}

Result<> new_password(House& house, http::Exchange& exchange) {
    return change_password(house, exchange, kPasswordForm);
}

Result<> end_session(House& house, http::Exchange& exchange) {
    const auto ended = house.accounts.end_session(
        *exchange.session, exchange.request.field("session"), exchange.request.id);
    if (!ended) return ended.fault();
    return go(house, exchange, "/account", KEREGE_TR("The session is ended."));
}

Result<> end_others(House& house, http::Exchange& exchange) {
    house.accounts.end_other_sessions(*exchange.session, exchange.request.id);
    return go(house, exchange, "/account", KEREGE_TR("All other sessions are ended."));
}

constexpr PasswordForm kCompromisedForm = {"/account/compromised", "/account",
                                           PasswordReason::compromised};

Result<> compromised_form(House& house, http::Exchange& exchange) {
    return show_password_form(house, exchange, kCompromisedForm);
}

Result<> compromised(House& house, http::Exchange& exchange) {
    const auto& request = exchange.request;
    if (!same_twice(exchange))
        return show_password_form(house, exchange, kCompromisedForm, &not_the_same());
    const auto token = house.accounts.report_compromised(
        *exchange.session, request.field("old_password"), request.field("new_password"),
        access::device_of(request.header("user-agent")), request.id);
    if (!token) return show_password_form(house, exchange, kCompromisedForm, &token.fault());
    http::set_session_cookie(exchange.response, *token, house.secure_cookies);
    return go(house, exchange, "/account",
              KEREGE_TR("Every other session is ended, the password is changed, and the "
                        "administrators are told."));
}

}  // namespace

void register_account(http::Router& router, House& house) {
    get(router, house, "/account", "", account);
    post(router, house, "/account/address/seen", "", address_seen);
    // Also for who is held by a document they may not accept.
    add_before_ready(router, house, http::Method::post, "/account/membership", switch_membership);
    get(router, house, "/account/password", "", password_form);
    post(router, house, "/account/password", "", new_password);
    post(router, house, "/account/sessions/end", "", end_session);
    post(router, house, "/account/sessions/end-others", "", end_others);
    add_before_ready(router, house, http::Method::get, "/account/compromised", compromised_form);
    add_before_ready(router, house, http::Method::post, "/account/compromised", compromised);
}

}  // namespace kerege::pages
