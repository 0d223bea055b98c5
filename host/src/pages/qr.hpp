// A text as a QR code: what an SVG image draws of it.
#pragma once

#include <string>
#include <string_view>

namespace kerege::pages {

struct QrCode {
    int size = 0;      // of each side, with the quiet zone, in modules
    std::string path;  // of the dark modules: the "d" of an SVG path
};

// Throws std::runtime_error for a text that is too long (beyond 2 KiB). [any]
QrCode qr_code(std::string_view text);

}  // namespace kerege::pages
