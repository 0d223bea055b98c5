// The server and its connections, against clients that do as they please.
#include <gtest/gtest.h>

#include <vector>

#include "host/src/http/gate.hpp"
#include "tests/http/echo_server.hpp"

namespace kerege::http::test {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

TEST(Server, ServesManyRequestsOnOneConnection) {
    EchoServer echo;
    auto client = echo.client();
    for (int i = 0; i < 5; ++i) EXPECT_EQ(client.ask(kGet).status, 200);
    EXPECT_EQ(client.ask("GET /b?x=1 HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n").body,
              "/b body-bytes=0 fields=0 files=0");
    EXPECT_TRUE(client.ends_within(milliseconds(500)));
}

TEST(Server, ServesPipelinedRequestsInOrder) {
    EchoServer echo;
    auto client = echo.client();
    client.send("GET /1 HTTP/1.1\r\nHost: h\r\n\r\n" + post("Content-Length: 3\r\n", "abc") +
                "GET /3 HTTP/1.1\r\nHost: h\r\n\r\n");
    EXPECT_TRUE(client.answer().body.starts_with("/1 "));
    EXPECT_TRUE(client.answer().body.starts_with("/p body-bytes=3"));
    EXPECT_TRUE(client.answer().body.starts_with("/3 "));
}

TEST(Server, AnswersHeadWithTheLengthAndWithoutBody) {
    EchoServer echo;
    auto client = echo.client();
    client.send("HEAD /a HTTP/1.1\r\nHost: h\r\n\r\n");
    const Answer answer = client.answer(true);
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.header("Content-Length"), "32");
    EXPECT_EQ(client.ask(kGet).body, "/a body-bytes=0 fields=0 files=0");
}

TEST(Server, SendsNoLengthWhereThereIsNoBody) {
    EchoServer echo;
    auto client = echo.client();
    const Answer answer = client.ask("GET /none HTTP/1.1\r\nHost: h\r\n\r\n");
    EXPECT_EQ(answer.status, 204);
    EXPECT_EQ(answer.header("Content-Length"), "");
    EXPECT_EQ(client.ask(kGet).status, 200);
}

