// The audit log of one's own organisation, newest first.
#include "host/src/audit/audit.hpp"
#include "host/src/access/roles.hpp"
#include "host/src/pages/support.hpp"
#include "kerege/sdk/tr.hpp"

namespace kerege::pages {
namespace {

constexpr int kLines = 100;

Result<> list(House& house, http::Exchange& exchange) {
    const auto before = Id<struct AuditTag>::parse(exchange.request.query_value("before"));
    auto transaction = house.database.read();
    const auto lines =
        audit::list(transaction, exchange.scope().organisation, before ? before->value : 0, kLines);
    Model model;
    model.add("wide");
    if (lines.empty()) model.add("empty");
    Model* table = lines.empty() ? nullptr : &model.add("table");
    for (const auto& line : lines) {
        table->add("line")
            .set("at", instant(house, exchange, line.at_ms))
            .set("who", line.person_name.empty() ? tr(house, exchange, KEREGE_TR("The system"))
                                                 : line.person_name)
            .set("action", line.action)
            .set("subject", line.subject)
            .set("detail", line.detail);
    }
    if (lines.size() == kLines) model.add("older").set("before", lines.back().id);
    return show(house, exchange, "operator/audit", model, KEREGE_TR("Who changed what"));
}

}  // namespace

void register_audit(http::Router& router, House& house) {
    get(router, house, "/audit", access::permission::kAuditView, list);
}

}  // namespace kerege::pages
