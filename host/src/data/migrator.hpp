// Ordered, checksummed migrations in phases. Each runs in one transaction with its version row; one
// that fails leaves nothing behind. An applied file that changed since is refused.
#pragma once

#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

#include "host/src/data/database.hpp"

namespace kerege::data {

struct Migration {
    std::string owner;  // "core" or a plugin's id
    int version = 0;    // 1 from "0001_core.expand.sql"
    std::string name;   // the file's name
    std::string phase;  // "expand" or "contract"
    std::string sql;    // of the database's dialect: x.pg.sql goes before x.sql on PostgreSQL
};

// Reads a folder's NNNN_name.(expand|contract)[.pg].sql in order. Fault: a gap, two files of one
// number, a name of another shape; the text names the file.
Result<std::vector<Migration>> read_migrations(const std::string& owner,
                                               const std::filesystem::path& folder,
                                               Dialect dialect);

// Applies what is missing, `expand` only unless `contract` is asked for. A plugin's migration may
// only touch tables named <owner>_… and views api_<owner>_…: checked as it runs. Returns the names
// applied. Fault: which file, which database error; that file's changes are rolled back.
// Where another host is migrating, or holds a table, each file is tried again for `wait_max`.
inline constexpr std::chrono::milliseconds kMigrationWait{10 * 60'000};
Result<std::vector<std::string>> migrate(Database& database,
                                         const std::vector<Migration>& migrations, bool contract,
                                         int64_t now_ms,
                                         std::chrono::milliseconds wait_max = kMigrationWait);

}  // namespace kerege::data
