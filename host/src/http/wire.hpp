// One connection's bytes: reading and writing with deadlines for the whole, which a receive timeout
// per call would not give: a client that sends a byte every few seconds would never run into one.
#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <string_view>

#include "host/src/http/head.hpp"

namespace kerege::http {

using Deadline = std::chrono::steady_clock::time_point;

class Wire {
public:
    enum class Got { data, closed, late, refused };
    // Asked for each piece that has arrived whether it may be kept.
    using Grow = std::function<bool(size_t bytes)>;

    // Borrows the socket's descriptor.
    explicit Wire(int descriptor);

    std::string_view buffered() const;
    void consume(size_t bytes);
    // Waits for more and appends it to what is buffered.
    Got fill(Deadline deadline);
    // Appends exactly `bytes` to `out`, from the buffer first, in pieces of at most 64 KiB; refused
    // as soon as `grow` (may be empty) refuses one.
    Got read(std::string& out, size_t bytes, Deadline deadline, const Grow& grow = {});
    // Whether bytes are there (or the end) before `wait` is over.
    bool readable_within(std::chrono::milliseconds wait);
    // False: the client has gone or takes too long.
    bool write(std::string_view head, std::string_view body, Deadline deadline);
    // Ends the connection so that what was written arrives although the client still sends: closing
    // with unread bytes would reset it. Reads and drops for a short while, at most 4 MiB.
    void close_gently();

private:
    Got receive(char* to, size_t bytes_max, Deadline deadline, size_t& received);

    int descriptor_;
    std::string buffer_;
    size_t begin_ = 0;
    size_t end_ = 0;
};

// Reads a chunked body: strict framing, extensions ignored, trailers dropped. Refusals: 400, 408,
// 413, and 503 where `grow` refuses a piece of the body.
class ChunkReader {
public:
    ChunkReader(Wire& wire, size_t bytes_max, Deadline deadline)
        : wire_(wire), bytes_max_(bytes_max), deadline_(deadline) {}

    Refusal read(std::string& body, const Wire::Grow& grow) {
        while (true) {
            size_t size = 0;
            if (const Refusal refusal = read_size(size)) return refusal;
            if (size == 0) return read_trailers();
            if (size > bytes_max_ - body.size()) return {413, "chunked body too long"};
            if (const Refusal refusal = read_chunk(body, size, grow)) return refusal;
        }
    }

private:
    Refusal read_line(std::string& out);
    Refusal read_size(size_t& out);
    Refusal read_chunk(std::string& body, size_t size, const Wire::Grow& grow);
    Refusal read_trailers();

    Wire& wire_;
    size_t bytes_max_;
    Deadline deadline_;
};

}  // namespace kerege::http
