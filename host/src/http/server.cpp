#include "host/src/http/server.hpp"

#include <Poco/AutoPtr.h>
#include <Poco/Net/ServerSocket.h>
#include <Poco/Net/TCPServerConnection.h>
#include <Poco/Net/TCPServerConnectionFactory.h>
#include <Poco/Net/TCPServerDispatcher.h>
#include <Poco/ThreadPool.h>

#include <random>
#include <stdexcept>
#include <thread>

#include "host/src/http/connection.hpp"
#include "host/src/http/poller.hpp"

namespace kerege::http {
namespace {

using Poco::Net::StreamSocket;
using Poco::Net::TCPServerDispatcher;

constexpr int kBacklog = 1024;

int descriptor_of(const StreamSocket& socket) { return static_cast<int>(socket.impl()->sockfd()); }

// One turn of a connection on a thread of the pool: from its bytes being there until it waits.
class Turn final : public Poco::Net::TCPServerConnection {
public:
    Turn(const StreamSocket& with, ServerState& state, Poller& poller)
        : TCPServerConnection(with), state_(state), poller_(poller) {}

    void run() override {
        const int descriptor = descriptor_of(socket());
        try {
            if (serve(descriptor) && poller_.park(socket())) return;
        } catch (...) {
            // Nothing is left to tell the client: it ran out of memory before a response existed.
        }
        state_.gate.release(descriptor);
    }

private:
    bool serve(int descriptor) {
        auto known = state_.gate.known(descriptor);
        Connection connection(state_, descriptor, std::move(known.address), known.requests);
        if (connection.serve() == Connection::Outcome::ended) return false;
        state_.gate.remember(descriptor, connection.requests());
        return true;
    }

    ServerState& state_;
    Poller& poller_;
};

class Turns final : public Poco::Net::TCPServerConnectionFactory {
public:
    Turns(ServerState& state, Poller& poller) : state_(state), poller_(poller) {}
    Poco::Net::TCPServerConnection* createConnection(const StreamSocket& socket) override {
        return new Turn(socket, state_, poller_);
    }

private:
    ServerState& state_;
    Poller& poller_;
};

Poco::Net::ServerSocket listen_on(const ServerSettings& settings) {
    Poco::Net::ServerSocket socket;
    // Never the port of another process: with SO_REUSEPORT two hosts would share it unseen.
    constexpr bool reuse_address = true;
    constexpr bool reuse_port = false;
    const Poco::Net::SocketAddress address(settings.address, settings.port);
    try {
        socket.bind(address, reuse_address, reuse_port);
    } catch (const Poco::Exception& error) {
        if (error.code() != POCO_EADDRINUSE) throw;
        throw std::runtime_error(address.toString() + " is taken by another program");
    }
    socket.listen(kBacklog);
    return socket;
}

Poco::Net::TCPServerParams::Ptr params_of(const ServerSettings& settings) {
    Poco::Net::TCPServerParams::Ptr params = new Poco::Net::TCPServerParams;
    params->setMaxThreads(settings.threads_max);
    // One more than is let through: the limit is Server's.
    params->setMaxQueued(settings.queue_max + 1);
    params->setThreadIdleTime(Poco::Timespan(60, 0));
    return params;
}

}  // namespace

struct Server::Impl {
    Impl(ServerSettings settings, OnRequest on_request, OnRefused on_refused)
        : state(std::move(settings), std::move(on_request), std::move(on_refused)),
          socket(listen_on(state.settings)),
          poller(socket, state.settings.keep_alive_idle,
                 {[this](const StreamSocket& which) { return admit(which); },
                  [this](const StreamSocket& which) { wake(which); },
                  [this](int descriptor) { state.gate.release(descriptor); }}),
          threads(2, state.settings.threads_max + 1),
          dispatcher(new TCPServerDispatcher(new Turns(state, poller), threads,
                                             params_of(state.settings))) {
        std::random_device random;
        state.id_seed = (static_cast<uint64_t>(random()) << 32) | random();
        state.others_wait = [all = dispatcher.get()] { return all->queuedConnections() > 0; };
    }

    bool admit(const StreamSocket& which) {
        if (state.stopping) return false;
        const auto connections_max = static_cast<size_t>(state.settings.connections_max);
        if (state.gate.connections() >= connections_max && !poller.make_room()) return false;
        return state.gate.admit(descriptor_of(which), which.peerAddress().host());
    }

    // Only the poller's thread queues, so what passes here is not turned away behind it, and what
    // the gate counted in is counted out.
    void wake(const StreamSocket& which) {
        if (dispatcher->queuedConnections() < state.settings.queue_max) {
            dispatcher->enqueue(which);
        } else {
            state.gate.release(descriptor_of(which));
        }
    }

    ServerState state;
    Poco::Net::ServerSocket socket;
    Poller poller;
    Poco::ThreadPool threads;  // ends before what its threads use
    Poco::AutoPtr<TCPServerDispatcher> dispatcher;
    std::atomic<bool> started{false};
};

Server::Server(ServerSettings settings, OnRequest on_request, OnRefused on_refused)
    : impl_(std::make_unique<Impl>(std::move(settings), std::move(on_request),
                                   std::move(on_refused))) {}

Server::~Server() {
    stop_accepting();
    drain(std::chrono::seconds(1));
    // A thread that was lent out and has not begun would be taken back without its work, which then
    // holds the dispatcher for ever.
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(1);
    while (impl_->dispatcher->currentThreads() > 0 && std::chrono::steady_clock::now() < deadline) {
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
}

void Server::start() {
    impl_->started = true;
    impl_->poller.start();
}

uint16_t Server::port() const { return impl_->socket.address().port(); }

bool Server::accepting() const { return impl_->started && !impl_->state.stopping; }

int Server::requests_under_way() const { return impl_->state.under_way; }

Server::Numbers Server::numbers() const {
    return {static_cast<int>(impl_->state.gate.connections()), impl_->poller.parked(),
            impl_->dispatcher->queuedConnections(), impl_->dispatcher->currentThreads(),
            impl_->state.under_way};
}

void Server::stop_accepting() {
    if (impl_->state.stopping.exchange(true)) return;
    impl_->poller.close();
    impl_->socket.close();
    // Stopping the dispatcher drops its queue; those in it have waited for their turn, so they get
    // one.
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(2);
    while (impl_->dispatcher->queuedConnections() > 0 &&
           std::chrono::steady_clock::now() < deadline) {
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    impl_->dispatcher->stop();
}

bool Server::drain(std::chrono::milliseconds wait) {
    const auto deadline = std::chrono::steady_clock::now() + wait;
    while (impl_->dispatcher->currentConnections() > 0) {
        if (std::chrono::steady_clock::now() >= deadline) {
            impl_->state.gate.cut_all();
            return false;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    return true;
}

}  // namespace kerege::http
