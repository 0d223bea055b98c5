// Pages of the host's own templates.
#include "host/src/view/page.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "host/src/access/csrf.hpp"
#include "tests/view/support.hpp"

namespace kerege::view {
namespace {

class PageTest : public testing::Test {
protected:
    PageTest() : renderer_(translator_), pages_(renderer_, translator_, assets_, site_) {
        EXPECT_TRUE(translator_.add_domain("core", share() / "locales").empty());
        const auto core = renderer_.add_domain("core", share() / "templates");
        EXPECT_TRUE(core.ok()) << core.fault().log_text;
        plugin_.write("page.html",
                      "<h1>{{title}}</h1><form><input name=\"_csrf\" value=\"{{csrf}}\">"
                      "</form><i>{{path}} {{lang}}</i>");
        EXPECT_TRUE(renderer_.add_domain("test", plugin_.path()).ok());
        static_.write("manifest.json", R"({"app.css": "app-1.css", "app.js": "app-2.js",
                                           "icons.svg": "icons-3.svg"})");
        for (const char* file : {"app-1.css", "app-2.js", "icons-3.svg"}) static_.write(file, "x");
        EXPECT_TRUE(assets_.add_folder("/assets", static_.path()).ok());
        site_.name = "Kerege & Co";
        site_.today = [] { return std::string("2026-09-01"); };
        site_.menu.push_back({"", "People", "/people", "people", "", 1});
        session_.scope.person = PersonId{1};
        session_.scope.person_name = "Әсем <Нұр>";
        session_.scope.organisation_name = "№5 мектеп";
        session_.csrf_secret = std::string(64, 'a');
    }

    Viewer signed_in(std::string_view path = "/people/7") const {
        return {&session_, "kk", path, "req1", "", ""};
    }

