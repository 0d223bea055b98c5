// In which state an organisation is: what was entered, and the operator's form for another one.
#include "host/src/access/roles.hpp"
#include "host/src/pages/agreement_text.hpp"
#include "host/src/pages/numbers.hpp"
#include "kerege/sdk/tr.hpp"

namespace kerege::pages {
namespace {

using directory::Organisation;
using directory::StatusWish;

void add_history(House& house, http::Exchange& exchange, const Organisation& there, Model& model) {
    const auto history = house.standings.history(there.id);
    if (history.empty()) {
        model.add("empty");
        return;
    }
    const std::string today = house.standings.day();
    bool past = false;  // what is behind the line that holds
    Model& table = model.add("table");
    for (const auto& line : history) {
        Model& row = table.add("line");
        add_badge(house, exchange, line.status, row);
        row.set("from", full_day(exchange, line.first_day))
            .set("reason", line.reason)
            .set("entered", instant(house, exchange, line.entered_at_ms))
            .set("by", line.by_name);
        if (line.first_day > today) {
            row.add("coming");
        } else if (!past) {
            row.add("holds");
            past = true;
        }
    }
}

// What is left to do where an organisation is closed, or will be.
void add_closing(House& house, http::Exchange& exchange, const Organisation& there, Model& model) {
    const auto closing = house.closings.of(there.id);
    if (!closing) return;
    Model& part = model.add("closing");
    part.set("archive_href", "/organisations/" + there.id.text() + "/archive")
        .set("open", closing->open)
        .set("running", closing->running)
        .set("erased", closing->erased);
    if (!closing->begun) part.add("coming").set("since", full_day(exchange, closing->since));
    part.add(closing->over ? "over" : "fetching").set("until", full_day(exchange, closing->until));
    if (closing->over && closing->open > 0) part.add("late");
    const auto& archive = closing->archive;
    if (!archive) {
        part.add(closing->over ? "archive_gone" : "archive_none");
    } else if (archive->fetched_at_ms) {
        part.add("archive_fetched").set("at", instant(house, exchange, *archive->fetched_at_ms));
    } else {
        using leaving::ArchiveState;
        part.add(archive->state == ArchiveState::waiting ? "archive_waiting"
                 : archive->state == ArchiveState::ready ? "archive_ready"
                                                         : "archive_failed");
    }
}

Result<> show_status_page(House& house, http::Exchange& exchange, const Organisation& there,
                          const StatusWish& typed, const Fault* fault) {
    Model model;
    model.add("wide");
    model.set("name", there.name(exchange.locale));
    add_badge(house, exchange, house.standings.today(there.id), model.add("present"));
    add_history(house, exchange, there, model);
    add_closing(house, exchange, there, model);
    if (there.id == exchange.scope().organisation) {
        model.add("own");
    } else {
        Model& form = model.add("form");
        form.set("action", "/organisations/" + there.id.text() + "/status")
            .set("first_day", typed.first_day)
            .set("reason", typed.reason);
        for (const auto& one : directory::statuses()) {
            Model& choice = form.add("choice");
            choice.set("code", one.code)
                .set("label", tr(house, exchange, one.label))
                .set("means", tr(house, exchange, one.means));
            if (one.code == typed.status) choice.add("chosen");
        }
        add_field_faults(house, exchange, fault, form);
    }
    model.add("crumb")
        .set("label", there.name(exchange.locale))
        .set("href", "/organisations/" + there.id.text());
    return show(house, exchange, "operator/organisation_status", model,
                KEREGE_TR("State of the organisation"), fault);
}

Result<> page(House& house, http::Exchange& exchange) {
    const auto there = asked_organisation(house, exchange);
    if (!there) return there.fault();
    return show_status_page(house, exchange, *there, {}, nullptr);
}

Result<> enter(House& house, http::Exchange& exchange) {
    const auto there = asked_organisation(house, exchange);
    if (!there) return there.fault();
    const auto& request = exchange.request;
    const StatusWish wish{std::string(request.field("status")),
                          std::string(request.field("status_from")),
                          std::string(request.field("status_reason"))};
    const auto set = house.standings.set(there->id, wish, exchange.scope().person,
                                         exchange.scope().organisation, request.id);
    if (!set) return show_status_page(house, exchange, *there, wish, &set.fault());
    house.sessions.forget_all();
    house.modules.reload();
    house.closings.begin(there->id, exchange.locale, request.id);
    house.plugins.runner().wake();
    return go(house, exchange, "/organisations/" + there->id.text() + "/status",
              KEREGE_TR("Saved."));
}

}  // namespace

void register_organisation_status(http::Router& router, House& house) {
    get(router, house, "/organisations/{organisation}/status",
        access::permission::kOrganisationManage, page);
    post(router, house, "/organisations/{organisation}/status",
         access::permission::kOrganisationManage, enter);
}

}  // namespace kerege::pages
