// One socket between the host and a worker.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "host/src/plugins/remote/wire.hpp"

namespace kerege::remote {

using Deadline = std::chrono::steady_clock::time_point;
inline constexpr Deadline kNoDeadline = Deadline::max();

// Not for several threads at once.
class Lane {
public:
    enum class Outcome { good, ended, late, nonsense };

    // A side that never gives a deadline sleeps until something comes.
    enum class Waits { by_deadline, for_ever };

    // Takes over a stream socket.
    explicit Lane(int socket, Waits waits = Waits::by_deadline);
    Lane(const Lane&) = delete;
    Lane& operator=(const Lane&) = delete;
    ~Lane();

    // Where frames that go out are written. They go with the next flush().
    std::string& out() { return out_; }
    // ended: the other side is gone.
    Outcome flush(Deadline deadline = kNoDeadline);
    // The next frame, within the deadline. nonsense: a head that no frame has.
    Outcome receive(Frame& frame, Deadline deadline = kNoDeadline);

    // Whether bytes have come that were not handed out yet.
    bool waiting() const { return end_ > begin_; }
    int socket() const { return socket_; }

private:
    // Waits until so many bytes are there.
    Outcome fill(size_t bytes, Deadline deadline);

    int socket_;
    std::string out_;
    std::vector<char> in_;
    size_t begin_ = 0;  // what has come and was not handed out: in_[begin_, end_)
    size_t end_ = 0;
};

}  // namespace kerege::remote
