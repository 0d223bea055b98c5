#include "host/src/http/server.hpp"

#include <Poco/Net/ServerSocket.h>
#include <Poco/Net/TCPServer.h>
#include <Poco/Net/TCPServerConnection.h>
#include <Poco/Net/TCPServerConnectionFactory.h>
#include <Poco/ThreadPool.h>

#include <random>
#include <stdexcept>
#include <thread>

#include "host/src/http/connection.hpp"

namespace kerege::http {
namespace {

using Poco::Net::StreamSocket;
using Poco::Net::TCPServer;

constexpr int kBacklog = 1024;

class PocoConnection final : public Poco::Net::TCPServerConnection {
public:
    PocoConnection(const StreamSocket& with, ServerState& state)
        : TCPServerConnection(with), state_(state) {}

    void run() override {
        const auto descriptor = static_cast<int>(socket().impl()->sockfd());
        try {
            Connection(state_, descriptor, state_.gate.address_of(descriptor)).serve();
        } catch (...) {
            // Nothing is left to tell the client: it ran out of memory before a response existed.
        }
        state_.gate.release(descriptor);
    }

private:
    ServerState& state_;
};

class Connections final : public Poco::Net::TCPServerConnectionFactory {
public:
    explicit Connections(ServerState& state) : state_(state) {}
    Poco::Net::TCPServerConnection* createConnection(const StreamSocket& socket) override {
        return new PocoConnection(socket, state_);
    }

private:
    ServerState& state_;
};

// Asked by the thread that accepts. It is also the one that queues, so a connection that passes
// here is never turned away behind it, and what the gate counted in is counted out.
class Filter final : public Poco::Net::TCPServerConnectionFilter {
public:
    Filter(ServerState& state, const TCPServer*& server) : state_(state), server_(server) {}

    bool accept(const StreamSocket& socket) override {
        if (state_.stopping || server_->queuedConnections() >= state_.settings.queue_max) {
            return false;
        }
        try {
            return state_.gate.admit(static_cast<int>(socket.impl()->sockfd()),
                                     socket.peerAddress().host());
        } catch (const Poco::Exception&) {
            return false;  // gone already
        }
    }

private:
    ServerState& state_;
    const TCPServer*& server_;
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
    // One more than the filter lets through: the limit is the filter's.
    params->setMaxQueued(settings.queue_max + 1);
    params->setThreadIdleTime(Poco::Timespan(60, 0));
    return params;
}

}  // namespace

struct Server::Impl {
    Impl(ServerSettings settings, OnRequest on_request, OnRefused on_refused)
        : state(std::move(settings), std::move(on_request), std::move(on_refused)),
          threads(2, state.settings.threads_max + 1),
          socket(listen_on(state.settings)),
          server(new Connections(state), threads, socket, params_of(state.settings)),
          server_address(&server) {
        std::random_device random;
        state.id_seed = (static_cast<uint64_t>(random()) << 32) | random();
        state.others_wait = [this] { return server.queuedConnections() > 0; };
        server.setConnectionFilter(new Filter(state, server_address));
    }

    ServerState state;
    Poco::ThreadPool threads;
    Poco::Net::ServerSocket socket;
    TCPServer server;
    const TCPServer* server_address;
    std::atomic<bool> started{false};
};

Server::Server(ServerSettings settings, OnRequest on_request, OnRefused on_refused)
    : impl_(std::make_unique<Impl>(std::move(settings), std::move(on_request),
                                   std::move(on_refused))) {}

Server::~Server() {
    stop_accepting();
    drain(std::chrono::seconds(1));
}

void Server::start() {
    impl_->started = true;
    impl_->server.start();
}

uint16_t Server::port() const { return impl_->socket.address().port(); }

bool Server::accepting() const { return impl_->started && !impl_->state.stopping; }

int Server::requests_under_way() const { return impl_->state.under_way; }

void Server::stop_accepting() {
    if (impl_->state.stopping.exchange(true)) return;
    // Stopping the acceptor drops its queue; those in it have waited for their turn, so they get
    // one.
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(2);
    while (impl_->server.queuedConnections() > 0 && std::chrono::steady_clock::now() < deadline) {
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    if (impl_->started) impl_->server.stop();
    impl_->socket.close();
}

bool Server::drain(std::chrono::milliseconds wait) {
    const auto deadline = std::chrono::steady_clock::now() + wait;
    while (impl_->server.currentConnections() > 0) {
        if (std::chrono::steady_clock::now() >= deadline) {
            impl_->state.gate.cut_all();
            return false;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    return true;
}

}  // namespace kerege::http
