#include "host/src/view/menu.hpp"

#include <gtest/gtest.h>

#include "tests/view/support.hpp"

namespace kerege::view {
namespace {

constexpr const char* kMenu =
    "{{#group}}{{#heading}}[{{text}} {{id}}] {{/heading}}"
    "{{#menu}}{{label}}={{href}}{{#current}}*{{/current}} {{/menu}}{{/group}}|"
    "{{#tabs}}{{label}}{{#current}}*{{/current}} {{/tabs}}|"
    "{{#more}}{{#group}}{{#heading}}[{{text}} {{id}}] {{/heading}}"
    "{{#menu}}{{label}}{{#current}}*{{/current}} {{/menu}}{{/group}}{{/more}}";

class MenuTest : public testing::Test {
protected:
    MenuTest() {
        translator_.add_domain("test", KEREGE_TEST_LOCALES);
        session_.scope.person = PersonId{1};
        viewer_.session = &session_;
        viewer_.locale = "kk";
    }

    void add(const char* label, const char* href, int order, const char* module = "",
             const char* group = "") {
        site_.menu.push_back({module, label, href, "icon", "", order, group});
    }
    std::string shown(std::string_view path) {
        viewer_.path = path;
        Model layout;
        add_menu(layout, site_, viewer_, translator_);
        return render(kMenu, layout);
    }

    Translator translator_;
    Site site_;
    access::Session session_;
    Viewer viewer_;
};

TEST_F(MenuTest, OrderedAndTranslatedByItsModule) {
    add("Save", "/b", 20, "test");
    add("Save", "/a", 10);
    EXPECT_EQ(shown("/"), "Save=/a Сақтау=/b |Save Сақтау |");
}

TEST_F(MenuTest, TheLongestAddressIsCurrent) {
    add("Home", "/", 1);
    add("Journal", "/journal", 2);
    add("Terms", "/journal/terms", 3);
    EXPECT_EQ(shown("/"), "Home=/* Journal=/journal Terms=/journal/terms |Home* Journal Terms |");
    EXPECT_EQ(shown("/journal/sections/1"),
              "Home=/ Journal=/journal* Terms=/journal/terms |Home Journal* Terms |");
    EXPECT_EQ(shown("/journal/terms/2?a=1"),
              "Home=/ Journal=/journal Terms=/journal/terms* |Home Journal Terms* |");
    EXPECT_EQ(shown("/journals"),
              "Home=/ Journal=/journal Terms=/journal/terms |Home Journal Terms |");
}

TEST_F(MenuTest, ThePhonesBarHasFivePlaces) {
    for (const char* label : {"1", "2", "3", "4", "5"}) add(label, "/x", 1);
    EXPECT_TRUE(shown("/").ends_with("|1 2 3 4 5 |"));
    add("6", "/six", 2);
    EXPECT_TRUE(shown("/six").ends_with("|1 2 3 4 |5 6* ")) << shown("/six");
}

// As an operator's: what is long has headings, in the bar of a phone as well, and nothing is lost.
TEST_F(MenuTest, ALongOneHasHeadings) {
    add("Home", "/", 0);
    add("Tree", "/tree", 1, "", "First");
    for (size_t i = 3; i < kFlatMax; ++i) add("x", "/x", 10, "", "Second");
    add("Late", "/late", 20, "", "First");
    EXPECT_EQ(site_.menu.size(), kFlatMax);
    EXPECT_EQ(shown("/late").find('['), std::string::npos) << "short enough";
    add("Last", "/last", 30);
    const std::string menu = shown("/late");
    EXPECT_TRUE(
        menu.starts_with("Home=/ Last=/last [First menu-1] Tree=/tree Late=/late* "
                         "[Second menu-2] x=/x "))
        << menu;
    EXPECT_NE(menu.find("|Home Tree x x |Last [Second more-1] x "), std::string::npos) << menu;
    EXPECT_TRUE(menu.ends_with("x [First more-2] Late* ")) << menu;
}

TEST_F(MenuTest, OnlyWhatThePersonMaySee) {
    add("Open", "/open", 1);
    add("Closed", "/closed", 2);
    site_.shows = [](const access::Scope& scope, const MenuItem& item) {
        return scope.person == PersonId{1} && item.label == "Open";
    };
    EXPECT_EQ(shown("/"), "Open=/open |Open |");
    session_.scope.person = PersonId{2};
    EXPECT_EQ(shown("/"), "||");
}

}  // namespace
}  // namespace kerege::view
