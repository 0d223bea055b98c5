// Lets a few password hashes be made at once and makes the others wait: each takes 19 MiB.
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>

namespace kerege::access {

class HashGate {
public:
    // waiting_max: how many may wait for their turn; each of them keeps a thread from serving.
    HashGate(int at_once, int waiting_max) : free_(at_once), waiting_max_(waiting_max) {}

    class Pass {
    public:
        explicit Pass(HashGate* gate) : gate_(gate) {}
        Pass(Pass&& other) noexcept;
        ~Pass();
        Pass& operator=(Pass&&) = delete;
        // False: none came free in time, or too many wait already.
        explicit operator bool() const { return gate_ != nullptr; }

    private:
        HashGate* gate_;
    };

    // [any]
    Pass enter(std::chrono::milliseconds wait_max);

private:
    std::mutex mutex_;
    std::condition_variable freed_;
    int free_;
    int waiting_ = 0;
    const int waiting_max_;
};

}  // namespace kerege::access
