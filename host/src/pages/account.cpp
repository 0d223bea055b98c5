// One's own account: password, memberships, sessions.
#include "host/src/http/cookies.hpp"
#include "host/src/pages/password_form.hpp"
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

Result<> account(House& house, http::Exchange& exchange) {
    const access::Scope& scope = exchange.scope();
    const auto card = house.people.card(scope.organisation, scope.membership);
    if (!card) return card.fault();
    Model model;
    model.set("person_name", scope.person_name)
        .set("organisation_name", scope.organisation_name)
        .set("login", card->line.login);
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
    return show(house, exchange, "account/account", model, KEREGE_TR("My account"));
}

Result<> switch_membership(House& house, http::Exchange& exchange) {
    const auto membership = MembershipId::parse(exchange.request.field("membership"));
    if (!membership) return not_found("no membership id");
    const auto switched = house.sessions.switch_membership(*exchange.session, *membership);
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

Result<> end_sessions(House& house, http::Exchange& exchange) {
    house.sessions.end_all(exchange.scope().person);
    http::clear_session_cookie(exchange.response, house.secure_cookies);
    return go(house, exchange, "/sign-in", KEREGE_TR("Every session has been ended."));
}

}  // namespace

void register_account(http::Router& router, House& house) {
    get(router, house, "/account", "", account);
    post(router, house, "/account/membership", "", switch_membership);
    get(router, house, "/account/password", "", password_form);
    post(router, house, "/account/password", "", new_password);
    post(router, house, "/account/end-sessions", "", end_sessions);
}

}  // namespace kerege::pages
