// Who is let in, which route is found, and what a fault becomes.
#include "host/src/http/pipeline.hpp"

#include "tests/http/pipeline_fixture.hpp"

namespace kerege::http {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

TEST_F(PipelineTest, ServesAPageToSomebodyLoggedIn) {
    const Response response = ask(get("/page", "a=b; kerege_session=token; kerege_locale=en"));
    EXPECT_EQ(response.status, 200);
    EXPECT_EQ(response.body, "locale=ru notice=");
    EXPECT_EQ(header(response, "Cache-Control"), "private, no-store");
    EXPECT_THAT(header(response, "Content-Security-Policy"),
                StartsWith("default-src 'self'; frame-ancestors 'none'"));
    EXPECT_EQ(header(response, "X-Content-Type-Options"), "nosniff");
    EXPECT_EQ(header(response, "Referrer-Policy"), "same-origin");
    EXPECT_EQ(header(response, "Strict-Transport-Security"), "");
    EXPECT_TRUE(response.cookies.empty());
}

TEST_F(PipelineTest, SendsNobodyToTheSignInPageAndBack) {
    Request request = get("/page");
    request.query = {{"day", "2026-09-01"}, {"q", "ә b"}};
    const Response response = ask(std::move(request));
    EXPECT_EQ(response.status, 303);
    EXPECT_EQ(header(response, "Location"),
              "/sign-in?next=%2Fpage%3Fday%3D2026-09-01%26q%3D%25D3%2599%2520b");
    EXPECT_EQ(ask(get("/page", "kerege_session=ended")).status, 303);
}

TEST_F(PipelineTest, FindsTheLanguage) {
    add(Method::get, "/open", [](Exchange& exchange) {
        exchange.response.body = exchange.locale;
        return success();
    }).is_public = true;
    EXPECT_EQ(ask(get("/open")).body, "kk");
    EXPECT_EQ(ask(get("/open", "kerege_locale=en")).body, "en");
    EXPECT_EQ(ask(get("/open", "kerege_locale=../x")).body, "kk");
    Request request = get("/open");
    request.headers.emplace_back("accept-language", "de, en;q=0.5, ru-RU;q=0.8");
    EXPECT_EQ(ask(request).body, "ru");
    request.headers[0].second = "de";
    EXPECT_EQ(ask(request).body, "kk");
}

TEST_F(PipelineTest, TurnsFaultsIntoPagesFragmentsAndJson) {
    add(Method::get, "/fault/{kind}", [](Exchange& exchange) -> Result<> {
        const auto kind = exchange.path_value("kind");
        if (kind == "gone") return not_found("no such section");
        if (kind == "mine") return forbidden("not theirs");
        if (kind == "clash") return conflict("revision 3, not 2");
        if (kind == "fields")
            return invalid_fields({{"mark", "Something in the form is not right"}});
        if (kind == "said") exchange.fault_message = "Баға 10-нан аспайды <b>";
        if (kind == "said") return invalid("mark 11");
        if (kind == "away") return unavailable("queue");
        return internal("broken");
    });
    const auto status = [&](std::string kind) {
        return ask(get("/fault/" + kind, "kerege_session=token")).status;
    };
    EXPECT_EQ(status("gone"), 404);
    EXPECT_EQ(status("mine"), 403);
    EXPECT_EQ(status("clash"), 409);
    EXPECT_EQ(status("fields"), 422);
    EXPECT_EQ(status("away"), 503);
    EXPECT_EQ(status("broken"), 500);

    const Response page = ask(get("/fault/said", "kerege_session=token"));
    EXPECT_EQ(page.status, 422);
    EXPECT_THAT(page.body, HasSubstr("<html"));
    EXPECT_THAT(page.body, HasSubstr("Баға 10-нан аспайды &lt;b&gt;"));
    EXPECT_THAT(page.body, Not(HasSubstr("mark 11"))) << "that is for the log";
    EXPECT_THAT(log(), HasSubstr("mark 11"));

    Request part = get("/fault/said", "kerege_session=token");
    part.headers.emplace_back("hx-request", "true");
    const Response fragment = ask(std::move(part));
    EXPECT_EQ(fragment.status, 422);
    EXPECT_THAT(fragment.body, Not(HasSubstr("<html")));
    EXPECT_THAT(fragment.body, HasSubstr("Баға 10-нан аспайды"));

    Request program = get("/fault/fields", "kerege_session=token");
    program.headers.emplace_back("accept", "application/json");
    const Response json = ask(std::move(program));
    EXPECT_EQ(json.content_type, "application/json");
    EXPECT_THAT(json.body, StartsWith("{\"error\":\"invalid\",\"message\":"));
    EXPECT_THAT(json.body, HasSubstr("\"fields\":[{\"field\":\"mark\""));
}

TEST_F(PipelineTest, AnswersWhateverAHandlerThrows) {
    add(Method::get, "/throw", [](Exchange& exchange) -> Result<> {
        exchange.response.body = "half a page";
        exchange.response.set_header("X-Half", "1");
        throw std::runtime_error("secret detail");
    });
    add(Method::get, "/throw-int", [](Exchange&) -> Result<> { throw 42; });
    add(Method::get, "/away",
        [](Exchange&) -> Result<> { throw data::Unavailable("connection lost"); });
    const Response response = ask(get("/throw", "kerege_session=token"));
    EXPECT_EQ(response.status, 500);
    EXPECT_THAT(response.body, HasSubstr("0123456789abcdef"));
    EXPECT_THAT(response.body, Not(HasSubstr("secret detail")));
    EXPECT_THAT(response.body, Not(HasSubstr("half a page")));
    EXPECT_EQ(header(response, "X-Half"), "");
    EXPECT_NE(header(response, "Content-Security-Policy"), "");
    EXPECT_THAT(log(), HasSubstr("secret detail"));
    EXPECT_EQ(ask(get("/throw-int", "kerege_session=token")).status, 500);
    const Response away = ask(get("/away", "kerege_session=token"));
    EXPECT_EQ(away.status, 503);
    EXPECT_EQ(header(away, "Retry-After"), "5");
}

TEST_F(PipelineTest, SaysWhenTheDatabaseIsAway) {
    database_away_ = true;
    const Response response = ask(get("/page", "kerege_session=token; kerege_locale=en"));
    EXPECT_EQ(response.status, 503);
    EXPECT_EQ(header(response, "Retry-After"), "5");
    EXPECT_THAT(response.body, HasSubstr("lang=\"en\""));
    EXPECT_EQ(ask(get("/health/live")).status, 200);
    EXPECT_EQ(ask(get("/health/ready")).status, 503);
    EXPECT_EQ(ask(get("/assets/app-1a2b.css")).status, 200);
    database_away_ = false;
    clock_.now += 1000;
    EXPECT_EQ(ask(get("/health/ready")).status, 200);
}

TEST_F(PipelineTest, TellsPathsAndMethodsThatAreNone) {
    add(Method::post, "/only-post", [](Exchange&) { return success(); });
    EXPECT_EQ(ask(get("/nowhere", "kerege_session=token")).status, 404);
    const Response response = ask(get("/only-post", "kerege_session=token"));
    EXPECT_EQ(response.status, 405);
    EXPECT_EQ(header(response, "Allow"), "POST");
    Request other = get("/page", "kerege_session=token");
    other.method = Method::other;
    EXPECT_EQ(header(ask(std::move(other)), "Allow"), "GET, HEAD");
}

TEST_F(PipelineTest, AModuleThatIsOffDoesNotExist) {
    add(Method::get, "/journal", [](Exchange&) { return success(); }).module = "journal";
    EXPECT_EQ(ask(get("/journal", "kerege_session=token")).status, 404);
    session_.scope.organisation = OrganisationId{6};
    EXPECT_EQ(ask(get("/journal", "kerege_session=token")).status, 200);
}

// U3.3, K4.3: a temporary password is replaced first.
TEST_F(PipelineTest, SendsToTheFirstLoginUntilItIsDone) {
    for (bool* due : {&session_.must_confirm, &session_.must_change_password}) {
        *due = true;
        const Response response = ask(get("/page", "kerege_session=token"));
        EXPECT_EQ(response.status, 303);
        EXPECT_EQ(header(response, "Location"), "/first-login");
        *due = false;
    }
    EXPECT_EQ(ask(get("/page", "kerege_session=token")).status, 200);
}

TEST_F(PipelineTest, AnswersWhatNeverReachedAHandler) {
    start();
    const Response response = pipeline_->refused({413, "body too long", "id0", "203.0.113.7"});
    EXPECT_EQ(response.status, 413);
    EXPECT_THAT(response.body, HasSubstr("<html"));
    EXPECT_NE(header(response, "Content-Security-Policy"), "");
    EXPECT_THAT(log(), HasSubstr("body too long"));
}

}  // namespace
}  // namespace kerege::http
