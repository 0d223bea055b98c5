#include "host/src/view/help.hpp"

#include <gtest/gtest.h>

#include "tests/view/temp_folder.hpp"

namespace kerege::view {
namespace {

class HelpTest : public testing::Test {
protected:
    void write(const std::string& topics) {
        folder_.write("topics.yaml", topics);
        for (const char* locale : {"kk", "ru", "en"})
            for (const char* code : {"people", "end", "home", "acme.books"})
                folder_.write(std::string(locale) + "/" + code + ".txt",
                              std::string("# ") + code + " " + locale + "\n\nText.\n");
    }
    std::string refusal(const std::string& module = {}) {
        const auto added = help_.add_folder(module, folder_.path());
        return added ? "" : added.fault().log_text;
    }
    std::string topic_of(std::string_view path) const {
        const HelpTopic* topic = help_.of_page(path);
        return topic ? topic->code : "";
    }

    TempFolder folder_;
    Help help_;
};

// K3.3.6: help next to where it is needed.
TEST_F(HelpTest, BelongsToPages) {
    write(
        "- {topic: home, pages: [/]}\n"
        "- {topic: people, permission: core.people.view, pages: [/people, /reports]}\n"
        "- {topic: end, pages: [\"/people/*/end\"]}\n");
    ASSERT_EQ(refusal(), "");
    EXPECT_EQ(topic_of("/"), "home");
    EXPECT_EQ(topic_of("/people"), "people");
    EXPECT_EQ(topic_of("/people?kind=learner&q=/people/1/end"), "people");
    EXPECT_EQ(topic_of("/people/7"), "people");
    EXPECT_EQ(topic_of("/people/7/end"), "end");
    EXPECT_EQ(topic_of("/people/7/ending"), "people");
    EXPECT_EQ(topic_of("/peoples"), "");
    EXPECT_EQ(topic_of("/modules"), "");
    ASSERT_TRUE(help_.find("people"));
    EXPECT_EQ(help_.find("people")->text("ru").title, "people ru");
    EXPECT_EQ(help_.find("people")->text("ru").body, "\n\nText.\n");
    EXPECT_EQ(help_.find("people")->text("xx").title, "people kk");
    EXPECT_EQ(help_.find("people")->permission, "core.people.view");
    EXPECT_FALSE(help_.find("none"));
}

TEST_F(HelpTest, OfAModuleBearsItsName) {
    write("- {topic: acme.books, pages: [/books]}\n");
    EXPECT_EQ(refusal("acme"), "");
    EXPECT_EQ(help_.find("acme.books")->module, "acme");
    EXPECT_NE(refusal("other").find("begins with \"other.\""), std::string::npos);
    EXPECT_NE(refusal("acme").find("there already"), std::string::npos);
    EXPECT_EQ(help_.topics().size(), 1u) << "nothing of a refused folder";
}

TEST_F(HelpTest, IsRefusedWithItsReason) {
    const auto says = [&](const std::string& topics, std::string_view words) {
        write(topics);
        const std::string reason = refusal();
        return reason.find(words) != std::string::npos ? "" : reason + " (accepted if empty)";
    };
    EXPECT_EQ(says("- {topic: people, page: [/people]}\n", "unknown"), "");
    EXPECT_EQ(says("- {topic: ../secret, pages: []}\n", "small letters"), "");
    EXPECT_EQ(says("- {topic: people, pages: [people]}\n", "begins with /"), "");
    EXPECT_EQ(says("- {topic: none, pages: []}\n", "none.txt: is not there"), "");
    EXPECT_EQ(says("- {topic: home, pages: []}\n- {topic: home, pages: []}\n", "already"), "");
    write("- {topic: people, pages: []}\n");
    folder_.write("ru/people.txt", "No title\n");
    EXPECT_NE(refusal().find("people.txt:1: begins with"), std::string::npos);
    EXPECT_TRUE(help_.topics().empty());
}

}  // namespace
}  // namespace kerege::view
