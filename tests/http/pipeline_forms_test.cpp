// Forms and the tokens that protect them.
#include "host/src/http/respond.hpp"
#include "tests/http/pipeline_fixture.hpp"

namespace kerege::http {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST_F(PipelineTest, GivesBackWhatWasTypedWhenTheSessionHasEnded) {
    int saved = 0;
    add(Method::post, "/save/{id}", [&](Exchange& exchange) {
        saved += exchange.request.field("note") == "a\n\"b\" <c>" ? 1 : 100;
        return success();
    });
    Request typed = post("/save/қ", {{"note", "a\n\"b\" <c>"}, {"old_password", "secret"}}, false);
    typed.query = {{"day", "1&2"}};
    typed.headers.emplace_back("sec-fetch-site", "same-origin");
    const Response response = ask(typed);
    EXPECT_EQ(response.status, 401);
    EXPECT_THAT(response.body, HasSubstr("action=\"/save/%D2%9B?day=1%262\""));
    EXPECT_THAT(response.body, HasSubstr("value=\"a\n&quot;b&quot; &lt;c&gt;\""));
    EXPECT_THAT(response.body, HasSubstr("href=\"/sign-in\""));
    EXPECT_THAT(response.body, Not(HasSubstr("secret")));
    EXPECT_EQ(header(response, "Cache-Control"), "private, no-store");
    const std::string cookie_line = cookie(response, "kerege_form");
    const std::string token = cookie_line.substr(12, 32);
    EXPECT_THAT(response.body, HasSubstr("name=\"_csrf\" value=\"" + token + "\""));
    EXPECT_EQ(saved, 0);

