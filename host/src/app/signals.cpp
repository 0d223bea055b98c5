#include "host/src/app/signals.hpp"

#include <pthread.h>
#include <csignal>
#include <initializer_list>

namespace kerege::app {
namespace {

sigset_t ours() {
    sigset_t set;
    sigemptyset(&set);
    for (const int number : {SIGTERM, SIGINT, SIGQUIT, SIGHUP, SIGPIPE}) sigaddset(&set, number);
    return set;
}

bool ends(int number) { return number == SIGTERM || number == SIGINT || number == SIGQUIT; }

}  // namespace

void block_signals() {
    const sigset_t set = ours();
    pthread_sigmask(SIG_BLOCK, &set, nullptr);
}

void wait_for_the_end() {
    const sigset_t set = ours();
    for (;;) {
        int number = 0;
        if (sigwait(&set, &number) != 0) continue;
        if (ends(number)) return;
    }
}

bool wait_for_the_end(std::chrono::milliseconds wait_max) {
    const sigset_t set = ours();
    timespec wait{};
    wait.tv_sec = wait_max.count() / 1000;
    wait.tv_nsec = wait_max.count() % 1000 * 1'000'000;
    return ends(sigtimedwait(&set, nullptr, &wait));
}

}  // namespace kerege::app
