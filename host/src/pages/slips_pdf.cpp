// Slips and the sheet to sign on paper.
#include "host/src/pages/qr.hpp"
#include "host/src/pages/slips.hpp"
#include "host/src/pdf/document.hpp"
#include "kerege/sdk/tr.hpp"

namespace kerege::pages {
namespace {

using pdf::Face;
using pdf::Weight;

// Millimetres. A printer leaves some five free at each edge.
constexpr double kMargin = 8;
constexpr int kColumns = 2;
constexpr int kRows = 5;
constexpr double kSlipWidth = (pdf::kPageWidth - 2 * kMargin) / kColumns;
constexpr double kSlipHeight = (pdf::kPageHeight - 2 * kMargin) / kRows;
constexpr double kPadding = 4;
constexpr double kQrSide = 24;

constexpr pdf::Type kName{11, Weight::bold};
constexpr pdf::Type kSmall{8, Weight::regular, Face::text, 0.3};
constexpr pdf::Type kCode{10.5, Weight::bold, Face::fixed};
constexpr pdf::Type kPlain{9};
constexpr pdf::Type kHead{9, Weight::bold};

class SlipSheets {
public:
    SlipSheets(const House& house, const http::Exchange& exchange, const std::vector<Slip>& slips)
        : slips_(slips),
          address_(sign_in_address(house, exchange)),
          qr_(qr_code(address_)),
          address_label_(tr(house, exchange, KEREGE_TR("Address"))),
          login_label_(tr(house, exchange, KEREGE_TR("Login"))),
          password_label_(tr(house, exchange, KEREGE_TR("Temporary password"))),
          first_sign_in_(tr(house, exchange,
                            KEREGE_TR("At the first sign-in you check your data and choose a "
                                      "password of your own."))),
          signed_(tr(house, exchange, KEREGE_TR("Handed over against signature"))),
          where_and_when_(whose(house, exchange) + " · " +
                          instant(house, exchange, house.clock.now_ms())),
          columns_{tr(house, exchange, KEREGE_TR("Full name")), login_label_,
                   tr(house, exchange, KEREGE_TR("Date")),
                   tr(house, exchange, KEREGE_TR("Signature"))},
          document_(tr(house, exchange, KEREGE_TR("Slips to cut")), exchange.locale) {}

    std::string make() {
        for (size_t i = 0; i < slips_.size(); ++i) {
            const auto place = static_cast<int>(i % (kColumns * kRows));
            if (i > 0 && place == 0) document_.next_page();
            const int row = place / kColumns, column = place % kColumns;
            add_slip(slips_[i], kMargin + column * kSlipWidth, kMargin + row * kSlipHeight);
        }
        add_signatures();
        return document_.finish();
    }

private:
    static std::string whose(const House& house, const http::Exchange& exchange) {
        const auto organisation = house.organisations.find(exchange.scope().organisation);
        return organisation ? name_of(*organisation, exchange) : std::string();
    }

    void add_slip(const Slip& slip, double left, double top) {
        const double right = left + kSlipWidth, bottom = top + kSlipHeight;
        document_.cut_line(left, top, right, top);
        document_.cut_line(left, bottom, right, bottom);
        document_.cut_line(left, top, left, bottom);
        document_.cut_line(right, top, right, bottom);
        const double x = left + kPadding, width = kSlipWidth - 2 * kPadding;
        const double beside_qr = width - kQrSide - 2;
        double y = top + kPadding - 1;
        y += document_.write(x, y, width, slip.name, kName);
        if (!slip.organisation.empty())
            y += document_.write(x, y, width, slip.organisation, kPlain);
        if (!slip.place.empty()) y += document_.write(x, y, width, slip.place, kSmall);
        y += 1;
        add_qr(right - kPadding - kQrSide, y);
        y = add_pair(x, y, beside_qr, address_label_, address_, kPlain);
        y = add_pair(x, y, beside_qr, login_label_, slip.login, kCode);
        y = add_pair(x, y, beside_qr, password_label_, slip.password, kCode);
        const double help = document_.height_of(width, first_sign_in_, kSmall);
        document_.write(x, std::max(y, bottom - 2 - help), width, first_sign_in_, kSmall);
    }

    double add_pair(double x, double y, double width, const std::string& label,
                    const std::string& value, const pdf::Type& type) {
        y += document_.write(x, y, width, label, kSmall);
        return y + document_.write(x, y, width, value, type) + 0.8;
    }

    void add_qr(double left, double top) {
        const double module = kQrSide / qr_.size;
        for (const auto& [x, y, length] : qr_.runs)
            document_.fill(left + x * module, top + y * module, length * module, module);
    }

    double add_row(double y, const std::string (&cells)[4], const pdf::Type& type) {
        constexpr double kWidths[] = {70, 46, 28, 50};
        constexpr double kRowHeight = 8;
        double height = kRowHeight;
        double x = kMargin;
        for (size_t i = 0; i < 4; ++i) {
            const double taken = document_.write(x + 1, y + 1.5, kWidths[i] - 2, cells[i], type);
            height = std::max(height, taken + 3);
            x += kWidths[i];
        }
        document_.line(kMargin, y + height, pdf::kPageWidth - kMargin, y + height);
        return y + height;
    }

    double add_head() {
        double y = kMargin;
        y += document_.write(kMargin, y, pdf::kPageWidth - 2 * kMargin, signed_, kName);
        y +=
            document_.write(kMargin, y, pdf::kPageWidth - 2 * kMargin, where_and_when_, kSmall) + 3;
        return add_row(y, columns_, kHead);
    }

    void add_signatures() {
        constexpr double kLowest = pdf::kPageHeight - kMargin - 14;
        document_.next_page();
        double y = add_head();
        for (const Slip& slip : slips_) {
            if (y > kLowest) {
                document_.next_page();
                y = add_head();
            }
            const std::string name =
                slip.organisation.empty() ? slip.name : slip.name + ", " + slip.organisation;
            y = add_row(y, {name, slip.login, {}, {}}, kPlain);
        }
    }

    const std::vector<Slip>& slips_;
    const std::string address_;
    const QrCode qr_;
    const std::string address_label_, login_label_, password_label_, first_sign_in_, signed_,
        where_and_when_;
    const std::string columns_[4];
    pdf::Document document_;
};

}  // namespace

std::string slips_pdf(const House& house, const http::Exchange& exchange,
                      const std::vector<Slip>& slips) {
    return SlipSheets(house, exchange, slips).make();
}

}  // namespace kerege::pages
