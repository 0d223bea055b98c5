// The home page: what waits for this person, then what the modules have to say.
#include "host/src/access/roles.hpp"
#include "host/src/pages/support.hpp"
#include "kerege/sdk/tr.hpp"

namespace kerege::pages {
namespace {

// What an administrator does on the first day, until the school has people.
void add_first_steps(House& house, http::Exchange& exchange, Model& model) {
    Model& steps = model.add("steps");
    const auto step = [&](const char* href, std::string_view label, std::string_view help) {
        steps.add("step")
            .set("href", href)
            .set("label", tr(house, exchange, label))
            .set("help", tr(house, exchange, help));
    };
    step("/roster", KEREGE_TR("Import a roster"), KEREGE_TR("First the staff, then the learners."));
    step("/credentials", KEREGE_TR("Logins and passwords"),
         KEREGE_TR("Print the slips and hand them over against a signature."));
}

Result<> home(House& house, http::Exchange& exchange) {
    Model model;
    model.set("greeting", exchange.scope().person_name);
    bool anything = false;

    if (may(house, exchange, access::permission::kPeopleEdit)) {
        const auto reports = house.accounts.open_reports(exchange.scope());
        if (!reports.empty()) {
            anything = true;
            const auto count = static_cast<int64_t>(reports.size());
            model.add("waiting")
                .add("item")
                .set("href", "/reports")
                .set("count", count)
                .set("label", tr_plural(house, exchange, KEREGE_TR("report of wrong data"),
                                        KEREGE_TR("reports of wrong data"), count));
        }
    }
    if (may(house, exchange, access::permission::kRosterImport)) {
        if (house.people.classes(exchange.scope().organisation).empty()) {
            anything = true;
            add_first_steps(house, exchange, model);
        }
    }
    const std::string slots = house.plugins.slots().fill(exchange, "dashboard", {});
    model.set_html("slots", slots);
    if (!anything && slots.empty()) model.add("nothing");
    return show(house, exchange, "home", model, KEREGE_TR("Home"));
}

}  // namespace

void register_home(http::Router& router, House& house) { get(router, house, "/", "", home); }

}  // namespace kerege::pages
