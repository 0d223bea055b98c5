#include "host/src/pdf/document.hpp"

#include <gtest/gtest.h>

namespace kerege::pdf {
namespace {

size_t count(const std::string& text, std::string_view what) {
    size_t found = 0;
    for (size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + 1))
        ++found;
    return found;
}

TEST(PdfDocument, IsAWholeFileOfItsPages) {
    Document document("Қиындылар", "kk");
    document.write(10, 10, 100, "Әлия Ғабитқызы");
    document.cut_line(0, 50, kPageWidth, 50);
    document.next_page();
    document.fill(10, 10, 5, 5);
    const std::string file = document.finish();
    EXPECT_EQ(file.rfind("%PDF-1.", 0), 0u);
    EXPECT_NE(file.find("%%EOF"), std::string::npos);
    EXPECT_EQ(count(file, "/Type /Page\n") + count(file, "/Type /Page "), 2u)
        << file.substr(0, 2000);
}

TEST(PdfDocument, BreaksLinesWhereTheColumnEnds) {
    Document document("", "ru");
    const double one = document.height_of(100, "Войти");
    EXPECT_GT(one, 3.5);  // ten points
    EXPECT_LT(one, 5.5);
    EXPECT_GE(document.height_of(20, "один два три четыре пять шесть"), 3 * one);
    EXPECT_GT(document.height_of(20, std::string(60, 'w')), 3 * one) << "within a word too long";
    EXPECT_DOUBLE_EQ(document.write(0, 0, 20, "один два три четыре"),
                     document.height_of(20, "один два три четыре"));
}

TEST(PdfDocument, IsLeftBehindUnfinished) {
    Document document("", "en");
    document.write(10, 10, 100, "nobody asks for it");
}

}  // namespace
}  // namespace kerege::pdf
