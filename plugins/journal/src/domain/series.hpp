// Planning lessons: one, or a series over weeks that leaves out breaks.
#pragma once

#include <bitset>
#include <string>
#include <vector>

#include "kerege/sdk/result.hpp"
#include "src/domain/term.hpp"

namespace kerege::journal {

inline constexpr int kLessonsPerDayMax = 8;
inline constexpr size_t kSeriesLessonsMax = 400;

struct PlannedLesson {
    std::string held_on;
    int number = 1;  // of the section's lessons on that day

    bool operator==(const PlannedLesson&) const = default;
};

struct Series {
    std::string from;
    std::string until;
    std::bitset<8> weekdays;  // 1 Monday … 7 Sunday
    int per_day = 1;
};

// What the school says of the section's year: lessons are held in its terms, outside its breaks.
struct SchoolDays {
    std::vector<Term> terms;
    std::vector<Period> breaks;

    bool in_term(std::string_view day) const;
    bool holds(std::string_view day) const;  // a day on which a series has lessons
};

// The lessons a series still lacks: each of its days gets per_day of them, those there are count.
// The same series twice plans nothing the second time. Fault invalid, with a sentence for the user.
Result<std::vector<PlannedLesson>> plan_series(const Series& series, const SchoolDays& school,
                                               const std::vector<PlannedLesson>& existing);

// One more lesson on a day of a term, breaks included: lessons are sometimes made up for.
Result<PlannedLesson> plan_lesson(const std::string& day, const SchoolDays& school,
                                  const std::vector<PlannedLesson>& existing);

}  // namespace kerege::journal
