#include "host/src/pages/qr.hpp"

#include <fmt/format.h>
#include <qrencode.h>

#include <memory>
#include <stdexcept>

namespace kerege::pages {
namespace {

constexpr int kQuietZone = 4;

}  // namespace

QrCode qr_code(std::string_view text) {
    const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(
        QRcode_encodeString8bit(std::string(text).c_str(), 0, QR_ECLEVEL_M), QRcode_free);
    if (!code) throw std::runtime_error("no QR code could be made");
    QrCode qr;
    const int width = code->width;
    qr.size = width + 2 * kQuietZone;
    const auto dark = [&](int x, int y) { return (code->data[y * width + x] & 1U) != 0; };
    for (int y = 0; y < width; ++y) {
        for (int x = 0; x < width; ++x) {
            if (!dark(x, y)) continue;
            int length = 1;
            while (x + length < width && dark(x + length, y)) ++length;
            qr.runs.push_back({x + kQuietZone, y + kQuietZone, length});
            x += length;
        }
    }
    return qr;
}

std::string svg_path(const QrCode& code) {
    std::string path;
    for (const auto& [x, y, length] : code.runs)
        path += fmt::format("M{} {}h{}v1h-{}z", x, y, length, length);
    return path;
}

}  // namespace kerege::pages
