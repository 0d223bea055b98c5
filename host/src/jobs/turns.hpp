// Whose turn it is: the module with the fewest jobs running here, and in it the organisation that
// has waited longest for its turn. So one school's ten thousand jobs hold back nobody else's one.
#pragma once

#include <atomic>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "host/src/jobs/queue.hpp"

namespace kerege::jobs {

class Turns {
public:
    // Both must outlive this.
    Turns(Queue& queue, const Clock& clock) : queue_(queue), clock_(clock) {}

    // REQUIRES: nothing is picked yet. [control]
    void add(Kind kind);
    const std::deque<Kind>& kinds() const { return kinds_; }
    // NULL: there is none.
    const Kind* find(std::string_view module, std::string_view name) const;

    struct Picked {
        const Kind* kind = nullptr;
        Taken job;
    };
    // Takes the next job that is due, if a module has one and fewer than `per_module_max` running
    // here. It counts as running until ended(). Throws what data::Database throws. [any]
    std::optional<Picked> pick(int per_module_max, std::chrono::milliseconds lease);
    void ended(const Kind& kind);
    // A module one of whose jobs does not come back gets no turns until it is let go of as often as
    // it was held.
    void hold(const Kind& kind);
    void let_go(const Kind& kind);
    std::vector<std::string> held();
    // Looks into the queue again, also for modules that had nothing a moment ago.
    void look_again();

private:
    struct Module {
        std::string name;
        int running = 0;
        int held = 0;
        uint64_t served = 0;             // when it had its last turn, in turns
        int64_t look_at_ms = 0;          // the queue was empty; by the steady clock
        std::deque<Due> round;           // a job of each organisation, not tried yet
        OrganisationId after = kBefore;  // the last organisation of that round
    };
    static constexpr OrganisationId kBefore{-1};

    Module& module_of(const Kind& kind);
    std::vector<Module*> in_turn(int per_module_max);
    bool fill_round(Module& module);
    std::optional<Picked> pick_of(Module& module, std::chrono::milliseconds lease);

    Queue& queue_;
    const Clock& clock_;
    std::deque<Kind> kinds_;
    std::mutex picking_;  // one at a time; also guards the rounds
    std::mutex mutex_;    // the rest of the modules; never held while the database is asked
    std::deque<Module> modules_;
    uint64_t turns_ = 0;
};

}  // namespace kerege::jobs