TEST(Server, KeepsHttp10ConnectionsOnlyWhenAsked) {
    EchoServer echo;
    auto client = echo.client();
    const Answer kept = client.ask("GET /a HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
    EXPECT_EQ(kept.header("Connection"), "keep-alive");
    EXPECT_EQ(client.ask("GET /a HTTP/1.0\r\n\r\n").header("Connection"), "close");
    EXPECT_TRUE(client.ends_within(milliseconds(500)));
}

TEST(Server, EndsIdleConnections) {
    ServerSettings settings = quick_settings();
    settings.keep_alive_idle = milliseconds(200);
    EchoServer echo(settings);
    auto client = echo.client();
    EXPECT_EQ(client.ask(kGet).status, 200);
    EXPECT_TRUE(client.ends_within(milliseconds(1000)));
}

TEST(Server, EndsAConnectionAfterItsShareOfRequests) {
    ServerSettings settings = quick_settings();
    settings.keep_alive_requests_max = 3;
    EchoServer echo(settings);
    auto client = echo.client();
    EXPECT_EQ(client.ask(kGet).header("Connection"), "");
    EXPECT_EQ(client.ask(kGet).header("Connection"), "");
    EXPECT_EQ(client.ask(kGet).header("Connection"), "close");
    EXPECT_TRUE(client.ends_within(milliseconds(500)));
}

// Idle browsers must not keep a newcomer waiting, even if each has a thread.
TEST(Server, GivesThreadsOfIdleConnectionsToThoseThatQueue) {
    ServerSettings settings = quick_settings();
    settings.threads_max = 4;
    settings.keep_alive_idle = milliseconds(10'000);
    EchoServer echo(settings);
    std::vector<std::unique_ptr<RawClient>> idle;
    for (int i = 0; i < 4; ++i) {
        idle.push_back(std::make_unique<RawClient>(echo.server().port()));
        EXPECT_EQ(idle.back()->ask(kGet).status, 200);
    }
    const auto begin = steady_clock::now();
    auto newcomer = echo.client();
    EXPECT_EQ(newcomer.ask(kGet).status, 200);
    EXPECT_LT(steady_clock::now() - begin, milliseconds(1500));
}

TEST(Server, CapsConnectionsPerAddress) {
    ServerSettings settings = quick_settings();
    settings.connections_per_address_max = 2;
    EchoServer echo(settings);
    auto first = echo.client();
    auto second = std::make_unique<RawClient>(echo.server().port());
    EXPECT_EQ(first.ask(kGet).status, 200);
    EXPECT_EQ(second->ask(kGet).status, 200);
    auto third = echo.client();
    EXPECT_EQ(third.ask(kGet).status, 0);
    auto neighbour = echo.client("127.0.0.2");
    EXPECT_EQ(neighbour.ask(kGet).status, 200);
    second.reset();
    std::this_thread::sleep_for(milliseconds(400));
    auto fourth = echo.client();
    EXPECT_EQ(fourth.ask(kGet).status, 200);
}

TEST(Gate, CountsTheConnectionsOfALineTogether) {
    using Poco::Net::IPAddress;
    Gate gate(2, {});
    EXPECT_TRUE(gate.admit(1, IPAddress("2001:db8::1")));
    EXPECT_TRUE(gate.admit(2, IPAddress("2001:db8::2")));
    EXPECT_FALSE(gate.admit(3, IPAddress("2001:db8::3"))) << "another address of the same line";
    EXPECT_TRUE(gate.admit(3, IPAddress("2001:db8:0:1::1")));
    EXPECT_EQ(gate.known(1).address, "2001:db8::1") << "the log names the address itself";
    gate.release(1);
    EXPECT_TRUE(gate.admit(4, IPAddress("2001:db8::4")));
}

// K-RU6.6: forged headers.
TEST(Server, BelievesForwardedAddressesOfTrustedProxiesOnly) {
    const std::string request =
        "GET /a HTTP/1.1\r\nHost: h\r\nX-Forwarded-For: 6.6.6.6, 203.0.113.7\r\n\r\n";
    EchoServer plain;
    plain.client().ask(request);
    EXPECT_EQ(plain.last().client_address, "127.0.0.1");
    ServerSettings settings = quick_settings();
    settings.trusted_proxies = {"127.0.0.0/8"};
    settings.connections_per_address_max = 1;
    EchoServer behind(settings);
    auto one = behind.client();
    auto two = behind.client();
    one.ask(request);
    EXPECT_EQ(behind.last().client_address, "203.0.113.7");
    EXPECT_EQ(two.ask(request).status, 200) << "a proxy's connections are not counted";
}

TEST(Server, AnswersWhateverAHandlerThrows) {
    EchoServer echo;
    auto client = echo.client();
    for (const std::string_view path : {"/throw", "/throw-int"}) {
        const Answer answer =
            client.ask("GET " + std::string(path) + " HTTP/1.1\r\nHost: h\r\n\r\n");
        EXPECT_EQ(answer.status, 500);
        EXPECT_EQ(answer.body.find("as asked"), std::string::npos);
    }
    EXPECT_EQ(client.ask(kGet).status, 200) << "the connection goes on";
}

// K-RU6.6: forged headers.
TEST(Server, LeavesOutHeadersThatWouldBreakTheResponse) {
    EchoServer echo;
    auto client = echo.client();
    const Answer answer =
        client.ask("GET /inject?value=a%0d%0aSet-Cookie:%20evil=1 HTTP/1.1\r\nHost: h\r\n\r\n");
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.head.find("evil"), std::string::npos);
    EXPECT_EQ(answer.head.find("X-Bad"), std::string::npos);
}

TEST(Server, SendsLargeResponsesWhole) {
    EchoServer echo;
    auto client = echo.client();
    EXPECT_EQ(client.ask("GET /large HTTP/1.1\r\nHost: h\r\n\r\n").body.size(), 3'000'000u);
}

TEST(Server, EndsAClientThatDoesNotRead) {
    ServerSettings settings = quick_settings();
    settings.write_deadline = milliseconds(300);
    EchoServer echo(settings);
    auto client = echo.client();
    for (int i = 0; i < 4; ++i) client.send("GET /large HTTP/1.1\r\nHost: h\r\n\r\n");
    std::this_thread::sleep_for(milliseconds(1500));
    EXPECT_EQ(echo.server().requests_under_way(), 0);
}

TEST(Server, RequestIdsAreDifferentAndPlain) {
    EchoServer echo;
    auto client = echo.client();
    client.ask(kGet);
    const std::string first = echo.last().id;
    client.ask(kGet);
    EXPECT_NE(first, echo.last().id);
    EXPECT_EQ(first.size(), 16u);
    EXPECT_EQ(first.find_first_not_of("0123456789abcdefghijklmnopqrstuvwxyz"), std::string::npos);
}

TEST(Server, FinishesRequestsUnderWayAndTakesNoOthers) {
    EchoServer echo;
    auto idle = echo.client();
    EXPECT_EQ(idle.ask(kGet).status, 200);
    auto busy = echo.client();
    busy.send("GET /slow HTTP/1.1\r\nHost: h\r\n\r\n");
    std::this_thread::sleep_for(milliseconds(100));
    const uint16_t port = echo.server().port();
    echo.server().stop_accepting();
    EXPECT_FALSE(echo.server().accepting());
    const Answer answer = busy.answer();
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.header("Connection"), "close");
    EXPECT_TRUE(echo.server().drain(milliseconds(2000)));
    EXPECT_TRUE(idle.ends_within(milliseconds(500)));
    EXPECT_THROW(RawClient{port}, std::runtime_error);
}

TEST(Server, CutsOffWhatDoesNotEndInTime) {
    ServerSettings settings = quick_settings();
    settings.body_deadline = milliseconds(60'000);
    EchoServer echo(settings);
    auto client = echo.client();
    client.send(post("Content-Length: 10\r\n", "abc"));
    std::this_thread::sleep_for(milliseconds(100));
    echo.server().stop_accepting();
    EXPECT_FALSE(echo.server().drain(milliseconds(200)));
    EXPECT_TRUE(client.answer().status == 400 || client.ends_within(milliseconds(1000)));
}

TEST(Server, RefusesSettingsThatMeanNothing) {
    ServerSettings settings = quick_settings();
    settings.trusted_proxies = {"the proxy"};
    EXPECT_THROW(EchoServer{settings}, std::invalid_argument);
    settings.trusted_proxies = {"10.0.0.0/33"};
    EXPECT_THROW(EchoServer{settings}, std::invalid_argument);
}

}  // namespace
}  // namespace kerege::http::test
