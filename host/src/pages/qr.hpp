// A text as a QR code, for a screen and for paper.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace kerege::pages {

// Dark modules side by side, in modules from the upper left corner.
struct QrRun {
    int x = 0;
    int y = 0;
    int length = 0;
};

struct QrCode {
    int size = 0;  // of each side, with the quiet zone, in modules
    std::vector<QrRun> runs;
};

// Throws std::runtime_error for a text that is too long (beyond 2 KiB). [any]
QrCode qr_code(std::string_view text);

// The "d" of an SVG path that draws the dark modules, each of one unit. [any]
std::string svg_path(const QrCode& code);

}  // namespace kerege::pages
