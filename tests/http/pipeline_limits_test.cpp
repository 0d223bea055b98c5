// What a request costs before anybody knows who asks, and who may have it.
#include "tests/http/pipeline_fixture.hpp"

namespace kerege::http {
namespace {

TEST_F(PipelineTest, AsksOnceASecondWhetherItIsReady) {
    for (int i = 0; i < 5; ++i) EXPECT_EQ(ask(get("/health/ready")).status, 200);
    EXPECT_EQ(ready_asked_, 1);
    clock_.now += 1000;
    EXPECT_EQ(ask(get("/health/ready")).status, 200);
    EXPECT_EQ(ready_asked_, 2);
}

TEST_F(PipelineTest, InventedCookiesCostTheAddressAndNotTheDatabase) {
    settings_.address_rate = {1, 3};
    for (int i = 0; i < 10; ++i) EXPECT_EQ(ask(get("/page", "kerege_session=token")).status, 200);
    EXPECT_EQ(look_ups_, 10) << "who is signed in gets back what the look-up took";
    look_ups_ = 0;
    for (int i = 0; i < 10; ++i) {
        const auto cookie = "kerege_session=invented" + std::to_string(i);
        EXPECT_EQ(ask(get("/page", cookie)).status, i < 3 ? 303 : 429);
    }
    EXPECT_EQ(look_ups_, 3);
    EXPECT_EQ(ask(get("/page", "kerege_session=token")).status, 429);
    session_known_ = true;
    EXPECT_EQ(ask(get("/page", "kerege_session=token")).status, 200) << "known a moment ago";
}

TEST_F(PipelineTest, CountsAnIpv6LineAsOneAddress) {
    settings_.address_rate = {1, 2};
    const auto from = [&](const std::string& address) {
        Request request = get("/page");
        request.client_address = address;
        return ask(std::move(request)).status;
    };
    EXPECT_EQ(from("2001:db8::1"), 303);
    EXPECT_EQ(from("2001:db8::2"), 303);
    EXPECT_EQ(from("2001:db8::3"), 429);
    EXPECT_EQ(from("2001:db8:0:1::1"), 303);
}

TEST_F(PipelineTest, APublicPageOfAModuleIsThereWhereTheModuleIsOn) {
    Route& route = add(Method::get, "/courses", [](Exchange&) { return success(); });
    route.module = "courses";
    route.is_public = true;
    EXPECT_EQ(ask(get("/courses")).status, 200);
    module_on_at_top_ = false;
    EXPECT_EQ(ask(get("/courses")).status, 404);
    EXPECT_EQ(ask(get("/courses", "kerege_session=token")).status, 404) << "off at the school";
    session_.scope.organisation = OrganisationId{6};
    EXPECT_EQ(ask(get("/courses", "kerege_session=token")).status, 200) << "on at the school";
}

// K-RU6.6: a search of its own; scraping and bulk mail are limited.
TEST_F(PipelineTest, LimitsTheRateOfSessionsAndAddresses) {
    settings_.session_rate = {1, 3};
    settings_.address_rate = {1, 2};
    for (int i = 0; i < 3; ++i) EXPECT_EQ(ask(get("/page", "kerege_session=token")).status, 200);
    const Response response = ask(get("/page", "kerege_session=token"));
    EXPECT_EQ(response.status, 429);
    EXPECT_EQ(header(response, "Retry-After"), "1");
    clock_.now += 1000;
    EXPECT_EQ(ask(get("/page", "kerege_session=token")).status, 200);
    EXPECT_EQ(ask(get("/page")).status, 303);
    EXPECT_EQ(ask(get("/page")).status, 303);
    EXPECT_EQ(ask(get("/page")).status, 429);
    Request other = get("/page");
    other.client_address = "203.0.113.8";
    EXPECT_EQ(ask(other).status, 303);
    EXPECT_EQ(ask(get("/assets/app-1a2b.css")).status, 200) << "files are not counted";
}

}  // namespace
}  // namespace kerege::http
