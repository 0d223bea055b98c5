#include "host/src/directory/modules.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <utility>

#include "host/src/base/text_values.hpp"
#include "host/src/directory/module_reach.hpp"
#include "host/src/directory/module_tree.hpp"
#include "host/src/directory/rows.hpp"
#include "host/src/directory/standing.hpp"
#include "kerege/sdk/tr.hpp"
#include "queries/directory.hpp"

namespace kerege::directory {
namespace {

namespace sql = queries::directory;

constexpr std::chrono::milliseconds kLookEvery{1000};
// A reader holds a table for nanoseconds; one replaced so long ago has none left.
constexpr std::chrono::minutes kKeptAfterReplacement{10};

int64_t change_number(data::Transaction& transaction) {
    int64_t number = 0;
    transaction.first(sql::change_number, {"modules"},
                      [&](const data::Row& row) { number = row.int64(0); });
    return number;
}

std::string audit_detail(const ModuleSetting& before, const ModuleSetting& after) {
    const auto side = [](const ModuleSetting& setting) {
        return fmt::format(R"({{"state":"{}","from":"{}","until":"{}"}})", setting.state,
                           setting.valid_from, setting.valid_until);
    };
    return fmt::format(R"({{"module":"{}","before":{},"after":{}}})", after.module, side(before),
                       side(after));
}

std::vector<FieldFault> day_faults(const ModuleSetting& setting) {
    std::vector<FieldFault> faults;
    const std::string &from = setting.valid_from, &until = setting.valid_until;
    if (!from.empty() && !text::is_day(from)) {
        faults.push_back({"valid_from", KEREGE_TR("There is no such day.")});
    }
    if (!until.empty() && !text::is_day(until)) {
        faults.push_back({"valid_until", KEREGE_TR("There is no such day.")});
    } else if (!from.empty() && !until.empty() && until < from) {
        faults.push_back({"valid_until", KEREGE_TR("The last day lies before the first.")});
    }
    return faults;
}

}  // namespace

struct Modules::Impl {
    data::Database& database;
    const audit::Audit& audit;
    const Clock& clock;
    const LocalTime& local_time;
    const Log* log;

    std::vector<Known> known;
    std::map<std::string, int, std::less<>> numbers;

    using Instant = std::chrono::steady_clock::time_point;
    std::atomic<const ModuleTable*> table{nullptr};
    std::mutex mutex;  // of everything below
    std::vector<std::pair<Instant, std::unique_ptr<const ModuleTable>>> replaced;
    std::unique_ptr<const ModuleTable> current;
    int64_t seen_change = -1;
    std::string trouble;  // of the last look, if any
    bool ending = false;
    std::condition_variable wake;
    std::thread watcher;

    std::string today() const { return local_time.day(clock.now_ms()); }

    static std::vector<ModuleSetting> read_settings(data::Transaction& transaction) {
        std::vector<ModuleSetting> settings;
        transaction.each(sql::module_settings, {}, [&](const data::Row& row) {
            settings.push_back({OrganisationId{row.int64(0)}, text_of(row, 1), text_of(row, 2),
                                text_of(row, 3), text_of(row, 4)});
        });
        return settings;
    }

    // The tables as the transaction sees them; says whether the reach kept there is another one.
    std::unique_ptr<const ModuleTable> work_out(data::Transaction& transaction,
                                                std::vector<ReachChange>& differences) const {
        std::vector<std::pair<int64_t, int64_t>> tree;
        transaction.each(sql::organisation_parents, {}, [&](const data::Row& row) {
            tree.emplace_back(row.int64(0), row.int64(1));
        });
        const std::string day = today();
        auto fresh = std::make_unique<ModuleTable>(known, tree, read_settings(transaction), day);
        for (const auto& [organisation, status] : not_active(transaction, {}, day))
            if (!has_modules(status)) fresh->close(organisation);
        differences = reach_differences(transaction, known, tree, *fresh);
        return fresh;
    }

    // Brings what the published views show each module in line with the settings, as part of the
    // transaction. One host at a time, so that none writes what another has overtaken.
    void keep_reach(data::Transaction& transaction) const {
        transaction.first(sql::module_reach_lock, {}, [](const data::Row&) {});
        std::vector<ReachChange> differences;
        (void)work_out(transaction, differences);
        write_reach(transaction, differences);
    }

    void reload_locked() {
        auto transaction = database.read();
        const int64_t number = change_number(transaction);
        std::vector<ReachChange> differences;
        auto fresh = work_out(transaction, differences);
        transaction.rollback();
        if (!differences.empty()) {
            auto change = database.write();
            keep_reach(change);
            change.commit();
        }
        table.store(fresh.get(), std::memory_order_release);
        const Instant now = std::chrono::steady_clock::now();
        std::erase_if(replaced,
                      [&](const auto& one) { return now - one.first > kKeptAfterReplacement; });
        if (current) replaced.emplace_back(now, std::move(current));
        current = std::move(fresh);
        seen_change = number;
    }

