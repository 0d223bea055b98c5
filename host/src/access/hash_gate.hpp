// Lets a few password hashes be made at once and makes the others wait: each takes 19 MiB.
//
// Those who sign in come first: what nobody sits and waits for (enter_behind) takes at most half of
// the places, and none while somebody waits, but for one hash now and then, so that it ends.
#pragma once

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <mutex>

namespace kerege::access {

class HashGate {
public:
    // waiting_max: how many may wait for their turn; each of them keeps a thread from serving.
    HashGate(int at_once, int waiting_max)
        : free_(at_once), waiting_max_(waiting_max), behind_max_(std::max(1, at_once / 2)) {}

    class Pass {
    public:
        Pass(HashGate* gate, bool behind) : gate_(gate), behind_(behind) {}
        Pass(Pass&& other) noexcept;
        ~Pass();
        Pass& operator=(Pass&&) = delete;
        // False: none came free in time, or too many wait already.
        explicit operator bool() const { return gate_ != nullptr; }

    private:
        HashGate* gate_;
        const bool behind_;
    };

    // [any]
    Pass enter(std::chrono::milliseconds wait_max);
    // For work beside requests: waits until nobody else does, and after `patience` for the next
    // place like anybody, at most so long again as wait_max. [any]
    Pass enter_behind(std::chrono::milliseconds patience, std::chrono::milliseconds wait_max);

private:
    std::mutex mutex_;
    std::condition_variable freed_;  // one of those who sign in is woken: many wait in a storm
    std::condition_variable beside_;
    int free_;
    int waiting_ = 0;
    int behind_ = 0;  // places that work beside requests has
    const int waiting_max_;
    const int behind_max_;
};

}  // namespace kerege::access
