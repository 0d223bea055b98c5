// kerege.db/1: add_statement.
#include <fmt/format.h>

#include <cctype>

#include "host/src/plugins/call.hpp"
#include "host/src/plugins/services.hpp"

namespace kerege::plugins {
namespace {

constexpr size_t kStatementsMax = 1024;
constexpr size_t kSqlBytesMax = 16 * 1024;
constexpr size_t kStatementNameBytesMax = 200;

// Only what reads and changes rows. Transactions are the host's, and nothing else is a plugin's.
bool works_on_rows(std::string_view sql) {
    const size_t start = sql.find_first_not_of(" \t\r\n(");
    if (start == std::string_view::npos) return false;
    const size_t end = sql.find_first_of(" \t\r\n(", start);
    const std::string first = http::lower(sql.substr(start, end - start));
    for (const std::string_view word : {"select", "insert", "update", "delete", "with", "values"}) {
        if (first == word) return true;
    }
    return false;
}

kerege_status check(Plugin& plugin, const OwnStatement& own, kerege_sink* error) {
    try {
        plugin.lent.database.check(own.statement, plugin.principal);
        return KEREGE_OK;
    } catch (const std::logic_error& flaw) {
        return refuse(error, KEREGE_INVALID, flaw.what());
    } catch (const data::NotAllowed& refused) {
        return refuse(error, KEREGE_FORBIDDEN, refused.what());
    }
}

}  // namespace

kerege_status add_statement(kerege_registration* registration, kerege_str name,
                            kerege_str sqlite_sql, kerege_str pg_sql, int32_t* out_statement,
                            kerege_sink* error) noexcept {
    if (!registration || registration->thread != std::this_thread::get_id())
        return refuse(error, KEREGE_INVALID, "statements are added within start(), on its thread");
    if (!out_statement || name.size == 0 || !good_text(name, kStatementNameBytesMax) ||
        !good_text(sqlite_sql, kSqlBytesMax) || !good_text(pg_sql, kSqlBytesMax))
        return refuse(error, KEREGE_INVALID,
                      "a statement needs a name and at most 16 KiB of UTF-8 text");
    *out_statement = -1;
    return guarded(error, [&] {
        Plugin& plugin = *registration->plugin;
        if (plugin.statements.size() >= kStatementsMax)
            return refuse(error, KEREGE_TOO_MANY, "more than 1,024 statements");
        if (!works_on_rows(text_of(sqlite_sql)) ||
            (pg_sql.size > 0 && !works_on_rows(text_of(pg_sql))))
            return refuse(error, KEREGE_FORBIDDEN,
                          fmt::format("{}: only select, insert, update, delete, with and values",
                                      text_of(name)));
        auto& own = plugin.statements.emplace_back();
        own.name = fmt::format("{}/{}", plugin.manifest.id, text_of(name));
        own.sqlite_sql = text_of(sqlite_sql);
        own.pg_sql = text_of(pg_sql);
        own.statement = {own.name, own.sqlite_sql, own.pg_sql};
        const kerege_status status = check(plugin, own, error);
        if (status != KEREGE_OK) {
            plugin.statements.pop_back();
            return status;
        }
        *out_statement = static_cast<int32_t>(plugin.statements.size() - 1);
        return KEREGE_OK;
    });
}

}  // namespace kerege::plugins
