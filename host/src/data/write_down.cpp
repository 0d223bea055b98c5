#include "host/src/data/write_down.hpp"

namespace kerege::data {

bool write_down(Ending& ending, const Patience& patience, const std::function<void()>& work,
                const std::function<void(const std::exception&)>& failed) {
    const auto end = Ending::Clock::now() + patience.longest;
    for (auto pause = patience.first_pause;; pause = std::min(2 * pause, patience.longest_pause)) {
        try {
            work();
            return true;
        } catch (const std::exception& error) {
            failed(error);
        }
        if (!ending.pause(pause) || Ending::Clock::now() >= end) return false;
    }
}

}  // namespace kerege::data
