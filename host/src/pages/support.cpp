#include "host/src/pages/support.hpp"

#include <algorithm>
#include <span>
#include <stdexcept>

#include "host/src/news/newsletters.hpp"
#include "host/src/pages/field_words.hpp"
#include "host/src/view/translator.hpp"
#include "kerege/abi/i18n.h"
#include "kerege/sdk/text.hpp"
#include "kerege/sdk/tr.hpp"

namespace kerege::pages {
namespace {

constexpr std::string_view kDomain = "core";

// What somebody whose profile is restricted still sends: all that keeps their own account safe, in
// which language they read, and as what they look. Everything else is refused by the guards.
constexpr std::string_view kWhileRestricted[] = {
    "/sign-in",
    "/sign-in/code",
    "/sign-out",
    "/recover",
    "/recover/{token}",
    "/join/{organisation}",
    "/join/confirm/{confirmation}",
    "/join/state/{token}",
    "/first-login/confirm",
    "/first-login/agreements",
    "/first-login/password",
    "/account/password",
    "/account/second-factor/offer",
    "/account/second-factor/confirm",
    "/account/second-factor/change",
    "/account/second-factor/seen",
    "/account/sessions/end",
    "/account/sessions/end-others",
    "/account/compromised",
    "/account/membership",
    "/account/news/off",
    "/subscribe/{token}",
    "/unsubscribe/{token}",
    "/account/agreements",
    "/account/wrong",
    "/account/data",
    "/account/data/deletion",
    "/account/data/deletion/take-back",
    "/support",
    "/language",
    "/theme",
};

// What the administrator of a suspended organisation still sends (K3.3.4, K3.4.3, U3.7): consent
// that is withdrawn, the deletion of a profile, a copy of somebody's data, everything taken along.
constexpr std::string_view kWhileSuspended[] = {
    "/people/{membership}/data",
    "/people/{membership}/deletion",
    "/people/{membership}/deletion/take-back",
    "/people/export/{file}",
    "/archive",
};

// What people of a closed organisation reach, besides what keeps their account safe: a copy of what
// is kept about them, its deletion, and everything of the organisation for its administrators.
constexpr std::string_view kWhileLeaving[] = {
    "/account",
    "/account/data",
    "/account/data/{copy}",
    "/account/data/deletion",
    "/account/data/deletion/take-back",
    "/account/history",
    "/account/password",
    "/account/sessions/end",
    "/account/sessions/end-others",
    "/archive",
    "/archive/{archive}",
};

// Mail programs end news by mail without a page, and so without its token (RFC 8058).
constexpr std::string_view kFromAnywhere[] = {"/unsubscribe/{token}"};

bool is_among(std::span<const std::string_view> patterns, std::string_view pattern) {
    return std::ranges::find(patterns, pattern) != patterns.end();
}

http::Route route_of(House& house, http::Method method, std::string pattern, Page page) {
    http::Route route;
    route.method = method;
    route.pattern = std::move(pattern);
    route.while_restricted = is_among(kWhileRestricted, route.pattern);
    route.while_leaving = is_among(kWhileLeaving, route.pattern);
    route.while_suspended = is_among(kWhileSuspended, route.pattern);
    route.from_anywhere = is_among(kFromAnywhere, route.pattern);
    route.handler = [&house, page](http::Exchange& exchange) { return page(house, exchange); };
    return route;
}

void add_route(http::Router& router, http::Route route) {
    if (const auto added = router.add(std::move(route)); !added)
        throw std::logic_error(added.fault().log_text);
}

}  // namespace

void add(http::Router& router, House& house, http::Method method, std::string pattern,
         std::string_view permission, Page page) {
    http::Route route = route_of(house, method, std::move(pattern), page);
    route.permission = permission;
    add_route(router, std::move(route));
}

void add_open(http::Router& router, House& house, http::Method method, std::string pattern,
              Page page) {
    http::Route route = route_of(house, method, std::move(pattern), page);
    route.is_public = true;
    route.before_ready = true;
    add_route(router, std::move(route));
}

void add_before_ready(http::Router& router, House& house, http::Method method, std::string pattern,
                      Page page) {
    http::Route route = route_of(house, method, std::move(pattern), page);
    route.before_ready = true;
    add_route(router, std::move(route));
}

bool may(const House& house, const http::Exchange& exchange, std::string_view permission) {
    const int index = house.permissions.index(permission);
    return index >= 0 && exchange.scope().permissions.test(static_cast<size_t>(index));
}

Result<> within_search_rate(House& house, const http::Exchange& exchange) {
    const int wait_s = house.search_rate.take(exchange.scope().person.text(), house.clock.now_ms());
    if (wait_s == 0) return success();
    return Fault{FaultKind::too_many, "searches too fast",
                 KEREGE_TR("You are searching very fast. Wait a few seconds.")};
}

void note_list(House& house, const http::Exchange& exchange, std::string_view list) {
    const access::Scope& scope = exchange.scope();
    house.views.note(scope.organisation, scope.person, "list.viewed", "list:" + std::string(list),
                     exchange.request.id);
}

std::string tr(const House& house, const http::Exchange& exchange, std::string_view message) {
    if (message.empty()) return {};  // gettext's answer would be the head of its file
    return std::string(house.pages.translator().translate(kDomain, exchange.locale, message));
}

std::string tr_plural(const House& house, const http::Exchange& exchange, std::string_view one,
                      std::string_view many, int64_t count) {
    const auto text =
        house.pages.translator().translate_plural(kDomain, exchange.locale, one, many, count);
    return view::fill(text, {{"count", std::to_string(count)}});
}

Result<directory::Organisation> organisation_within(const House& house,
                                                    const http::Exchange& exchange,
                                                    std::optional<OrganisationId> id) {
    if (!id || !house.organisations.within(*id, exchange.scope().organisation))
        return not_found("organisation of another tree");
    auto there = house.organisations.find(*id);
    if (!there) return not_found("no such organisation");
    return *std::move(there);
}

Result<directory::Organisation> asked_organisation(const House& house,
                                                   const http::Exchange& exchange) {
    return organisation_within(house, exchange,
                               OrganisationId::parse(exchange.path_value("organisation")));
}

std::string module_name(const House& house, const http::Exchange& exchange, std::string_view id) {
    if (id.empty() || id == kDomain || id == news::kModule)
        return tr(house, exchange, KEREGE_TR("The system"));
    const auto* entry = house.plugins.catalogue().find(id);
    if (!entry || entry->state != plugins::State::loaded) return std::string(id);
    return std::string(
        house.pages.translator().translate(id, exchange.locale, entry->manifest.name));
}

std::string instant(const House& house, const http::Exchange& exchange, int64_t at_ms) {
    return view::format_instant(exchange.locale, house.local_time, at_ms);
}

namespace {

std::string field_words(const House& house, const http::Exchange& exchange, const Fault& fault,
                        const FieldFault& wrong) {
    return sdk::with_values(tr(house, exchange, wrong.message), fault.values);
}

}  // namespace

std::string words(const House& house, const http::Exchange& exchange, const Fault& fault) {
    const std::string own = http::words_of(exchange, house.pages, fault, kDomain);
    if (!own.empty() || fault.fields.empty()) return own;
    return field_words(house, exchange, fault, fault.fields.front());
}

namespace {

// On top of the page: what is wrong, and where there are fields to mend, each with a link to it.
void add_problem(const House& house, const http::Exchange& exchange, const Fault& fault,
                 const std::string& text, Model& page) {
    Model& problem = page.add("problem");
    Model* faults = nullptr;
    for (const FieldFault& wrong : fault.fields) {
        const auto label = field_label(wrong.field);
        if (label.empty()) continue;
        if (!faults) faults = &problem.add("faults");
        faults->add("fault")
            .set("field", wrong.field)
            .set("label", tr(house, exchange, label))
            .set("text", field_words(house, exchange, fault, wrong));
    }
    const bool told_below = faults && fault.user_message.empty();
    problem.set("text", told_below ? tr(house, exchange,
                                        KEREGE_TR("Nothing is saved yet. Please mend this:"))
                                   : text);
}

}  // namespace

void add_field_faults(const House& house, const http::Exchange& exchange, const Fault* fault,
                      Model& form) {
    if (!fault) return;
    for (const FieldFault& wrong : fault->fields) {
        form.add(wrong.field + "_fault").set("text", field_words(house, exchange, *fault, wrong));
    }
}

Result<> show(const House& house, http::Exchange& exchange, std::string_view template_name,
              Model& model, std::string_view title, const Fault* fault) {
    model.set("title", tr(house, exchange, title));
    if (fault) {
        const std::string text = words(house, exchange, *fault);
        if (text.empty()) return *fault;
        exchange.response.status = http::status_of(fault->kind);
        add_problem(house, exchange, *fault, text, model);
    }
    if (!exchange.session && house.agreements.lately_published()) model.add("documents");
    http::show_page(exchange, house.pages, std::string("core/").append(template_name), model);
    return success();
}

Result<> go(const House& house, http::Exchange& exchange, std::string path,
            std::string_view notice) {
    http::redirect_to(exchange, std::move(path),
                      notice.empty() ? std::string() : tr(house, exchange, notice));
    return success();
}

std::string local_path(std::string_view wanted) {
    if (wanted.empty() || wanted.front() != '/') return "/";
    if (wanted.size() > 1 && (wanted[1] == '/' || wanted[1] == '\\')) return "/";
    for (const char c : wanted)
        if (static_cast<unsigned char>(c) <= ' ' || c == '\\') return "/";
    return std::string(wanted);
}

}  // namespace kerege::pages
