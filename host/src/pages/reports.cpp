// What people told the administrator: data to mend, accounts somebody else has got into.
#include <charconv>

#include "host/src/access/roles.hpp"
#include "host/src/pages/standing_words.hpp"
#include "kerege/sdk/tr.hpp"

namespace kerege::pages {
namespace {

// Of which of their people the operator has restricted or blocked the profile, and why (K3.1.4).
bool add_restricted(House& house, http::Exchange& exchange, Model& model) {
    const auto restrictions = house.restrictions.of_members(exchange.scope().organisation);
    if (restrictions.empty()) return false;
    Model& section = model.add("restricted");
    for (const auto& restriction : restrictions) {
        Model& person = section.add("person");
        person.set("membership", restriction.membership.value).set("name", restriction.person_name);
        add_restriction(house, exchange, restriction, person);
    }
    return true;
}

Result<> list(House& house, http::Exchange& exchange) {
    Model model;
    const bool restricted = add_restricted(house, exchange, model);
    const auto reports = house.accounts.open_reports(exchange.scope());
    if (reports.empty() && !restricted) {
        model.add("empty");
    } else {
        note_list(house, exchange, "reports");
    }
    for (const auto& report : reports) {
        Model& item = model.add("report");
        item.add(report.compromised ? "compromised" : "data").set("message", report.message);
        item.set("id", report.id)
            .set("membership", report.membership.value)
            .set("name", report.person_name)
            .set("at", instant(house, exchange, report.created_at_ms));
    }
    return show(house, exchange, "people/reports", model,
                KEREGE_TR("Reports to the administrator"));
}

Result<> close(House& house, http::Exchange& exchange) {
    const auto id = Id<struct ReportTag>::parse(exchange.path_value("report"));
    if (!id) return not_found("no report id");
    const auto closed =
        house.accounts.close_report(exchange.scope(), id->value, exchange.request.id);
    if (!closed) return closed.fault();
    return go(house, exchange, "/reports", KEREGE_TR("Closed."));
}

}  // namespace

void register_reports(http::Router& router, House& house) {
    get(router, house, "/reports", access::permission::kPeopleEdit, list);
    post(router, house, "/reports/{report}", access::permission::kPeopleEdit, close);
}

}  // namespace kerege::pages
