// Serves one connection: request after request, until it has to be waited for, or ends.
#pragma once

#include <atomic>
#include <functional>
#include <string>
#include <string_view>

#include "host/src/http/gate.hpp"
#include "host/src/http/server.hpp"
#include "host/src/http/wire.hpp"

namespace kerege::http {

// What all connections of a server share. Outlives them.
struct ServerState {
    ServerState(ServerSettings with, Server::OnRequest request, Server::OnRefused refused)
        : settings(std::move(with)),
          gate(settings.connections_per_address_max, settings.trusted_proxies),
          on_request(std::move(request)),
          on_refused(std::move(refused)) {}

    const ServerSettings settings;
    Gate gate;
    const Server::OnRequest on_request;
    const Server::OnRefused on_refused;
    std::function<bool()> others_wait;  // connections queue for a thread
    std::atomic<bool> stopping{false};
    std::atomic<int> under_way{0};
    std::atomic<size_t> bodies_bytes{0};
    std::atomic<uint64_t> requests{0};
    uint64_t id_seed = 0;
};

class Connection {
public:
    // requests: served on it before.
    Connection(ServerState& state, int descriptor, std::string peer, int requests = 0);

    enum class Outcome { waits, ended };
    // Bytes are there, or the end is. waits: nothing is read and unanswered.
    Outcome serve();
    int requests() const { return requests_; }

private:
    enum class Next { more, end };

    bool next_is_here();
    Next serve_one();
    Refusal read_head(Head& head);
    Refusal read_body(const Head& head, std::string& body, const Wire::Grow& grow);
    void fill_request(Head& head, Request& request);
    Response answer(Request& request, const Refusal& refusal);
    Response refused(int status, std::string_view why, const Request& request) const;
    Next write(const Response& response, const Head& head, bool keep);
    bool write_file(const FileBody& file, Deadline deadline);
    std::string next_id();
    std::string_view date();

    ServerState& state_;
    Wire wire_;
    std::string peer_;
    int requests_;
    std::string out_;
    std::string date_;
    int64_t date_second_ = -1;
};

}  // namespace kerege::http
