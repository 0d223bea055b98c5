// The server against clients that do as they please.
#include <gtest/gtest.h>

#include <vector>

#include "tests/http/echo_server.hpp"

namespace kerege::http::test {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr std::string_view kGet = "GET /a HTTP/1.1\r\nHost: h\r\n\r\n";

std::string post(std::string_view headers, std::string_view body = {}) {
    return "POST /p HTTP/1.1\r\nHost: h\r\n" + std::string(headers) + "\r\n" + std::string(body);
}

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

// Each of these is understood in two ways by somebody: refused, and nothing after it is served.
TEST(Server, RefusesWhatCouldSmuggleARequest) {
    EchoServer echo;
    const std::string hidden = "GET /hidden HTTP/1.1\r\nHost: h\r\n\r\n";
    const struct {
        std::string request;
        int status;
    } cases[] = {
        {post("", hidden), 411},
        {post("Content-Length: -1\r\n", hidden), 400},
        {post("Content-Length: +3\r\n", hidden), 400},
        {post("Content-Length: 3, 3\r\n", hidden), 400},
        {post("Content-Length: 0x10\r\n", hidden), 400},
        {post("Content-Length: 99999999999999999999\r\n", hidden), 400},
        {post("Content-Length: 3\r\nContent-Length: 3\r\n", "abc" + hidden), 400},
        {post("Content-Length: 3\r\nContent-Length: 30\r\n", hidden), 400},
        {post("Content-Length: 4\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n" + hidden), 400},
        {post("Transfer-Encoding: chunked, chunked\r\n", "0\r\n\r\n" + hidden), 501},
        {post("Transfer-Encoding: xchunked\r\n", "0\r\n\r\n" + hidden), 501},
        {post("Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n", hidden), 400},
        {post("Transfer-Encoding : chunked\r\n", hidden), 400},
        {post("X: a\r\n Transfer-Encoding: chunked\r\n", hidden), 400},
        {post("Content-Length: 0\r\nX: a\nTransfer-Encoding: chunked\r\n", hidden), 400},
        {"POST /p HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + hidden, 400},
        {"GET /a HTTP/1.1\r\n\r\n" + hidden, 400},
        {"GET /a HTTP/1.1\r\nHost: h\r\nHost: i\r\n\r\n" + hidden, 400},
        {"GET /a HTTP/2.0\r\nHost: h\r\n\r\n" + hidden, 505},
        {"GET /a b HTTP/1.1\r\nHost: h\r\n\r\n" + hidden, 400},
        {"GET\t/a\tHTTP/1.1\r\nHost: h\r\n\r\n" + hidden, 400},
        {"GET /a HTTP/1.1\r\nHost: h\r\nX: " + std::string(1, '\0') + "\r\n\r\n" + hidden, 400},
        {"GET /a HTTP/1.1\r\nHost: h\r\nBad Name: x\r\n\r\n" + hidden, 400},
        {"GET /a HTTP/1.1\r\nHost: h\r\nExpect: miracles\r\n\r\n" + hidden, 417},
    };
    for (const auto& one : cases) {
        auto client = echo.client();
        const Answer answer = client.ask(one.request);
        EXPECT_EQ(answer.status, one.status) << one.request;
        EXPECT_EQ(answer.header("Connection"), "close") << one.request;
        client.end_sending();
        EXPECT_TRUE(client.ends_within(milliseconds(2500))) << one.request;
    }
    EXPECT_EQ(echo.handled(), 0);
}

TEST(Server, ReadsABodyNobodyUses) {
    EchoServer echo;
    auto client = echo.client();
    const std::string body = "GET /hidden HTTP/1.1\r\nHost: h\r\n\r\n";
    client.send("DELETE /d HTTP/1.1\r\nHost: h\r\nContent-Length: " + std::to_string(body.size()) +
                "\r\n\r\n" + body + std::string(kGet));
    EXPECT_TRUE(client.answer().body.starts_with("/d "));
    EXPECT_TRUE(client.answer().body.starts_with("/a "));
    EXPECT_EQ(echo.handled(), 2);
}

TEST(Server, RefusesWhatIsCutOff) {
    EchoServer echo;
    for (const std::string& request :
         {post("Content-Length: 10\r\n", "abc"), std::string("GET /a HTTP/1.1\r\nHost: h\r\n"),
          post("Transfer-Encoding: chunked\r\n", "5\r\nab"),
          post("Transfer-Encoding: chunked\r\n", "2\r\nab\r\n0\r\n")}) {
        auto client = echo.client();
        client.send(request);
        client.end_sending();
        EXPECT_EQ(client.answer().status, 400) << request;
        EXPECT_TRUE(client.ends_within(milliseconds(2000)));
    }
    EXPECT_EQ(echo.handled(), 0);
}

TEST(Server, TakesChunkedBodies) {
    EchoServer echo;
    auto client = echo.client();
    const auto answer =
        client.ask(post("Transfer-Encoding: Chunked\r\n",
                        "3;name=value\r\nabc\r\nA\r\n0123456789\r\n0\r\nTrailer: x\r\n\r\n"));
    EXPECT_EQ(answer.body, "/p body-bytes=13 fields=0 files=0");
    EXPECT_EQ(echo.last().body, "abc0123456789");
    EXPECT_EQ(client.ask(kGet).status, 200);
}

TEST(Server, RefusesBrokenChunks) {
    EchoServer echo;
    for (const std::string_view chunks :
         {"g\r\nabc\r\n0\r\n\r\n", "-3\r\nabc\r\n0\r\n\r\n", "0x3\r\nabc\r\n0\r\n\r\n",
          "3 \r\nabc\r\n0\r\n\r\n", "3\r\nabcd\r\n0\r\n\r\n", "3\nabc\r\n0\r\n\r\n",
          "FFFFFFFFFFFFFFFF\r\nabc\r\n", "\r\nabc\r\n0\r\n\r\n"}) {
        auto client = echo.client();
        EXPECT_EQ(client.ask(post("Transfer-Encoding: chunked\r\n", chunks)).status, 400) << chunks;
        client.end_sending();
        EXPECT_TRUE(client.ends_within(milliseconds(2500)));
    }
    EXPECT_EQ(echo.handled(), 0);
}

TEST(Server, RefusesOversizedBodiesBeforeReadingThem) {
    EchoServer echo;
    const auto begin = steady_clock::now();
    auto announced = echo.client();
    EXPECT_EQ(announced.ask(post("Content-Length: 300001\r\n")).status, 413);
    auto expecting = echo.client();
    EXPECT_EQ(expecting.ask(post("Content-Length: 300001\r\nExpect: 100-continue\r\n")).status,
              413);
    auto chunked = echo.client();
    EXPECT_EQ(chunked.ask(post("Transfer-Encoding: chunked\r\n", "493E1\r\n")).status, 413);
    EXPECT_LT(steady_clock::now() - begin, milliseconds(400)) << "it waited for the bodies";
    auto upload = echo.client();
    EXPECT_EQ(upload
                  .ask(post("Content-Type: multipart/form-data; boundary=x\r\n"
                            "Content-Length: 600001\r\n"))
                  .status,
              413);
    EXPECT_EQ(echo.handled(), 0);
}

// The refusal must arrive although the client is still sending: a reset would destroy it.
TEST(Server, RefusalOfALargeBodyReachesAClientThatSendsOn) {
    EchoServer echo;
    auto client = echo.client();
    client.send(post("Content-Length: 2000000\r\n"));
    const std::string part(100'000, 'x');
    for (int i = 0; i < 20; ++i) {
        if (!client.send(part)) break;
    }
    EXPECT_EQ(client.answer().status, 413);
}

TEST(Server, LimitsWhatAllBodiesTakeTogether) {
    ServerSettings settings = quick_settings();
    settings.bodies_bytes_max = 1000;
    EchoServer echo(settings);
    auto first = echo.client();
    first.send(post("Content-Length: 900\r\n", "begun"));
    std::this_thread::sleep_for(milliseconds(100));
    auto second = echo.client();
    EXPECT_EQ(second.ask(post("Content-Length: 200\r\n")).status, 503);
    first.send(std::string(895, 'x'));
    EXPECT_EQ(first.answer().status, 200);
    auto third = echo.client();
    EXPECT_EQ(third.ask(post("Content-Length: 3\r\n", "abc")).status, 200);
}

TEST(Server, SaysContinueToWhoWaitsForIt) {
    EchoServer echo;
    auto client = echo.client();
    EXPECT_EQ(client.ask(post("Content-Length: 3\r\nExpect: 100-continue\r\n")).status, 100);
    EXPECT_EQ(client.ask("abc").body, "/p body-bytes=3 fields=0 files=0");
}

TEST(Server, LimitsHeadAndTarget) {
    EchoServer echo;
    const auto status_of = [&](const std::string& request) {
        auto client = echo.client();
        return client.ask(request).status;
    };
    const std::string host = " HTTP/1.1\r\nHost: h\r\n";
    EXPECT_EQ(status_of("GET /" + std::string(2047, 'a') + host + "\r\n"), 200);
    EXPECT_EQ(status_of("GET /" + std::string(2048, 'a') + host + "\r\n"), 414);
    EXPECT_EQ(status_of("GET /" + std::string(60'000, 'a')), 414);
    EXPECT_EQ(status_of("GET /a" + host + "X: " + std::string(8193, 'a') + "\r\n\r\n"), 431);
    EXPECT_EQ(status_of("GET /a" + host + "X: " + std::string(60'000, 'a')), 431);
    std::string many;
    for (int i = 0; i < 101; ++i) many += "X" + std::to_string(i) + ": 1\r\n";
    EXPECT_EQ(status_of("GET /a" + host + many + "\r\n"), 431);
}

// A byte now and then would satisfy a receive timeout for ever.
TEST(Server, EndsSlowHeadsAndBodiesAtTheDeadline) {
    EchoServer echo;
    auto head = echo.client();
    auto body = echo.client();
    const auto begin = steady_clock::now();
    head.send("GET /a HTTP/1.1\r\nX: ");
    body.send(post("Content-Length: 1000\r\n"));
    std::thread drip([&] {
        for (int i = 0; i < 20; ++i) {
            head.send("a");
            body.send("b");
            std::this_thread::sleep_for(milliseconds(50));
        }
    });
    EXPECT_EQ(head.answer().status, 408);
    EXPECT_LT(steady_clock::now() - begin, milliseconds(900));
    EXPECT_EQ(body.answer().status, 408);
    EXPECT_LT(steady_clock::now() - begin, milliseconds(1000));
    drip.join();
    EXPECT_EQ(echo.handled(), 0);
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

TEST(Server, RefusesBadTextAndGoesOn) {
    EchoServer echo;
    auto client = echo.client();
    for (const std::string_view target :
         {"/%ff", "/a?x=%ff", "/a?%C0%AF=1", "/a%00b", "/a?x=%00", "/%", "/a?x=%zz", "/../etc",
          "/a/..%2fb", "/a/%2e%2e/b", "/a/./b", "/a//b", "//evil.example/", "/a%2Fb", "/a%5Cb",
          "/a%0d%0ab", "/a#b", "a", "*"}) {
        const Answer answer =
            client.ask("GET " + std::string(target) + " HTTP/1.1\r\nHost: h\r\n\r\n");
        EXPECT_EQ(answer.status, 400) << target;
    }
    const std::string form = "Content-Type: application/x-www-form-urlencoded\r\n";
    EXPECT_EQ(client.ask(post(form + "Content-Length: 5\r\n", "a=%ff")).status, 400);
    EXPECT_EQ(client.ask(post(form + "Content-Length: 3\r\n", "a=1")).status, 200);
    EXPECT_EQ(echo.handled(), 1);
}

TEST(Server, DecodesPathAndQuery) {
    EchoServer echo;
    auto client = echo.client();
    client.ask("GET /%D2%9B?q=%D3%99+b%2Bc&q=2&empty HTTP/1.1\r\nHost: h\r\n\r\n");
    EXPECT_EQ(echo.last().path, "/қ");
    EXPECT_EQ(echo.last().query_value("q"), "ә b+c");
    EXPECT_EQ(echo.last().query.size(), 3u);
    client.ask("GET http://h.example/x?y=1 HTTP/1.1\r\nHost: h\r\n\r\n");
    EXPECT_EQ(echo.last().path, "/x");
}

// Behind a proxy such values would be decoded to line breaks by a lenient reader.
TEST(Server, NeverDecodesEncodedWordsInHeaders) {
    EchoServer echo;
    auto client = echo.client();
    const std::string value = "=?utf-8?b?YQ0KU2V0LUNvb2tpZTogeD0x?=";
    client.ask("GET /a HTTP/1.1\r\nHost: h\r\nX-Value: " + value + "\r\n\r\n");
    EXPECT_EQ(echo.last().header("x-value"), value);
}

TEST(Server, LeavesOutHeadersThatWouldBreakTheResponse) {
    EchoServer echo;
    auto client = echo.client();
    const Answer answer =
        client.ask("GET /inject?value=a%0d%0aSet-Cookie:%20evil=1 HTTP/1.1\r\nHost: h\r\n\r\n");
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.head.find("evil"), std::string::npos);
    EXPECT_EQ(answer.head.find("X-Bad"), std::string::npos);
}

TEST(Server, TakesFormsOfThousandsOfFields) {
    EchoServer echo;
    auto client = echo.client();
    std::string body;
    for (int i = 0; i < 5000; ++i) body += "mark-" + std::to_string(i) + "=%D2%9B" + "&";
    const std::string head = "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: " +
                             std::to_string(body.size()) + "\r\n";
    EXPECT_TRUE(client.ask(post(head, body)).body.ends_with("fields=5000 files=0"));
    EXPECT_EQ(echo.last().field("mark-4999"), "қ");
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
