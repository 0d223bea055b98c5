#include "host/src/view/assets.hpp"

#include <gtest/gtest.h>

#include "tests/view/support.hpp"

namespace kerege::view {
namespace {

class AssetsTest : public testing::Test {
protected:
    AssetsTest() {
        folder_.write("manifest.json",
                      R"({"app.css": "app-1a.css", "onest.woff2": "onest-2b.woff2"})");
        folder_.write("app-1a.css", "p{}");
        folder_.write("app-1a.css.gz", "zipped");
        folder_.write("app-1a.css.br", "brotli");
        folder_.write("onest-2b.woff2", "font");
        folder_.write("unlisted.css", "x");
    }
    std::string refusal() {
        const auto added = Assets().add_folder("/assets", folder_.path());
        return added ? "" : added.fault().log_text;
    }

    TempFolder folder_;
};

TEST_F(AssetsTest, ServesWhatTheManifestNames) {
    Assets assets;
    ASSERT_TRUE(assets.add_folder("/assets", folder_.path()).ok());
    ASSERT_TRUE(assets.add_folder("/assets/journal", folder_.path()).ok());
    EXPECT_EQ(assets.url("/assets", "app.css"), "/assets/app-1a.css");
    EXPECT_EQ(assets.url("/assets/journal", "app.css"), "/assets/journal/app-1a.css");
    EXPECT_EQ(assets.url("/assets", "nothing.css"), "");

    const Asset* style = assets.find("/assets/app-1a.css");
    ASSERT_TRUE(style);
    EXPECT_EQ(style->content_type, "text/css; charset=utf-8");
    EXPECT_EQ(style->plain, "p{}");
    EXPECT_EQ(style->gzip, "zipped");
    EXPECT_EQ(style->brotli, "brotli");
    const Asset* font = assets.find("/assets/onest-2b.woff2");
    ASSERT_TRUE(font);
    EXPECT_EQ(font->content_type, "font/woff2");
    EXPECT_EQ(font->gzip, "");
    EXPECT_FALSE(assets.find("/assets/unlisted.css"));
    EXPECT_FALSE(assets.find("/assets/manifest.json"));
    EXPECT_FALSE(assets.find("/assets/../manifest.json"));
}

TEST_F(AssetsTest, RefusesWhatIsNotThere) {
    folder_.write("manifest.json", R"({"a.css": "gone.css"})");
    EXPECT_NE(refusal().find("gone.css: can't be read"), std::string::npos) << refusal();
    std::filesystem::remove(folder_.path() / "manifest.json");
    EXPECT_NE(refusal().find("manifest.json: can't be read"), std::string::npos) << refusal();
}

TEST_F(AssetsTest, RefusesFilesOutsideAndUnknownKinds) {
    folder_.write("manifest.json", R"({"a.css": "../a.css"})");
    EXPECT_NE(refusal().find("lies outside"), std::string::npos) << refusal();
    folder_.write("manifest.json", R"({"a.css": "/etc/passwd"})");
    EXPECT_NE(refusal().find("lies outside"), std::string::npos) << refusal();
    folder_.write("manifest.json", R"({"a": "a.html"})");
    folder_.write("a.html", "x");
    EXPECT_NE(refusal().find("not served"), std::string::npos) << refusal();
}

TEST_F(AssetsTest, RefusesADamagedManifest) {
    for (const char* text : {"{", "[1]", "{\"a\": {\"b\": 1}}", "words"}) {
        folder_.write("manifest.json", text);
        EXPECT_NE(refusal(), "") << text;
    }
}

}  // namespace
}  // namespace kerege::view
