#include "src/storage/lesson_store.hpp"

#include "queries/journal.hpp"
#include "src/storage/rows.hpp"

namespace kerege::journal {

std::optional<Lesson> LessonStore::find(LessonId lesson, const Viewer& viewer) {
    return transaction_.first(queries::lesson,
                              {organisation_, lesson, viewer.membership, int(viewer.sees_school)},
                              [&](const sdk::Row& row) {
                                  Lesson found;
                                  found.id = lesson;
                                  found.section.id = row.id<SectionId>(0);
                                  found.held_on = row.text(1);
                                  found.number = int_at(row, 2);
                                  found.topic = row.text(3);
                                  found.section.class_id = row.id<ClassId>(4);
                                  found.section.grade = int_at(row, 5);
                                  found.section.letter = row.text(6);
                                  found.section.subject = row.text(7);
                                  found.section.teacher = row.id<MembershipId>(8);
                                  found.section.open = row.is_null(9);
                                  return found;
                              });
}

std::vector<LessonRow> LessonStore::rows(const Lesson& lesson) {
    std::vector<LessonRow> out;
    transaction_.each(
        queries::lesson_rows,
        {lesson.section.id, lesson.id, organisation_, lesson.section.class_id, lesson.held_on},
        [&](const sdk::Row& row) {
            out.push_back({row.id<LearnerId>(0),
                           name_at(row, 1),
                           {value_at(row, 4), int_at(row, 6)},
                           std::string(row.text_or_empty(7))});
        });
    return out;
}

std::vector<EntryChange> LessonStore::changes(const Lesson& lesson) {
    std::vector<EntryChange> out;
    transaction_.each(queries::lesson_changes, {organisation_, lesson.section.id, lesson.id},
                      [&](const sdk::Row& row) {
                          out.push_back({name_at(row, 0), value_at(row, 3), value_at(row, 5),
                                         std::string(row.text_or_empty(7)), row.int64(8)});
                      });
    return out;
}

std::optional<PersonName> LessonStore::learner_name(LearnerId learner) {
    return transaction_.first(queries::learner_name, {organisation_, learner},
                              [](const sdk::Row& row) { return name_at(row, 0); });
}

std::string LessonStore::put_topic(const Lesson& lesson, const TopicWrite& write) {
    const int64_t changed = transaction_.execute(
        queries::set_topic,
        {write.after, organisation_, lesson.section.id, lesson.id, write.before});
    if (changed > 0) return write.after;
    return transaction_
        .first(queries::lesson_topic, {organisation_, lesson.section.id, lesson.id},
               [](const sdk::Row& row) { return std::string(row.text(0)); })
        .value_or(std::string());
}

}  // namespace kerege::journal
