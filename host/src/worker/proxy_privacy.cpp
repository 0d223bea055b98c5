// kerege.privacy/draft-1 in a worker: what can't travel is refused here, the host looks at the
// rest.
#include "host/src/plugins/rules.hpp"
#include "host/src/worker/call.hpp"
#include "host/src/worker/proxies.hpp"

namespace kerege::worker {
namespace {

namespace rules = plugins::rules;

kerege_status table(kerege_call* handle, kerege_str name, kerege_str title,
                    const kerege_privacy_column* columns, uint32_t count,
                    kerege_sink* error) noexcept {
    Call* call = usable(handle);
    if (!call) return refuse(error, KEREGE_INTERNAL, "table: no call");
    if (!columns || count == 0 || count > rules::kPrivacyColumnsMax)
        return refuse(error, KEREGE_INVALID, "table: 1 to 32 columns are expected");
    bool good = plugins::good_bytes(name, rules::kPrivacyNameBytesMax) &&
                plugins::good_bytes(title, rules::kPrivacyLabelBytesMax);
    for (uint32_t i = 0; i < count && good; ++i)
        good = plugins::good_bytes(columns[i].name, rules::kPrivacyNameBytesMax) &&
               plugins::good_bytes(columns[i].label, rules::kPrivacyLabelBytesMax);
    if (!good)
        return refuse(error, KEREGE_INVALID,
                      "table: a name of a-z, 0-9 and _ and a title are expected");
    return quietly(KEREGE_INTERNAL, [&] {
        return ask(call->lane, Op::privacy_table, error,
                   [&](Writer& out) {
                       out.str(name).str(title).u32(count);
                       for (uint32_t i = 0; i < count; ++i)
                           out.str(columns[i].name).str(columns[i].label);
                   })
            .status();
    });
}

kerege_status row(kerege_call* handle, const kerege_value* values, uint32_t count,
                  kerege_sink* error) noexcept {
    Call* call = usable(handle);
    if (!call) return refuse(error, KEREGE_INTERNAL, "row: no call");
    if (!values || count == 0 || count > rules::kPrivacyColumnsMax)
        return refuse(error, KEREGE_INVALID, "row: a value for each column is expected");
    for (uint32_t i = 0; i < count; ++i) {
        const int32_t type = values[i].type;
        const bool bytes = type == KEREGE_DB_TEXT || type == KEREGE_DB_BLOB;
        if (bytes && !plugins::good_bytes(values[i].as.text, rules::kPrivacyTextBytesMax))
            return refuse(error, KEREGE_INVALID, "row: a text of more than 64 KiB, or not UTF-8");
    }
    return quietly(KEREGE_INTERNAL, [&] {
        return ask(call->lane, Op::privacy_row, error,
                   [&](Writer& out) {
                       out.u32(count);
                       for (uint32_t i = 0; i < count; ++i) out.value(values[i]);
                   })
            .status();
    });
}

kerege_status erased(kerege_call* handle, kerege_str table, kerege_str field, int32_t how,
                     int64_t count, kerege_sink* error) noexcept {
    Call* call = usable(handle);
    if (!call) return refuse(error, KEREGE_INTERNAL, "erased: no call");
    if (!plugins::good_bytes(table, rules::kNameBytesMax) ||
        !plugins::good_bytes(field, rules::kNameBytesMax))
        return refuse(error, KEREGE_INVALID, "erased: a name is too long or not UTF-8");
    return quietly(KEREGE_INTERNAL, [&] {
        return ask(call->lane, Op::privacy_erased, error,
                   [&](Writer& out) { out.str(table).str(field).i32(how).i64(count); })
            .status();
    });
}

}  // namespace

const kerege_privacy_draft1 kPrivacyProxy = {sizeof(kerege_privacy_draft1), 0, table, row, erased};

}  // namespace kerege::worker
