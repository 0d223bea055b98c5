#include "host/src/app/console.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cstdlib>
#include <stdexcept>
#include <string_view>

#include "host/src/data/migrator.hpp"
#include "queries/app.hpp"

namespace kerege::app {
namespace {

// The folder of the embedded database is made when it is first needed.
const Config& with_folder(const Config& config) {
    if (config.database.dialect == data::Dialect::sqlite)
        std::filesystem::create_directories(
            std::filesystem::path(config.database.target).parent_path());
    return config;
}

// A command that needs what is there makes no empty database where there is none.
const Config& with_database(const Config& config) {
    const std::filesystem::path target = config.database.target;
    if (config.database.dialect == data::Dialect::sqlite && !std::filesystem::exists(target))
        throw std::runtime_error(
            fmt::format("there is no database {}: say which configuration is meant, by "
                        "--config=FILE, or make one by `kerege migrate`",
                        absolute(target).string()));
    return config;
}

constexpr const char* kOffsetVariable = "KEREGE_CLOCK_OFFSET_MS";
constexpr int64_t kOffsetMaxMs = int64_t{100} * 366 * 24 * 60 * 60 * 1000;

}  // namespace

int64_t clock_offset_ms() {
    const char* value = std::getenv(kOffsetVariable);
    if (!value) return 0;
    const std::string_view text = value;
    int64_t offset_ms = 0;
    const auto [end, error] = std::from_chars(text.begin(), text.end(), offset_ms);
    const bool whole = error == std::errc() && end == text.end();
    if (!whole || offset_ms > kOffsetMaxMs || offset_ms < -kOffsetMaxMs)
        throw std::runtime_error(
            fmt::format("{} is \"{}\"; it has to be a number of milliseconds, at most a hundred "
                        "years of them, or not be set",
                        kOffsetVariable, text));
    return offset_ms;
}

Result<std::vector<std::string>> migrate_host(data::Database& database, const Folders& folders,
                                              bool contract, int64_t now_ms) {
    const auto migrations =
        data::read_migrations("core", folders.share / "migrations", database.dialect());
    if (!migrations.ok()) return migrations.fault();
    return data::migrate(database, *migrations, contract, now_ms);
}

Console::Console(const Config& given) : Console(given, given.command_node) {}

Console::Console(const Config& given, uint32_t node)
    : config(with_folder(given)),
      folders(find_folders(config)),
      log(config.log_level, config.log_format),
      clock(clock_offset_ms()),
      local_time(config.time_zone),
      ids(clock, node),
      database(config.database),
      audit(ids, clock),
      organisations(database, audit, ids, clock),
      standings(database, audit, ids, clock, local_time) {}

Result<directory::Organisation> Console::organisation(const std::string& code) {
    auto found = organisations.find_by_code(code);
    if (!found) return not_found(fmt::format("there is no organisation \"{}\"", code));
    return *found;
}

ReadyConsole::ReadyConsole(const Config& given) : Console(with_database(given)) {
    try {
        database.read().first(queries::app::tables_there, {}, [](const data::Row&) {});
    } catch (const std::logic_error&) {
        throw std::runtime_error("the database has no tables yet: run `kerege migrate`");
    }
}

}  // namespace kerege::app
