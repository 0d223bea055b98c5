#include "host/src/http/traffic.hpp"

#include <algorithm>

namespace kerege::http {

Traffic::Traffic(const Router& router)
    : router_(router), counts_(std::make_unique<Counts[]>(router.routes().size() + 2)) {}

void Traffic::count(const Route* route, bool file, int status,
                    std::chrono::microseconds took) noexcept {
    const auto& routes = router_.routes();
    size_t at = routes.size() + (file ? 0 : 1);
    if (route) at = static_cast<size_t>(route - routes.data());
    const auto kind = static_cast<size_t>(std::clamp(status / 100, 1, 5) - 1);
    counts_[at][kind].fetch_add(1, std::memory_order_relaxed);
    timing_.add(took);
}

std::vector<Traffic::Line> Traffic::lines() const {
    const auto& routes = router_.routes();
    std::vector<Line> lines;
    for (size_t i = 0; i < routes.size() + 2; ++i) {
        Line line;
        for (size_t kind = 0; kind < kClasses; ++kind) line.by_class[kind] = counts_[i][kind];
        if (std::all_of(line.by_class.begin(), line.by_class.end(),
                        [](uint64_t count) { return count == 0; }))
            continue;
        if (i < routes.size()) {
            line.method = name_of(routes[i].method);
            line.route = routes[i].pattern;
        } else {
            line.route = i == routes.size() ? "(file)" : "(none)";
        }
        lines.push_back(line);
    }
    return lines;
}

}  // namespace kerege::http
