// The audit log as a table for a spreadsheet.
#include <fmt/format.h>

#include "host/src/access/roles.hpp"
#include "host/src/pages/audit_filter.hpp"
#include "host/src/pages/audit_words.hpp"
#include "kerege/sdk/csv.hpp"
#include "kerege/sdk/tr.hpp"

namespace kerege::pages {
namespace {

constexpr int64_t kLinesMax = 20'000;

void add_heading(const House& house, const http::Exchange& exchange, sdk::CsvTable& table) {
    const auto word = [&](std::string_view label) { return tr(house, exchange, label); };
    table.row({word(KEREGE_TR("When")), word(KEREGE_TR("Organisation")), word(KEREGE_TR("Who")),
               word(KEREGE_TR("What")), word(KEREGE_TR("Of what")), word(KEREGE_TR("Details")),
               word(KEREGE_TR("Number"))});
}

void add_row(const House& house, const http::Exchange& exchange, const audit::Record& record,
             sdk::CsvTable& table) {
    table.row({house.local_time.minute(record.at_ms), record.organisation_name,
               doer_words(house, exchange, record),
               action_words(house, exchange, record.module, record.action),
               subject_words(house, exchange, record).name, record.detail,
               std::to_string(record.id)});
}

Result<> download(House& house, http::Exchange& exchange) {
    auto filter = read_audit_filter(house, exchange);
    if (!filter) return filter.fault();
    if (filter->unclear()) return go(house, exchange, filter->address("/audit"));
    sdk::CsvTable table;
    add_heading(house, exchange, table);
    int64_t lines = 0;
    while (lines < kLinesMax) {
        const auto some =
            audit::list(house.database, filter->entries, audit::kListMax, exchange.locale);
        for (const auto& record : some) add_row(house, exchange, record, table);
        lines += static_cast<int64_t>(some.size());
        if (some.size() < static_cast<size_t>(audit::kListMax)) break;
        filter->entries.before_id = some.back().id;
    }
    const access::Scope& scope = exchange.scope();
    auto transaction = house.database.write();
    const std::string detail = fmt::format(R"({{"entries":{}}})", lines);
    house.audit.append(transaction, {.organisation = scope.organisation,
                                     .person = scope.person,
                                     .module = {},
                                     .action = "audit.exported",
                                     .subject = {},
                                     .detail = detail,
                                     .request_id = exchange.request.id});
    transaction.commit();
    auto& response = exchange.response;
    response.content_type = "text/csv; charset=utf-8";
    const std::string name = "audit-" + house.local_time.day(house.clock.now_ms()) + ".csv";
    response.set_header("Content-Disposition", "attachment; filename=\"" + name + "\"");
    response.body = table.text();
    return success();
}

}  // namespace

void register_audit_table(http::Router& router, House& house) {
    get(router, house, "/audit/table", access::permission::kAuditView, download);
}

}  // namespace kerege::pages
