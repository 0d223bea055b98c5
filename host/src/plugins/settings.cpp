#include "host/src/plugins/settings.hpp"

#include <fmt/format.h>

#include <charconv>
#include <map>
#include <mutex>
#include <utility>

#include "queries/plugins.hpp"

namespace kerege::plugins {
namespace {

namespace sql = queries::plugins;

constexpr int64_t kCachedMs = 5'000;
constexpr size_t kCachedMax = 50'000;
constexpr size_t kSettingBytesMax = 4'000;

std::optional<int64_t> number_of(std::string_view text) {
    int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (text.empty() || error != std::errc() || end != text.data() + text.size()) return {};
    return number;
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
                if (module.settings[i].key != row.text(0)) continue;
                // A value left from an earlier version, of another type, counts
                // for nothing.
                if (module.settings[i].type == SettingEntry::Type::text) {
                    (*values)[i].text = row.text(1);
                } else if (const auto number = number_of(row.text(1))) {
                    (*values)[i].integer = *number;
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
    const SettingEntry* declared = nullptr;
    for (const auto& setting : module.settings) {
        if (setting.key == key) declared = &setting;
    }
    if (!declared) return not_found(fmt::format("{} has no setting \"{}\"", module.id, key));
    if (value && declared->type == SettingEntry::Type::integer && !number_of(*value))
        return invalid(fmt::format("\"{}\" is a whole number, not \"{}\"", key, *value));
    if (value && value->size() > kSettingBytesMax)
        return invalid(fmt::format("\"{}\" takes at most {} bytes", key, kSettingBytesMax));
    try {
        if (value) {
            transaction.execute(sql::setting_put, {organisation.value, module.id, key, *value});
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

void Settings::forget() { impl_->forget_all(); }

}  // namespace kerege::plugins
