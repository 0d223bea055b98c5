// The audit log of one's own organisation, newest first.
#include "host/src/audit/audit.hpp"

#include <utility>

#include "host/src/access/roles.hpp"
#include "host/src/pages/support.hpp"
#include "kerege/sdk/tr.hpp"

namespace kerege::pages {
namespace {

constexpr int kLines = 100;

constexpr std::pair<std::string_view, std::string_view> kActions[] = {
    {"session.begun", KEREGE_TR("Signed in")},
    {"session.ended", KEREGE_TR("Own session ended")},
    {"sessions.ended", KEREGE_TR("All other own sessions ended")},
    {"account.compromised", KEREGE_TR("Own account reported as compromised")},
    {"second_factor.set_up", KEREGE_TR("Second factor set up")},
    {"second_factor.ended", KEREGE_TR("Own second factor switched off")},
    {"second_factor.taken_off", KEREGE_TR("Second factor taken off")},
    {"recovery_codes.renewed", KEREGE_TR("Recovery codes renewed")},
    {"account.created", KEREGE_TR("Account made")},
    {"recovery.sent", KEREGE_TR("Link for a new password sent")},
    {"password.recovered", KEREGE_TR("Forgotten password replaced")},
    {"password.issued", KEREGE_TR("Temporary password issued")},
    {"password.changed", KEREGE_TR("Own password changed")},
    {"password.set", KEREGE_TR("Password set by the operator")},
    {"person.confirmed", KEREGE_TR("Own data confirmed")},
    {"person.edited", KEREGE_TR("Personal data changed")},
    {"data_report.sent", KEREGE_TR("Wrong data reported")},
    {"data_report.closed", KEREGE_TR("Report of wrong data closed")},
    {"roles.set", KEREGE_TR("Roles changed")},
    {"roster.applied", KEREGE_TR("Roster taken over")},
    {"module.set", KEREGE_TR("Module switched")},
    {"job.retried", KEREGE_TR("Background job tried again")},
    {"job.cancelled", KEREGE_TR("Background job cancelled")},
    {"setting.set", KEREGE_TR("Setting changed")},
    {"mail.retried", KEREGE_TR("Letters tried again")},
    {"organisation.created", KEREGE_TR("Organisation added")},
    {"organisation.changed", KEREGE_TR("Organisation changed")},
};

// A module's action is a message id of its translations; one without a translation stays the code
// it is.
void add_action(const House& house, const http::Exchange& exchange, const audit::Record& record,
                Model& line) {
    std::string_view message = record.action;
    if (record.module.empty()) {
        for (const auto& [code, words] : kActions)
            if (code == record.action) message = words;
    }
    const auto domain = record.module.empty() ? std::string_view("core") : record.module;
    const auto words = house.pages.translator().translate(domain, exchange.locale, message);
    if (words != record.action) {
        line.set("action", words);
    } else {
        line.add("code").set("action", record.action);
    }
}

Result<> list(House& house, http::Exchange& exchange) {
    const auto before = Id<struct AuditTag>::parse(exchange.request.query_value("before"));
    const auto lines = audit::list(house.database, exchange.scope().organisation,
                                   before ? before->value : 0, kLines, exchange.locale);
    Model model;
    model.add("wide");
    if (lines.empty()) model.add("empty");
    Model* table = lines.empty() ? nullptr : &model.add("table");
    for (const auto& line : lines) {
        Model& row = table->add("line");
        row.set("at", instant(house, exchange, line.at_ms))
            .set("who", line.person_name.empty() ? tr(house, exchange, KEREGE_TR("The system"))
                                                 : line.person_name)
            .set("detail", line.detail);
        add_action(house, exchange, line, row);
        if (line.subject_name.empty()) {
            row.add("unnamed").set("subject", line.subject);
        } else {
            row.add("named").set("subject", line.subject_name);
        }
    }
    if (lines.size() == kLines) model.add("older").set("before", lines.back().id);
    return show(house, exchange, "operator/audit", model, KEREGE_TR("Who changed what"));
}

}  // namespace

void register_audit(http::Router& router, House& house) {
    get(router, house, "/audit", access::permission::kAuditView, list);
}

}  // namespace kerege::pages
