// Keeps books that can be found; breaks the rules of the search where it is told to.
#include <cstdlib>
#include <string>
#include <vector>

#include "kerege/sdk/plugin.hpp"

namespace {

using namespace kerege;

constexpr sdk::Statement kAll[] = {
    {"books", "select id, title from stacks_book where organisation_id = $1 order by id", ""},
};

int64_t number(std::string_view text) {
    return std::strtoll(std::string(text).c_str(), nullptr, 10);
}

void put_one(sdk::Call& call) {
    sdk::SearchIndex(call).put({.kind = call.field("kind"),
                                .id = number(call.field("id")),
                                .title = call.field("title"),
                                .title_ru = call.field("title_ru"),
                                .detail = call.field("detail"),
                                .words = call.field("words"),
                                .about = MembershipId{number(call.field("about"))}});
}

Result<> put(sdk::Call& call) {
    auto transaction = call.write();
    put_one(call);
    if (call.field("then") != "leave") transaction.commit();
    return call.body("text/plain", "put");
}

Result<> put_loose(sdk::Call& call) {
    put_one(call);
    return call.body("text/plain", "put");
}

Result<> remove_one(sdk::Call& call) {
    auto transaction = call.write();
    sdk::SearchIndex(call).remove(call.field("kind"), number(call.field("id")));
    transaction.commit();
    return call.body("text/plain", "removed");
}

Result<> rebuild(sdk::Call& call) {
    auto transaction = call.write();
    std::vector<std::pair<int64_t, std::string>> books;
    transaction.each(kAll[0], {call.scope().organisation}, [&](const sdk::Row& row) {
        books.emplace_back(row.int64(0), std::string(row.text(1)));
    });
    for (const auto& [id, title] : books)
        sdk::SearchIndex(call).put({.kind = "book", .id = id, .title = title});
    transaction.commit();
    for (const auto& [id, title] : books) {
        if (title == "refuse") return unavailable("the cellar is locked");
        if (title == "crash") std::abort();
    }
    return success();
}

// The even ones.
Result<> visible(sdk::Call&, std::string_view kind, std::span<sdk::SearchAsked> asked) {
    for (sdk::SearchAsked& one : asked) {
        if (one.id == 13) return unavailable("unlucky");
        if (one.id == 666) std::abort();
        one.visible = kind == "loan" && one.id % 2 == 0;
    }
    return success();
}

void start(sdk::Registration& plugin) {
    plugin.statements(kAll);
    plugin.post_public("/stacks/put", put);
    plugin.post_public("/stacks/loose", put_loose);
    plugin.post_public("/stacks/remove", remove_one);
    plugin.on_search_rebuild(rebuild);
    plugin.on_search_visible(visible);
}

}  // namespace

KEREGE_PLUGIN("stacks", "1.0.0", start)
