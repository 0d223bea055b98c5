#include <fmt/format.h>
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "tests/view/support.hpp"

namespace kerege::view {
namespace {

// Models are a thread's own; renderer and translator are shared by all.
TEST(Concurrency, ThreadsRenderTheirOwnModels) {
    TempFolder folder;
    folder.write("page.html", "<p title=\"{{_ \"Mark of {name}\"}}\">{{#row}}{{n}};{{/row}}</p>");
    Translator translator;
    translator.add_domain("test", KEREGE_TEST_LOCALES);
    Renderer renderer(translator);
    ASSERT_TRUE(renderer.add_domain("test", folder.path()).ok());

    std::atomic<int> wrong{0};
    const auto work = [&](int number) {
        const std::string_view locale = kLocales[number % 3];
        const std::string name = fmt::format("t{}", number);
        const std::string title =
            fill(translator.translate("test", locale, "Mark of {name}"), {{"name", name}});
        for (int round = 0; round < 500; ++round) {
            Model model;
            model.set("name", name);
            std::string rows;
            for (int i = 0; i < 5; ++i) {
                model.add("row").set("n", number * 1000 + round + i);
                rows += fmt::format("{};", number * 1000 + round + i);
            }
            std::string out;
            renderer.render("test/page", locale, model, out);
            if (out != fmt::format("<p title=\"{}\">{}</p>", title, rows)) ++wrong;
        }
    };
    std::vector<std::thread> threads;
    for (int i = 0; i < 8; ++i) threads.emplace_back(work, i);
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(wrong, 0);
}

}  // namespace
}  // namespace kerege::view
