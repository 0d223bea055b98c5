// What goes out beside the page: notices, cookies, files, packing, the line in the log.
#include <zlib.h>

#include <algorithm>

#include "host/src/http/cookies.hpp"
#include "host/src/http/respond.hpp"
#include "tests/http/pipeline_fixture.hpp"

namespace kerege::http {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

TEST_F(PipelineTest, ShowsANoticeOnce) {
    add(Method::get, "/go", [](Exchange& exchange) {
        redirect_to(exchange, "/page", "Сақталды; \"ok\"\r\nX: y");
        return success();
    });
    const Response went = ask(get("/go", "kerege_session=token"));
    EXPECT_EQ(went.status, 303);
    EXPECT_EQ(header(went, "Location"), "/page");
    std::string set = cookie(went, "kerege_notice");
    set.resize(set.find(';'));
    EXPECT_EQ(set.find_first_of("\r\n\" "), std::string::npos);
    // Line breaks are no part of a sentence: such a notice is dropped as a whole.
    EXPECT_EQ(ask(get("/page", "kerege_session=token; " + set)).body, "locale=ru notice=");

    const Response shown = ask(
        get("/page", "kerege_session=token; kerege_notice=%D0%A1%D0%B0%D2%9B%D1%82%D0%B0%D0%BB"));
    EXPECT_EQ(shown.body, "locale=ru notice=Сақтал");
    EXPECT_THAT(cookie(shown, "kerege_notice"), HasSubstr("Max-Age=0"));
    EXPECT_EQ(cookie(ask(get("/go", "kerege_session=token; kerege_notice=a")), "kerege_notice")
                  .find("kerege_notice=%"),
              0u)
        << "a redirect does not use it up";
}

TEST_F(PipelineTest, MarksCookiesForHttps) {
    settings_.public_url = "https://school.example";
    add(Method::get, "/language", [](Exchange& exchange) {
        set_locale_cookie(exchange.response, "en", exchange.secure);
        return success();
    }).is_public = true;
    const Response response = ask(get("/language"));
    EXPECT_EQ(cookie(response, "__Host-kerege_locale"),
              "__Host-kerege_locale=en; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=31536000");
    EXPECT_THAT(header(response, "Strict-Transport-Security"), StartsWith("max-age="));
    EXPECT_EQ(ask(get("/page", "kerege_session=token")).status, 303) << "not by the plain name";
    EXPECT_EQ(ask(get("/page", "__Host-kerege_session=token")).status, 200);
}

TEST_F(PipelineTest, ServesAssetsForGood) {
    const Response plain = ask(get("/assets/app-1a2b.css"));
    EXPECT_EQ(plain.content(), "body { color: teal }");
    EXPECT_EQ(header(plain, "Cache-Control"), "public, max-age=31536000, immutable");
    EXPECT_EQ(header(plain, "ETag"), "\"app-1a2b.css\"");
    Request packed = get("/assets/app-1a2b.css");
    packed.headers.emplace_back("accept-encoding", "gzip, br");
    EXPECT_EQ(ask(packed).content(), "packed");
    EXPECT_EQ(header(ask(packed), "Content-Encoding"), "gzip");
    EXPECT_EQ(header(ask(packed), "Vary"), "Accept-Encoding");
    packed.headers.back().second = "gzip;q=0";
    EXPECT_EQ(ask(packed).content(), "body { color: teal }");
    Request known = get("/assets/app-1a2b.css");
    known.headers.emplace_back("if-none-match", "\"app-1a2b.css\"");
    EXPECT_EQ(ask(known).status, 304);
    EXPECT_EQ(ask(get("/assets/manifest.json")).status, 404);
    EXPECT_EQ(ask(get("/assets/app.css")).status, 404);
    EXPECT_EQ(header(ask(get("/assets/app.css")), "X-Content-Type-Options"), "nosniff");
}

TEST_F(PipelineTest, PacksLargePages) {
    add(Method::get, "/large", [](Exchange& exchange) {
        for (int i = 0; i < 500; ++i) exchange.response.body += "<td>5</td>";
        return success();
    });
    Request request = get("/large", "kerege_session=token");
    EXPECT_EQ(ask(request).body.size(), 5000u);
    EXPECT_EQ(header(ask(request), "Vary"), "Accept-Encoding");
    request.headers.emplace_back("accept-encoding", "br, gzip");
    const Response packed = ask(request);
    EXPECT_EQ(header(packed, "Content-Encoding"), "gzip");
    EXPECT_LT(packed.body.size(), 500u);
    std::string unpacked(6000, '\0');
    z_stream stream{};
    ASSERT_EQ(inflateInit2(&stream, 15 + 16), Z_OK);
    std::string in = packed.body;
    stream.next_in = reinterpret_cast<Bytef*>(in.data());
    stream.avail_in = static_cast<uInt>(in.size());
    stream.next_out = reinterpret_cast<Bytef*>(unpacked.data());
    stream.avail_out = static_cast<uInt>(unpacked.size());
    EXPECT_EQ(inflate(&stream, Z_FINISH), Z_STREAM_END);
    EXPECT_EQ(stream.total_out, 5000u);
    inflateEnd(&stream);
    // The same thread packs the next one with what it kept.
    EXPECT_EQ(ask(request).body, packed.body);
    request.path = "/page";
    EXPECT_EQ(header(ask(request), "Content-Encoding"), "") << "small ones are left";
}

TEST_F(PipelineTest, WritesOneLineARequest) {
    add(Method::get, "/learners/{learner}", [](Exchange& exchange) {
        exchange.statements = 3;
        return success();
    }).module = "school";
    session_.scope.organisation = OrganisationId{6};
    Request request = get("/learners/987654321", "kerege_session=token");
    request.query = {{"name", "Aigul"}};
    ask(request);
    const std::string line = log();
    EXPECT_EQ(std::count(line.begin(), line.end(), '\n'), 1);
    for (const char* part :
         {"\"route\":\"/learners/{learner}\"", "\"status\":\"200\"", "\"method\":\"GET\"",
          "\"person\":\"7\"", "\"organisation\":\"6\"", "\"module\":\"school\"",
          "\"statements\":\"3\"", "\"request_id\":\"0123456789abcdef\"", "\"ms\":"}) {
        EXPECT_THAT(line, HasSubstr(part));
    }
    EXPECT_THAT(line, Not(HasSubstr("987654321")));
    EXPECT_THAT(line, Not(HasSubstr("Aigul")));
}

TEST_F(PipelineTest, LetsNoBrowserKeepWhatMayBePersonal) {
    const auto open = [&](Method method, int status) {
        add(method, "/open/" + std::to_string(status), [status](Exchange& exchange) {
            exchange.response.status = status;
            exchange.response.body = "words";
            return success();
        }).is_public = true;
    };
    open(Method::get, 200);
    open(Method::get, 401);
    open(Method::post, 422);
    const std::string token(32, 'a'), cookie = "kerege_form=" + token;
    EXPECT_EQ(header(ask(get("/open/200", cookie)), "Cache-Control"), "no-cache");
    EXPECT_EQ(header(ask(get("/open/401", cookie)), "Cache-Control"), "private, no-store");
    Request sent = post("/open/422", {{"_csrf", token}}, false);
    sent.headers.emplace_back("cookie", cookie);
    EXPECT_EQ(header(ask(sent), "Cache-Control"), "private, no-store");
}

}  // namespace
}  // namespace kerege::http
