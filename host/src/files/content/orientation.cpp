// Of all that EXIF says the one thing a picture is wrong without.
#include <cstdint>

#include "host/src/files/content/thumbnail.hpp"

namespace kerege::files {
namespace {

constexpr int kUpright = 1;
constexpr uint32_t kOrientationTag = 0x0112;

// Numbers of a text, in either order of bytes; 0 beyond its end.
class Numbers {
public:
    Numbers(std::string_view text, bool little) : text_(text), little_(little) {}
    uint32_t two(size_t at) const { return read(at, 2); }
    uint32_t four(size_t at) const { return read(at, 4); }

private:
    uint32_t read(size_t at, size_t bytes) const {
        if (at > text_.size() || bytes > text_.size() - at) return 0;
        uint32_t number = 0;
        for (size_t i = 0; i < bytes; ++i) {
            const size_t place = little_ ? at + bytes - 1 - i : at + i;
            number = number << 8 | static_cast<unsigned char>(text_[place]);
        }
        return number;
    }

    std::string_view text_;
    bool little_;
};

int orientation_in(std::string_view tiff) {
    const Numbers numbers(tiff, tiff.starts_with("II"));
    const size_t folder = numbers.four(4);
    const uint32_t entries = numbers.two(folder);
    constexpr uint32_t kEntriesMax = 512;
    for (uint32_t i = 0; i < entries && i < kEntriesMax; ++i) {
        const size_t entry = folder + 2 + size_t{12} * i;
        if (numbers.two(entry) != kOrientationTag) continue;
        const uint32_t value = numbers.two(entry + 8);
        return value >= 1 && value <= 8 ? static_cast<int>(value) : kUpright;
    }
    return kUpright;
}

}  // namespace

int orientation_of(std::string_view jpeg) {
    const Numbers numbers(jpeg, false);
    size_t at = 2;
    while (at + 4 < jpeg.size()) {
        const uint32_t marker = numbers.two(at);
        const size_t size = numbers.two(at + 2);
        constexpr uint32_t kScan = 0xffda, kFirst = 0xffc0, kExif = 0xffe1;
        if (marker < kFirst || marker == kScan || size < 2) break;
        const std::string_view part = jpeg.substr(at + 4, size - 2);
        constexpr std::string_view kHead{"Exif\0\0", 6};
        if (marker == kExif && part.starts_with(kHead))
            return orientation_in(part.substr(kHead.size()));
        at += 2 + size;
    }
    return kUpright;
}

}  // namespace kerege::files
