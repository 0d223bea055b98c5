// Holds the listening socket and every connection that waits: one thread and one epoll for all of
// them, so that a browser that is only open costs its descriptor and a few hundred bytes.
//
// A connection is parked here, or a thread of the pool serves it; never both. See
// docs/decisions/0020-idle-connections-are-parked.md.
#pragma once

#include <Poco/Net/ServerSocket.h>
#include <Poco/Net/StreamSocket.h>

#include <atomic>
#include <chrono>
#include <functional>
#include <list>
#include <mutex>
#include <thread>
#include <unordered_map>

namespace kerege::http {

class Poller {
public:
    using Clock = std::chrono::steady_clock;

    // Called on the poller's thread, one at a time. None of them may throw.
    struct Handlers {
        // A new connection. False: it is closed.
        std::function<bool(const Poco::Net::StreamSocket&)> admit;
        // Bytes are there: it is somebody else's from now on.
        std::function<void(const Poco::Net::StreamSocket&)> wake;
        // It was parked and is about to be closed; its descriptor is still open.
        std::function<void(int descriptor)> ended;
    };

    // Throws std::system_error where the system gives no descriptor.
    Poller(const Poco::Net::ServerSocket& listener, std::chrono::milliseconds idle_max,
           Handlers handlers);
    ~Poller();
    Poller(const Poller&) = delete;
    Poller& operator=(const Poller&) = delete;

    void start();
    // Takes a connection of which nothing is read and unanswered, until bytes come, it ends, or
    // idle_max is over. False: the poller is closed. [any]
    bool park(const Poco::Net::StreamSocket& socket);
    // No new connections. Wakes those that have just spoken, ends the others. [any]
    void close();
    // Ends the connection that has waited longest. False: none waits. On the poller's thread.
    bool make_room();

    int parked() const { return parked_count_.load(std::memory_order_relaxed); }

private:
    struct Parked {
        Poco::Net::StreamSocket socket;
        Clock::time_point until;
    };
    using Waiting = std::list<Parked>;  // in the order of their deadlines

    void run();
    void accept_one();
    void look_at(int descriptor);
    void end_late();
    void sweep();
    // Takes it out of the table; REQUIRES: the mutex is held, and it is there.
    Poco::Net::StreamSocket take_out(Waiting::iterator at);
    void end(const Poco::Net::StreamSocket& socket);

    Poco::Net::ServerSocket listener_;
    const std::chrono::milliseconds idle_max_;
    const Handlers handlers_;
    int epoll_ = -1;
    int signal_ = -1;  // an eventfd: close() was called
    std::thread thread_;
    std::mutex closing_mutex_;

    std::mutex mutex_;
    bool closed_ = false;
    Waiting waiting_;
    std::unordered_map<int, Waiting::iterator> by_descriptor_;
    std::atomic<int> parked_count_{0};
};

}  // namespace kerege::http
