// A client that sends exactly the bytes it is told to, also those no library would send.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <stdexcept>
#include <string>
#include <string_view>

namespace kerege::http::test {

struct Answer {
    int status = 0;  // 0: the connection ended without an answer
    std::string head;
    std::string body;

    // The value of a header by its exact name, or empty.
    std::string header(std::string_view name) const {
        const std::string marker = "\r\n" + std::string(name) + ": ";
        const size_t at = head.find(marker);
        if (at == std::string::npos) return {};
        const size_t begin = at + marker.size();
        return head.substr(begin, head.find("\r\n", begin) - begin);
    }
};

class RawClient {
public:
    explicit RawClient(uint16_t port, std::string_view from = "127.0.0.1") {
        socket_ = ::socket(AF_INET, SOCK_STREAM, 0);
        sockaddr_in own{};
        own.sin_family = AF_INET;
        ::inet_pton(AF_INET, std::string(from).c_str(), &own.sin_addr);
        ::bind(socket_, reinterpret_cast<sockaddr*>(&own), sizeof own);
        sockaddr_in to{};
        to.sin_family = AF_INET;
        to.sin_port = htons(port);
        to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        if (::connect(socket_, reinterpret_cast<sockaddr*>(&to), sizeof to) != 0) {
            ::close(socket_);
            throw std::runtime_error("cannot connect");
        }
    }
    ~RawClient() { ::close(socket_); }
    RawClient(const RawClient&) = delete;
    RawClient& operator=(const RawClient&) = delete;

    // False: the server has closed.
    bool send(std::string_view bytes) {
        while (!bytes.empty()) {
            const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (sent <= 0) return false;
            bytes.remove_prefix(static_cast<size_t>(sent));
        }
        return true;
    }
    void end_sending() { ::shutdown(socket_, SHUT_WR); }

    // The next answer; what follows it stays for the next call.
    Answer answer(bool to_head = false) {
        Answer out;
        size_t end = std::string::npos;
        while ((end = pending_.find("\r\n\r\n")) == std::string::npos) {
            if (!more()) return out;
        }
        out.head = pending_.substr(0, end + 2);
        pending_.erase(0, end + 4);
        out.status = std::atoi(out.head.c_str() + 9);
        if (out.status < 200) return out;
        const std::string length = out.header("Content-Length");
        const size_t bytes = to_head || length.empty() ? 0 : std::stoul(length);
        while (pending_.size() < bytes && more()) {
        }
        out.body = pending_.substr(0, bytes);
        pending_.erase(0, bytes);
        return out;
    }
    Answer ask(std::string_view request) {
        send(request);
        return answer();
    }
    // Whether the server ends the connection, without a further byte, before `wait` is over.
    bool ends_within(std::chrono::milliseconds wait) {
        const auto deadline = std::chrono::steady_clock::now() + wait;
        while (pending_.empty() && std::chrono::steady_clock::now() < deadline) {
            pollfd entry{socket_, POLLIN, 0};
            if (::poll(&entry, 1, 20) > 0 && !more()) return pending_.empty();
        }
        return false;
    }

private:
    bool more() {
        pollfd entry{socket_, POLLIN, 0};
        if (::poll(&entry, 1, 10'000) <= 0) return false;
        char buffer[64 * 1024];
        const ssize_t got = ::recv(socket_, buffer, sizeof buffer, 0);
        if (got <= 0) return false;
        pending_.append(buffer, static_cast<size_t>(got));
        return true;
    }

    int socket_;
    std::string pending_;
};

}  // namespace kerege::http::test
