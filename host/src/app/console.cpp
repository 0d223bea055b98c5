#include "host/src/app/console.hpp"

#include <fmt/format.h>

#include <stdexcept>

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

}  // namespace

Result<std::vector<std::string>> migrate_host(data::Database& database, const Folders& folders,
                                              bool contract, int64_t now_ms) {
    const auto migrations =
        data::read_migrations("core", folders.share / "migrations", database.dialect());
    if (!migrations.ok()) return migrations.fault();
    return data::migrate(database, *migrations, contract, now_ms);
}

Console::Console(const Config& given)
    : config(with_folder(given)),
      folders(find_folders(config)),
      log(config.log_level, config.log_format),
      local_time(config.time_zone),
      ids(clock, config.node),
      database(config.database),
      audit(ids, clock),
      organisations(database, audit, ids, clock) {}

Result<directory::Organisation> Console::organisation(const std::string& code) {
    auto found = organisations.find_by_code(code);
    if (!found) return not_found(fmt::format("there is no organisation \"{}\"", code));
    return *found;
}

ReadyConsole::ReadyConsole(const Config& given) : Console(given) {
    try {
        database.read().first(queries::app::tables_there, {}, [](const data::Row&) {});
    } catch (const std::logic_error&) {
        throw std::runtime_error("the database has no tables yet: run `kerege migrate`");
    }
}

}  // namespace kerege::app
