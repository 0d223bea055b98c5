#include "host/src/plugins/search.hpp"

#include <fmt/format.h>

#include "host/src/plugins/call.hpp"
#include "host/src/plugins/plugins.hpp"
#include "host/src/plugins/services.hpp"
#include "queries/plugins.hpp"

namespace kerege::plugins {
namespace {

namespace sql = queries::plugins;

// Counted up whenever text::fold() changes, so that everything is folded anew.
constexpr int kFolding = 1;

// What the entries of a module were made by: others are made where it is another.
std::string stamp_of(const Manifest& manifest) {
    std::string stamp = fmt::format("{} {}", kFolding, manifest.version);
    for (const SearchKind& kind : manifest.search) stamp += ' ' + kind.kind;
    return stamp;
}

// The key under which the locks of one module in one organisation lie.
std::string lock_of(const Plugin& plugin, OrganisationId organisation) {
    return plugin.manifest.id + ' ' + organisation.text();
}

// Within the plugin's transaction: nothing is there, and it is noted as filled by this version.
void clear(const Plugin& plugin, OrganisationId organisation, data::Transaction& transaction) {
    const auto ran = [](const data::Row&) {};
    transaction.first(sql::search_lock, {lock_of(plugin, organisation)}, ran);
    const std::string stamp = stamp_of(plugin.manifest);
    if (const std::string_view key = transaction.login_key(); key.empty()) {
        transaction.execute(sql::search_clear, {organisation.value, plugin.manifest.id});
        transaction.execute(sql::search_filled, {organisation.value, plugin.manifest.id, stamp});
    } else {
        transaction.first(sql::search_clear_for_plugin, {key, organisation.value, stamp}, ran);
    }
}

std::vector<OrganisationId> unfilled(const Plugin& plugin) {
    std::vector<OrganisationId> organisations;
    plugin.lent.database.read().each(
        sql::search_unfilled, {plugin.manifest.id, stamp_of(plugin.manifest)},
        [&](const data::Row& row) { organisations.push_back({row.int64(0)}); });
    return organisations;
}

}  // namespace

void share_search(kerege_call& call, data::Transaction& transaction) {
    if (call.rebuilt) return;
    transaction.first(sql::search_share, {lock_of(call.plugin, call.scope.organisation)},
                      [](const data::Row&) {});
}

std::vector<int64_t> visible_entries(Plugin& plugin, const SearchKind& kind,
                                     const access::Scope& scope, std::string_view locale,
                                     const std::vector<int64_t>& entries) {
    if (!kind.ask) return entries;
    std::vector<int64_t> seen;
    for (size_t first = 0; first < entries.size(); first += KEREGE_SEARCH_ASKED_MAX) {
        const size_t count = std::min<size_t>(entries.size() - first, KEREGE_SEARCH_ASKED_MAX);
        kerege_call call(plugin, scope, locale);
        call.reads_only = true;
        call.deadline = std::chrono::steady_clock::now() + plugin.lent.workers.slot_deadline;
        std::vector<uint8_t> visible(count);
        const auto asked = run_across(call, [&](kerege_sink* error) {
            return plugin.search->visible(plugin.self, &call, str_of(kind.kind),
                                          entries.data() + first, static_cast<uint32_t>(count),
                                          visible.data(), error);
        });
        if (!asked.ok()) {
            call.log(LogLevel::error, "search: " + asked.fault().log_text);
            return seen;
        }
        for (size_t i = 0; i < count; ++i)
            if (visible[i] == 1) seen.push_back(entries[first + i]);
    }
    return seen;
}

Result<> rebuild_search(Plugin& plugin, OrganisationId organisation) {
    access::Scope scope;
    scope.organisation = organisation;
    std::map<std::string, int64_t, std::less<>> rebuilt;
    JoinedWork work;
    work.before = [&](data::Transaction& transaction) { clear(plugin, organisation, transaction); };
    work.within = [&](kerege_call& call, kerege_sink* error) {
        call.rebuilt = &rebuilt;
        return plugin.search->rebuild(plugin.self, &call, error);
    };
    return run_joined(plugin, scope, work);
}

Result<> fill_search(Plugins& plugins, jobs::Running& running) {
    const Lent& lent = plugins.lent();
    Result<> done = success();
    for (const auto& plugin : plugins.loaded()) {
        if (!plugin->search) continue;
        const auto organisations = unfilled(*plugin);
        int64_t filled = 0;
        for (const OrganisationId organisation : organisations) {
            const auto total = static_cast<int64_t>(organisations.size());
            if (running.progress(filled++, total) != jobs::Ask::go_on)
                return unavailable("broken off");
            if (!lent.modules.on(plugin->module_index, organisation)) continue;
            if (const auto put = rebuild_search(*plugin, organisation); !put.ok()) {
                done = unavailable("search: " + put.fault().log_text);
                lent.log.write(LogLevel::error, plugin->manifest.id, done.fault().log_text);
            }
        }
    }
    return done;
}

bool search_unfilled(Plugins& plugins) {
    for (const auto& plugin : plugins.loaded())
        if (plugin->search && !unfilled(*plugin).empty()) return true;
    return false;
}

void forget_search(data::Transaction& transaction) { transaction.execute(sql::search_forget, {}); }

}  // namespace kerege::plugins
