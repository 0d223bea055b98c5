#include "host/src/jobs/reasons.hpp"

#include "kerege/sdk/tr.hpp"

namespace kerege::jobs {

std::string_view reason_words(std::string_view reason) {
    if (reason == reason::kHostLost) return KEREGE_TR("The host that ran it ended, or lost it");
    if (reason == reason::kHostEnded)
        return KEREGE_TR("It was broken off since the host ended; it begins again");
    return {};
}

}  // namespace kerege::jobs
