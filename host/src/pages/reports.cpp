// What people told the administrator: data to mend, accounts somebody else has got into.
#include <charconv>

#include "host/src/access/roles.hpp"
#include "host/src/pages/field_words.hpp"
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

// What came of one, as it was typed; of the one that was sent.
struct Typed {
    int64_t report = 0;
    access::ReportAnswer answer;
    const Fault* fault = nullptr;
};

Result<> show_reports(House& house, http::Exchange& exchange, const Typed& typed) {
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
        Model& what = item.add(report.compromised ? "compromised" : "data");
        what.set("message", report.message).set("id", report.id);
        if (!report.field.empty())
            what.add("of").set("label", tr(house, exchange, field_label(report.field)));
        if (!report.by_name.empty()) what.add("by").set("name", report.by_name);
        if (report.id == typed.report) {
            what.set("answer", typed.answer.answer);
            if (typed.answer.outcome == "corrected") what.add("corrected_chosen");
            if (typed.answer.outcome == "kept") what.add("kept_chosen");
            add_field_faults(house, exchange, typed.fault, what);
        }
        item.set("id", report.id)
            .set("membership", report.membership.value)
            .set("name", report.person_name)
            .set("at", instant(house, exchange, report.created_at_ms));
    }
    return show(house, exchange, "people/reports", model, KEREGE_TR("Reports to the administrator"),
                typed.fault);
}

Result<> list(House& house, http::Exchange& exchange) { return show_reports(house, exchange, {}); }

Result<> close(House& house, http::Exchange& exchange) {
    const auto id = Id<struct ReportTag>::parse(exchange.path_value("report"));
    if (!id) return not_found("no report id");
    const auto& request = exchange.request;
    const access::ReportAnswer answer{std::string(request.field("outcome")),
                                      std::string(request.field("report_answer"))};
    const auto closed =
        house.accounts.close_report(exchange.scope(), id->value, answer, request.id);
    if (!closed && closed.fault().kind == FaultKind::invalid)
        return show_reports(house, exchange, {id->value, answer, &closed.fault()});
    if (!closed) return closed.fault();
    return go(house, exchange, "/reports", KEREGE_TR("Closed."));
}

}  // namespace

void register_reports(http::Router& router, House& house) {
    get(router, house, "/reports", access::permission::kPeopleEdit, list);
    post(router, house, "/reports/{report}", access::permission::kPeopleEdit, close);
}

}  // namespace kerege::pages
