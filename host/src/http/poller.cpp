#include "host/src/http/poller.hpp"

#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <new>
#include <system_error>
#include <utility>

namespace kerege::http {
namespace {

using Poco::Net::StreamSocket;

constexpr int kEventsAtOnce = 256;
// How late a deadline may be noticed.
constexpr std::chrono::milliseconds kTick{250};
// Nothing idle is left to make room: those under way end soon.
constexpr std::chrono::milliseconds kNoDescriptorPause{10};

int descriptor_of(const StreamSocket& socket) { return static_cast<int>(socket.impl()->sockfd()); }

int good(int descriptor, const char* what) {
    if (descriptor < 0) throw std::system_error(errno, std::generic_category(), what);
    return descriptor;
}

enum class Seen { bytes, nothing, end };

Seen peek(int descriptor) {
    char byte = 0;
    ssize_t got = 0;
    do {
        got = ::recv(descriptor, &byte, 1, MSG_PEEK | MSG_DONTWAIT);
    } while (got < 0 && errno == EINTR);
    if (got > 0) return Seen::bytes;
    return got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK) ? Seen::nothing : Seen::end;
}

bool out_of_room(int error) {
    return error == EMFILE || error == ENFILE || error == ENOBUFS || error == ENOMEM;
}

}  // namespace

Poller::Poller(const Poco::Net::ServerSocket& listener, std::chrono::milliseconds idle_max,
               Handlers handlers)
    : listener_(listener),
      idle_max_(idle_max),
      handlers_(std::move(handlers)),
      epoll_(good(::epoll_create1(EPOLL_CLOEXEC), "epoll")),
      signal_(good(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK), "eventfd")) {
    listener_.setBlocking(false);
    for (const int descriptor : {signal_, static_cast<int>(listener_.impl()->sockfd())}) {
        epoll_event event{};
        event.events = EPOLLIN;
        event.data.fd = descriptor;
        good(::epoll_ctl(epoll_, EPOLL_CTL_ADD, descriptor, &event), "epoll");
    }
}

Poller::~Poller() {
    close();
    ::close(signal_);
    ::close(epoll_);
}

void Poller::start() {
    thread_ = std::thread([this] { run(); });
}

bool Poller::park(const StreamSocket& socket) {
    const int descriptor = descriptor_of(socket);
    const std::lock_guard lock(mutex_);
    if (closed_) return false;
    waiting_.push_back({socket, Clock::now() + idle_max_});
    by_descriptor_[descriptor] = std::prev(waiting_.end());
    epoll_event event{};
    event.events = EPOLLIN | EPOLLRDHUP;
    event.data.fd = descriptor;
    if (::epoll_ctl(epoll_, EPOLL_CTL_ADD, descriptor, &event) != 0) {
        by_descriptor_.erase(descriptor);
        waiting_.pop_back();
        return false;
    }
    parked_count_.store(static_cast<int>(waiting_.size()), std::memory_order_relaxed);
    return true;
}

void Poller::close() {
    const std::lock_guard once(closing_mutex_);
    const uint64_t one = 1;
    (void)!::write(signal_, &one, sizeof(one));
    if (thread_.joinable()) thread_.join();
    const std::lock_guard lock(mutex_);
    closed_ = true;
}

void Poller::run() {
    std::array<epoll_event, kEventsAtOnce> events{};
    const int listener = static_cast<int>(listener_.impl()->sockfd());
    while (true) {
        const int count =
            ::epoll_wait(epoll_, events.data(), kEventsAtOnce, static_cast<int>(kTick.count()));
        for (int i = 0; i < count; ++i) {
            const int descriptor = events[static_cast<size_t>(i)].data.fd;
            if (descriptor == signal_) return sweep();
            if (descriptor == listener) {
                accept_one();
            } else {
                look_at(descriptor);
            }
        }
        end_late();
    }
}

void Poller::accept_one() {
    try {
        StreamSocket socket = listener_.acceptConnection();
        if (!handlers_.admit(socket)) return;
        socket.setNoDelay(true);
        if (!park(socket)) end(socket);
    } catch (const Poco::Exception& error) {
        // Whoever went away again is no matter; without a descriptor for the next the one that was
        // idle longest makes way.
        if (out_of_room(error.code()) && !make_room())
            std::this_thread::sleep_for(kNoDescriptorPause);
    } catch (const std::bad_alloc&) {
        (void)make_room();
    }
}

StreamSocket Poller::take_out(Waiting::iterator at) {
    StreamSocket socket = at->socket;
    const int descriptor = descriptor_of(socket);
    (void)::epoll_ctl(epoll_, EPOLL_CTL_DEL, descriptor, nullptr);
    by_descriptor_.erase(descriptor);
    waiting_.erase(at);
    parked_count_.store(static_cast<int>(waiting_.size()), std::memory_order_relaxed);
    return socket;
}

void Poller::end(const StreamSocket& socket) { handlers_.ended(descriptor_of(socket)); }

// What was reported of a descriptor may be of a connection that has made way meanwhile, and the
// descriptor another's: so the connection itself is asked.
void Poller::look_at(int descriptor) {
    const Seen seen = peek(descriptor);
    if (seen == Seen::nothing) return;
    std::unique_lock lock(mutex_);
    const auto found = by_descriptor_.find(descriptor);
    if (found == by_descriptor_.end()) return;
    const StreamSocket socket = take_out(found->second);
    lock.unlock();
    if (seen == Seen::bytes) {
        handlers_.wake(socket);
    } else {
        end(socket);
    }
}

void Poller::end_late() {
    const auto now = Clock::now();
    std::unique_lock lock(mutex_);
    while (!waiting_.empty() && waiting_.front().until <= now) {
        const StreamSocket socket = take_out(waiting_.begin());
        lock.unlock();
        end(socket);
        lock.lock();
    }
}

bool Poller::make_room() {
    std::unique_lock lock(mutex_);
    if (waiting_.empty()) return false;
    const StreamSocket socket = take_out(waiting_.begin());
    lock.unlock();
    end(socket);
    return true;
}

void Poller::sweep() {
    std::unique_lock lock(mutex_);
    closed_ = true;
    while (!waiting_.empty()) {
        const StreamSocket socket = take_out(waiting_.begin());
        lock.unlock();
        if (peek(descriptor_of(socket)) == Seen::bytes) {
            handlers_.wake(socket);
        } else {
            end(socket);
        }
        lock.lock();
    }
}

}  // namespace kerege::http
