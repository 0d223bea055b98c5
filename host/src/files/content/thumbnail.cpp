#include "host/src/files/content/thumbnail.hpp"

#include <png.h>
#include <turbojpeg.h>
#include <webp/decode.h>
#include <webp/encode.h>

#include <algorithm>
#include <cstddef>
#include <memory>
#include <utility>
#include <vector>

namespace kerege::files {
namespace {

constexpr int kBytesOfPixel = 4;
constexpr float kQuality = 80;
constexpr int kSideMax = 16'383;  // WebP has no more

struct Pixels {
    int width = 0;
    int height = 0;
    std::vector<uint8_t> rgba = {};

    explicit operator bool() const { return !rgba.empty(); }
};

bool fits(int64_t width, int64_t height, int64_t pixels_max) {
    return width > 0 && height > 0 && width <= pixels_max && height <= pixels_max / width;
}

Pixels room(int width, int height) {
    return {width, height,
            std::vector<uint8_t>(static_cast<size_t>(width) * static_cast<size_t>(height) *
                                 kBytesOfPixel)};
}

const uint8_t* data(std::string_view bytes) {
    return reinterpret_cast<const uint8_t*>(bytes.data());
}

// Read at the smallest of the sizes the format offers for nothing that is still large enough.
Pixels read_jpeg(std::string_view bytes, int side, int64_t pixels_max) {
    const std::unique_ptr<void, int (*)(tjhandle)> reader(tjInitDecompress(), tjDestroy);
    int width = 0, height = 0, sampling = 0, space = 0;
    const auto size = static_cast<unsigned long>(bytes.size());
    if (!reader || tjDecompressHeader3(reader.get(), data(bytes), size, &width, &height, &sampling,
                                       &space) != 0)
        return {};
    if (!fits(width, height, pixels_max)) return {};
    int count = 0;
    const tjscalingfactor* factors = tjGetScalingFactors(&count);
    tjscalingfactor best = {1, 1};
    for (int i = 0; i < count; ++i) {
        const int longest = TJSCALED(std::max(width, height), factors[i]);
        if (longest >= side && longest < TJSCALED(std::max(width, height), best)) best = factors[i];
    }
    Pixels pixels = room(TJSCALED(width, best), TJSCALED(height, best));
    const int done = tjDecompress2(reader.get(), data(bytes), size, pixels.rgba.data(),
                                   pixels.width, 0, pixels.height, TJPF_RGBA, TJFLAG_LIMITSCANS);
    // A picture that is cut off is shown as far as it goes.
    if (done != 0 && tjGetErrorCode(reader.get()) == TJERR_FATAL) return {};
    return pixels;
}

Pixels read_png(std::string_view bytes, int64_t pixels_max) {
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    if (!png_image_begin_read_from_memory(&image, bytes.data(), bytes.size())) return {};
    const std::unique_ptr<png_image, void (*)(png_image*)> ends(&image, png_image_free);
    if (!fits(image.width, image.height, pixels_max)) return {};
    image.format = PNG_FORMAT_RGBA;
    Pixels pixels = room(static_cast<int>(image.width), static_cast<int>(image.height));
    if (!png_image_finish_read(&image, nullptr, pixels.rgba.data(), 0, nullptr)) return {};
    return pixels;
}

Pixels read_webp(std::string_view bytes, int64_t pixels_max) {
    WebPBitstreamFeatures features;
    if (WebPGetFeatures(data(bytes), bytes.size(), &features) != VP8_STATUS_OK) return {};
    if (features.has_animation || !fits(features.width, features.height, pixels_max)) return {};
    Pixels pixels = room(features.width, features.height);
    if (!WebPDecodeRGBAInto(data(bytes), bytes.size(), pixels.rgba.data(), pixels.rgba.size(),
                            features.width * kBytesOfPixel))
        return {};
    return pixels;
}

// Where a pixel of the upright picture lies in the one the camera wrote.
size_t place(int orientation, int x, int y, const Pixels& from) {
    int column = x, row = y;
    if (orientation >= 5) std::swap(column, row);
    if (orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8)
        column = from.width - 1 - column;
    if (orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7)
        row = from.height - 1 - row;
    return (static_cast<size_t>(row) * static_cast<size_t>(from.width) +
            static_cast<size_t>(column)) *
           kBytesOfPixel;
}

Pixels upright(Pixels from, int orientation) {
    if (orientation <= 1 || orientation > 8) return from;
    Pixels to = orientation >= 5 ? room(from.height, from.width) : room(from.width, from.height);
    size_t at = 0;
    for (int y = 0; y < to.height; ++y) {
        for (int x = 0; x < to.width; ++x, at += kBytesOfPixel) {
            const uint8_t* pixel = from.rgba.data() + place(orientation, x, y, from);
            std::copy(pixel, pixel + kBytesOfPixel, to.rgba.begin() + static_cast<ptrdiff_t>(at));
        }
    }
    return to;
}

struct Picture {
    Picture() { good = WebPPictureInit(&webp) != 0; }
    Picture(const Picture&) = delete;
    ~Picture() {
        WebPPictureFree(&webp);
        WebPMemoryWriterClear(&writer);
    }
    WebPPicture webp{};
    WebPMemoryWriter writer{};
    bool good = false;
};

std::string write_webp(const Pixels& pixels, int side) {
    Picture picture;
    WebPConfig config;
    if (!picture.good || !WebPConfigInit(&config)) return {};
    config.quality = kQuality;
    WebPMemoryWriterInit(&picture.writer);
    picture.webp.use_argb = 1;
    picture.webp.width = pixels.width;
    picture.webp.height = pixels.height;
    picture.webp.writer = WebPMemoryWrite;
    picture.webp.custom_ptr = &picture.writer;
    if (!WebPPictureImportRGBA(&picture.webp, pixels.rgba.data(), pixels.width * kBytesOfPixel))
        return {};
    const int longest = std::max(pixels.width, pixels.height);
    if (longest > side) {
        const auto scaled = [&](int length) {
            return std::max(1, static_cast<int>(int64_t{length} * side / longest));
        };
        if (!WebPPictureRescale(&picture.webp, scaled(pixels.width), scaled(pixels.height)))
            return {};
    }
    if (!WebPEncode(&config, &picture.webp)) return {};
    return {reinterpret_cast<const char*>(picture.writer.mem), picture.writer.size};
}

}  // namespace

std::string thumbnail(std::string_view bytes, int side_pixels, int64_t pixels_max) {
    Pixels pixels;
    int orientation = 1;
    if (bytes.starts_with("\xff\xd8")) {
        pixels = read_jpeg(bytes, side_pixels, pixels_max);
        orientation = orientation_of(bytes);
    } else if (bytes.starts_with("\x89PNG")) {
        pixels = read_png(bytes, pixels_max);
    } else if (bytes.starts_with("RIFF")) {
        pixels = read_webp(bytes, pixels_max);
    }
    if (!pixels || pixels.width > kSideMax || pixels.height > kSideMax) return {};
    return write_webp(upright(std::move(pixels), orientation), side_pixels);
}

}  // namespace kerege::files
