#include "host/src/view/check/translation_check.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "host/src/view/check/messages.hpp"
#include "tests/view/temp_folder.hpp"

namespace kerege::view {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::vector<std::string> ids_in(std::string_view source) {
    UsedMessages used;
    find_in_source("x.cpp", source, used);
    std::vector<std::string> ids;
    for (const auto& [id, use] : used.by_id) {
        ids.push_back(use.plural.empty() ? id : id + "|" + use.plural);
    }
    for (const auto& problem : used.problems) ids.push_back(problem);
    return ids;
}

TEST(Messages, InSources) {
    EXPECT_THAT(ids_in("call.tr(\"A\");"), ElementsAre("A"));
    EXPECT_THAT(ids_in("tr(house, exchange, \"A \\\"b\\\"\")"), ElementsAre("A \"b\""));
    EXPECT_THAT(ids_in("KEREGE_TR(\"long \"\n   \"text\")"), ElementsAre("long text"));
    EXPECT_THAT(ids_in("tr(x ? \"A\" : \"B\")"), ElementsAre("A", "B"));
    EXPECT_THAT(ids_in("tr(map[\"key\"], f(\"other\"))"), IsEmpty());
    EXPECT_THAT(ids_in("text.substr(\"A\"); str(\"B\"); // tr(\"C\")\n/* tr(\"D\") */"), IsEmpty());
    EXPECT_THAT(ids_in("\"tr(\\\"A\\\")\"; 'x'; tr(\"B\"); 1'000; tr(\"C\")"),
                ElementsAre("B", "C"));
    EXPECT_THAT(ids_in("case '\"': x('\\''); tr(\"A\"); // it's\ntr(\"B\")"),
                ElementsAre("A", "B"));
    EXPECT_THAT(ids_in("x(R\"y(a \" tr(\"A\"))y\"); tr(\"B\")"), ElementsAre("B"));
    EXPECT_THAT(ids_in("call.tr_plural(\"one\", \"many\", n); tr(\"A\")"),
                ElementsAre("A", "one|many"));
    EXPECT_THAT(
        ids_in("tr_plural(h, KEREGE_TR(\"one\"), KEREGE_TR(\"many\"), n); KEREGE_TR(\"A\");"),
        ElementsAre("A", "one|many"));
}

TEST(Messages, WordsForPeopleNeedAMark) {
    EXPECT_THAT(ids_in("return invalid(\"log\", \"Words.\");"),
                ElementsAre("x.cpp:1: words for people without KEREGE_TR"));
    EXPECT_THAT(ids_in("return conflict(\"log\",\n KEREGE_TR(\"Words.\"));"),
                ElementsAre("Words."));
    EXPECT_THAT(ids_in("return invalid(\"log\");"), IsEmpty());
}

TEST(Messages, InManifests) {
    UsedMessages used;
    find_in_manifest("plugin.yaml",
                     "id: x\nname: School\nvendor: Kerege\nmenu:\n  - {label: Classes, href: /x}\n"
                     "personal_data:\n  - {table: t, purpose: Who attends}\n",
                     used);
    EXPECT_EQ(used.by_id.size(), 3u);
    EXPECT_EQ(used.by_id["Classes"].where, "plugin.yaml:5");
    EXPECT_TRUE(used.by_id.contains("School"));
    EXPECT_TRUE(used.by_id.contains("Who attends"));
}

class UnitTest : public testing::Test {
protected:
    UnitTest() {
        folder_.write("templates/a.html", "<p>{{_ \"Save\"}}</p>\n{{_ \"Mark of {name}\"}}");
        folder_.write("src/deep/b.cpp", "tr_plural(\"{count} day\", \"{count} days\", n);");
        for (const char* locale : {"kk", "ru", "en"}) write(locale, text());
    }
    void write(const std::string& locale, const std::string& text) {
        folder_.write("locales/" + locale + ".po", text);
    }
    static std::string text(const std::string& more = "") {
        return "msgid \"\"\nmsgstr \"\"\n\"Plural-Forms: nplurals=2; plural=(n != 1);\\n\"\n\n"
               "msgid \"Save\"\nmsgstr \"S\"\n\nmsgid \"Mark of {name}\"\nmsgstr \"{name}\"\n\n"
               "msgid \"{count} day\"\nmsgid_plural \"{count} days\"\n"
               "msgstr[0] \"{count} d\"\nmsgstr[1] \"{count} ds\"\n" +
               more;
    }
    std::vector<std::string> problems() const { return check_unit(folder_.path(), "unit"); }

