#include <gtest/gtest.h>

#include <stdexcept>

#include "tests/view/support.hpp"

namespace kerege::view {
namespace {

TEST(Sections, RepeatForEachItem) {
    Model model;
    model.set("outer", "o");
    for (const char* name : {"a", "b", "c"}) model.add("item").set("name", name);
    EXPECT_EQ(render("{{#item}}{{name}}{{outer}}{{#item_separator}}, {{/item_separator}}{{/item}}",
                     model),
              "ao, bo, co");
    EXPECT_EQ(render("[{{#nothing}}x{{/nothing}}]", model), "[]");
}

TEST(Sections, ShownByTextAndNumber) {
    Model model;
    model.set("text", "x").set("empty", "").set("zero", 0).set("one", 1).set_html("html", "<i>");
    EXPECT_EQ(render("{{#text}}{{text}}{{/text}}{{#empty}}E{{/empty}}{{#zero}}Z{{/zero}}"
                     "{{#one}}1{{/one}}{{#html}}H{{/html}}",
                     model),
              "x1H");
    EXPECT_EQ(render("{{zero}}", model), "0");
}

TEST(Sections, TheOtherWay) {
    Model model;
    model.add("some").set("x", "1");
    model.set("zero", 0);
    EXPECT_EQ(render("{{^some}}none{{/some}}{{^none}}nothing{{/none}}{{^zero}}0{{/zero}}", model),
              "nothing0");
    EXPECT_EQ(render("{{#some}}{{^inner}}-{{/inner}}{{#x}}{{x}}{{/x}}{{/some}}", model), "-1");
}

TEST(Sections, NearestWins) {
    Model model;
    model.set("name", "outer");
    model.add("item").set("name", "inner");
    model.add("item").set("name", "");
    model.add("item");
    EXPECT_EQ(render("{{#item}}[{{name}}]{{/item}}", model), "[inner][][outer]");
}

TEST(Sections, LineBreaks) {
    Model model;
    model.add("s");
    // A line of markers alone leaves no line; one with text keeps its break.
    EXPECT_EQ(render("a\n{{#s}}\nb\n{{/s}}\nc\n", model), "a\nb\nc\n");
    EXPECT_EQ(render("{{#s}}foo{{/s}}\nbar", model), "foo \nbar");
}

TEST(Model, MissingKeysAreEmpty) {
    EXPECT_EQ(render("<a href=\"{{h}}\" class=\"{{c}}\">{{t}}</a>{{%html m}}", Model()),
              "<a href=\"\" class=\"\"></a>");
}

TEST(Model, LastValueWinsAndMovesKeepItems) {
    Model model;
    model.set("v", "1").set("v", "2");
    model.add("item").set("n", -9223372036854775807 - 1);
    Model moved = std::move(model);
    EXPECT_EQ(render("{{v}}{{#item}}{{n}}{{v}}{{/item}}", moved), "2-92233720368547758082");
    EXPECT_EQ(moved.text("v"), "2");
    EXPECT_EQ(moved.text("none"), "");
    EXPECT_EQ(moved.items("item").size(), 1u);
    EXPECT_TRUE(moved.items("v").empty());
    EXPECT_TRUE(moved.shows("v"));
    EXPECT_FALSE(moved.shows("none"));
}

class DomainsTest : public testing::Test {
protected:
    DomainsTest() : renderer_(translator_) {
        translator_.add_domain("test", KEREGE_TEST_LOCALES);
        core_.write("partials/note.html", "<i>{{_ \"Save\"}}:{{v}}</i>");
        core_.write("both.html", "core");
        plugin_.write("both.html", "plugin");
        plugin_.write("page.html",
                      "{{>both}}{{>core/both}}{{#s}}{{>core/partials/note}}{{/s}}"
                      "{{>deep/part}}");
        plugin_.write("deep/part.html", "<b>{{_ \"Save\"}}</b>{{>deep/more}}");
        plugin_.write("deep/more.html", "{{! a\ncomment }}!");
    }

    Translator translator_;
    Renderer renderer_;
    TempFolder core_, plugin_;
};

TEST_F(DomainsTest, IncludesOwnAndHostsTemplates) {
    ASSERT_TRUE(renderer_.add_domain("core", core_.path()).ok());
    const auto added = renderer_.add_domain("test", plugin_.path());
    ASSERT_TRUE(added.ok()) << added.fault().log_text;
    Model model;
    model.add("s").set("v", "<1>");
    std::string out = ">";
    renderer_.render("test/page", "kk", model, out);
    // Each file is translated by its own domain.
    EXPECT_EQ(out, ">plugincore<i>Save:&lt;1&gt;</i><b>Сақтау</b>!");
    out.clear();
    renderer_.render("test/page", "xx", model, out);
    EXPECT_NE(out.find("Сақтау"), std::string::npos);
}

TEST_F(DomainsTest, KnowsItsTemplates) {
    ASSERT_TRUE(renderer_.add_domain("core", core_.path()).ok());
    EXPECT_TRUE(renderer_.has("core/partials/note"));
    EXPECT_FALSE(renderer_.has("core/nothing"));
    std::string out;
    EXPECT_THROW(renderer_.render("core/nothing", "kk", Model(), out), std::logic_error);
    renderer_.remove_domain("core");
    EXPECT_FALSE(renderer_.has("core/partials/note"));
}

TEST_F(DomainsTest, CirclesAreRefused) {
    plugin_.write("deep/more.html", "{{>page}}");
    ASSERT_TRUE(renderer_.add_domain("core", core_.path()).ok());
    const auto added = renderer_.add_domain("test", plugin_.path());
    ASSERT_FALSE(added.ok());
    EXPECT_NE(added.fault().log_text.find("includes itself"), std::string::npos);
}

TEST_F(DomainsTest, FolderAndFileNames) {
    EXPECT_FALSE(renderer_.add_domain("none", core_.path() / "nowhere").ok());
    core_.write("Bad Name.html", "x");
    const auto added = renderer_.add_domain("core", core_.path());
    ASSERT_FALSE(added.ok());
    EXPECT_NE(added.fault().log_text.find("Bad Name.html"), std::string::npos);
}

}  // namespace
}  // namespace kerege::view
