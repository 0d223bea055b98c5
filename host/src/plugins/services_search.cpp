// kerege.search/draft-1: what of a plugin can be found.
#include <fmt/format.h>

#include <algorithm>

#include "host/src/base/text.hpp"
#include "host/src/plugins/call.hpp"
#include "host/src/plugins/rules.hpp"
#include "host/src/plugins/search.hpp"
#include "host/src/plugins/services.hpp"
#include "queries/plugins.hpp"

namespace kerege::plugins {
namespace {

namespace sql = queries::plugins;

// Each word once, folded as what is typed is folded.
std::string folded_words(const kerege_search_entry& entry) {
    std::string all;
    for (const kerege_str text : {entry.title, entry.title_ru, entry.title_en, entry.words})
        all.append(text_of(text)).append(" ");
    std::vector<std::string> words;
    for (std::string& word : text::split(text::fold(all), " ")) {
        if (words.size() >= rules::kSearchWordsMax) break;
        if (std::find(words.begin(), words.end(), word) == words.end())
            words.push_back(std::move(word));
    }
    return fmt::format("{}", fmt::join(words, " "));
}

std::string_view or_else(kerege_str text, kerege_str fallback) {
    return text.size > 0 ? text_of(text) : text_of(fallback);
}

// Whether there is room for one more, or it is there already.
bool has_room(kerege_call& call, data::Transaction& transaction, std::string_view kind,
              int64_t id) {
    if (call.rebuilt) {
        auto& counts = *call.rebuilt;
        return ++counts[std::string(kind)] <= rules::kSearchEntriesMax;
    }
    bool room = false;
    const int64_t organisation = call.scope.organisation.value;
    const auto read = [&](const data::Row& row) { room = row.int64(0) != 0; };
    if (const std::string_view key = transaction.login_key(); key.empty()) {
        transaction.first(
            sql::search_room,
            {organisation, call.plugin.manifest.id, kind, id, rules::kSearchEntriesMax}, read);
    } else {
        transaction.first(sql::search_room_for_plugin,
                          {key, organisation, kind, id, rules::kSearchEntriesMax}, read);
    }
    return room;
}

void write_entry(kerege_call& call, data::Transaction& transaction,
                 const kerege_search_entry& entry) {
    const int64_t organisation = call.scope.organisation.value;
    const std::string_view kind = text_of(entry.kind), title = text_of(entry.title);
    const std::string_view in_russian = or_else(entry.title_ru, entry.title);
    const std::string_view in_english = or_else(entry.title_en, entry.title);
    const std::string_view detail = text_of(entry.detail);
    const std::string words = folded_words(entry);
    if (const std::string_view key = transaction.login_key(); key.empty()) {
        transaction.execute(sql::search_put,
                            {organisation, call.plugin.manifest.id, kind, entry.id,
                             entry.membership_id, title, in_russian, in_english, detail, words});
    } else {
        transaction.first(sql::search_put_for_plugin,
                          {key, organisation, kind, entry.id, entry.membership_id, title,
                           in_russian, in_english, detail, words},
                          [](const data::Row&) {});
    }
}

kerege_status put_entry(kerege_call* call, const kerege_search_entry* entry,
                        kerege_sink* error) noexcept {
    if (!usable(call)) return refuse(error, KEREGE_INTERNAL, "put: no call");
    if (!may_write(*call))
        return refuse(error, KEREGE_INVALID, "put: no open transaction that writes");
    if (!entry || entry->size < KEREGE_SEARCH_ENTRY_DRAFT1_SIZE ||
        !rules::good_search_entry(*entry) || entry->id <= 0 || entry->membership_id < 0 ||
        entry->title.size == 0)
        return refuse(error, KEREGE_INVALID, rules::kBadSearchEntry);
    return guarded(error, [&] {
        const std::string_view kind = text_of(entry->kind);
        if (!call->plugin.manifest.find_search(kind))
            return refuse(error, KEREGE_INVALID,
                          fmt::format("put: plugin.yaml has no kind \"{}\" under search", kind));
        const bool room = as_host(*call, [&](data::Transaction& transaction) {
            share_search(*call, transaction);
            if (!has_room(*call, transaction, kind, entry->id)) return false;
            write_entry(*call, transaction, *entry);
            return true;
        });
        if (room) return KEREGE_OK;
        return refuse(error, KEREGE_TOO_MANY,
                      fmt::format("put: there are {} entries of the kind \"{}\" already",
                                  rules::kSearchEntriesMax, kind));
    });
}

kerege_status remove_entry(kerege_call* call, kerege_str kind, int64_t id,
                           kerege_sink* error) noexcept {
    if (!usable(call)) return refuse(error, KEREGE_INTERNAL, "remove: no call");
    if (!may_write(*call))
        return refuse(error, KEREGE_INVALID, "remove: no open transaction that writes");
    if (!good_text(kind, rules::kSearchKindBytesMax) ||
        !call->plugin.manifest.find_search(text_of(kind)))
        return refuse(error, KEREGE_INVALID, "remove: plugin.yaml has no such kind under search");
    return guarded(error, [&] {
        return as_host(*call, [&](data::Transaction& transaction) {
            share_search(*call, transaction);
            const int64_t organisation = call->scope.organisation.value;
            if (const std::string_view key = transaction.login_key(); key.empty()) {
                transaction.execute(sql::search_remove,
                                    {organisation, call->plugin.manifest.id, text_of(kind), id});
            } else {
                transaction.first(sql::search_remove_for_plugin,
                                  {key, organisation, text_of(kind), id}, [](const data::Row&) {});
            }
            return KEREGE_OK;
        });
    });
}

}  // namespace

const kerege_search_draft1 kSearchService = {sizeof(kerege_search_draft1), 0, put_entry,
                                             remove_entry};

}  // namespace kerege::plugins
