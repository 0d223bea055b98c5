#include <algorithm>
#include <charconv>

#include "host/src/http/text.hpp"
#include "host/src/http/wire.hpp"

namespace kerege::http {
namespace {

constexpr size_t kLineBytesMax = 1024;
constexpr size_t kTrailersMax = 32;

Refusal refusal_of(Wire::Got got) {
    if (got == Wire::Got::late) return {408, "body too slow"};
    if (got == Wire::Got::refused) return {503, "too many bodies at once"};
    return {400, "body cut off"};
}

}  // namespace

Refusal ChunkReader::read_line(std::string& out) {
    while (true) {
        const auto buffered = wire_.buffered();
        const size_t end = buffered.find("\r\n");
        if (end != std::string_view::npos) {
            if (end > kLineBytesMax) return {400, "chunk line too long"};
            out.assign(buffered.substr(0, end));
            wire_.consume(end + 2);
            return {};
        }
        if (buffered.size() > kLineBytesMax) return {400, "chunk line too long"};
        const auto got = wire_.fill(deadline_);
        if (got != Wire::Got::data) return refusal_of(got);
    }
}

Refusal ChunkReader::read_size(size_t& out) {
    std::string line;
    if (const Refusal refusal = read_line(line)) return refusal;
    const size_t end = std::min(line.find(';'), line.size());
    const auto digits = std::string_view(line).substr(0, end);
    if (digits.empty() || digits.size() > 8 || !is_header_value(line)) return {400, "chunk size"};
    uint64_t size = 0;
    const auto [stop, error] =
        std::from_chars(digits.data(), digits.data() + digits.size(), size, 16);
    if (error != std::errc() || stop != digits.data() + digits.size()) return {400, "chunk size"};
    out = static_cast<size_t>(size);
    return {};
}

Refusal ChunkReader::read_chunk(std::string& body, size_t size, const Wire::Grow& grow) {
    auto got = wire_.read(body, size, deadline_, grow);
    if (got != Wire::Got::data) return refusal_of(got);
    std::string end;
    got = wire_.read(end, 2, deadline_);
    if (got != Wire::Got::data) return refusal_of(got);
    if (end != "\r\n") return {400, "chunk longer than its size"};
    return {};
}

Refusal ChunkReader::read_trailers() {
    std::string line;
    for (size_t i = 0; i < kTrailersMax; ++i) {
        if (const Refusal refusal = read_line(line)) return refusal;
        if (line.empty()) return {};
    }
    return {400, "too many trailers"};
}

}  // namespace kerege::http