    // Signed in in another tab: the same form, sent again, is taken.
    Request again = post("/save/қ", {{"note", "a\n\"b\" <c>"}, {"_csrf", token}}, false);
    again.headers.emplace_back("cookie", "kerege_session=token; kerege_form=" + token);
    again.headers.emplace_back("sec-fetch-site", "same-origin");
    EXPECT_EQ(ask(again).status, 200);
    EXPECT_EQ(saved, 1);
    again.headers.back().second = "cross-site";
    EXPECT_EQ(ask(again).status, 403);
    EXPECT_EQ(saved, 1);
}

// On SQLite an import of a school is the one writer for a while.
TEST_F(PipelineTest, GivesBackWhatWasTypedWhereSomebodyElseWritesForLong) {
    add(Method::post, "/save", [](Exchange&) -> Result<> { throw data::Busy("locked"); });
    add(Method::post, "/plugin", [](Exchange&) -> Result<> { return unavailable("locked"); });
    add(Method::get, "/look", [](Exchange&) -> Result<> { throw data::Busy("locked"); });
    for (const char* path : {"/save", "/plugin"}) {
        const Response response = ask(post(path, {{"note", "typed"}, {"password", "secret"}}));
        EXPECT_EQ(response.status, 503);
        EXPECT_EQ(header(response, "Retry-After"), "10");
        EXPECT_THAT(response.body, HasSubstr(std::string("action=\"") + path + "\""));
        EXPECT_THAT(response.body, HasSubstr("value=\"typed\""));
        EXPECT_THAT(response.body, Not(HasSubstr("secret")));
    }
    const Response looked = ask(get("/look", "kerege_session=token"));
    EXPECT_EQ(looked.status, 503);
    EXPECT_THAT(looked.body, Not(HasSubstr("<form method=\"post\" action=\"/look\"")));
}

TEST_F(PipelineTest, AsksAgainWhenTheTokenIsOfAnotherSession) {
    add(Method::post, "/save", [](Exchange&) { return success(); });
    Request stale = post("/save", {{"note", "typed"}});
    stale.form.back().value = "stale";
    stale.headers.emplace_back("origin", "http://h.example");
    stale.headers.emplace_back("host", "h.example");
    const Response response = ask(stale);
    EXPECT_EQ(response.status, 403);
    EXPECT_THAT(response.body, HasSubstr("value=\"typed\""));
    const std::string marker = "name=\"_csrf\" value=\"";
    const size_t at = response.body.find(marker, response.body.find("action=\"/save\""));
    ASSERT_NE(at, std::string::npos);
    const size_t begin = at + marker.size();
    const auto token = response.body.substr(begin, response.body.find('"', begin) - begin);
    EXPECT_TRUE(access::csrf_valid(session_, token)) << token;
    // What another site sends is not given back: nobody should be talked into sending it.
    stale.headers.back() = {"sec-fetch-site", "cross-site"};
    const Response forged = ask(stale);
    EXPECT_EQ(forged.status, 403);
    EXPECT_THAT(forged.body, Not(HasSubstr("typed")));
}

TEST_F(PipelineTest, ProtectsPublicFormsByACookie) {
    add(Method::get, "/sign-in", [this](Exchange& exchange) {
        view::Model model;
        model.set("title", "Sign in").set("next", "/");
        show_page(exchange, pages_, "core/sign_in", model);
        return success();
    }).is_public = true;
    int tried = 0;
    add(Method::post, "/sign-in", [&](Exchange&) { return ++tried, success(); }).is_public = true;
    const Response form = ask(get("/sign-in"));
    const std::string set = cookie(form, "kerege_form");
    EXPECT_THAT(set, HasSubstr("; Path=/; HttpOnly; SameSite=Lax"));
    const std::string token = set.substr(12, 32);
    EXPECT_THAT(form.body, HasSubstr("name=\"_csrf\" value=\"" + token + "\""));
    // The browser has it now, so it is not set again.
    EXPECT_EQ(cookie(ask(get("/sign-in", "kerege_form=" + token)), "kerege_form"), "");

    Request sent = post("/sign-in", {{"password", "x"}, {"_csrf", token}}, false);
    EXPECT_EQ(ask(sent).status, 403) << "without the cookie";
    sent.headers.emplace_back("sec-fetch-site", "same-origin");
    EXPECT_EQ(header(ask(sent), "Location"), "/sign-in") << "from here: filled in anew";
    EXPECT_EQ(tried, 0);
    sent.headers.back() = {"cookie", "kerege_form=" + token};
    EXPECT_EQ(ask(sent).status, 200);
    EXPECT_EQ(tried, 1);
}

// The names of all fields of the host's templates that hide what is typed.
std::vector<std::string> password_fields() {
    std::vector<std::string> names;
    const auto folder = std::filesystem::path(KEREGE_SOURCE_DIR) / "host/templates";
    for (const auto& file : std::filesystem::recursive_directory_iterator(folder)) {
        std::ifstream in(file.path(), std::ios::binary);
        for (std::string line; std::getline(in, line);) {
            const size_t name = line.find(" name=\"");
            if (name == std::string::npos || line.find("type=\"password\"") == std::string::npos)
                continue;
            names.push_back(line.substr(name + 7, line.find('"', name + 7) - name - 7));
        }
    }
    return names;
}

TEST_F(PipelineTest, NeverPutsAPasswordIntoAPage) {
    add(Method::post, "/save", [](Exchange&) { return success(); });
    const auto names = password_fields();
    EXPECT_GE(names.size(), 4u);
    std::vector<Field> form{{"note", "kept"}};
    for (const auto& name : names) form.push_back({name, "Dala-Samal-27"});
    Request typed = post("/save", form, false);
    typed.headers.emplace_back("sec-fetch-site", "same-origin");
    const Response response = ask(typed);
    EXPECT_EQ(response.status, 401);
    EXPECT_THAT(response.body, HasSubstr("value=\"kept\""));
    EXPECT_THAT(response.body, Not(HasSubstr("Dala-Samal-27")));
}

TEST_F(PipelineTest, GivesNothingBackToWhomItDoesNotKnow) {
    add(Method::post, "/save", [](Exchange&) { return success(); });
    const std::string token(32, 'a');
    Request sent = post("/save", {{"note", "planted"}, {"_csrf", token}}, false);
    const Response unknown = ask(sent);
    EXPECT_EQ(unknown.status, 401);
    EXPECT_THAT(unknown.body, Not(HasSubstr("planted")));
    EXPECT_THAT(unknown.body, HasSubstr("href=\"/sign-in\""));
    EXPECT_EQ(header(unknown, "Cache-Control"), "private, no-store");
    sent.headers.emplace_back("cookie", "kerege_form=" + token);
    EXPECT_THAT(ask(sent).body, HasSubstr("planted"));
}

}  // namespace
}  // namespace kerege::http
