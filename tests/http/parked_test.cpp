// Connections that wait: they hold no thread, and whatever their client does, nothing is lost.
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <memory>
#include <vector>

#include "tests/http/echo_server.hpp"

namespace kerege::http::test {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;
using Clients = std::vector<std::unique_ptr<RawClient>>;

// Longer than a thread waits for the next request before the connection is parked.
constexpr milliseconds kUntilParked{60};

bool soon(const std::function<bool()>& what) {
    for (int i = 0; i < 300; ++i) {
        if (what()) return true;
        std::this_thread::sleep_for(milliseconds(10));
    }
    return false;
}

Clients idle_clients(EchoServer& echo, int count) {
    Clients clients;
    for (int i = 0; i < count; ++i) {
        const std::string from = "127.0.1." + std::to_string(1 + i / 100);
        clients.push_back(std::make_unique<RawClient>(echo.server().port(), from));
        if (clients.back()->ask(kGet).status != 200) ADD_FAILURE() << "client " << i;
    }
    EXPECT_TRUE(soon([&] { return echo.server().numbers().parked >= count; }));
    return clients;
}

// Both ends of each connection are descriptors of this process.
bool may_open(rlim_t descriptors) {
    rlimit files{};
    getrlimit(RLIMIT_NOFILE, &files);
    if (files.rlim_cur < descriptors && files.rlim_max >= descriptors) {
        files.rlim_cur = descriptors;
        setrlimit(RLIMIT_NOFILE, &files);
    }
    return files.rlim_cur >= descriptors;
}

TEST(Parked, AThousandKeepNobodyWaitingAndGoAllAtOnce) {
    if (!may_open(2200)) GTEST_SKIP() << "too few descriptors";
    ServerSettings settings = quick_settings();
    settings.threads_max = 4;
    settings.keep_alive_idle = milliseconds(30'000);
    EchoServer echo(settings);
    Clients clients = idle_clients(echo, 1000);
    const auto begin = steady_clock::now();
    auto newcomer = echo.client();
    for (int i = 0; i < 20; ++i) EXPECT_EQ(newcomer.ask(kGet).status, 200);
    EXPECT_LT(steady_clock::now() - begin, milliseconds(500));
    for (size_t i = 0; i < clients.size(); i += 97) EXPECT_EQ(clients[i]->ask(kGet).status, 200);
    clients.clear();
    EXPECT_TRUE(soon([&] { return echo.server().numbers().connections == 1; }));
    EXPECT_EQ(newcomer.ask(kGet).status, 200);
}

TEST(Parked, OneThatNeverSpokeHoldsNoThreadEither) {
    ServerSettings settings = quick_settings();
    settings.threads_max = 2;
    EchoServer echo(settings);
    Clients silent;
    for (int i = 0; i < 20; ++i)
        silent.push_back(std::make_unique<RawClient>(echo.server().port()));
    EXPECT_EQ(echo.client().ask(kGet).status, 200);
    EXPECT_EQ(silent.back()->ask(kGet).status, 200);
}

TEST(Parked, RequestsAreCountedOn) {
    ServerSettings settings = quick_settings();
    settings.keep_alive_requests_max = 3;
    EchoServer echo(settings);
    auto client = echo.client();
    EXPECT_EQ(client.ask(kGet).header("Connection"), "");
    std::this_thread::sleep_for(kUntilParked);
    EXPECT_EQ(client.ask(kGet).header("Connection"), "");
    std::this_thread::sleep_for(kUntilParked);
    EXPECT_EQ(client.ask(kGet).header("Connection"), "close");
}

TEST(Parked, SeveralRequestsAtOnceAreAllAnswered) {
    EchoServer echo;
    auto client = echo.client();
    EXPECT_EQ(client.ask(kGet).status, 200);
    std::this_thread::sleep_for(kUntilParked);
    client.send("GET /1 HTTP/1.1\r\nHost: h\r\n\r\nGET /2 HTTP/1.1\r\nHost: h\r\n\r\n");
    EXPECT_TRUE(client.answer().body.starts_with("/1 "));
    EXPECT_TRUE(client.answer().body.starts_with("/2 "));
}

// Where all threads are taken a connection queues behind the others between two requests; what it
// has sent ahead must not get lost on the way.
TEST(Parked, NothingIsLostWhereThreadsAreFew) {
    ServerSettings settings = quick_settings();
    settings.threads_max = 2;
    EchoServer echo(settings);
    std::atomic<int> answered{0};
    std::vector<std::thread> threads;
    for (int i = 0; i < 12; ++i) {
        threads.emplace_back([&] {
            auto client = echo.client();
            for (int round = 0; round < 50; ++round) {
                client.send(std::string(kGet) + post("Content-Length: 3\r\n", "abc"));
                if (client.answer().body.starts_with("/a ")) ++answered;
                if (client.answer().body.starts_with("/p body-bytes=3")) ++answered;
            }
        });
    }
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(answered, 12 * 50 * 2);
}

TEST(Parked, HalfAHeadThenSilenceEndsAtTheDeadline) {
    EchoServer echo;
    auto client = echo.client();
    EXPECT_EQ(client.ask(kGet).status, 200);
    std::this_thread::sleep_for(kUntilParked);
    const auto begin = steady_clock::now();
    client.send("GET /a HTTP/1.1\r\nHo");
    EXPECT_EQ(client.answer().status, 408);
    EXPECT_GE(steady_clock::now() - begin, milliseconds(350));
    EXPECT_LT(steady_clock::now() - begin, milliseconds(1500));
}

TEST(Parked, AClientThatGoesIsCountedOut) {
    ServerSettings settings = quick_settings();
    settings.connections_per_address_max = 2;
    EchoServer echo(settings);
    auto kept = echo.client();
    EXPECT_EQ(kept.ask(kGet).status, 200);
    {
        auto gone = echo.client();
        EXPECT_EQ(gone.ask(kGet).status, 200);
        std::this_thread::sleep_for(kUntilParked);
    }
    EXPECT_TRUE(soon([&] { return echo.server().numbers().connections == 1; }));
    EXPECT_EQ(echo.client().ask(kGet).status, 200);
}

TEST(Parked, ALastRequestIsAnsweredAlthoughTheClientSendsNoMore) {
    EchoServer echo;
    auto client = echo.client();
    EXPECT_EQ(client.ask(kGet).status, 200);
    std::this_thread::sleep_for(kUntilParked);
    client.send(kGet);
    client.end_sending();
    EXPECT_EQ(client.answer().status, 200);
    EXPECT_TRUE(client.ends_within(milliseconds(1000)));
}

TEST(Parked, TheOneIdleLongestMakesWay) {
    ServerSettings settings = quick_settings();
    settings.connections_max = 3;
    EchoServer echo(settings);
    Clients clients = idle_clients(echo, 1);  // for longer than the next two
    for (auto& next : idle_clients(echo, 2)) clients.push_back(std::move(next));
    auto newcomer = echo.client();
    EXPECT_EQ(newcomer.ask(kGet).status, 200);
    EXPECT_TRUE(clients[0]->ends_within(milliseconds(500)));
    EXPECT_EQ(clients[1]->ask(kGet).status, 200);
    EXPECT_EQ(echo.server().numbers().connections, 3);
}

TEST(Parked, TheyEndWithTheServerAndWhatWasJustAskedIsAnswered) {
    EchoServer echo;
    Clients clients = idle_clients(echo, 50);
    clients[7]->send(kGet);
    echo.server().stop_accepting();
    EXPECT_TRUE(echo.server().drain(milliseconds(2000)));
    EXPECT_EQ(clients[7]->answer().status, 200);
    for (auto& client : clients) EXPECT_TRUE(client->ends_within(milliseconds(500)));
    EXPECT_EQ(echo.server().numbers().connections, 0);
}

}  // namespace
}  // namespace kerege::http::test
