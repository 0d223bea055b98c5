// What the search of the site finds of a plugin, as handlers see it. See kerege/abi/draft/search.h
// for what is promised.
//
//   auto transaction = call.write();
//   transaction.execute(queries::add_book, {call.scope().organisation, id, title});
//   sdk::SearchIndex(call).put({.kind = "book", .id = id, .title = title});
//   transaction.commit();
//
//   Result<> rebuild(sdk::Call& call) { … }       // puts every entry of the organisation
//   plugin.on_search_rebuild(rebuild);
//
//   // Only for kinds with `ask: true`.
//   Result<> visible(sdk::Call& call, std::string_view kind, std::span<sdk::SearchAsked> asked) {
//       auto transaction = call.read();
//       for (sdk::SearchAsked& one : asked) one.visible = may_open(transaction, one.id);
//       return success();
//   }
//   plugin.on_search_visible(visible);
//
// The plugin asks for kerege.search/draft-1 under `needs` and declares its kinds under `search`.
#pragma once

#include <cstdint>
#include <string_view>

#include "kerege/abi/draft/search.h"
#include "kerege/sdk/call.hpp"

namespace kerege::sdk {

// Views must live until put() returns.
struct SearchEntry {
    std::string_view kind;
    int64_t id = 0;
    std::string_view title;
    std::string_view title_ru = {};  // empty: as title
    std::string_view title_en = {};
    std::string_view detail = {};
    std::string_view words = {};
    MembershipId about = {};  // 0: nobody
};

// An entry that was found, and whether the person may open its page.
struct SearchAsked {
    int64_t id = 0;
    bool visible = false;
};

class SearchIndex {
public:
    explicit SearchIndex(Call& call) : host_(call.host_), call_(call.call_) {}

    // REQUIRES: an open transaction that writes.
    void put(const SearchEntry& entry) {
        kerege_search_entry given{};
        given.size = sizeof(given);
        given.id = entry.id;
        given.membership_id = entry.about.value;
        given.kind = str(entry.kind);
        given.title = str(entry.title);
        given.title_ru = str(entry.title_ru);
        given.title_en = str(entry.title_en);
        given.detail = str(entry.detail);
        given.words = str(entry.words);
        StringSink error;
        require(host_.search->put(call_, &given, error.sink()), error, "put");
    }
    void remove(std::string_view kind, int64_t id) {
        StringSink error;
        require(host_.search->remove(call_, str(kind), id, error.sink()), error, "remove");
    }

private:
    const Host& host_;
    kerege_call* call_;
};

}  // namespace kerege::sdk
