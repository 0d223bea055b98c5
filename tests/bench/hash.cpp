// Passwords compared as often as the machine can, by nothing but the library: what signing in is
// held to. usage: kerege_bench_hash THREADS; prints comparisons a second.
#include <argon2.h>
#include <fmt/core.h>

#include <array>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "host/src/access/password.hpp"

namespace {

constexpr std::string_view kPassword = "Dala samal terek 27";

std::string hashed() {
    constexpr size_t salt_bytes = 16;
    constexpr size_t hash_bytes = 32;
    const kerege::access::PasswordCost cost;
    const std::array<char, salt_bytes> salt{};
    std::array<char, 256> encoded{};
    argon2id_hash_encoded(cost.passes, cost.memory_kib, cost.lanes, kPassword.data(),
                          kPassword.size(), salt.data(), salt.size(), hash_bytes, encoded.data(),
                          encoded.size());
    return encoded.data();
}

}  // namespace

int main(int argc, char** argv) {
    const int count = argc > 1 ? std::atoi(argv[1]) : 0;
    if (count < 1) {
        fmt::print(stderr, "usage: kerege_bench_hash THREADS\n");
        return 2;
    }
    const std::string hash = hashed();
    const auto begun = std::chrono::steady_clock::now();
    const auto until = begun + std::chrono::seconds(2);
    std::atomic<int> compared{0};
    std::atomic<bool> right{true};
    std::vector<std::jthread> threads;
    for (int i = 0; i < count; ++i) {
        threads.emplace_back([&] {
            while (std::chrono::steady_clock::now() < until) {
                if (argon2id_verify(hash.c_str(), kPassword.data(), kPassword.size()) != ARGON2_OK)
                    right = false;
                ++compared;
            }
        });
    }
    threads.clear();
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begun;
    if (!right) return 1;
    fmt::print("{:.2f}\n", compared / took.count());
}
