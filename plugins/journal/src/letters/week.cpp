#include "src/letters/week.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "src/domain/week.hpp"
#include "src/storage/lesson_store.hpp"
#include "src/storage/marks_store.hpp"
#include "src/storage/week_store.hpp"

namespace kerege::journal {
namespace {

// Of one transaction: others may wait for the lock meanwhile.
constexpr size_t kLearnersAtOnce = 20;
// Of one job: what a call describes and writes is limited. The next job goes on behind them.
constexpr size_t kLearnersOfAJob = 1'000;

void add_line(sdk::Model& subject, const LearnerMark& mark) {
    sdk::Model line = subject.add("line").set("on", mark.held_on);
    if (mark.value.mark) line.add("mark").set("value", *mark.value.mark);
    const std::string_view word = attendance_word(mark.value.attendance);
    if (!word.empty()) line.add(word);
    line.show_if(mark.value.mark && !word.empty(), "both");
}

// The facts of the letter; its words are of its template, in the language of whoever gets it.
sdk::Model letter_of(sdk::Call& call, const PersonName& name, const Period& week,
                     std::vector<LearnerMark> marks) {
    sdk::Model letter = call.model();
    letter.set("name", name.given).set("full_name", name.short_form());
    letter.set("from", week.begins_on).set("until", week.ends_on);
    int absences = 0;
    for (const SubjectMarks& group : by_subject(marks)) {
        sdk::Model subject = letter.add("subject").set("subject_name", group.name);
        // The store has the newest first; a week is read from its beginning.
        for (auto mark = group.marks.rbegin(); mark != group.marks.rend(); ++mark)
            add_line(subject, *mark);
        absences += group.totals.absences;
    }
    if (absences > 0) letter.add("missed").set("count", absences);
    return letter;
}

void write_letters(sdk::Call& call, LearnerId learner, const Period& week,
                   sdk::Transaction& transaction) {
    const OrganisationId school = call.scope().organisation;
    const auto guardians = WeekStore(transaction, school).guardians(learner);
    if (guardians.empty()) return;
    const auto name = LessonStore(transaction, school).learner_name(learner);
    auto marks = MarksStore(transaction, school).marks(learner, week);
    if (!name || marks.empty()) return;
    const sdk::Model letter = letter_of(call, *name, week, std::move(marks));
    const std::string key = "week:" + week.ends_on + ":" + learner.text();
    for (const MembershipId guardian : guardians) call.mail(guardian, "week", letter, key);
}

// Those of the week behind the one the job before ended with.
std::vector<LearnerId> learners_after(sdk::Call& call, const Period& week,
                                      std::optional<LearnerId> after) {
    auto transaction = call.read();
    auto learners = WeekStore(transaction, call.scope().organisation).learners(week);
    if (after) std::erase_if(learners, [&](LearnerId learner) { return learner <= *after; });
    return learners;
}

}  // namespace

Result<> write_week_letters(sdk::Call& call, const sdk::Job& job) {
    if (!call.setting_bool("weekly_letter")) return success();
    const Period week = week_to_tell(call.today());
    const auto learners = learners_after(call, week, LearnerId::parse(job.payload));
    const size_t here = std::min(learners.size(), kLearnersOfAJob);
    for (size_t at = 0; at < here; at += kLearnersAtOnce) {
        if (call.progress(static_cast<int64_t>(at), static_cast<int64_t>(here)) !=
            KEREGE_JOB_CONTINUE)
            return unavailable("told to end");
        auto transaction = call.write();
        const size_t end = std::min(at + kLearnersAtOnce, here);
        for (size_t i = at; i < end; ++i) write_letters(call, learners[i], week, transaction);
        if (end == here && here < learners.size()) {
            const std::string last = learners[here - 1].text();
            const std::string key = "after:" + week.ends_on + ":" + last;
            call.enqueue({job.kind, last, key});
        }
        transaction.commit();
    }
    return success();
}

}  // namespace kerege::journal
