#include "host/src/plugins/remote/serve.hpp"

#include "host/src/plugins/services.hpp"

namespace kerege::remote {
namespace {

using plugins::kDbService;
using plugins::TextSink;

int32_t number_of(Registered& registered, const Frame& frame, bool& known) {
    known = registered.replayed < registered.items.size();
    if (!known) return -1;
    const auto& item = registered.items[registered.replayed];
    known = item.op == frame.op && item.payload == frame.payload;
    if (known) ++registered.replayed;
    return item.number;
}

kerege_status add(Served& served, Op op, Reader& in, int32_t& number, kerege_sink* error) {
    if (op == Op::add_statement) {
        const kerege_str name = in.str(), sqlite = in.str(), postgres = in.str();
        return kDbService.add_statement(served.registration, name, sqlite, postgres, &number,
                                        error);
    }
    kerege_route route{};
    route.method = in.i32();
    route.route_id = in.i32();
    route.flags = in.i32();
    route.pattern = in.str();
    route.permission = in.str();
    route.size = in.u32();
    return plugins::kHttpService.add_route(served.registration, &route, error);
}

}  // namespace

bool serve_start(Served& served, const Frame& frame, Reader& in, std::string& out) {
    if (frame.op != Op::add_route && frame.op != Op::add_statement) return false;
    if (!served.registered) return false;
    Writer answer(out, Op::reply);
    if (!served.registration) {
        bool known = false;
        const int32_t number = number_of(*served.registered, frame, known);
        reply(answer, known ? KEREGE_OK : KEREGE_CONFLICT,
              known ? "" : "it registers other things than at its first start")
            .i32(number);
        return true;
    }
    TextSink error;
    int32_t number = -1;
    const kerege_status status = add(served, frame.op, in, number, error.sink());
    if (!in.done()) return false;
    if (status == KEREGE_OK) served.registered->items.push_back({frame.op, frame.payload, number});
    reply(answer, status, error.text()).i32(number);
    return true;
}

bool serve(Served& served, const Frame& frame, std::string& out) {
    Reader in(frame.payload);
    if (frame.op == Op::add_route || frame.op == Op::add_statement)
        return serve_start(served, frame, in, out);
    const bool known =
        serve_answer(served, frame.op, in) || serve_view(served, frame.op, in, out) ||
        serve_data(served, frame.op, in, out) || serve_words(served, frame.op, in, out) ||
        serve_services(served, frame.op, in, out) || serve_jobs(served, frame.op, in, out) ||
        serve_mail(served, frame.op, in, out) || serve_files(served, frame.op, in, out) ||
        serve_privacy(served, frame.op, in, out) || serve_search(served, frame.op, in, out);
    return known && in.done();
}

}  // namespace kerege::remote
