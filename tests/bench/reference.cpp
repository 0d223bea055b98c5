// The least an HTTP server on the same libraries can do for the journal's hot paths: no sessions,
// no permissions, no plugins, no translations. What the host costs is the distance to it.
//   kerege_bench_reference DATABASE SECTION FROM UNTIL PAGE_BYTES     prints its address and serves
#include <Poco/Net/HTTPRequestHandler.h>
#include <Poco/Net/HTTPRequestHandlerFactory.h>
#include <Poco/Net/HTTPServer.h>
#include <Poco/Net/HTTPServerRequest.h>
#include <Poco/Net/HTTPServerResponse.h>
#include <Poco/Net/ServerSocket.h>
#include <Poco/StreamCopier.h>
#include <Poco/ThreadPool.h>
#include <signal.h>

#include <cstdio>
#include <exception>
#include <string>
#include <string_view>

#include "tests/bench/reference_database.hpp"

namespace bench {
namespace {

using Poco::Net::HTTPResponse;
using Poco::Net::HTTPServerRequest;
using Poco::Net::HTTPServerResponse;

// As the host's own, so that both open connections as often.
constexpr int kKeepAliveRequests = 1000;
constexpr int kThreads = 64;

// A field of digits in a form.
int64_t number(std::string_view body, std::string_view name) {
    for (size_t at = 0; at < body.size();) {
        const size_t end = std::min(body.find('&', at), body.size());
        const std::string_view pair = body.substr(at, end - at);
        if (pair.size() > name.size() && pair.substr(0, name.size()) == name &&
            pair[name.size()] == '=') {
            return std::stoll(std::string(pair.substr(name.size() + 1)));
        }
        at = end + 1;
    }
    throw std::runtime_error("a field is missing");
}

class Handler : public Poco::Net::HTTPRequestHandler {
public:
    explicit Handler(const Place& place) : place_(place) {}

    void handleRequest(HTTPServerRequest& request, HTTPServerResponse& response) override {
        try {
            answer(request, response);
        } catch (const std::exception& failure) {
            std::fprintf(stderr, "%s\n", failure.what());
            response.setStatusAndReason(HTTPResponse::HTTP_INTERNAL_SERVER_ERROR);
            response.setContentLength(0);
            response.send();
        }
    }

private:
    void answer(HTTPServerRequest& request, HTTPServerResponse& response) {
        const std::string& path = request.getURI();
        if (path == "/hello") return send(response, "text/plain; charset=utf-8", "hello\n");
        if (path == "/grid") return send(response, "text/html; charset=utf-8", grid_page(place_));
        if (path == "/mark" && request.getMethod() == "POST") {
            std::string body;
            Poco::StreamCopier::copyToString(request.stream(), body);
            const int64_t mark = number(body, "value");
            save_mark(place_, number(body, "lesson"), number(body, "learner"), mark,
                      number(body, "revision"));
            return send(response, "text/html; charset=utf-8",
                        "<td>" + std::to_string(mark) + "</td>");
        }
        response.setStatusAndReason(HTTPResponse::HTTP_NOT_FOUND);
        response.setContentLength(0);
        response.send();
    }

    static void send(HTTPServerResponse& response, const char* type, const std::string& body) {
        response.setContentType(type);
        response.sendBuffer(body.data(), body.size());
    }

    const Place& place_;
};

class Factory : public Poco::Net::HTTPRequestHandlerFactory {
public:
    explicit Factory(const Place& place) : place_(place) {}
    Poco::Net::HTTPRequestHandler* createRequestHandler(const HTTPServerRequest&) override {
        return new Handler(place_);
    }

private:
    const Place& place_;
};

int serve(Place place) {
    sigset_t ends;
    sigemptyset(&ends);
    sigaddset(&ends, SIGTERM);
    sigaddset(&ends, SIGINT);
    pthread_sigmask(SIG_BLOCK, &ends, nullptr);

    prepare(place);
    Poco::ThreadPool threads(2, kThreads);
    Poco::Net::ServerSocket socket(Poco::Net::SocketAddress("127.0.0.1", 0));
    auto* params = new Poco::Net::HTTPServerParams;
    params->setMaxThreads(kThreads);
    params->setMaxQueued(4096);
    params->setKeepAlive(true);
    params->setMaxKeepAliveRequests(kKeepAliveRequests);
    Poco::Net::HTTPServer server(new Factory(place), threads, socket, params);
    server.start();
    std::printf("http://%s\n", socket.address().toString().c_str());
    std::fflush(stdout);
    int ended = 0;
    sigwait(&ends, &ended);
    server.stopAll(true);
    threads.joinAll();
    return 0;
}

}  // namespace
}  // namespace bench

int main(int count, char** words) {
    if (count != 6) {
        std::fprintf(stderr, "usage: %s DATABASE SECTION FROM UNTIL PAGE_BYTES\n", words[0]);
        return 2;
    }
    try {
        bench::Place place;
        place.database = words[1];
        place.section = std::stoll(words[2]);
        place.from = words[3];
        place.until = words[4];
        place.page_bytes = std::stoull(words[5]);
        return bench::serve(std::move(place));
    } catch (const std::exception& failure) {
        std::fprintf(stderr, "%s\n", failure.what());
        return 1;
    }
}
