#include "host/src/data/migrator.hpp"

#include <fmt/format.h>
#include <openssl/evp.h>

#include <algorithm>
#include <thread>

#include "host/src/data/ownership.hpp"
#include "queries/data.hpp"

namespace kerege::data {
namespace {

constexpr std::chrono::milliseconds kPause{100};

std::string sha256(std::string_view text) {
    unsigned char digest[EVP_MAX_MD_SIZE];
    size_t size = 0;
    if (EVP_Q_digest(nullptr, "SHA256", nullptr, text.data(), text.size(), digest, &size) != 1) {
        throw std::runtime_error("SHA-256 is not available");
    }
    std::string hex;
    for (size_t i = 0; i < size; ++i) hex += fmt::format("{:02x}", digest[i]);
    return hex;
}

// Everything in the database that is not the owner's, one object a line.
std::vector<std::string> foreign_objects(Transaction& transaction, const std::string& prefix) {
    std::vector<std::string> objects;
    transaction.each(queries::data::foreign_objects, {prefix}, [&](const Row& row) {
        objects.push_back(
            fmt::format("{}\n{}\n{}\n{}", row.text(1), row.text(0), row.text(2), row.text(3)));
    });
    return objects;
}

// Throws NotAllowed naming an object that is in one list and not in the other.
void refuse_difference(std::vector<std::string> before, std::vector<std::string> after) {
    std::sort(before.begin(), before.end());
    std::sort(after.begin(), after.end());
    std::vector<std::string> changed;
    std::set_symmetric_difference(before.begin(), before.end(), after.begin(), after.end(),
                                  std::back_inserter(changed));
    if (changed.empty()) return;
    throw NotAllowed(
        fmt::format("{} is not its own", changed.front().substr(0, changed.front().find('\n'))));
}

// What the authorizer can't see while a view is only defined, or a key only declared.
void check_what_it_made(Transaction& transaction, const std::string& owner,
                        const std::string& prefix) {
    transaction.first(queries::data::foreign_references, {prefix}, [](const Row& row) {
        throw NotAllowed(fmt::format("{} refers to {}", row.text(0), row.text(1)));
    });
    std::vector<std::string> views;
    transaction.each(queries::data::own_views, {prefix},
                     [&](const Row& row) { views.emplace_back(row.text(0)); });
    const Principal reader{owner, {}};
    transaction.act_as(&reader);
    for (const std::string& view : views) {
        const std::string text = fmt::format("select * from \"{}\"", view);
        transaction.check({view, text, {}});
    }
    transaction.act_as(nullptr);
}

void run_for_plugin(Database& database, Transaction& transaction, const Migration& migration) {
    const std::string prefix = table_prefix(migration.owner);
    const auto before = foreign_objects(transaction, prefix);
    const Principal principal{migration.owner, {}, true};
    transaction.act_as(&principal);
    database.run_script(transaction, migration.sql);
    transaction.act_as(nullptr);
    refuse_difference(before, foreign_objects(transaction, prefix));
    check_what_it_made(transaction, migration.owner, prefix);
}

enum class State { missing, applied, changed };

State state_of(Transaction& transaction, const Migration& migration, const std::string& checksum) {
    State state = State::missing;
    transaction.first(
        queries::data::applied_migration, {migration.owner, migration.version},
        [&](const Row& row) { state = row.text(1) == checksum ? State::applied : State::changed; });
    return state;
}

// Whether it was applied by this call.
Result<bool> apply(Database& database, const Migration& migration, bool contract, int64_t now_ms) {
    const std::string checksum = sha256(migration.sql);
    const auto changed = [&] {
        return conflict(fmt::format("{} {}: the file changed after it was applied", migration.owner,
                                    migration.name));
    };
    {
        Transaction look = database.read();
        const State state = state_of(look, migration, checksum);
        if (state == State::changed) return changed();
        if (state == State::applied) return false;
    }
    if (migration.phase == "contract" && !contract) return false;

    Transaction transaction = database.write();
    transaction.first(queries::data::lock_migrations, {}, [](const Row&) {});
    const State state = state_of(transaction, migration, checksum);
    if (state == State::changed) return changed();
    if (state == State::applied) return false;  // by another host, while this one waited
    if (migration.owner == "core") {
        database.run_script(transaction, migration.sql);
    } else {
        run_for_plugin(database, transaction, migration);
    }
    transaction.execute(
        queries::data::record_migration,
        {migration.owner, migration.version, migration.name, migration.phase, checksum, now_ms});
    transaction.commit();
    return true;
}

void ensure_table(Database& database) {
    Transaction transaction = database.write();
    transaction.first(queries::data::lock_migrations, {}, [](const Row&) {});
    transaction.execute(queries::data::create_migration_table, {});
    transaction.commit();
}

// Tries again what another host's migration, or a table in use, kept from getting its lock. Every
// try waits as long as any transaction does and then leaves the queue, so that requests behind it
// are served in between.
template <class Work>
auto patiently(std::chrono::milliseconds wait_max, const Work& work) {
    const auto deadline = std::chrono::steady_clock::now() + wait_max;
    while (true) {
        try {
            return work();
        } catch (const Busy&) {
            if (std::chrono::steady_clock::now() >= deadline) throw;
        }
        std::this_thread::sleep_for(kPause);
    }
}

Fault fault_of(const Migration& migration, FaultKind kind, const std::exception& failure) {
    return {kind, fmt::format("{} {}: {}", migration.owner, migration.name, failure.what()), {}};
}

}  // namespace

Result<std::vector<std::string>> migrate(Database& database,
                                         const std::vector<Migration>& migrations, bool contract,
                                         int64_t now_ms, std::chrono::milliseconds wait_max) {
    std::vector<std::string> applied;
    if (migrations.empty()) return applied;
    const Migration* current = &migrations.front();
    try {
        patiently(wait_max, [&] { ensure_table(database); });
        for (const Migration& migration : migrations) {
            current = &migration;
            const auto result =
                patiently(wait_max, [&] { return apply(database, migration, contract, now_ms); });
            if (!result) return result.fault();
            if (*result) applied.push_back(migration.name);
        }
    } catch (const Unavailable& failure) {
        return fault_of(*current, FaultKind::unavailable, failure);
    } catch (const NotAllowed& failure) {
        return fault_of(*current, FaultKind::forbidden, failure);
    } catch (const std::exception& failure) {
        return fault_of(*current, FaultKind::invalid, failure);
    }
    return applied;
}

}  // namespace kerege::data
