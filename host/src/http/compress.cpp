#include "host/src/http/compress.hpp"

#include <zlib.h>

#include <stdexcept>

#include "host/src/http/locale.hpp"

namespace kerege::http {
namespace {

constexpr int kGzipWindow = 15 + 16;  // 16 asks zlib for gzip's own frame
constexpr int kFastest = 1;
constexpr int kMemoryLevel = 8;

// One per thread, kept: making one anew takes longer than packing a small page.
class Packer {
public:
    Packer() {
        if (deflateInit2(&stream_, kFastest, Z_DEFLATED, kGzipWindow, kMemoryLevel,
                         Z_DEFAULT_STRATEGY) != Z_OK) {
            throw std::runtime_error("zlib could not be started");
        }
    }
    ~Packer() { deflateEnd(&stream_); }
    Packer(const Packer&) = delete;
    Packer& operator=(const Packer&) = delete;

    std::string pack(std::string& text) {
        deflateReset(&stream_);
        std::string out(deflateBound(&stream_, text.size()), '\0');
        stream_.next_in = reinterpret_cast<Bytef*>(text.data());
        stream_.avail_in = static_cast<uInt>(text.size());
        stream_.next_out = reinterpret_cast<Bytef*>(out.data());
        stream_.avail_out = static_cast<uInt>(out.size());
        if (deflate(&stream_, Z_FINISH) != Z_STREAM_END) return {};
        out.resize(stream_.total_out);
        return out;
    }

private:
    z_stream stream_{};
};

bool is_text(std::string_view content_type) {
    for (const std::string_view kind :
         {"text/", "application/json", "application/javascript", "image/svg+xml"}) {
        if (content_type.starts_with(kind)) return true;
    }
    return false;
}

}  // namespace

void compress(const Request& request, Response& response, size_t bytes_min) {
    if (response.body.size() <= bytes_min || !response.borrowed_body.empty()) return;
    if (!is_text(response.content_type)) return;
    for (const auto& [name, value] : response.headers) {
        if (name == "Content-Encoding") return;
    }
    response.headers.emplace_back("Vary", "Accept-Encoding");
    if (weight_of(request.header("accept-encoding"), "gzip") == 0) return;
    thread_local Packer packer;
    std::string packed = packer.pack(response.body);
    if (packed.empty() || packed.size() >= response.body.size()) return;
    response.body = std::move(packed);
    response.headers.emplace_back("Content-Encoding", "gzip");
}

}  // namespace kerege::http
