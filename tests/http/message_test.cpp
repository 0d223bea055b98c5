#include "host/src/http/message.hpp"

#include <gtest/gtest.h>

#include "host/src/base/text.hpp"
#include "host/src/http/gate.hpp"
#include "host/src/http/text.hpp"

namespace kerege::http {
namespace {

TEST(Message, SetsHeadersThatBreakNothing) {
    Response response;
    EXPECT_TRUE(response.set_header("X-Total", "12"));
    EXPECT_TRUE(response.set_header("x-total", "13"));
    ASSERT_EQ(response.headers.size(), 1u);
    EXPECT_EQ(response.headers[0].second, "13");
    EXPECT_TRUE(response.set_header("Content-Type", "text/csv"));
    EXPECT_EQ(response.content_type, "text/csv");
    for (const std::string_view value : {"a\r\nb", "a\nb", "a\rb", "\x01", "\xff"}) {
        EXPECT_FALSE(response.set_header("X-Name", value));
    }
    EXPECT_FALSE(response.set_header("X-Name", std::string_view("a\0b", 3)));
    for (const std::string_view name : {"", "X Name", "X-Name\r\n", "X:", "Қ"}) {
        EXPECT_FALSE(response.set_header(name, "a"));
    }
    for (const std::string_view name :
         {"Set-Cookie", "content-length", "Transfer-Encoding", "Connection", "Location",
          "Content-Security-Policy", "X-Content-Type-Options", "Strict-Transport-Security",
          "Access-Control-Allow-Origin", "Content-Encoding"}) {
        EXPECT_FALSE(response.set_header(name, "a")) << name;
    }
    EXPECT_EQ(response.headers.size(), 1u);
}

TEST(Message, RedirectsWithinTheSiteOnly) {
    const auto location = [](std::string path) {
        return redirect(std::move(path)).headers[0].second;
    };
    EXPECT_EQ(redirect("/a").status, 303);
    EXPECT_EQ(location("/a?b=1#c"), "/a?b=1#c");
    EXPECT_EQ(location("/сынып 5"), "/%D1%81%D1%8B%D0%BD%D1%8B%D0%BF%205");
    for (const char* path : {"", "a", "//evil.example", "/\\evil.example", "https://evil.example",
                             "/a\r\nSet-Cookie: x=1", "/\tevil"}) {
        EXPECT_EQ(location(path), "/") << path;
    }
}

TEST(Message, ReadsCookies) {
    Request request;
    request.headers = {{"cookie", "a=1; ab=2;c=x=y ; d=; a=3"}};
    EXPECT_EQ(request.cookie("a"), "1");
    EXPECT_EQ(request.cookie("ab"), "2");
    EXPECT_EQ(request.cookie("c"), "x=y");
    EXPECT_EQ(request.cookie("d"), "");
    EXPECT_EQ(request.cookie("b"), "");
}

TEST(Text, EncodesAndDecodes) {
    const std::string text = "қ/ä b+c%&=?~-._\n";
    std::string back;
    EXPECT_TRUE(percent_decode(percent_encode(text), false, back));
    EXPECT_EQ(back, text);
    EXPECT_EQ(percent_encode("қ b"), "%D2%9B%20b");
}

TEST(Text, CutsBetweenCharacters) {
    EXPECT_EQ(cut_utf8("aққ", 5), "aққ");
    EXPECT_EQ(cut_utf8("aққ", 4), "aқ");
    EXPECT_EQ(cut_utf8("aққ", 2), "a");
    EXPECT_EQ(cut_utf8("қ", 1), "");
}

TEST(Text, WritesJsonThatMayStandInAPage) {
    std::string out;
    text::append_json(out, "a\"b\\c\n</script>қ");
    EXPECT_EQ(out, "\"a\\\"b\\\\c\\u000A\\u003C/script\\u003Eқ\"");
}

TEST(Gate, BelievesFromTheRightUpToTheFirstStranger) {
    const Gate gate(10, {"10.0.0.0/8", "::1"});
    EXPECT_EQ(gate.client_of("10.1.2.3", "6.6.6.6, 198.51.100.1, 10.9.9.9"), "198.51.100.1");
    EXPECT_EQ(gate.client_of("10.1.2.3", "10.4.4.4"), "10.4.4.4");
    EXPECT_EQ(gate.client_of("10.1.2.3", "rubbish"), "10.1.2.3");
    EXPECT_EQ(gate.client_of("10.1.2.3", "6.6.6.6, rubbish"), "10.1.2.3");
    EXPECT_EQ(gate.client_of("10.1.2.3", ""), "10.1.2.3");
    EXPECT_EQ(gate.client_of("11.1.2.3", "6.6.6.6"), "11.1.2.3");
    EXPECT_EQ(gate.client_of("::1", "2001:db8::7"), "2001:db8::7");
}

}  // namespace
}  // namespace kerege::http
