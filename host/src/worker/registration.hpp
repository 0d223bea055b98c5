// What a plugin in a worker gets as kerege_registration* while its start() runs. Internal.
#pragma once

#include <thread>

#include "host/src/plugins/remote/lane.hpp"

namespace kerege::worker {

struct Registration {
    remote::Lane* lane = nullptr;
    std::thread::id thread = std::this_thread::get_id();

    kerege_registration* handle() { return reinterpret_cast<kerege_registration*>(this); }
};

// NULL where it can't be used: not within start(), or on another thread.
inline Registration* registering(kerege_registration* handle) {
    auto* registration = reinterpret_cast<Registration*>(handle);
    const bool good = registration && registration->thread == std::this_thread::get_id();
    return good ? registration : nullptr;
}

}  // namespace kerege::worker
