#include "host/src/pdf/document.hpp"

#include <cairo-pdf.h>
#include <pango/pangocairo.h>

#include <stdexcept>

namespace kerege::pdf {
namespace {

constexpr double kPointsPerMm = 72.0 / 25.4;

// No exception may pass through cairo.
cairo_status_t append(void* file, const unsigned char* bytes, unsigned int length) {
    try {
        static_cast<std::string*>(file)->append(reinterpret_cast<const char*>(bytes), length);
        return CAIRO_STATUS_SUCCESS;
    } catch (...) {
        return CAIRO_STATUS_NO_MEMORY;
    }
}

void require(cairo_status_t status) {
    if (status != CAIRO_STATUS_SUCCESS) throw std::runtime_error(cairo_status_to_string(status));
}

}  // namespace

struct Document::Impl {
    struct Release {
        void operator()(cairo_t* context) const { cairo_destroy(context); }
        void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
        void operator()(PangoFontDescription* font) const { pango_font_description_free(font); }
        void operator()(PangoFontMap* map) const { g_object_unref(map); }
        void operator()(PangoContext* context) const { g_object_unref(context); }
        void operator()(PangoLayout* layout) const { g_object_unref(layout); }
    };

    template <class T>
    using Owned = std::unique_ptr<T, Release>;

    std::string file;  // the last to go: what is open writes into it
    // The map is the document's own: the one pango keeps for each thread would stay with every
    // thread that ever printed.
    Owned<PangoFontMap> fonts{pango_cairo_font_map_new()};
    Owned<cairo_surface_t> surface{cairo_pdf_surface_create_for_stream(
        append, &file, kPageWidth* kPointsPerMm, kPageHeight* kPointsPerMm)};
    Owned<cairo_t> page{cairo_create(surface.get())};
    Owned<PangoContext> shaping{pango_font_map_create_context(fonts.get())};

    Owned<PangoLayout> lay_out(double width, std::string_view text, const Type& type) const {
        Owned<PangoLayout> layout(pango_layout_new(shaping.get()));
        const Owned<PangoFontDescription> font(pango_font_description_new());
        pango_font_description_set_family_static(font.get(), type.face == Face::fixed
                                                                 ? "DejaVu Sans Mono, monospace"
                                                                 : "DejaVu Sans, sans-serif");
        pango_font_description_set_weight(
            font.get(), type.weight == Weight::bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
        // A document's unit is the point, whatever resolution a screen would have.
        pango_font_description_set_absolute_size(font.get(), type.points * PANGO_SCALE);
        pango_layout_set_font_description(layout.get(), font.get());
        pango_layout_set_width(layout.get(), static_cast<int>(width * kPointsPerMm * PANGO_SCALE));
        pango_layout_set_wrap(layout.get(), PANGO_WRAP_WORD_CHAR);
        pango_layout_set_text(layout.get(), text.data(), static_cast<int>(text.size()));
        return layout;
    }
};

Document::Document(std::string_view title, std::string_view locale)
    : impl_(std::make_unique<Impl>()) {
    require(cairo_surface_status(impl_->surface.get()));
    const std::string name(title);
    cairo_pdf_surface_set_metadata(impl_->surface.get(), CAIRO_PDF_METADATA_TITLE, name.c_str());
    pango_context_set_language(impl_->shaping.get(),
                               pango_language_from_string(std::string(locale).c_str()));
}

Document::~Document() = default;

void Document::next_page() { cairo_show_page(impl_->page.get()); }

double Document::write(double x, double y, double width, std::string_view text, const Type& type) {
    const auto layout = impl_->lay_out(width, text, type);
    int height = 0;
    pango_layout_get_size(layout.get(), nullptr, &height);
    cairo_t* page = impl_->page.get();
    cairo_set_source_rgb(page, type.grey, type.grey, type.grey);
    cairo_move_to(page, x * kPointsPerMm, y * kPointsPerMm);
    pango_cairo_show_layout(page, layout.get());
    return height / (kPointsPerMm * PANGO_SCALE);
}

double Document::height_of(double width, std::string_view text, const Type& type) {
    const auto layout = impl_->lay_out(width, text, type);
    int height = 0;
    pango_layout_get_size(layout.get(), nullptr, &height);
    return height / (kPointsPerMm * PANGO_SCALE);
}

void Document::line(double x1, double y1, double x2, double y2, double thickness) {
    cairo_t* page = impl_->page.get();
    cairo_set_source_rgb(page, 0, 0, 0);
    cairo_set_line_width(page, thickness * kPointsPerMm);
    cairo_move_to(page, x1 * kPointsPerMm, y1 * kPointsPerMm);
    cairo_line_to(page, x2 * kPointsPerMm, y2 * kPointsPerMm);
    cairo_stroke(page);
}

void Document::cut_line(double x1, double y1, double x2, double y2) {
    constexpr double kDash[] = {3, 3};
    cairo_set_dash(impl_->page.get(), kDash, 2, 0);
    line(x1, y1, x2, y2, 0.1);
    cairo_set_dash(impl_->page.get(), nullptr, 0, 0);
}

void Document::fill(double x, double y, double width, double height) {
    cairo_t* page = impl_->page.get();
    cairo_set_source_rgb(page, 0, 0, 0);
    cairo_rectangle(page, x * kPointsPerMm, y * kPointsPerMm, width * kPointsPerMm,
                    height * kPointsPerMm);
    cairo_fill(page);
}

std::string Document::finish() {
    require(cairo_status(impl_->page.get()));
    cairo_surface_finish(impl_->surface.get());
    require(cairo_surface_status(impl_->surface.get()));
    return std::move(impl_->file);
}

}  // namespace kerege::pdf
