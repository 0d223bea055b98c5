// Requests counted by route and kind of status, and how long they took. What is counted are
// patterns of routes, never paths, which name people.
#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <memory>
#include <string_view>
#include <vector>

#include "host/src/base/timing.hpp"
#include "host/src/http/router.hpp"

namespace kerege::http {

class Traffic {
public:
    static constexpr size_t kClasses = 5;  // 1xx to 5xx

    // The router is sealed and outlives this.
    explicit Traffic(const Router& router);

    // route: nullptr if it came to none; then `file` tells a browser's file, or a health check,
    // from what was refused or is not there. [any]
    void count(const Route* route, bool file, int status, std::chrono::microseconds took) noexcept;

    struct Line {
        std::string_view method;  // empty: of any
        std::string_view route;
        std::array<uint64_t, kClasses> by_class{};
    };
    std::vector<Line> lines() const;  // those that were asked for
    Timing::Counts timing() const { return timing_.counts(); }

private:
    using Counts = std::array<std::atomic<uint64_t>, kClasses>;

    const Router& router_;
    std::unique_ptr<Counts[]> counts_;  // by route, then files, then none
    Timing timing_;
};

}  // namespace kerege::http
