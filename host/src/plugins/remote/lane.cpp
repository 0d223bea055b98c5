#include "host/src/plugins/remote/lane.hpp"

#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

namespace kerege::remote {
namespace {

// How often a wait looks whether its deadline has passed.
constexpr timeval kTick = {0, 50'000};
constexpr size_t kStepBytes = 64 * 1024;
constexpr size_t kKeptBytes = 1024 * 1024;

bool passed(Deadline deadline) {
    return deadline != kNoDeadline && std::chrono::steady_clock::now() >= deadline;
}
bool again(int error) { return error == EAGAIN || error == EWOULDBLOCK || error == EINTR; }

}  // namespace

Lane::Lane(int socket, Waits waits) : socket_(socket), in_(kStepBytes) {
    if (waits == Waits::for_ever) return;
    setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &kTick, sizeof(kTick));
    setsockopt(socket_, SOL_SOCKET, SO_SNDTIMEO, &kTick, sizeof(kTick));
}

Lane::~Lane() { close(socket_); }

Lane::Outcome Lane::flush(Deadline deadline) {
    size_t sent = 0;
    while (sent < out_.size()) {
        const ssize_t now = send(socket_, out_.data() + sent, out_.size() - sent, MSG_NOSIGNAL);
        if (now > 0) sent += static_cast<size_t>(now);
        if (now <= 0 && !again(errno)) return Outcome::ended;
        // Also where there is progress: a byte now and then is none.
        if (sent < out_.size() && passed(deadline)) return Outcome::late;
    }
    if (out_.capacity() > kKeptBytes) {
        out_ = std::string();
    } else {
        out_.clear();
    }
    return Outcome::good;
}

Lane::Outcome Lane::fill(size_t bytes, Deadline deadline) {
    if (begin_ + bytes > in_.size()) {
        std::copy(in_.begin() + static_cast<ptrdiff_t>(begin_),
                  in_.begin() + static_cast<ptrdiff_t>(end_), in_.begin());
        end_ -= begin_;
        begin_ = 0;
        if (bytes > in_.size()) in_.resize(bytes);
    }
    while (end_ - begin_ < bytes) {
        const ssize_t now = recv(socket_, in_.data() + end_, in_.size() - end_, 0);
        if (now == 0 || (now < 0 && !again(errno))) return Outcome::ended;
        if (now > 0) end_ += static_cast<size_t>(now);
        if (end_ - begin_ < bytes && passed(deadline)) return Outcome::late;
    }
    return Outcome::good;
}

Lane::Outcome Lane::receive(Frame& frame, Deadline deadline) {
    Outcome outcome = fill(kHeadBytes, deadline);
    if (outcome != Outcome::good) return outcome;
    uint32_t size = 0;
    uint16_t op = 0;
    std::memcpy(&size, in_.data() + begin_, sizeof(size));
    std::memcpy(&op, in_.data() + begin_ + 4, sizeof(op));
    if (size > kPayloadBytesMax) return Outcome::nonsense;
    outcome = fill(kHeadBytes + size, deadline);
    if (outcome != Outcome::good) return outcome;
    frame.op = static_cast<Op>(op);
    frame.payload.assign(in_.data() + begin_ + kHeadBytes, size);
    begin_ += kHeadBytes + size;
    if (begin_ == end_) begin_ = end_ = 0;
    if (in_.size() > kKeptBytes && end_ == 0)
        in_ = std::vector<char>(kStepBytes);  // one large frame is no habit
    return Outcome::good;
}

}  // namespace kerege::remote
