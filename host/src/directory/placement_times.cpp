#include "host/src/directory/placement_times.hpp"

#include <algorithm>
#include <string>

#include "host/src/base/text_values.hpp"
#include "host/src/data/batch.hpp"
#include "host/src/directory/rows.hpp"
#include "queries/directory.hpp"

namespace kerege::directory {
namespace {

namespace sql = queries::directory;

constexpr size_t kAtOnce = 500;

}  // namespace

void PlacementTimes::flush(data::Transaction& transaction) {
    for (size_t first = 0; first < touched_.size(); first += kAtOnce)
        flush_some(transaction, first, std::min(kAtOnce, touched_.size() - first));
    touched_.clear();
}

// Lists show whom a day has as a member: a label counts from the first day on and until the last,
// and what was shown before somebody entered an end of the past was shown.
void PlacementTimes::flush_some(data::Transaction& transaction, size_t first, size_t count) {
    std::string memberships;
    for (size_t i = first; i < first + count; ++i)
        memberships.append(i == first ? "[" : ",").append(touched_[i].text());
    memberships += ']';
    data::Batch ending(sql::placement_time_end_many), beginning(sql::placement_time_begin_many);
    const auto midnight = [&](int64_t day) { return local_time_.at_ms(day, 0); };
    transaction.each(
        sql::placement_time_days, {organisation_.value, memberships}, [&](const data::Row& row) {
            const std::string last = text_of(row, 2);
            const int64_t from_ms = std::max(now_ms_, midnight(text::day_number(text_of(row, 1))));
            const int64_t until_ms =
                last.empty() ? 0 : std::max(now_ms_, midnight(text::day_number(last) + 1));
            for (data::Batch* batch : {&ending, &beginning})
                batch->add(organisation_.value, row.int64(0), now_ms_, from_ms, until_ms);
        });
    ending.flush(transaction);
    beginning.flush(transaction);
}

void keep_placement_times(data::Transaction& transaction, OrganisationId organisation,
                          MembershipId membership, int64_t now_ms, const LocalTime& local_time) {
    PlacementTimes times(organisation, now_ms, local_time);
    times.touch(membership);
    times.flush(transaction);
}

}  // namespace kerege::directory
