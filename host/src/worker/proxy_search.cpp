// kerege.search/draft-1 in a worker: what can't travel is refused here, the host looks at the rest.
#include "host/src/plugins/rules.hpp"
#include "host/src/worker/call.hpp"
#include "host/src/worker/proxies.hpp"

namespace kerege::worker {
namespace {

kerege_status put(kerege_call* handle, const kerege_search_entry* entry,
                  kerege_sink* error) noexcept {
    Call* call = usable(handle);
    if (!call) return refuse(error, KEREGE_INTERNAL, "put: no call");
    if (!entry || entry->size < KEREGE_SEARCH_ENTRY_DRAFT1_SIZE ||
        !plugins::rules::good_search_entry(*entry))
        return refuse(error, KEREGE_INVALID, plugins::rules::kBadSearchEntry);
    return quietly(KEREGE_INTERNAL, [&] {
        return ask(call->lane, Op::search_put, error,
                   [&](Writer& out) {
                       out.i64(entry->id).i64(entry->membership_id).str(entry->kind);
                       out.str(entry->title).str(entry->title_ru).str(entry->title_en);
                       out.str(entry->detail).str(entry->words);
                   })
            .status();
    });
}

kerege_status remove_entry(kerege_call* handle, kerege_str kind, int64_t id,
                           kerege_sink* error) noexcept {
    Call* call = usable(handle);
    if (!call) return refuse(error, KEREGE_INTERNAL, "remove: no call");
    if (!plugins::good_bytes(kind, plugins::rules::kSearchKindBytesMax))
        return refuse(error, KEREGE_INVALID, "remove: no such kind");
    return quietly(KEREGE_INTERNAL, [&] {
        return ask(call->lane, Op::search_remove, error,
                   [&](Writer& out) { out.str(kind).i64(id); })
            .status();
    });
}

}  // namespace

const kerege_search_draft1 kSearchProxy = {sizeof(kerege_search_draft1), 0, put, remove_entry};

}  // namespace kerege::worker
