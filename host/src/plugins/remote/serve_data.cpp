// kerege.db/1 and kerege.events/1 for a worker.
#include <array>

#include "host/src/plugins/remote/serve.hpp"
#include "host/src/plugins/services.hpp"

namespace kerege::remote {
namespace {

using plugins::kDbService;
using plugins::TextSink;

constexpr size_t kValueBytesMin = 4;
constexpr uint32_t kValuesMax = plugins::rules::kArgumentsMax;

struct Values {
    std::array<kerege_value, kValuesMax> all{};
    uint32_t count = 0;
};

// More than the boundary allows is told to the host as that, and refused there.
Values values(Reader& in) {
    Values values;
    values.count = in.count(kValueBytesMin);
    for (uint32_t i = 0; i < values.count; ++i) {
        const kerege_value value = in.value();
        if (i < kValuesMax) values.all[i] = value;
    }
    return values;
}

void fetch(kerege_cursor* cursor, Writer& out) {
    kerege_rows rows{};
    TextSink error;
    const kerege_status status = kDbService.fetch(cursor, &rows, error.sink());
    const bool last = !cursor || !cursor->cursor || cursor->cursor->ended();
    reply(out, status, error.text()).u32(last ? 1 : 0).u32(rows.rows).u32(rows.columns);
    const size_t count = static_cast<size_t>(rows.rows) * rows.columns;
    for (size_t i = 0; i < count; ++i) out.value(rows.values[i]);
}

void begin(Served& served, int32_t mode, Writer& out) {
    kerege_transaction* transaction = nullptr;
    TextSink error;
    const kerege_status status = kDbService.begin(served.call, mode, &transaction, error.sink());
    if (status == KEREGE_OK) served.transactions.push_back(transaction);
    reply(out, status, error.text()).u32(static_cast<uint32_t>(served.transactions.size() - 1));
}

void execute(Served& served, Reader& in, Writer& out) {
    auto* transaction = at(served.transactions, in.u32());
    const int32_t statement = in.i32();
    const Values given = values(in);
    TextSink error;
    int64_t changed = 0;
    const kerege_status status = kDbService.execute(transaction, statement, given.all.data(),
                                                    given.count, &changed, error.sink());
    reply(out, status, error.text()).i64(changed);
}

// The first batch goes along: most results are no larger.
void query(Served& served, Reader& in, Writer& out) {
    auto* transaction = at(served.transactions, in.u32());
    const int32_t statement = in.i32();
    const Values given = values(in);
    TextSink error;
    kerege_cursor* cursor = nullptr;
    const kerege_status status = kDbService.query(transaction, statement, given.all.data(),
                                                  given.count, &cursor, error.sink());
    if (status == KEREGE_OK) served.cursors.push_back(cursor);
    reply(out, status, error.text()).u32(static_cast<uint32_t>(served.cursors.size() - 1));
    if (status == KEREGE_OK) fetch(cursor, out);
}

void publish(Served& served, Reader& in, Writer& out) {
    const kerege_str topic = in.str(), subject = in.str(), payload = in.str();
    TextSink error;
    const kerege_status status =
        plugins::kEventsService.publish(served.call, topic, subject, payload, error.sink());
    reply(out, status, error.text());
}

}  // namespace

bool serve_data(Served& served, Op op, Reader& in, std::string& out) {
    switch (op) {
        case Op::rollback:
            kDbService.rollback(at(served.transactions, in.u32()));
            return true;
        case Op::cursor_close:
            kDbService.cursor_close(at(served.cursors, in.u32()));
            return true;
        default:
            break;
    }
    if (op < Op::begin || op > Op::publish) return false;
    Writer answer(out, Op::reply);
    switch (op) {
        case Op::begin:
            begin(served, in.i32(), answer);
            return true;
        case Op::commit: {
            TextSink error;
            const kerege_status status =
                kDbService.commit(at(served.transactions, in.u32()), error.sink());
            reply(answer, status, error.text());
            return true;
        }
        case Op::execute:
            execute(served, in, answer);
            return true;
        case Op::query:
            query(served, in, answer);
            return true;
        case Op::fetch: {
            fetch(at(served.cursors, in.u32()), answer);
            return true;
        }
        case Op::publish:
            publish(served, in, answer);
            return true;
        case Op::new_id:
            reply(answer, KEREGE_OK).i64(kDbService.new_id(&served.plugin.handle));
            return true;
        case Op::now_ms:
            reply(answer, KEREGE_OK).i64(kDbService.now_ms(&served.plugin.handle));
            return true;
        default:
            return false;
    }
}

}  // namespace kerege::remote
