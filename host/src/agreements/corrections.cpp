// What was published wrongly: taken back before it holds, or ended; both written down beside it.
#include <fmt/format.h>

#include "host/src/agreements/agreements.hpp"
#include "host/src/base/text_values.hpp"
#include "kerege/sdk/tr.hpp"
#include "queries/agreements.hpp"

namespace kerege::agreements {
namespace {

namespace sql = queries::agreements;

}  // namespace

Result<> Agreements::withdraw(const Document& document, int64_t number, const Doer& doer) {
    const VersionLine* version = document.find(number);
    if (!version) return not_found("agreements: no such version");
    if (version->in_force_from <= today())
        return conflict("agreements: the version is in force",
                        KEREGE_TR("This version is in force already. Publish the next one, or end "
                                  "the document."));
    auto transaction = database_.write();
    const auto written = transaction.execute(
        sql::withdrawal_add, {document.id, number, clock_.now_ms(), doer.person.value});
    if (written == 0) return success();  // twice
    note(transaction, document.owner, doer, "agreement.withdrawn", "agreement:" + document.code,
         fmt::format("{{\"version\":{}}}", number));
    transaction.commit();
    return success();
}

std::string Agreements::earliest_end(const Document& document) const {
    return noticed_day(document);
}

Result<> Agreements::end(const Document& document, std::string_view from, const Doer& doer) {
    if (!text::is_day(from))
        return invalid_fields({{"ended_from", KEREGE_TR("This is not a day.")}});
    if (from < earliest_end(document))
        return invalid_fields({{"ended_from", KEREGE_TR("It can't end so early.")}});
    if (from > day_in(kDaysAheadMax))
        return invalid_fields({{"ended_from", KEREGE_TR("This day is more than a year away.")}});
    auto transaction = database_.write();
    int64_t last = 0;
    transaction.first(sql::standing, {document.id},
                      [&](const data::Row& row) { last = row.int64(0); });
    if (last == 0)
        return conflict("agreements: no version that could end",
                        KEREGE_TR("Nothing is published that could end."));
    transaction.execute(sql::end_add,
                        {document.id, ids_.next(), last, from, clock_.now_ms(), doer.person.value});
    note(transaction, document.owner, doer, "agreement.ended", "agreement:" + document.code,
         fmt::format("{{\"from\":\"{}\"}}", from));
    transaction.commit();
    return success();
}

Result<> Agreements::keep(const Document& document, const Doer& doer) {
    const auto stored = find(document.code);
    const std::string_view ends = stored ? stored->end() : std::string_view();
    if (ends.empty()) return success();
    if (ends <= today())
        return conflict("agreements: it has ended",
                        KEREGE_TR("It has ended already. Publish the next version instead."));
    auto transaction = database_.write();
    transaction.execute(sql::end_add, {document.id, ids_.next(), stored->ended_after, nullptr,
                                       clock_.now_ms(), doer.person.value});
    note(transaction, document.owner, doer, "agreement.kept", "agreement:" + document.code, {});
    transaction.commit();
    return success();
}

}  // namespace kerege::agreements
