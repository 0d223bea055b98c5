#include "host/src/plugins/settings.hpp"

#include <fmt/format.h>

#include <charconv>
#include <map>
#include <mutex>
#include <utility>

#include "kerege/sdk/tr.hpp"
#include "queries/plugins.hpp"

namespace kerege::plugins {
namespace {

namespace sql = queries::plugins;

constexpr int64_t kCachedMs = 5'000;
constexpr size_t kCachedMax = 50'000;
// A value left from an earlier version, of another type or out of its range, counts for nothing.
bool holds(const SettingEntry& setting, std::string_view stored) {
    const auto value = setting_value(setting, stored);
    return value.ok() && *value == stored;
}

// REQUIRES: a value that holds, of a setting that is a number.
int64_t number_of(std::string_view text) {
    int64_t number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

const SettingEntry* declared(const Manifest& module, std::string_view key) {
    for (const auto& setting : module.settings) {
        if (setting.key == key) return &setting;
    }
    return nullptr;
}

}  // namespace

struct Settings::Impl {
    struct Kept {
        Values values;
        int64_t until_ms = 0;
    };

    Impl(data::Database& its_database, const Clock& its_clock)
        : database(its_database), clock(its_clock) {}

    data::Database& database;
    const Clock& clock;
    std::mutex mutex;
    std::map<std::pair<const Manifest*, int64_t>, Kept> kept;

    static Values read(data::Transaction& transaction, const Manifest& module,
                       OrganisationId organisation) {
        auto values = std::make_shared<std::vector<Value>>();
        for (const auto& setting : module.settings) {
            values->push_back({setting.default_integer, setting.default_text});
        }
        const auto take = [&](const data::Row& row) {
            for (size_t i = 0; i < module.settings.size(); ++i) {
                const auto& setting = module.settings[i];
                if (setting.key != row.text(0) || !holds(setting, row.text(1))) continue;
                if (setting.is_number()) {
                    (*values)[i].integer = number_of(row.text(1));
                } else {
                    (*values)[i].text = row.text(1);
                }
            }
        };
        // In a session of the plugin's login the host reads by a function, which knows it by the
        // key.
        const std::string_view key = transaction.login_key();
        if (key.empty()) {
            transaction.each(sql::setting_values, {organisation.value, module.id}, take);
        } else {
            transaction.each(sql::setting_values_for_plugin, {key, organisation.value}, take);
        }
        return values;
    }

    void forget_all() {
        const std::lock_guard lock(mutex);
        kept.clear();
    }
};

Settings::Settings(data::Database& database, const Clock& clock)
    : impl_(std::make_unique<Impl>(database, clock)) {}

Settings::~Settings() = default;

Settings::Values Settings::known(const Manifest& module, OrganisationId organisation) const {
    const int64_t now = impl_->clock.now_ms();
    const std::lock_guard lock(impl_->mutex);
    const auto found = impl_->kept.find({&module, organisation.value});
    const bool fresh = found != impl_->kept.end() && now < found->second.until_ms;
    return fresh ? found->second.values : nullptr;
}

Settings::Values Settings::values(const Manifest& module, OrganisationId organisation,
                                  data::Transaction* open) {
    if (auto values = known(module, organisation)) return values;
    const int64_t now = impl_->clock.now_ms();
    Values values;
    if (open) {
        values = Impl::read(*open, module, organisation);
    } else {
        auto transaction = impl_->database.read();
        values = Impl::read(transaction, module, organisation);
    }
    const std::lock_guard lock(impl_->mutex);
    if (impl_->kept.size() >= kCachedMax) impl_->kept.clear();
    impl_->kept[{&module, organisation.value}] = {values, now + kCachedMs};
    return values;
}

Result<> Settings::set(data::Transaction& transaction, const Manifest& module,
                       OrganisationId organisation, std::string_view key,
                       const std::optional<std::string>& value) {
    const SettingEntry* setting = declared(module, key);
    if (!setting) return not_found(fmt::format("{} has no setting \"{}\"", module.id, key));
    try {
        if (value) {
            const auto kept = setting_value(*setting, *value);
            if (!kept) return kept.fault();
            transaction.execute(sql::setting_put, {organisation.value, module.id, key, *kept});
        } else {
            transaction.execute(sql::setting_remove, {organisation.value, module.id, key});
        }
    } catch (const data::ConstraintViolation&) {
        return not_found("there is no such organisation");
    }
    return success();
}

Result<> Settings::set(const Manifest& module, OrganisationId organisation, std::string_view key,
                       const std::optional<std::string>& value) {
    auto transaction = impl_->database.write();
    auto done = set(transaction, module, organisation, key, value);
    if (!done) return done;
    transaction.commit();
    forget();
    return done;
}

std::vector<Settings::Held> Settings::held(data::Transaction& transaction, const Manifest& module,
                                           OrganisationId organisation) {
    std::vector<Held> all;
    for (const auto& setting : module.settings)
        all.push_back({{}, false, setting.default_value(), {}});
    transaction.each(sql::setting_sources, {organisation.value, module.id},
                     [&](const data::Row& row) {
                         for (size_t i = 0; i < all.size(); ++i) {
                             const auto& setting = module.settings[i];
                             if (setting.key != row.text(0)) continue;
                             const bool good = holds(setting, row.text(1));
                             const OrganisationId at{row.int64(2)};
                             if (at == organisation) {
                                 all[i].own = row.text(1);
                                 all[i].own_holds = good;
                             } else if (good) {
                                 all[i].above = row.text(1);
                                 all[i].above_at = at;
                             }
                         }
                     });
    return all;
}

Result<> Settings::change(data::Transaction& transaction, const Manifest& module,
                          OrganisationId organisation, std::string_view key,
                          const std::optional<std::string>& was,
                          const std::optional<std::string>& value) {
    const SettingEntry* setting = declared(module, key);
    if (!setting) return not_found(fmt::format("{} has no setting \"{}\"", module.id, key));
    std::string kept;
    if (value) {
        auto good = setting_value(*setting, *value);
        if (!good) return good.fault();
        kept = std::move(*good);
    }
    const int64_t id = organisation.value;
    int64_t changed = 1;
    if (was && value) {
        changed = transaction.execute(sql::setting_change, {kept, id, module.id, key, *was});
    } else if (value) {
        changed = transaction.execute(sql::setting_add, {id, module.id, key, kept});
    } else if (was) {
        changed = transaction.execute(sql::setting_take_back, {id, module.id, key, *was});
    }
    if (changed == 1) return success();
    return conflict(fmt::format("{}: {} was changed meanwhile", module.id, key),
                    KEREGE_TR("Somebody else has changed this meanwhile."));
}

void Settings::forget() { impl_->forget_all(); }

}  // namespace kerege::plugins
