// Sheets to print: A4 pages as PDF, with text in every alphabet the platform speaks.
//
// Measures are millimetres from the upper left corner of the page; type is in points. One document
// belongs to one thread; several may be made at once.
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace kerege::pdf {

inline constexpr double kPageWidth = 210;
inline constexpr double kPageHeight = 297;

enum class Weight { regular, bold };
enum class Face { text, fixed };

struct Type {
    double points = 10;
    Weight weight = Weight::regular;
    Face face = Face::text;  // fixed: every letter as wide, so that l, I and 1 are told apart
    double grey = 0;         // 0 is black
};

class Document {
public:
    // Begins with an empty page. title: as a reader shows it; locale: kk, ru or en, for the shapes
    // of letters. Throws std::runtime_error if the document can't be begun.
    Document(std::string_view title, std::string_view locale);
    ~Document();
    Document(const Document&) = delete;
    Document& operator=(const Document&) = delete;

    void next_page();

    // Writes UTF-8 into a column of that width, wrapped between words, and within one that is too
    // long. Returns the height it took.
    double write(double x, double y, double width, std::string_view text, const Type& type = {});
    // The height that write() would take.
    double height_of(double width, std::string_view text, const Type& type = {});

    void line(double x1, double y1, double x2, double y2, double thickness = 0.2);
    // Where the scissors go.
    void cut_line(double x1, double y1, double x2, double y2);
    void fill(double x, double y, double width, double height);

    // The whole file; nothing can be added afterwards. Throws std::runtime_error.
    std::string finish();

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace kerege::pdf
