// The audit log as a table for a spreadsheet.
#include <fmt/format.h>

#include "host/src/access/roles.hpp"
#include "host/src/pages/audit_filter.hpp"
#include "host/src/pages/audit_words.hpp"
#include "kerege/sdk/tr.hpp"

namespace kerege::pages {
namespace {

constexpr int64_t kLinesMax = 20'000;

// A cell that a spreadsheet takes for text, whatever it begins with.
void add_cell(std::string& table, std::string_view text, bool last = false) {
    constexpr std::string_view kFormula = "=+-@\t\r\n";
    table += '"';
    if (!text.empty() && kFormula.find(text.front()) != std::string_view::npos) table += '\'';
    for (const char letter : text) {
        if (letter == '"') table += '"';
        table += letter;
    }
    table += last ? "\"\r\n" : "\";";
}

void add_heading(const House& house, const http::Exchange& exchange, std::string& table) {
    for (const std::string_view label :
         {KEREGE_TR("When"), KEREGE_TR("Organisation"), KEREGE_TR("Who"), KEREGE_TR("What"),
          KEREGE_TR("Of what"), KEREGE_TR("Details")})
        add_cell(table, tr(house, exchange, label));
    add_cell(table, tr(house, exchange, KEREGE_TR("Number")), true);
}

void add_row(const House& house, const http::Exchange& exchange, const audit::Record& record,
             std::string& table) {
    add_cell(table, house.local_time.minute(record.at_ms));
    add_cell(table, record.organisation_name);
    add_cell(table, doer_words(house, exchange, record));
    add_cell(table, action_words(house, exchange, record.module, record.action));
    add_cell(table, subject_words(house, exchange, record).name);
    add_cell(table, record.detail);
    add_cell(table, std::to_string(record.id), true);
}

Result<> download(House& house, http::Exchange& exchange) {
    auto filter = read_audit_filter(house, exchange);
    if (!filter) return filter.fault();
    if (filter->unclear()) return go(house, exchange, filter->address("/audit"));
    std::string table = "\xEF\xBB\xBF";  // so that spreadsheets read it as UTF-8
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
    response.body = std::move(table);
    return success();
}

}  // namespace

void register_audit_table(http::Router& router, House& house) {
    get(router, house, "/audit/table", access::permission::kAuditView, download);
}

}  // namespace kerege::pages