    void look() {
        try {
            auto transaction = database.read();
            const int64_t number = change_number(transaction);
            transaction.rollback();
            const std::lock_guard lock(mutex);
            if (number != seen_change || !current || current->day() != today()) reload_locked();
            trouble.clear();
        } catch (const std::exception& error) {
            // What was known last stays in force until the database answers again; told once.
            if (log && trouble != error.what())
                log->write(LogLevel::error, "modules", error.what());
            trouble = error.what();
        }
    }

    void watch() {
        std::unique_lock lock(mutex);
        while (!wake.wait_for(lock, kLookEvery, [this] { return ending; })) {
            lock.unlock();
            look();
            lock.lock();
        }
    }
};

Modules::Modules(data::Database& database, const audit::Audit& audit, const Clock& clock,
                 const LocalTime& local_time, const Log* log)
    : impl_(new Impl{.database = database,
                     .audit = audit,
                     .clock = clock,
                     .local_time = local_time,
                     .log = log,
                     .known = {},
                     .numbers = {},
                     .mutex = {},
                     .replaced = {},
                     .current = nullptr,
                     .trouble = {},
                     .wake = {},
                     .watcher = {}}) {}

Modules::~Modules() {
    {
        const std::lock_guard lock(impl_->mutex);
        impl_->ending = true;
    }
    impl_->wake.notify_all();
    if (impl_->watcher.joinable()) impl_->watcher.join();
}

void Modules::set_known(std::vector<Known> known) {
    const std::lock_guard lock(impl_->mutex);
    impl_->known = std::move(known);
    impl_->numbers.clear();
    for (size_t i = 0; i < impl_->known.size(); ++i) {
        impl_->numbers.emplace(impl_->known[i].id, static_cast<int>(i));
    }
    impl_->reload_locked();
    if (!impl_->watcher.joinable()) impl_->watcher = std::thread([this] { impl_->watch(); });
}

int Modules::index(std::string_view module) const {
    const auto found = impl_->numbers.find(module);
    return found == impl_->numbers.end() ? -1 : found->second;
}

bool Modules::on(int module_index, OrganisationId organisation) const {
    const ModuleTable* table = impl_->table.load(std::memory_order_acquire);
    return table && table->on(module_index, organisation);
}

bool Modules::on(std::string_view module, OrganisationId organisation) const {
    return on(index(module), organisation);
}

bool Modules::on_at_top(int module_index) const {
    const ModuleTable* table = impl_->table.load(std::memory_order_acquire);
    return table && table->on_at_top(module_index);
}

Result<> Modules::set(const ModuleSetting& setting, PersonId by) {
    auto transaction = impl_->database.write();
    auto done = set(transaction, setting, by);
    if (!done) return done;
    transaction.commit();
    reload();
    return done;
}

Result<> Modules::set(data::Transaction& transaction, const ModuleSetting& setting, PersonId by) {
    if (index(setting.module) < 0) {
        return invalid_fields({{"module", KEREGE_TR("There is no such module.")}});
    }
    if (setting.state != "on" && setting.state != "off" && setting.state != "inherited") {
        return invalid_fields({{"state", KEREGE_TR("Choose on, off or inherited.")}});
    }
    if (auto faults = day_faults(setting); !faults.empty())
        return invalid_fields(std::move(faults));

    const bool exists = transaction.first(sql::organisation_by_id, {setting.organisation.value},
                                          [](const data::Row&) {});
    if (!exists) return not_found("modules: no such organisation");
    ModuleSetting before{setting.organisation, setting.module, "inherited", {}, {}};
    transaction.first(sql::module_setting, {setting.organisation.value, setting.module},
                      [&](const data::Row& row) {
                          before.state = text_of(row, 0);
                          before.valid_from = text_of(row, 1);
                          before.valid_until = text_of(row, 2);
                      });
    if (setting.state == "inherited") {
        transaction.execute(sql::module_setting_delete,
                            {setting.organisation.value, setting.module});
    } else {
        transaction.execute(sql::module_setting_put,
                            {setting.organisation.value, setting.module, setting.state,
                             null_if_empty(setting.valid_from), null_if_empty(setting.valid_until),
                             impl_->clock.now_ms()});
    }
    transaction.execute(sql::change_count, {"modules"});
    impl_->keep_reach(transaction);
    const std::string subject = "organisation:" + setting.organisation.text();
    const std::string detail = audit_detail(before, setting);
    impl_->audit.append(transaction, {.organisation = setting.organisation,
                                      .person = by,
                                      .module = {},
                                      .action = "module.set",
                                      .subject = subject,
                                      .detail = detail,
                                      .request_id = {}});
    return success();
}

std::vector<ModuleSetting> Modules::settings() const {
    auto transaction = impl_->database.read();
    return Impl::read_settings(transaction);
}

void Modules::reload() {
    const std::lock_guard lock(impl_->mutex);
    impl_->reload_locked();
}

}  // namespace kerege::directory
