#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>
#include <regex>

#include "host/src/data/migrator.hpp"

namespace kerege::data {
namespace {

std::string read_file(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) throw std::runtime_error(fmt::format("{} can't be read", path.string()));
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

// The two files one number may have: x.sql, and x.pg.sql beside it.
struct Pair {
    std::filesystem::path common;
    std::filesystem::path postgresql;
    std::string phase;
};

Result<std::map<int, Pair>> pairs(const std::filesystem::path& folder) {
    static const std::regex shape(R"((\d{4})_[a-z0-9_]+\.(expand|contract)(\.pg)?\.sql)");
    std::map<int, Pair> found;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        const std::string name = entry.path().filename().string();
        std::smatch parts;
        if (!std::regex_match(name, parts, shape)) {
            return invalid(
                fmt::format("{}: not NNNN_name.(expand|contract)[.pg].sql, such as "
                            "0001_library.expand.sql",
                            entry.path().string()));
        }
        Pair& pair = found[std::stoi(parts[1])];
        auto& place = parts[3].matched ? pair.postgresql : pair.common;
        if (!place.empty()) {
            return invalid(fmt::format("{}: {} has the same number", entry.path().string(),
                                       place.filename().string()));
        }
        place = entry.path();
        pair.phase = parts[2];
    }
    return found;
}

bool belong_together(const Pair& pair) {
    if (pair.postgresql.empty()) return true;
    return pair.postgresql.stem().stem() == pair.common.stem();
}

}  // namespace

Result<std::vector<Migration>> read_migrations(const std::string& owner,
                                               const std::filesystem::path& folder,
                                               Dialect dialect) {
    std::vector<Migration> migrations;
    if (!std::filesystem::exists(folder)) return migrations;
    const auto found = pairs(folder);
    if (!found) return found.fault();
    int expected = 1;
    for (const auto& [version, pair] : *found) {
        const auto& either = pair.common.empty() ? pair.postgresql : pair.common;
        if (version != expected++) {
            return invalid(
                fmt::format("{}: {:04} is missing before it", either.string(), expected - 1));
        }
        if (pair.common.empty() || !belong_together(pair)) {
            return invalid(
                fmt::format("{}: no file of that name without .pg", pair.postgresql.string()));
        }
        const bool own = dialect == Dialect::postgresql && !pair.postgresql.empty();
        const auto& file = own ? pair.postgresql : pair.common;
        migrations.push_back(
            {owner, version, file.filename().string(), pair.phase, read_file(file)});
    }
    return migrations;
}

}  // namespace kerege::data
