#include <malloc.h>

#include <string_view>

#include "host/src/app/application.hpp"
#include "host/src/worker/worker.hpp"

int main(int argc, char** argv) {
    // A page takes a few hundred kilobytes and gives them back; without this they would go to the
    // system and come again with every request.
    constexpr int kKeptBytes = 32 << 20;
    mallopt(M_TRIM_THRESHOLD, kKeptBytes);
    // What the host starts to run a plugin apart from itself.
    if (argc > 1 && std::string_view(argv[1]) == "worker") return kerege::worker::run(argc, argv);
    return kerege::app::run(argc, argv);
}
