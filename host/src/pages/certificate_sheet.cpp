#include "host/src/pages/certificate_sheet.hpp"

#include <algorithm>

#include "host/src/pdf/document.hpp"

namespace kerege::pages {
namespace {

constexpr double kMargin = 20;
constexpr double kWidth = pdf::kPageWidth - 2 * kMargin;
constexpr double kLabelWidth = 55;
constexpr double kLowest = pdf::kPageHeight - kMargin;
constexpr pdf::Type kTitle{16, pdf::Weight::bold};
constexpr pdf::Type kHead{11, pdf::Weight::bold};
constexpr pdf::Type kPlain{10};
constexpr pdf::Type kLabel{10, pdf::Weight::regular, pdf::Face::text, 0.3};
constexpr pdf::Type kCode{9, pdf::Weight::regular, pdf::Face::fixed};

class Sheet {
public:
    Sheet(const CertificateSheet& sheet, std::string_view locale)
        : sheet_(sheet), document_(sheet.title, locale) {}

    std::string make() {
        write(sheet_.title, kTitle, 4);
        for (const auto& [label, value] : sheet_.facts) pair(label, value);
        for (const auto& part : sheet_.parts) {
            y_ += 4;
            write(part.module, kHead, 1);
            for (const std::string& line : part.lines) write(line, kPlain, 1);
        }
        y_ += 4;
        write(sheet_.state, kHead, 1);
        write(sheet_.hash_label, kLabel, 1);
        write(sheet_.hash, kCode, 0);
        return document_.finish();
    }

private:
    // Onto the next page where this one has no room for it.
    void need(double height) {
        if (y_ + height <= kLowest) return;
        document_.next_page();
        y_ = kMargin;
    }
    void write(const std::string& text, const pdf::Type& type, double after) {
        need(document_.height_of(kWidth, text, type));
        y_ += document_.write(kMargin, y_, kWidth, text, type) + after;
    }
    void pair(const std::string& label, const std::string& value) {
        constexpr double width = kWidth - kLabelWidth;
        need(document_.height_of(width, value, kPlain));
        const double taken = document_.write(kMargin, y_, kLabelWidth - 2, label, kLabel);
        y_ += std::max(taken, document_.write(kMargin + kLabelWidth, y_, width, value, kPlain)) + 1;
    }

    const CertificateSheet& sheet_;
    pdf::Document document_;
    double y_ = kMargin;
};

}  // namespace

std::string certificate_pdf(const CertificateSheet& sheet, std::string_view locale) {
    return Sheet(sheet, locale).make();
}

}  // namespace kerege::pages
