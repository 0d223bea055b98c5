// A server that tells what reached its handler: "POST /path body-bytes=3 fields=1 files=0".
#pragma once

#include <atomic>
#include <mutex>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>

#include "host/src/http/server.hpp"
#include "tests/http/raw_client.hpp"

namespace kerege::http::test {

inline constexpr std::string_view kGet = "GET /a HTTP/1.1\r\nHost: h\r\n\r\n";

inline std::string post(std::string_view headers, std::string_view body = {}) {
    return "POST /p HTTP/1.1\r\nHost: h\r\n" + std::string(headers) + "\r\n" + std::string(body);
}

inline ServerSettings quick_settings() {
    ServerSettings settings;
    settings.port = 0;
    settings.threads_max = 16;
    settings.header_deadline = std::chrono::milliseconds(400);
    settings.body_deadline = std::chrono::milliseconds(500);
    settings.keep_alive_idle = std::chrono::milliseconds(2000);
    settings.body_bytes_max = 300'000;
    settings.upload_bytes_max = 600'000;
    return settings;
}

class EchoServer {
public:
    explicit EchoServer(ServerSettings settings = quick_settings())
        : server_(std::move(settings), [this](Request& request) { return echo(request); }) {
        server_.start();
    }

    RawClient client(std::string_view from = "127.0.0.1") {
        return RawClient(server_.port(), from);
    }
    Server& server() { return server_; }
    Request last() {
        const std::lock_guard lock(mutex_);
        return last_;
    }
    int handled() const { return handled_; }

private:
    Response echo(Request& request) {
        ++handled_;
        if (request.path == "/throw") throw std::runtime_error("as asked");
        if (request.path == "/throw-int") throw 42;
        if (request.path == "/slow") std::this_thread::sleep_for(std::chrono::milliseconds(300));
        Response response;
        response.content_type = "text/plain; charset=utf-8";
        response.body = request.path + " body-bytes=" + std::to_string(request.body.size()) +
                        " fields=" + std::to_string(request.form.size()) +
                        " files=" + std::to_string(request.files.size());
        if (request.path == "/inject") {
            // As a careless handler would: past set_header.
            response.headers.emplace_back("X-Name", request.query_value("value"));
            response.headers.emplace_back("X-Bad\r\nName", "x");
            response.cookies.push_back("a=" + std::string(request.query_value("value")));
        }
        if (request.path == "/large") response.body.assign(3'000'000, 'x');
        if (request.path == "/none") response.status = 204;
        const std::lock_guard lock(mutex_);
        last_ = request;
        return response;
    }

    std::mutex mutex_;
    Request last_;
    std::atomic<int> handled_{0};
    Server server_;
};

}  // namespace kerege::http::test
