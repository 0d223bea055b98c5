#include <malloc.h>

#include "host/src/app/application.hpp"

int main(int argc, char** argv) {
    // A page takes a few hundred kilobytes and gives them back; without this they would go to the
    // system and come again with every request.
    constexpr int kKeptBytes = 32 << 20;
    mallopt(M_TRIM_THRESHOLD, kKeptBytes);
    return kerege::app::run(argc, argv);
}
