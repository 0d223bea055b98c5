// kerege.search/draft-1 for a worker.
#include "host/src/plugins/remote/serve.hpp"
#include "host/src/plugins/services.hpp"

namespace kerege::remote {

using plugins::kSearchService;

bool serve_search(Served& served, Op op, Reader& in, std::string& out) {
    if (op != Op::search_put && op != Op::search_remove) return false;
    Writer answer(out, Op::reply);
    plugins::TextSink error;
    kerege_status status = KEREGE_OK;
    if (op == Op::search_put) {
        kerege_search_entry entry{};
        entry.size = sizeof(entry);
        entry.id = in.i64();
        entry.membership_id = in.i64();
        for (kerege_str* text : {&entry.kind, &entry.title, &entry.title_ru, &entry.title_en,
                                 &entry.detail, &entry.words})
            *text = in.str();
        status = kSearchService.put(served.call, &entry, error.sink());
    } else {
        const kerege_str kind = in.str();
        status = kSearchService.remove(served.call, kind, in.i64(), error.sink());
    }
    reply(answer, status, error.text());
    return true;
}

}  // namespace kerege::remote