    TempFolder plugin_, static_;
    Translator translator_;
    Renderer renderer_;
    Assets assets_;
    Site site_;
    Pages pages_;
    access::Session session_;
};

bool contains(const std::string& page, std::string_view text) {
    return page.find(text) != std::string::npos;
}

TEST_F(PageTest, BodyWithinTheLayout) {
    Model model;
    model.set("title", "7 <А>");
    Model& crumb = model.add("crumb");
    crumb.set("label", "Сыныптар").set("href", "/school/classes");
    Viewer viewer = signed_in();
    viewer.notice = "Saved <ok>";
    viewer.theme = "dark";
    const std::string page = pages_.page(viewer, "test/page", model);
    EXPECT_TRUE(page.starts_with("<!doctype html>"));
    EXPECT_TRUE(contains(page, "<html lang=\"kk\" data-theme=\"dark\">")) << page;
    EXPECT_TRUE(contains(page, "<title>7 &lt;А&gt; · Kerege &amp; Co</title>"));
    EXPECT_TRUE(contains(page, "href=\"/assets/app-1.css\""));
    EXPECT_TRUE(contains(page, "src=\"/assets/app-2.js\""));
    EXPECT_TRUE(contains(page, "/assets/icons-3.svg#people"));
    EXPECT_TRUE(contains(page, "Әсем &lt;Нұр&gt;"));
    EXPECT_TRUE(contains(page, "№5 мектеп"));
    EXPECT_TRUE(contains(page, "<h1>7 &lt;А&gt;</h1>"));
    EXPECT_TRUE(contains(page, "<a href=\"/school/classes\">Сыныптар</a>"));
    EXPECT_TRUE(contains(page, "Saved &lt;ok&gt;"));
    EXPECT_TRUE(contains(page, "<a href=\"/people\" aria-current=\"page\">"));
    EXPECT_TRUE(contains(page, "01.09.2026"));
    EXPECT_TRUE(contains(page, "action=\"/language\""));
    EXPECT_TRUE(contains(page, "name=\"next\" value=\"/people/7\""));
    EXPECT_TRUE(contains(page, "name=\"locale\" value=\"ru\""));
    EXPECT_TRUE(contains(page, "<i>/people/7 kk</i>"));
}

TEST_F(PageTest, FormsOfAPageHaveAValidToken) {
    Model model;
    const std::string page = pages_.fragment(signed_in(), "test/page", model);
    const size_t at = page.find("value=\"") + 7;
    const std::string token = page.substr(at, page.find('"', at) - at);
    EXPECT_TRUE(access::csrf_valid(session_, token)) << page;
    EXPECT_FALSE(contains(page, "<html"));
}

TEST_F(PageTest, PlainPagesHaveNoMenu) {
    Model plain;
    plain.set("plain", "1");
    EXPECT_FALSE(contains(pages_.page(signed_in(), "test/page", plain), "href=\"/people\""));
    Model model;
    const std::string page = pages_.page({}, "test/page", model);
    EXPECT_FALSE(contains(page, "href=\"/people\""));
    EXPECT_TRUE(contains(page, " plain"));
    EXPECT_TRUE(contains(page, "hreflang=\"en\""));
}

TEST_F(PageTest, KeysOfAPageDoNotReachTheLayout) {
    Model model;
    model.set("site_name", "Evil").set_html("content", "<evil>").set("stylesheet", "/evil.css");
    model.add("menu").set("href", "/evil");
    const std::string page = pages_.page(signed_in(), "test/page", model);
    EXPECT_FALSE(contains(page, "evil")) << page;
    EXPECT_FALSE(contains(page, "Evil"));
}

TEST_F(PageTest, TheWayBackFromALanguageIsEncoded) {
    Model model;
    Viewer visitor = signed_in("/a?b=1&c=ә");
    visitor.session = nullptr;
    const std::string page = pages_.page(visitor, "test/page", model);
    EXPECT_TRUE(contains(page, "/language/en?next=/a%3Fb%3D1%26c%3D%D3%99")) << page;
}

TEST_F(PageTest, ALinkNeverChangesTheLanguageOfAnAccount) {
    Model plain;
    plain.set("plain", "1");
    for (const std::string& page :
         {pages_.page(signed_in(), "test/page", plain), pages_.fault(signed_in(), 404, "")}) {
        EXPECT_FALSE(contains(page, "href=\"/language/"));
        const size_t form = page.find("action=\"/language\"");
        ASSERT_NE(form, std::string::npos);
        const size_t at = page.find("name=\"_csrf\" value=\"", form) + 20;
        EXPECT_TRUE(access::csrf_valid(session_, page.substr(at, page.find('"', at) - at)));
    }
}

TEST_F(PageTest, EveryStatusInEveryLanguage) {
    for (const int status : {400, 403, 404, 405, 409, 413, 422, 429, 500, 503}) {
        std::vector<std::string> titles;
        for (const std::string_view locale : kLocales) {
            const Viewer viewer{nullptr, locale, "/x", "abc123", "", ""};
            const std::string page = pages_.fault(viewer, status, "");
            const size_t at = page.find("<h1>");
            ASSERT_NE(at, std::string::npos) << status;
            const std::string title = page.substr(at, page.find("</h1>") - at);
            EXPECT_EQ(std::count(titles.begin(), titles.end(), title), 0) << status << title;
            titles.push_back(title);
            EXPECT_GT(title.size(), 10u);
            EXPECT_TRUE(contains(page, ">" + std::to_string(status) + "<"));
            EXPECT_TRUE(contains(page, "<code>abc123</code>"));
            EXPECT_TRUE(contains(page, "<html lang=\"" + std::string(locale) + "\""));
        }
    }
}

TEST_F(PageTest, StatusesWithoutWordsOfTheirOwn) {
    const Viewer viewer{nullptr, "en", "/x", "", "", ""};
    const auto title = [&](int status) {
        const std::string page = pages_.fault(viewer, status, "");
        const size_t at = page.find("<h1>");
        return page.substr(at, page.find("</h1>") - at);
    };
    EXPECT_EQ(title(502), title(500));
    EXPECT_EQ(title(418), title(400));
    EXPECT_NE(title(404), title(400));
    EXPECT_FALSE(contains(pages_.fault(viewer, 404, ""), "<code>"));
}

TEST_F(PageTest, AFaultMaySayItsOwnWords) {
    const std::string page = pages_.fault(signed_in(), 409, "Бағаны <басқа> мұғалім өзгертті.");
    EXPECT_TRUE(contains(page, "Бағаны &lt;басқа&gt; мұғалім өзгертті."));
    EXPECT_TRUE(contains(page, "href=\"/people\""));
}

TEST_F(PageTest, OurOwnFailureNeedsNeitherSessionNorMenu) {
    site_.shows = [](const access::Scope&, const MenuItem&) -> bool {
        throw std::runtime_error("the table of modules is gone");
    };
    EXPECT_TRUE(contains(pages_.fault(signed_in(), 500, ""), "<h1>"));
    EXPECT_TRUE(contains(pages_.fault(signed_in(), 503, ""), "<h1>"));
}

TEST_F(PageTest, NoScriptNoStyleNoHandlersInside) {
    Model model;
    const std::string page = pages_.page(signed_in(), "test/page", model);
    EXPECT_FALSE(contains(page, " style="));
    EXPECT_FALSE(contains(page, "<style"));
    EXPECT_FALSE(contains(page, " on"));
    EXPECT_FALSE(contains(page, "{{"));
}

}  // namespace
}  // namespace kerege::view
