// One lesson's entries in memory, for the rules of entering.
#pragma once

#include <functional>
#include <map>
#include <vector>

#include "src/domain/lesson_form.hpp"

namespace kerege::journal {

// A lesson of section 1.
inline Lesson lesson_with(std::string topic) {
    Lesson lesson;
    lesson.id = {2};
    lesson.held_on = "2026-10-14";
    lesson.topic = std::move(topic);
    lesson.section.id = {1};
    return lesson;
}

class MemoryStore final : public EntryStore {
public:
    std::map<LearnerId, FoundCell> cells;
    std::vector<EntryWrite> writes;
    DayChange day;
    std::function<void()> before_put;  // what somebody else does in between

    std::optional<FoundCell> find(const CellPlace& place) override {
        const auto found = cells.find(place.learner);
        return found == cells.end() ? std::nullopt : std::optional(found->second);
    }
    bool put(const EntryWrite& write) override {
        if (before_put) before_put();
        Cell& cell = cells.at(write.place.learner).cell;
        if (cell.revision != write.before.revision) return false;
        cell = {write.after, write.before.revision + 1};
        writes.push_back(write);
        return true;
    }
    void add_to_day(const std::string&, const DayChange& change) override {
        day.lessons += change.lessons;
        day.marks += change.marks;
        day.absences += change.absences;
    }
};

// The topic of that lesson.
class MemoryTopic final : public TopicStore {
public:
    std::string topic;

    std::string put_topic(const Lesson&, const TopicWrite& write) override {
        if (topic == write.before) topic = write.after;
        return topic;
    }
};

}  // namespace kerege::journal
