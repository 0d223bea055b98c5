// The door: accepts connections, reads whole requests or refuses them, writes whole responses.
//
// Poco::Net listens, queues and hands connections to a pool of threads of the server's own; HTTP/1
// itself is read here (head.hpp, wire.hpp), because what the library reads leniently a stranger can
// use: bodies left unread, lengths given twice, lines without end, no limit on time.
//
// A connection has a thread only while a request is under way; between two it is parked
// (poller.hpp).
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "host/src/http/head.hpp"
#include "host/src/http/message.hpp"

namespace kerege::http {

struct ServerSettings {
    std::string address = "127.0.0.1";
    uint16_t port = 8080;  // 0: one that is free
    int threads_max = 256;
    int queue_max = 4096;                   // connections that wait for a thread
    int connections_max = 10'000;           // the one idle longest makes way for a new one
    int connections_per_address_max = 200;  // a school's computer room shares one address
    std::chrono::milliseconds keep_alive_idle{15'000};
    int keep_alive_requests_max = 1000;
    std::chrono::milliseconds header_deadline{10'000};  // from the first byte to the empty line
    std::chrono::milliseconds body_deadline{60'000};
    std::chrono::milliseconds write_deadline{60'000};
    size_t body_bytes_max = 8 * 1024 * 1024;
    size_t upload_bytes_max = 32 * 1024 * 1024;   // multipart/form-data
    size_t bodies_bytes_max = 512 * 1024 * 1024;  // of all requests under way
    HeadLimits head;
    // Addresses or networks ("10.0.0.0/8") whose X-Forwarded-For is believed, and whose connections
    // are not counted.
    std::vector<std::string> trusted_proxies;
};

// A request that never reached a handler, or whose handler threw.
struct Refused {
    int status;
    std::string_view why;  // for the log
    std::string_view request_id;
    std::string_view client_address;
};

class Server {
public:
    struct Numbers {
        int connections;  // open
        int parked;       // of those: wait for a request
        int queued;       // wait for a thread
        int threads;
        int under_way;  // requests
    };

    // [request], from many threads. An exception becomes on_refused with status 500.
    using OnRequest = std::function<Response(Request&)>;
    // What a refused client reads. Must not throw; without it the status alone is sent.
    using OnRefused = std::function<Response(const Refused&)>;

    // Throws Poco::Exception when the address cannot be listened on, std::invalid_argument for a
    // trusted proxy that is no address.
    Server(ServerSettings settings, OnRequest on_request, OnRefused on_refused = {});
    // Stops, and waits at most a second for requests under way.
    ~Server();

    void start();
    uint16_t port() const;
    // No new connections; those that wait for a request end, those with one under way end after it.
    void stop_accepting();
    // Waits until no request is under way. False: `wait` was over first; what is left is cut off.
    // REQUIRES: stop_accepting() was called.
    bool drain(std::chrono::milliseconds wait);
    bool accepting() const;
    int requests_under_way() const;
    Numbers numbers() const;

    struct Impl;

private:
    std::unique_ptr<Impl> impl_;
};

}  // namespace kerege::http
