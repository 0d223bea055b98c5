#include "host/src/files/media.hpp"

#include <gtest/gtest.h>

#include "host/src/http/text.hpp"

namespace kerege::files {
namespace {

TEST(Media, WhatIsDeclaredAgreesWithWhatIsFound) {
    const char* const docx =
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    const struct {
        const char* declared;
        const char* found;
        const char* kept;  // empty: refused
    } cases[] = {
        {"image/png", "image/png", "image/png"},
        {"Image/PNG; name=x", "image/png", "image/png"},
        {"", "image/png", "image/png"},
        {"application/octet-stream", "image/png", "image/png"},
        {"image/jpg", "image/jpeg", "image/jpeg"},
        {"text/csv", "text/plain", "text/csv"},
        {"application/json", "text/plain", "application/json"},
        {"text/x-c++src", "text/html", "text/x-c++src"},
        {docx, "application/zip", docx},
        {"application/msword", "application/CDFV2", "application/msword"},
        {"audio/mp4", "video/mp4", "audio/mp4"},
        {"application/x-drawing", "application/octet-stream", "application/x-drawing"},
        {"image/png", "text/html", ""},
        {"image/png", "image/gif", ""},
        {"image/png", "application/octet-stream", ""},
        {"text/plain", "application/octet-stream", ""},
        {"application/pdf", "text/html", ""},
        {"text/plain", "application/x-executable", ""},
        {"nonsense", "application/octet-stream", ""},
    };
    for (const auto& one : cases)
        EXPECT_EQ(agreed_type(one.declared, one.found), one.kept) << one.declared << one.found;
}

TEST(Media, ListsNameTypesAndGroups) {
    EXPECT_TRUE(in_list("image/png", ""));
    EXPECT_TRUE(in_list("image/png", "application/pdf, image/png"));
    EXPECT_TRUE(in_list("image/png", "Image/*"));
    EXPECT_FALSE(in_list("image/png", "image/jpeg"));
    EXPECT_FALSE(in_list("text/html", "text/plain, ,"));
    EXPECT_FALSE(in_list("text/html", "*/*"));
}

TEST(Media, NamesHaveNothingButAName) {
    EXPECT_EQ(clean_name("a/b\\c.txt"), "c.txt");
    EXPECT_EQ(clean_name("..."), "file");
    EXPECT_EQ(clean_name(" .htaccess"), "htaccess");
    EXPECT_EQ(clean_name("a\x01\x7f\n.txt"), "a.txt");
    EXPECT_EQ(clean_name("\u202Efdp.exe\u2066"), "fdp.exe");
    EXPECT_EQ(clean_name("Қазақша атау.docx"), "Қазақша атау.docx");
    std::string longest;
    for (int i = 0; i < 300; ++i) longest += "Ә";
    const std::string cut = clean_name(longest + ".jpeg");
    EXPECT_LE(cut.size(), 255u);
    EXPECT_TRUE(cut.ends_with(".jpeg"));
    EXPECT_TRUE(http::valid_utf8(cut));
}

TEST(Media, TheNameOfADownloadBreaksNoHeader) {
    EXPECT_EQ(disposition(false, "a b.txt"),
              "attachment; filename=\"a b.txt\"; filename*=UTF-8''a%20b.txt");
    EXPECT_EQ(disposition(true, "a\"; x=\".png"),
              "inline; filename=\"a__ x__.png\"; filename*=UTF-8''a%22%3B%20x%3D%22.png");
    EXPECT_EQ(disposition(true, "Ә%.png"),
              "inline; filename=\"__.png\"; filename*=UTF-8''%D3%98%25.png");
}

}  // namespace
}  // namespace kerege::files
