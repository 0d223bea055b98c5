// Requests through the whole pipeline, with the host's own templates; sessions and modules are what
// each test says.
#include "host/src/http/pipeline.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>
#include <zlib.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>

#include "host/src/access/csrf.hpp"
#include "host/src/data/database.hpp"
#include "host/src/http/cookies.hpp"
#include "host/src/http/respond.hpp"

namespace kerege::http {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

struct FixedClock final : Clock {
    int64_t now_ms() const override { return now; }
    int64_t now = 1'700'000'000'000;
};

class PipelineTest : public ::testing::Test {
protected:
    PipelineTest() {
        folder_ =
            std::filesystem::temp_directory_path() / ("kerege-http-" + std::to_string(getpid()));
        std::filesystem::create_directories(folder_);
        write("manifest.json", R"({"app.css": "app-1a2b.css"})");
        write("app-1a2b.css", "body { color: teal }");
        write("app-1a2b.css.gz", "packed");
        EXPECT_TRUE(assets_.add_folder("/assets", folder_));
        const std::filesystem::path share =
            std::filesystem::path(KEREGE_BUILD_DIR) / "share/kerege";
        EXPECT_TRUE(translator_.add_domain("core", share / "locales").empty());
        const auto added = renderer_.add_domain("core", share / "templates");
        EXPECT_TRUE(added) << (added ? "" : added.fault().log_text);

        session_.scope.person = PersonId{7};
        session_.scope.organisation = OrganisationId{5};
        session_.scope.person_name = "Айгүл";
        session_.scope.locale = "ru";
        session_.token_hash = "hash";
        session_.csrf_secret = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";
        add(Method::get, "/page", [](Exchange& exchange) {
            exchange.response.body = "locale=" + exchange.locale + " notice=" + exchange.notice;
            return success();
        });
    }
    ~PipelineTest() override {
        std::filesystem::remove_all(folder_);
        std::fclose(log_file_);
    }

    void write(const std::string& name, const std::string& text) const {
        std::ofstream(folder_ / name, std::ios::binary) << text;
    }
    Route& add(Method method, std::string pattern, Handler handler) {
        Route route;
        route.method = method;
        route.pattern = std::move(pattern);
        route.handler = std::move(handler);
        waiting_.push_back(std::move(route));
        return waiting_.back();
    }
    Response ask(Request request) {
        if (!pipeline_) start();
        if (request.id.empty()) request.id = "0123456789abcdef";
        if (request.client_address.empty()) request.client_address = "203.0.113.7";
        return pipeline_->handle(request);
    }
    void start() {
        for (Route& route : waiting_) EXPECT_TRUE(router_.add(std::move(route)));
        router_.seal([](std::string_view) { return 3; }, [](std::string_view) { return 0; });
        PipelineParts parts{router_, pages_, assets_, clock_, log_, {}, {}, {}};
        parts.find_session = [this](std::string_view token) -> std::optional<access::Session> {
            if (database_away_) throw data::Unavailable("no connection");
            if (token != "token") return {};
            return session_;
        };
        parts.module_on = [](int, OrganisationId organisation) { return organisation.value != 5; };
        parts.ready = [this] { return !database_away_; };
        pipeline_ = std::make_unique<Pipeline>(std::move(parts), settings_);
    }
    std::string log() {
        std::fflush(log_file_);
        std::rewind(log_file_);
        std::string text(100'000, '\0');
        text.resize(std::fread(text.data(), 1, text.size(), log_file_));
        return text;
    }

    static Request get(std::string path, std::string cookie = {}) {
        Request request;
        request.path = std::move(path);
        if (!cookie.empty()) request.headers.emplace_back("cookie", std::move(cookie));
        return request;
    }
    Request post(std::string path, std::vector<Field> form, bool signed_in = true) const {
        Request request = get(std::move(path), signed_in ? "kerege_session=token" : "");
        request.method = Method::post;
        request.headers.emplace_back("content-type", "application/x-www-form-urlencoded");
        request.form = std::move(form);
        if (signed_in) request.form.push_back({"_csrf", access::csrf_token(session_)});
        return request;
    }
    static std::string header(const Response& response, std::string_view name) {
        for (const auto& [key, value] : response.headers) {
            if (key == name) return value;
        }
        return {};
    }
    static std::string cookie(const Response& response, std::string_view name) {
        for (const std::string& one : response.cookies) {
            if (one.starts_with(std::string(name) + "=")) return one;
        }
        return {};
    }

    std::filesystem::path folder_;
    FixedClock clock_;
    std::FILE* log_file_ = std::tmpfile();
    Log log_{LogLevel::info, LogFormat::json, log_file_};
    view::Translator translator_;
    view::Renderer renderer_{translator_};
    view::Assets assets_;
    view::Site site_;
    view::Pages pages_{renderer_, translator_, assets_, site_};
    std::vector<Route> waiting_;
    Router router_;
    PipelineSettings settings_;
    access::Session session_;
    bool database_away_ = false;
    std::unique_ptr<Pipeline> pipeline_;
};

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

TEST_F(PipelineTest, SendsToTheFirstLoginUntilItIsDone) {
    session_.must_confirm = true;
    const Response response = ask(get("/page", "kerege_session=token"));
    EXPECT_EQ(response.status, 303);
    EXPECT_EQ(header(response, "Location"), "/first-login");
}

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
