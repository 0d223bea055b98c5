// The operator's console for modules: what is on at an organisation and those right below it, and a
// switch at each.
#include <map>
#include <utility>

#include "host/src/access/roles.hpp"
#include "host/src/pages/support.hpp"
#include "kerege/abi/i18n.h"
#include "kerege/sdk/tr.hpp"

namespace kerege::pages {
namespace {

struct Choice {
    const char* state;
    std::string_view label;
};
constexpr Choice kChoices[] = {
    {"on", KEREGE_TR("On")}, {"off", KEREGE_TR("Off")}, {"inherited", KEREGE_TR("As above")}};

using Settings = std::map<std::pair<OrganisationId, std::string_view>, directory::ModuleSetting>;

// What the page shows: an organisation, then its direct children.
struct Shown {
    const std::vector<directory::Organisation>& organisations;
    const Settings& settings;
    std::string today;
};

std::string_view label_of(std::string_view state) {
    for (const Choice& choice : kChoices)
        if (choice.state == state) return choice.label;
    return "";
}

// "Off", "Off · from 01.09.2026", "On · 01.09.2026–31.12.2026".
std::string words_of(const House& house, const http::Exchange& exchange,
                     const directory::ModuleSetting& setting) {
    const auto day = [&](const std::string& iso) {
        return view::format_day(exchange.locale, iso, KEREGE_DAY_FULL);
    };
    const std::string state = tr(house, exchange, label_of(setting.state));
    const std::string &from = setting.valid_from, &until = setting.valid_until;
    if (from.empty() && until.empty()) return state;
    if (from.empty())
        return state + " · " +
               view::fill(tr(house, exchange, KEREGE_TR("until {day}")), {{"day", day(until)}});
    if (until.empty())
        return state + " · " +
               view::fill(tr(house, exchange, KEREGE_TR("from {day}")), {{"day", day(from)}});
    return state + " · " + day(from) + "–" + day(until);
}

void add_row(House& house, http::Exchange& exchange, const plugins::Entry& entry,
             const directory::Organisation& organisation, const Shown& shown, Model& module) {
    const auto setting = shown.settings.find({organisation.id, entry.id});
    const bool set = setting != shown.settings.end();
    const bool on = house.modules.on(entry.id, organisation.id);
    const std::string& name = organisation.name(exchange.locale);
    Model& row = module.add("row");
    row.set("id", organisation.id.value)
        .set("shown", shown.organisations.front().id.value)
        .set("code", entry.id)
        .set("name", name)
        .set("effect", tr(house, exchange, on ? KEREGE_TR("On") : KEREGE_TR("Off")))
        .set("effect_class", on ? "good" : "quiet")
        .set("set_here", set ? words_of(house, exchange, setting->second) : std::string());
    const bool top = organisation.id == shown.organisations.front().id;
    if (!top) row.add("below");
    if (!top && organisation.kind != "school")
        row.add("open").set("href", "/modules?organisation=" + organisation.id.text());
    else
        row.add("leaf");
    // A setting that does not hold today, or not for good, may be chosen anew, without its days.
    const bool dated =
        set && (!setting->second.valid_from.empty() || !setting->second.valid_until.empty());
    const bool holds = set && setting->second.holds(shown.today);
    for (const Choice& choice : kChoices) {
        if (set ? holds && setting->second.state == choice.state
                : std::string_view(choice.state) == "inherited")
            continue;
        row.add("choice")
            .set("state", choice.state)
            .set("name", name)
            .set("label", tr(house, exchange, choice.label));
    }
    if (dated) row.add("dated");
}

void add_modules(House& house, http::Exchange& exchange, const Shown& shown, Model& page) {
    Model* failed = nullptr;
    for (const auto& entry : house.plugins.catalogue().entries()) {
        if (entry.state != plugins::State::loaded) {
            if (!failed) failed = &page.add("failed");
            failed->add("plugin").set("name", entry.id).set("reason", entry.reason);
            continue;
        }
        Model& module = page.add("module");
        module.set("code", entry.id)
            .set("version", entry.manifest.version)
            .set("label", module_name(house, exchange, entry.id));
        for (const auto& organisation : shown.organisations)
            add_row(house, exchange, entry, organisation, shown, module);
    }
}

Result<> show_modules(House& house, http::Exchange& exchange, OrganisationId organisation,
                      const Fault* fault) {
    const OrganisationId own = exchange.scope().organisation;
    const auto top = house.organisations.find(organisation);
    if (!top || !house.organisations.within(organisation, own))
        return not_found("organisation of another tree");
    auto organisations = house.organisations.children(organisation);
    organisations.insert(organisations.begin(), *top);
    const auto stored = house.modules.settings();
    Settings settings;
    for (const auto& setting : stored)
        settings.emplace(std::pair(setting.organisation, std::string_view(setting.module)),
                         setting);

    Model model;
    model.add("wide");
    model.set("organisation", top->name(exchange.locale));
    if (may(house, exchange, access::permission::kModulesSet)) model.add("file");
    add_modules(house, exchange,
                {organisations, settings, house.local_time.day(house.clock.now_ms())}, model);
    if (organisation != own) {
        if (const auto parent = house.organisations.find(top->parent))
            model.add("crumb")
                .set("label", parent->name(exchange.locale))
                .set("href", "/modules?organisation=" + parent->id.text());
    }
    return show(house, exchange, "operator/modules", model, KEREGE_TR("Modules"), fault);
}

Result<> list(House& house, http::Exchange& exchange) {
    const auto asked = exchange.request.query_value("organisation");
    if (asked.empty()) return show_modules(house, exchange, exchange.scope().organisation, nullptr);
    const auto organisation = OrganisationId::parse(asked);
    if (!organisation) return not_found("no organisation id");
    return show_modules(house, exchange, *organisation, nullptr);
}

Result<> set(House& house, http::Exchange& exchange) {
    const auto& request = exchange.request;
    const OrganisationId own = exchange.scope().organisation;
    const auto organisation = OrganisationId::parse(request.field("organisation"));
    if (!organisation) return not_found("no organisation id");
    if (!house.organisations.within(*organisation, own))
        return not_found("organisation of another tree");
    const auto shown = OrganisationId::parse(request.field("shown")).value_or(own);
    directory::ModuleSetting setting;
    setting.organisation = *organisation;
    setting.module = request.field("module");
    setting.state = request.field("state");
    const auto done = house.modules.set(setting, exchange.scope().person);
    if (!done) return show_modules(house, exchange, shown, &done.fault());
    return go(house, exchange,
              "/modules?organisation=" + shown.text() + "#module-" + setting.module,
              KEREGE_TR("The change is in force."));
}

}  // namespace

void register_modules(http::Router& router, House& house) {
    get(router, house, "/modules", access::permission::kModulesView, list);
    post(router, house, "/modules", access::permission::kModulesSet, set);
}

}  // namespace kerege::pages
