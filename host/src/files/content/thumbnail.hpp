// Smaller pictures. Runs in a confined process only.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace kerege::files {

// A PNG, JPEG or WebP as a WebP of at most so many pixels on a side, turned as the camera was held,
// with nothing of what else the file said (place, camera, person). Empty: it is none of them, is
// broken, or has more than `pixels_max`, which its head says before a pixel is read.
std::string thumbnail(std::string_view bytes, int side_pixels, int64_t pixels_max);

// How the camera was held, 1…8, as EXIF writes it; 1 where nothing is said.
int orientation_of(std::string_view jpeg);

}  // namespace kerege::files
