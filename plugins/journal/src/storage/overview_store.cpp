#include "src/storage/overview_store.hpp"

#include "queries/journal.hpp"
#include "src/storage/rows.hpp"

namespace kerege::journal {
namespace {

// "5Ә" of a grade and a letter in two columns from `first`.
std::string label_at(const sdk::Row& row, uint32_t first) {
    return std::to_string(row.int64(first)).append(row.text(first + 1));
}

// "2026-11-02 1 382673961298690050"; nothing where no lesson is empty.
void read_first_empty(OwnSection& section, std::string_view text) {
    if (text.empty()) return;
    section.first_empty_on = text.substr(0, text.find(' '));
    section.first_empty = LessonId::parse(text.substr(text.rfind(' ') + 1)).value_or(LessonId{});
}

}  // namespace

std::vector<OwnSection> OverviewStore::own_sections(const Term& term, const std::string& today,
                                                    MembershipId teacher) {
    std::vector<OwnSection> out;
    transaction_.each(
        queries::own_sections,
        {today, term.days.begins_on, term.days.ends_on, organisation_, teacher, term.year},
        [&](const sdk::Row& row) {
            out.push_back({row.id<SectionId>(0),
                           row.id<ClassId>(1),
                           label_at(row, 2),
                           std::string(row.text(4)),
                           int_at(row, 5),
                           int_at(row, 6),
                           int_at(row, 7),
                           !row.is_null(8),
                           {},
                           {}});
            read_first_empty(out.back(), row.text_or_empty(9));
        });
    return out;
}

std::vector<ClassGaps> OverviewStore::classes(const Term& term, const std::string& today,
                                              const Viewer& viewer) {
    std::vector<ClassGaps> out;
    transaction_.each(queries::class_gaps,
                      {term.days.begins_on, today, organisation_, term.year, viewer.membership,
                       int(viewer.sees_school)},
                      [&](const sdk::Row& row) {
                          out.push_back({row.id<ClassId>(0), label_at(row, 1), int_at(row, 3),
                                         int_at(row, 4), int_at(row, 5)});
                      });
    return out;
}

std::optional<ClassHead> OverviewStore::find_class(ClassId class_id, const Viewer& viewer) {
    return transaction_.first(queries::class_by_id,
                              {organisation_, class_id, viewer.membership, int(viewer.sees_school)},
                              [&](const sdk::Row& row) {
                                  return ClassHead{class_id, int_at(row, 0), label_at(row, 1),
                                                   std::string(row.text_or_empty(3))};
                              });
}

std::vector<ClassLearner> OverviewStore::learners(ClassId class_id, const Period& days,
                                                  const std::string& today) {
    std::vector<ClassLearner> out;
    transaction_.each(queries::class_learners,
                      {days.ends_on, days.begins_on, today, organisation_, class_id},
                      [&](const sdk::Row& row) {
                          out.push_back({row.id<LearnerId>(0), name_at(row, 1), row.int64(4) == 1,
                                         row.int64(5) == 1});
                      });
    return out;
}

std::vector<ClassSection> OverviewStore::sections(ClassId class_id, const Period& days,
                                                  const std::string& today) {
    std::vector<ClassSection> out;
    transaction_.each(queries::class_sections,
                      {today, days.begins_on, days.ends_on, organisation_, class_id},
                      [&](const sdk::Row& row) {
                          out.push_back({row.id<SectionId>(0), std::string(row.text(1)),
                                         std::string(row.text_or_empty(2)), int_at(row, 3),
                                         int_at(row, 4), !row.is_null(5)});
                      });
    return out;
}

std::vector<ClassTotal> OverviewStore::totals(ClassId class_id, const Period& days,
                                              const std::string& lately) {
    std::vector<ClassTotal> out;
    transaction_.each(
        queries::class_totals, {lately, organisation_, class_id, days.begins_on, days.ends_on},
        [&](const sdk::Row& row) {
            out.push_back({row.id<LearnerId>(0),
                           row.id<SectionId>(1),
                           {row.maybe_int64(2).value_or(0), row.int64(3), row.int64(4)},
                           {row.maybe_int64(5).value_or(0), row.int64(6), row.int64(7)}});
        });
    return out;
}

std::vector<Missing> OverviewStore::missing(ClassId class_id, const std::string& day) {
    std::vector<Missing> out;
    transaction_.each(
        queries::class_missing, {organisation_, class_id, day}, [&](const sdk::Row& row) {
            out.push_back({row.id<LearnerId>(0), std::string(row.text(1)),
                           attendance_of_word(row.text_or_empty(2)).value_or(Attendance::present)});
        });
    return out;
}

}  // namespace kerege::journal
