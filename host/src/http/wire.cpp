#include "host/src/http/wire.hpp"

#include <poll.h>
#include <sys/socket.h>
#include <sys/uio.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace kerege::http {
namespace {

constexpr size_t kFillBytes = 8 * 1024;
constexpr size_t kBodyStepBytes = 64 * 1024;
constexpr size_t kDropBytesMax = 4 * 1024 * 1024;
constexpr std::chrono::milliseconds kDropTime{1500};

// False when the deadline has passed first.
bool wait_for(int descriptor, short events, Deadline deadline) {
    while (true) {
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
            deadline - std::chrono::steady_clock::now());
        if (left.count() < 0) return false;
        pollfd entry{descriptor, events, 0};
        // Rounded up, or the last fraction of a millisecond would be spent turning in circles.
        const int timeout_ms = static_cast<int>(std::min<int64_t>(left.count() + 1, 60'000));
        const int ready = ::poll(&entry, 1, timeout_ms);
        if (ready > 0) return true;
        if (ready < 0 && errno != EINTR) return true;  // the next call on the socket tells
    }
}

}  // namespace

Wire::Wire(int descriptor) : descriptor_(descriptor) {}

std::string_view Wire::buffered() const {
    return std::string_view(buffer_).substr(begin_, end_ - begin_);
}

void Wire::consume(size_t bytes) {
    begin_ += bytes;
    if (begin_ == end_) begin_ = end_ = 0;
}

Wire::Got Wire::receive(char* to, size_t bytes_max, Deadline deadline, size_t& received) {
    while (true) {
        const ssize_t got = ::recv(descriptor_, to, bytes_max, MSG_DONTWAIT);
        if (got > 0) {
            received = static_cast<size_t>(got);
            return Got::data;
        }
        if (got == 0) return Got::closed;
        if (errno == EINTR) continue;
        if (errno != EAGAIN && errno != EWOULDBLOCK) return Got::closed;
        if (!wait_for(descriptor_, POLLIN, deadline)) return Got::late;
    }
}

Wire::Got Wire::fill(Deadline deadline) {
    if (begin_ > 0) {
        std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
        end_ -= begin_;
        begin_ = 0;
    }
    if (buffer_.size() < end_ + kFillBytes) buffer_.resize(end_ + kFillBytes);
    // A client that always has one more byte ready would otherwise never meet the deadline.
    if (std::chrono::steady_clock::now() > deadline) return Got::late;
    size_t received = 0;
    const Got got = receive(buffer_.data() + end_, buffer_.size() - end_, deadline, received);
    if (got == Got::data) end_ += received;
    return got;
}

Wire::Got Wire::read(std::string& out, size_t bytes, Deadline deadline, const Grow& grow) {
    const size_t buffered = std::min(bytes, end_ - begin_);
    if (grow && buffered > 0 && !grow(buffered)) return Got::refused;
    out.append(buffer_, begin_, buffered);
    consume(buffered);
    size_t left = bytes - buffered;
    while (left > 0) {
        // In steps: a client that announces much and sends nothing costs nothing.
        const size_t step = std::min(left, kBodyStepBytes);
        const size_t before = out.size();
        out.resize(before + step);
        size_t received = 0;
        const bool late = std::chrono::steady_clock::now() > deadline;
        const Got got = late ? Got::late : receive(out.data() + before, step, deadline, received);
        out.resize(before + received);
        if (got != Got::data) return got;
        if (grow && !grow(received)) return Got::refused;
        left -= received;
    }
    return Got::data;
}

bool Wire::readable_within(std::chrono::milliseconds wait) {
    if (begin_ != end_) return true;
    pollfd entry{descriptor_, POLLIN, 0};
    const int ready = ::poll(&entry, 1, static_cast<int>(wait.count()));
    return ready > 0;
}

bool Wire::write(std::string_view head, std::string_view body, Deadline deadline) {
    size_t sent = 0;
    const size_t total = head.size() + body.size();
    while (sent < total) {
        iovec parts[2];
        size_t count = 0;
        if (sent < head.size()) {
            const auto rest = head.substr(sent);
            parts[count++] = {const_cast<char*>(rest.data()), rest.size()};
        }
        const auto rest = body.substr(sent > head.size() ? sent - head.size() : 0);
        if (!rest.empty()) parts[count++] = {const_cast<char*>(rest.data()), rest.size()};
        msghdr message{};
        message.msg_iov = parts;
        message.msg_iovlen = count;
        const ssize_t wrote = ::sendmsg(descriptor_, &message, MSG_DONTWAIT | MSG_NOSIGNAL);
        if (wrote >= 0) {
            sent += static_cast<size_t>(wrote);
            continue;
        }
        if (errno == EINTR) continue;
        if (errno != EAGAIN && errno != EWOULDBLOCK) return false;
        if (!wait_for(descriptor_, POLLOUT, deadline)) return false;
    }
    return true;
}

void Wire::close_gently() {
    ::shutdown(descriptor_, SHUT_WR);
    const auto deadline = std::chrono::steady_clock::now() + kDropTime;
    std::string dropped(kFillBytes, '\0');
    size_t total = 0;
    while (total < kDropBytesMax && std::chrono::steady_clock::now() < deadline) {
        size_t received = 0;
        if (receive(dropped.data(), dropped.size(), deadline, received) != Got::data) return;
        total += received;
    }
}

}  // namespace kerege::http
