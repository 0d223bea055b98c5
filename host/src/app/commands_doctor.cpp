// doctor
#include <fmt/format.h>

#include "host/src/app/command.hpp"
#include "host/src/app/doctor.hpp"
#include "kerege/sdk/text.hpp"

namespace kerege::app {

int doctor(const Invocation& invocation) {
    Console console(invocation.config);
    const auto catalogue = plugins::Catalogue::read(console.folders.plugins);
    int problems = 0;
    for (const auto& finding : examine(console, catalogue, {})) {
        if (finding.level == pages::Level::problem) ++problems;
        const char* state = finding.level == pages::Level::good    ? "good   "
                            : finding.level == pages::Level::unset ? "not set"
                                                                   : "PROBLEM";
        fmt::print("  {}  {}\n", state,
                   sdk::with_values(std::string(finding.words), finding.values));
    }
    if (problems == 0) return kDone;
    fmt::print("{} problem(s)\n", problems);
    return kFailed;
}

}  // namespace kerege::app
