// The operator's console for modules: what is on where, and a switch at each organisation.
#include "host/src/access/roles.hpp"
#include "host/src/pages/support.hpp"
#include "kerege/sdk/tr.hpp"

namespace kerege::pages {
namespace {

struct Choice {
    const char* state;
    std::string_view label;
};
constexpr Choice kChoices[] = {
    {"on", KEREGE_TR("On")}, {"off", KEREGE_TR("Off")}, {"inherited", KEREGE_TR("As above")}};

std::string_view label_of(std::string_view state) {
    for (const Choice& choice : kChoices)
        if (choice.state == state) return choice.label;
    return "";
}

void add_module(House& house, http::Exchange& exchange, const plugins::Entry& entry,
                const std::vector<directory::Organisation>& tree,
                const std::vector<directory::ModuleSetting>& settings, Model& page) {
    Model& module = page.add("module");
    module.set("code", entry.id)
        .set("version", entry.manifest.version)
        .set("label",
             house.pages.translator().translate(entry.id, exchange.locale, entry.manifest.name));
    for (const auto& organisation : tree) {
        std::string state = "inherited";
        for (const auto& setting : settings)
            if (setting.module == entry.id && setting.organisation == organisation.id)
                state = setting.state;
        const bool on = house.modules.on(entry.id, organisation.id);
        Model& row = module.add("row");
        row.set("id", organisation.id.value)
            .set("code", entry.id)
            .set("name", organisation.name(exchange.locale))
            .set("kind", organisation.kind)
            .set("effect", tr(house, exchange, on ? KEREGE_TR("On") : KEREGE_TR("Off")))
            .set("effect_class", on ? "good" : "quiet")
            .set("set_here", state == "inherited" ? "" : tr(house, exchange, label_of(state)));
        for (const Choice& choice : kChoices) {
            if (choice.state == state) continue;
            row.add("choice")
                .set("state", choice.state)
                .set("name", organisation.name(exchange.locale))
                .set("label", tr(house, exchange, choice.label));
        }
    }
}

Result<> show_modules(House& house, http::Exchange& exchange, const Fault* fault) {
    const auto tree = house.organisations.subtree(exchange.scope().organisation);
    const auto settings = house.modules.settings();
    Model model;
    model.add("wide");
    for (const auto& entry : house.plugins.catalogue().entries())
        if (entry.state == plugins::State::loaded)
            add_module(house, exchange, entry, tree, settings, model);
    Model* failed = nullptr;
    for (const auto& entry : house.plugins.catalogue().entries()) {
        if (entry.state == plugins::State::loaded) continue;
        if (!failed) failed = &model.add("failed");
        failed->add("plugin").set("name", entry.id).set("reason", entry.reason);
    }
    return show(house, exchange, "operator/modules", model, KEREGE_TR("Modules"), fault);
}

Result<> list(House& house, http::Exchange& exchange) {
    return show_modules(house, exchange, nullptr);
}

Result<> set(House& house, http::Exchange& exchange) {
    const auto& request = exchange.request;
    const auto organisation = OrganisationId::parse(request.field("organisation"));
    if (!organisation) return not_found("no organisation id");
    if (!house.organisations.within(*organisation, exchange.scope().organisation))
        return not_found("organisation of another tree");
    directory::ModuleSetting setting;
    setting.organisation = *organisation;
    setting.module = request.field("module");
    setting.state = request.field("state");
    const auto done = house.modules.set(setting, exchange.scope().person);
    if (!done) return show_modules(house, exchange, &done.fault());
    return go(house, exchange, "/modules#module-" + setting.module,
              KEREGE_TR("The change is in force."));
}

}  // namespace

void register_modules(http::Router& router, House& house) {
    get(router, house, "/modules", access::permission::kModulesView, list);
    post(router, house, "/modules", access::permission::kModulesSet, set);
}

}  // namespace kerege::pages
