// Letters: what a text's template may hold, and what values do in it.
#include "host/src/view/text_templates.hpp"

#include <gmock/gmock.h>

#include "tests/view/temp_folder.hpp"

namespace kerege::view {
namespace {

using testing::HasSubstr;

class TextTemplatesTest : public testing::Test {
protected:
    void SetUp() override { translator.add_domain("test", KEREGE_TEST_LOCALES); }
    std::string add(const std::string& text) {
        folder.write("news.txt", text);
        const auto added = templates.add_domain("test", folder.path());
        return added.ok() ? "" : added.fault().log_text;
    }
    std::string body(const std::string& text, const Model& values, std::string_view locale = "kk") {
        EXPECT_EQ(add("Subject\n\n" + text), "");
        return templates.render("test/news", locale, values).body;
    }

    TempFolder folder;
    Translator translator;
    TextTemplates templates{translator};
    Model model;
};

TEST_F(TextTemplatesTest, ShowsValuesAsTheyAre) {
    model.set("name", "<Әлия & \"Ко\">").set("count", 3);
    EXPECT_EQ(body("{{name}}: {{count}} < 4 {{none}}\n", model), "<Әлия & \"Ко\">: 3 < 4 \n");
}

TEST_F(TextTemplatesTest, RepeatsAndLeavesOutSectionsWithoutEmptyLines) {
    model.add("day").set("name", "one").add("mark").set("value", 9);
    model.add("day").set("name", "two");
    EXPECT_EQ(body("{{#day}}\n- {{name}}:{{#mark}} {{value}}{{/mark}}{{^mark}} none{{/mark}}\n"
                   "{{/day}}\n{{^day}}\nnothing\n{{/day}}\nend\n",
                   model),
              "- one: 9\n- two: none\nend\n");
}

TEST_F(TextTemplatesTest, WritesDaysAsTheLanguageDoes) {
    model.set("on", "2026-09-01").set("word", "soon");
    EXPECT_EQ(body("{{on:day}} {{word:day}}\n", model), "01.09.2026 soon\n");
    EXPECT_NE(templates.render("test/news", "en", model).body, "01.09.2026 soon\n");
}

TEST_F(TextTemplatesTest, ASubjectIsOneLine) {
    ASSERT_EQ(add("News of {{who}}\n\nText\n"), "");
    model.set("who", "a\r\nBcc: b@c\x7f");
    EXPECT_EQ(templates.render("test/news", "kk", model).subject, "News of a Bcc: b@c");
    model.set("who", std::string(500, 'x'));
    EXPECT_LE(templates.render("test/news", "kk", model).subject.size(), 203u);
    model.set("who", "x");
    EXPECT_EQ(templates.render("test/news", "kk", model).body, "Text\n");
}

TEST_F(TextTemplatesTest, TranslatesWithValues) {
    model.set("name", "Әлия");
    EXPECT_EQ(body("{{_ \"Save\"}}: {{_ \"Mark of {name}\"}}\n", model), "Сақтау: Әлия бағасы\n");
}

TEST_F(TextTemplatesTest, RefusesWhatIsNoLetter) {
    EXPECT_THAT(add(""), HasSubstr("news.txt:1: the first line is the subject"));
    EXPECT_THAT(add("Subject"), HasSubstr("news.txt:2: there is no text"));
    EXPECT_THAT(add("Subject\n\n{{#a}}\n"), HasSubstr("news.txt:3: the section {{#a}} is not"));
    EXPECT_THAT(add("S\n\n{{>core/x}}\n"), HasSubstr("news.txt:3: a text includes nothing"));
    EXPECT_THAT(add("S\n\n{{%html x}}\n"), HasSubstr("a text holds no markup"));
    EXPECT_THAT(add("S\n\n{{x:none}}\n"), HasSubstr("the modifier :none"));
    EXPECT_THAT(add("S {{\n\nx\n"), HasSubstr("news.txt:1: {{ without }}"));
    EXPECT_THAT(add("S\n\n\xff\n"), HasSubstr("not UTF-8"));
    EXPECT_FALSE(templates.has("test/news"));
}

TEST_F(TextTemplatesTest, HasALimit) {
    ASSERT_EQ(add("S\n\n{{#a}}{{text}}{{/a}}\n"), "");
    const std::string large(100 * 1024, 'x');
    for (int i = 0; i < 3; ++i) model.add("a").set("text", large);
    EXPECT_THROW(templates.render("test/news", "kk", model), std::length_error);
}

TEST_F(TextTemplatesTest, GoesWithItsDomain) {
    ASSERT_EQ(add("S\n\nText\n"), "");
    EXPECT_TRUE(templates.has("test/news"));
    templates.remove_domain("test");
    EXPECT_FALSE(templates.has("test/news"));
}

}  // namespace
}  // namespace kerege::view