    TempFolder folder_;
};

TEST_F(UnitTest, CompleteIsFine) { EXPECT_THAT(problems(), IsEmpty()); }

TEST_F(UnitTest, AMessageWithoutTranslation) {
    folder_.write("templates/a.html", "{{_ \"Save\"}} {{_ \"Mark of {name}\"}}\n{{_ \"New\"}}");
    EXPECT_THAT(problems(), ElementsAre(HasSubstr("kk.po: no translation of \"New\" of "
                                                  "unit/templates/a.html:2"),
                                        HasSubstr("ru.po"), HasSubstr("en.po")));
}

TEST_F(UnitTest, ATranslationUsedNowhere) {
    write("ru", text("\nmsgid \"Old\"\nmsgstr \"x\"\n"));
    EXPECT_THAT(problems(), ElementsAre(HasSubstr("ru.po:16: \"Old\" is used nowhere")));
}

TEST_F(UnitTest, EmptyAndFuzzyAreNotTranslated) {
    std::string empty = text();
    empty.replace(empty.find("\"S\""), 3, "\"\"");
    write("kk", empty);
    std::string fuzzy = text();
    fuzzy.insert(fuzzy.find("msgid \"Save\""), "#, fuzzy\n");
    write("ru", fuzzy);
    EXPECT_THAT(problems(), ElementsAre(HasSubstr("kk.po:5: \"Save\" is not translated"),
                                        HasSubstr("ru.po:6: \"Save\" is not translated")));
}

TEST_F(UnitTest, NamesMustBeKept) {
    std::string text = UnitTest::text();
    text.replace(text.find("\"{name}\""), 8, "\"{nmae}\"");
    write("en", text);
    EXPECT_THAT(problems(), ElementsAre(HasSubstr("en.po:8: the {names} of \"{nmae}\"")));
    text = UnitTest::text();
    text.replace(text.find("\"S\""), 3, "\"S %x\"");
    write("en", text);
    EXPECT_THAT(problems(), ElementsAre(HasSubstr("en.po:5: the {names} of \"S %x\"")));
}

TEST_F(UnitTest, PluralFormsAreCounted) {
    std::string text = UnitTest::text();
    text.replace(text.find("nplurals=2"), 10, "nplurals=3");
    write("ru", text);
    folder_.write("src/deep/b.cpp", "tr_plural(\"{count} day\", \"{count} dayz\", n);");
    EXPECT_THAT(problems(), ElementsAre(HasSubstr("kk.po:11: \"{count} day\" needs msgid_plural"),
                                        HasSubstr("ru.po:11: 2 forms where 3 are due"),
                                        HasSubstr("ru.po:11: \"{count} day\" needs"),
                                        HasSubstr("en.po:11: \"{count} day\" needs")));
}

TEST_F(UnitTest, AMissingCatalogueAndABrokenTemplate) {
    std::filesystem::remove(folder_.path() / "locales/kk.po");
    folder_.write("templates/b.html", "{{v:none}}");
    EXPECT_THAT(problems(), ElementsAre(HasSubstr("unit/templates/b.html:1: the modifier"),
                                        HasSubstr("unit/locales/kk.po: missing")));
}

}  // namespace
}  // namespace kerege::view
