// kerege-content: looks into one file, its standard input, and says on its standard output what it
// is, or what it looks like when it is smaller. Started by the host; it has no other file, no
// network, and little time.
//
//   kerege-content type
//   kerege-content thumbnail <pixels of a side> <most pixels of the picture>
#include <magic.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <new>
#include <string>
#include <string_view>

#include "host/src/confine/confine.hpp"
#include "host/src/files/content/thumbnail.hpp"

namespace {

constexpr int kFailed = 1;
constexpr int kImpossible = 3;  // the file's fault; looker.cpp knows the number
constexpr size_t kTypeBytesMax = size_t{256} * 1024;
constexpr size_t kFileBytesMax = size_t{64} * 1024 * 1024;
constexpr rlim_t kSecondsMax = 20;

// At most so many bytes of the input, from its beginning; a part of a longer one.
std::string read_input(size_t bytes_max) {
    struct stat facts {};
    const size_t there = fstat(STDIN_FILENO, &facts) == 0 ? static_cast<size_t>(facts.st_size) : 0;
    std::string bytes(std::min(bytes_max, there), '\0');
    size_t filled = 0;
    while (filled < bytes.size()) {
        const ssize_t got = pread(STDIN_FILENO, bytes.data() + filled, bytes.size() - filled,
                                  static_cast<off_t>(filled));
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) break;
        filled += static_cast<size_t>(got);
    }
    bytes.resize(filled);
    return bytes;
}

bool write_output(std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t wrote = write(STDOUT_FILENO, bytes.data(), bytes.size());
        if (wrote < 0 && errno == EINTR) continue;
        if (wrote <= 0) return false;
        bytes.remove_prefix(static_cast<size_t>(wrote));
    }
    return true;
}

void limit(size_t memory_bytes_max) {
    const rlimit memory = {memory_bytes_max, memory_bytes_max};
    const rlimit time = {kSecondsMax, kSecondsMax};
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
    setrlimit(RLIMIT_AS, &memory);
#else
    (void)memory;
#endif
    setrlimit(RLIMIT_CPU, &time);
    constexpr int kDescriptorsMax = 16;
    kerege::confine({}, memory_bytes_max, kDescriptorsMax);
    kerege::confine_files({});
}

int tell_type() {
    // Compressed files are told by their own heads, not unpacked; programs are not taken apart.
    const magic_t cookie = magic_open(MAGIC_MIME_TYPE | MAGIC_NO_CHECK_COMPRESS |
                                      MAGIC_NO_CHECK_ELF | MAGIC_NO_CHECK_CDF);
    if (!cookie || magic_load(cookie, nullptr) != 0) return kFailed;
    limit(size_t{256} << 20);
    const std::string bytes = read_input(kTypeBytesMax);
    const char* type = magic_buffer(cookie, bytes.data(), bytes.size());
    if (!type) return kImpossible;
    return write_output(type) ? 0 : kFailed;
}

int make_thumbnail(int side_pixels, int64_t pixels_max) {
    // The picture, what it is read from, and what is made of it.
    constexpr size_t kBytesOfPixel = 8;
    limit((size_t{192} << 20) + kFileBytesMax + kBytesOfPixel * static_cast<size_t>(pixels_max));
    const std::string bytes = read_input(kFileBytesMax);
    const std::string webp = kerege::files::thumbnail(bytes, side_pixels, pixels_max);
    if (webp.empty()) return kImpossible;
    return write_output(webp) ? 0 : kFailed;
}

int run(int argc, char** argv) {
    try {
        close_range(3, ~0u, 0);
        const std::string_view what = argc > 1 ? argv[1] : "";
        if (what == "type" && argc == 2) return tell_type();
        if (what == "thumbnail" && argc == 4) {
            const int side = std::atoi(argv[2]);
            const int64_t most = std::atoll(argv[3]);
            if (side > 0 && most > 0) return make_thumbnail(side, most);
        }
        return kFailed;
    } catch (const std::bad_alloc&) {
        return kImpossible;
    } catch (const std::exception&) {
        return kFailed;
    }
}

}  // namespace

// Nothing is tidied up: what would do so may ask for more than is allowed here.
int main(int argc, char** argv) { std::_Exit(run(argc, argv)); }
