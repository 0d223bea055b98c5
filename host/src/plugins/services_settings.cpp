// kerege.settings/1
#include "host/src/plugins/call.hpp"
#include "host/src/plugins/services.hpp"

namespace kerege::plugins {
namespace {

constexpr size_t kSettingKeyBytesMax = 200;

// Where the key stands in the manifest; -1: not declared.
int index_of(const Manifest& manifest, std::string_view key) {
    for (size_t i = 0; i < manifest.settings.size(); ++i) {
        if (manifest.settings[i].key == key) return static_cast<int>(i);
    }
    return -1;
}

// Read through what the call has open, itself or the page whose slot it fills: a second connection
// might never come free while this one is held.
Settings::Values values_for(kerege_call& call) {
    Plugin& plugin = call.plugin;
    auto& settings = plugin.owner.settings();
    const OrganisationId organisation = call.scope.organisation;
    for (kerege_call* holder = &call; holder; holder = holder->parent) {
        if (!holder->open) continue;
        if (auto known = settings.known(plugin.manifest, organisation)) return known;
        const kerege_transaction& transaction = *holder->open;
        if (transaction.failed) throw data::Unavailable("the open transaction has failed");
        // Another plugin's login reads its own settings only: this one takes a connection beside.
        if (!transaction.on->login_key().empty() && &holder->plugin != &plugin) break;
        return as_host(*holder, [&](data::Transaction& open) {
            return settings.values(plugin.manifest, organisation, &open);
        });
    }
    return settings.values(plugin.manifest, organisation);
}

template <class F>
kerege_status get(kerege_call* call, kerege_str key, bool number, F&& take) noexcept {
    if (!usable(call)) return KEREGE_INTERNAL;
    if (!good_bytes(key, kSettingKeyBytesMax)) return KEREGE_INVALID;
    return guarded(nullptr, [&] {
        Plugin& plugin = call->plugin;
        const int index = index_of(plugin.manifest, text_of(key));
        if (index < 0) return KEREGE_NOT_FOUND;
        const auto place = static_cast<size_t>(index);
        if (plugin.manifest.settings[place].is_number() != number) return KEREGE_INVALID;
        take((*values_for(*call))[place]);
        return KEREGE_OK;
    });
}

kerege_status get_int(kerege_call* call, kerege_str key, int64_t* out) noexcept {
    if (!out) return KEREGE_INVALID;
    return get(call, key, true, [&](const Settings::Value& value) { *out = value.integer; });
}

kerege_status get_text(kerege_call* call, kerege_str key, kerege_str* out) noexcept {
    if (!out) return KEREGE_INVALID;
    return get(call, key, false,
               [&](const Settings::Value& value) { *out = call->keep(value.text); });
}

}  // namespace

const kerege_settings_v1 kSettingsService = {sizeof(kerege_settings_v1), 0, get_int, get_text};

}  // namespace kerege::plugins
