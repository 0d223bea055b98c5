// Language and appearance: kept in cookies, and the language of somebody signed in with the
// account.
#include "host/src/http/cookies.hpp"
#include "host/src/pages/support.hpp"
#include "kerege/sdk/tr.hpp"

namespace kerege::pages {
namespace {

// A link, which any site may point to: so it only changes the browser's own cookie.
Result<> follow_language(House& house, http::Exchange& exchange) {
    const auto locale = exchange.path_value("locale");
    if (!view::is_locale(locale)) return not_found("no such language");
    http::set_locale_cookie(exchange.response, locale, house.secure_cookies);
    return go(house, exchange, local_path(exchange.request.query_value("next")));
}

Result<> set_language(House& house, http::Exchange& exchange) {
    const auto locale = exchange.request.field("locale");
    if (!view::is_locale(locale)) return not_found("no such language");
    http::set_locale_cookie(exchange.response, locale, house.secure_cookies);
    if (exchange.session) {
        const auto set = house.accounts.set_locale(exchange.scope(), locale);
        if (!set) return set.fault();
    }
    return go(house, exchange, local_path(exchange.request.field("next")));
}

Result<> set_theme(House& house, http::Exchange& exchange) {
    const auto theme = exchange.request.field("theme");
    if (theme != "light" && theme != "dark" && !theme.empty())
        return invalid("no such theme", KEREGE_TR("There is no such appearance."));
    http::set_theme_cookie(exchange.response, theme, house.secure_cookies);
    return go(house, exchange, local_path(exchange.request.field("next")));
}

}  // namespace

void register_preferences(http::Router& router, House& house) {
    add_open(router, house, http::Method::get, "/language/{locale}", follow_language);
    add_open(router, house, http::Method::post, "/language", set_language);
    add_open(router, house, http::Method::post, "/theme", set_theme);
}

}  // namespace kerege::pages
