#include "src/storage/former_store.hpp"

#include "queries/portfolio.hpp"

namespace kerege::portfolio {
namespace {

// A row of the other school as it stands there, but for whose it is.
struct Copied {
    std::string kind, title, result, begins_on, place, note;
    std::optional<std::string> level, ends_on;
    LearnerId former;  // as whom it was entered
};

std::optional<std::string> maybe_text(const sdk::Row& row, uint32_t column) {
    return row.is_null(column) ? std::nullopt : std::optional(std::string(row.text(column)));
}

}  // namespace

std::vector<Transferred> FormerStore::untaken(const std::string& today) {
    std::vector<Transferred> out;
    transaction_.each(queries::transfers_untaken, {organisation_, today}, [&](const sdk::Row& row) {
        out.push_back({row.id<LearnerId>(0), row.id<OrganisationId>(1), row.id<LearnerId>(2),
                       std::string(row.text(3)), names_at(row, 4)});
    });
    return out;
}

void FormerStore::take(const Transferred& one, int64_t now_ms) {
    if (transaction_.execute(queries::add_former_school,
                             {organisation_, one.learner, one.former, one.school.kk, one.school.ru,
                              one.school.en, one.first_day, now_ms}) == 0)
        return;  // another host was quicker
    transaction_.execute(queries::copy_former_schools,
                         {organisation_, one.learner, one.from, one.former});
    std::vector<Copied> copies;
    transaction_.each(queries::entries, {one.from, one.former}, [&](const sdk::Row& row) {
        if (!row.is_null(11)) return;  // removed
        copies.push_back({std::string(row.text(2)), std::string(row.text(4)),
                          std::string(row.text(5)), std::string(row.text(6)),
                          std::string(row.text(8)), std::string(row.text(9)), maybe_text(row, 3),
                          maybe_text(row, 7),
                          row.is_null(12) ? one.former : row.id<LearnerId>(12)});
    });
    for (const Copied& copy : copies)
        transaction_.execute(
            queries::add_entry,
            {organisation_, new_id_(), one.learner, new_id_(), copy.kind, copy.level, copy.title,
             copy.result, copy.begins_on, copy.ends_on, copy.place, copy.note, copy.former});
}

}  // namespace kerege::portfolio
