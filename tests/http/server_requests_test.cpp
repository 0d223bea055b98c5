// What the server takes for a request, from clients that do as they please.
#include <gtest/gtest.h>

#include "tests/http/echo_server.hpp"

namespace kerege::http::test {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

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
    settings.body_deadline = milliseconds(5000);
    EchoServer echo(settings);
    auto begun = echo.client();
    begun.send(post("Content-Length: 700\r\n", std::string(600, 'x')));
    std::this_thread::sleep_for(milliseconds(100));
    const std::string much(500, 'x');
    auto second = echo.client();
    EXPECT_EQ(second.ask(post("Content-Length: 500\r\n", much)).status, 503);
    auto chunked = echo.client();
    EXPECT_EQ(
        chunked.ask(post("Transfer-Encoding: chunked\r\n", "1f4\r\n" + much + "\r\n0\r\n\r\n"))
            .status,
        503);
    begun.send(std::string(100, 'x'));
    EXPECT_EQ(begun.answer().status, 200);
    // An answer is on its way before what its request held is given back.
    const auto asked_again = [&] {
        auto client = echo.client();
        return client.ask(post("Content-Length: 500\r\n", much)).status;
    };
    int status = asked_again();
    for (int tries = 0; status == 503 && tries < 100; ++tries) {
        std::this_thread::sleep_for(milliseconds(10));
        status = asked_again();
    }
    EXPECT_EQ(status, 200) << "given back";
}

// What is only announced is nobody's: else a few silent clients would shut everybody out.
TEST(Server, BodiesThatDoNotComeTakeNothing) {
    ServerSettings settings = quick_settings();
    settings.bodies_bytes_max = 300'000;
    settings.body_deadline = milliseconds(5000);
    EchoServer echo(settings);
    auto silent = echo.client(), silent_too = echo.client(), silent_chunks = echo.client();
    silent.send(post("Content-Length: 300000\r\n"));
    silent_too.send(post("Content-Length: 300000\r\n", "begun"));
    silent_chunks.send(post("Transfer-Encoding: chunked\r\n", "493e0\r\nbegun"));
    std::this_thread::sleep_for(milliseconds(100));
    auto client = echo.client();
    EXPECT_EQ(client.ask(post("Content-Length: 200000\r\n", std::string(200'000, 'x'))).status,
              200);
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

}  // namespace
}  // namespace kerege::http::test
