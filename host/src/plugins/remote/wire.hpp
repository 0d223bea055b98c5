// Frames between the host and a worker: how a call of the boundary travels to another process.
//
// A frame is an 8-byte head {u32 payload bytes, u16 operation, u16 0} and a payload of numbers and
// byte strings in the machine's own order: both ends are the same program on the same machine.
#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include "host/src/plugins/remote/protocol.hpp"
#include "kerege/abi/base.h"
#include "kerege/abi/db.h"

namespace kerege::remote {

inline constexpr size_t kHeadBytes = 8;
// An answer of 16 MiB and what belongs to it.
inline constexpr size_t kPayloadBytesMax = 20 * 1024 * 1024;

struct Frame {
    Op op = Op::none;
    std::string payload;
};

// Appends one frame to `out`, which is whole when the writer ends. One writer at a time.
class Writer {
public:
    Writer(std::string& out, Op op) : out_(out), begin_(out.size()) {
        out_.append(kHeadBytes, '\0');
        std::memcpy(out_.data() + begin_ + 4, &op, sizeof(op));
    }
    Writer(const Writer&) = delete;
    ~Writer() {
        const auto size = static_cast<uint32_t>(out_.size() - begin_ - kHeadBytes);
        std::memcpy(out_.data() + begin_, &size, sizeof(size));
    }

    Writer& i32(int32_t value) { return raw(value); }
    Writer& u32(uint32_t value) { return raw(value); }
    Writer& i64(int64_t value) { return raw(value); }
    // Absent ({NULL, 0}) and empty stay apart.
    Writer& str(kerege_str text) {
        u32(text.data ? static_cast<uint32_t>(text.size) : kAbsent);
        if (text.size > 0) out_.append(text.data, text.size);
        return *this;
    }
    Writer& text(std::string_view text) {
        u32(static_cast<uint32_t>(text.size()));
        out_.append(text);
        return *this;
    }
    Writer& value(const kerege_value& value);

private:
    friend class Reader;
    static constexpr uint32_t kAbsent = 0xffffffff;

    template <class T>
    Writer& raw(T value) {
        char bytes[sizeof(T)];
        std::memcpy(bytes, &value, sizeof(T));
        out_.append(bytes, sizeof(T));
        return *this;
    }

    std::string& out_;
    size_t begin_;
};

// Reads a payload the other side wrote, which may be anything: what is not there reads as zero, and
// good() then says so. Strings are views of the payload.
class Reader {
public:
    explicit Reader(std::string_view payload) : payload_(payload), rest_(payload) {}

    int32_t i32() { return raw<int32_t>(); }
    uint32_t u32() { return raw<uint32_t>(); }
    int64_t i64() { return raw<int64_t>(); }
    kerege_str str();
    std::string_view text() {
        const kerege_str found = str();
        return found.data ? std::string_view(found.data, found.size) : std::string_view();
    }
    kerege_value value();
    // How many things of at least `bytes_each` follow; 0 where the payload can't hold them.
    uint32_t count(size_t bytes_each);

    size_t position() const { return payload_.size() - rest_.size(); }
    bool good() const { return good_; }
    // All was read, and nothing is left.
    bool done() const { return good_ && rest_.empty(); }

private:
    template <class T>
    T raw() {
        T value{};
        if (rest_.size() < sizeof(T)) {
            fail();
            return value;
        }
        std::memcpy(&value, rest_.data(), sizeof(T));
        rest_.remove_prefix(sizeof(T));
        return value;
    }
    void fail() {
        good_ = false;
        rest_ = {};
    }

    std::string_view payload_;
    std::string_view rest_;
    bool good_ = true;
};

}  // namespace kerege::remote
