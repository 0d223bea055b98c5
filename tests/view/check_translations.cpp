// check_translations <root>: fails with a line for every message that is not translated into every
// language, and every translation that is used nowhere.
#include <cstdio>

#include "host/src/view/check/translation_check.hpp"

int main(int argc, char** argv) {
    if (argc != 2) {
        std::fprintf(stderr, "usage: check_translations <root of the sources>\n");
        return 2;
    }
    const auto problems = kerege::view::check_translations(argv[1]);
    for (const auto& problem : problems) std::fprintf(stderr, "%s\n", problem.c_str());
    return problems.empty() ? 0 : 1;
}
