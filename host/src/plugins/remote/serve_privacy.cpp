// kerege.privacy/draft-1 for a worker.
#include <array>

#include "host/src/plugins/remote/serve.hpp"
#include "host/src/plugins/rules.hpp"
#include "host/src/plugins/services.hpp"

namespace kerege::remote {
namespace {

using plugins::kPrivacyService;
using plugins::TextSink;

constexpr uint32_t kColumnsMax = plugins::rules::kPrivacyColumnsMax;
constexpr size_t kColumnBytesMin = 8;  // two lengths
constexpr size_t kCellBytesMin = 4;

void begin_table(Served& served, Reader& in, Writer& out) {
    const kerege_str name = in.str(), title = in.str();
    std::array<kerege_privacy_column, kColumnsMax> columns{};
    const uint32_t count = in.count(kColumnBytesMin);
    for (uint32_t i = 0; i < count; ++i) {
        const kerege_str column = in.str(), label = in.str();
        if (i < kColumnsMax) columns[i] = {column, label};
    }
    TextSink error;
    const kerege_status status =
        kPrivacyService.table(served.call, name, title, columns.data(), count, error.sink());
    reply(out, status, error.text());
}

void add_row(Served& served, Reader& in, Writer& out) {
    std::array<kerege_value, kColumnsMax> values{};
    const uint32_t count = in.count(kCellBytesMin);
    for (uint32_t i = 0; i < count; ++i) {
        const kerege_value value = in.value();
        if (i < kColumnsMax) values[i] = value;
    }
    TextSink error;
    const kerege_status status =
        kPrivacyService.row(served.call, values.data(), count, error.sink());
    reply(out, status, error.text());
}

}  // namespace

bool serve_privacy(Served& served, Op op, Reader& in, std::string& out) {
    if (op < Op::privacy_table || op > Op::privacy_erased) return false;
    Writer answer(out, Op::reply);
    if (op == Op::privacy_table) {
        begin_table(served, in, answer);
    } else if (op == Op::privacy_row) {
        add_row(served, in, answer);
    } else {
        const kerege_str table = in.str(), field = in.str();
        const int32_t how = in.i32();
        TextSink error;
        const kerege_status status =
            kPrivacyService.erased(served.call, table, field, how, in.i64(), error.sink());
        reply(answer, status, error.text());
    }
    return true;
}

}  // namespace kerege::remote
