// Who may read /metrics, and what of requests is counted for it.
#include "tests/http/pipeline_fixture.hpp"

namespace kerege::http {
namespace {

Request from(std::string address, std::vector<std::pair<std::string, std::string>> headers = {}) {
    Request request;
    request.path = "/metrics";
    request.client_address = std::move(address);
    request.headers = std::move(headers);
    return request;
}

TEST_F(PipelineTest, NumbersAreForAllowedAddresses) {
    settings_.watchers.allow = {"127.0.0.1", "::1", "10.1.0.0/16"};
    for (const char* address : {"127.0.0.1", "::1", "10.1.200.3"}) {
        const Response response = ask(from(address));
        EXPECT_EQ(response.status, 200) << address;
        EXPECT_EQ(response.body, "numbers 1\n");
        EXPECT_EQ(response.content_type, "text/plain; version=0.0.4; charset=utf-8");
    }
    for (const char* address : {"127.0.0.2", "10.2.0.1", "203.0.113.7"})
        EXPECT_EQ(ask(from(address)).status, 404) << address;
    Request post = from("127.0.0.1");
    post.method = Method::post;
    EXPECT_NE(ask(std::move(post)).status, 200);
}

TEST_F(PipelineTest, WhatAProxyPassedOnIsNotFromHere) {
    settings_.watchers.allow = {"127.0.0.1"};
    for (const char* name : {"x-forwarded-for", "forwarded", "x-real-ip", "via", "x-forwarded-host",
                             "x-forwarded-proto"}) {
        EXPECT_EQ(ask(from("127.0.0.1", {{name, "127.0.0.1"}})).status, 404) << name;
    }
}

TEST_F(PipelineTest, ATokenOpensThemFromAnywhere) {
    settings_.watchers.token = "0123456789abcdef";
    const auto with = [](const char* value) {
        return from("203.0.113.7", {{"authorization", value}, {"x-forwarded-for", "203.0.113.7"}});
    };
    EXPECT_EQ(ask(with("Bearer 0123456789abcdef")).status, 200);
    EXPECT_EQ(ask(with("Bearer 0123456789abcdeX")).status, 404);
    EXPECT_EQ(ask(with("Bearer 0123456789abcdef0")).status, 404);
    EXPECT_EQ(ask(with("Bearer ")).status, 404);
    EXPECT_EQ(ask(with("0123456789abcdef")).status, 404);
    EXPECT_EQ(ask(from("127.0.0.1")).status, 404) << "no address is allowed";
}

TEST_F(PipelineTest, WithoutATokenNoneIsRight) {
    for (const char* value : {"Bearer ", "Bearer"})
        EXPECT_EQ(ask(from("203.0.113.7", {{"authorization", value}})).status, 404);
}

TEST_F(PipelineTest, RequestsAreCountedByPatternAndKind) {
    add(Method::get, "/people/{person}", [](Exchange& exchange) {
        exchange.response.body = "x";
        return success();
    });
    for (const char* path : {"/people/1", "/people/2"})
        EXPECT_EQ(ask(get(path, "kerege_session=token")).status, 200);
    EXPECT_EQ(ask(get("/people/1")).status, 303);
    EXPECT_EQ(ask(get("/nobody/3")).status, 404);
    EXPECT_EQ(ask(get("/health/live")).status, 200);
    (void)pipeline_->refused({408, "head too slow", "0123456789abcdef", "203.0.113.7"});
    std::string told;
    for (const auto& line : pipeline_->traffic().lines()) {
        told += std::string(line.method) + " " + std::string(line.route);
        for (const uint64_t count : line.by_class) told += " " + std::to_string(count);
        told += "\n";
    }
    EXPECT_EQ(told,
              "GET /people/{person} 0 2 1 0 0\n"
              " (file) 0 1 0 0 0\n"
              " (none) 0 0 0 2 0\n");
    uint64_t count = 0;
    for (const uint64_t within : pipeline_->traffic().timing().within) count += within;
    EXPECT_EQ(count, 6u);
}

}  // namespace
}  // namespace kerege::http
