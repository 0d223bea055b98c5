// A request's way through the house: session, locale, route, guards, handler, response, log line.
#pragma once

#include <atomic>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "host/src/access/scope.hpp"
#include "host/src/base/clock.hpp"
#include "host/src/base/log.hpp"
#include "host/src/http/guards.hpp"
#include "host/src/http/rate.hpp"
#include "host/src/http/router.hpp"
#include "host/src/http/server.hpp"
#include "host/src/http/traffic.hpp"
#include "host/src/http/watchers.hpp"
#include "host/src/view/assets.hpp"
#include "host/src/view/page.hpp"

namespace kerege::http {

struct PipelineSettings {
    std::string public_url;  // "https://school.example"; empty: as the request came, over http
    bool gzip = true;        // off where a proxy in front packs
    size_t gzip_bytes_min = 1024;
    bool log_good_requests = true;  // off: of requests the log has those that say a reason
    Rate session_rate{50, 200};
    Rate address_rate{200, 1000};  // of people not logged in: a whole school may share an address
    WatcherSettings watchers;
};

// What the pipeline works with. All must outlive it.
struct PipelineParts {
    const Router& router;  // sealed
    const view::Pages& pages;
    const view::Assets& assets;
    const Clock& clock;
    const Log& log;
    // access::Sessions::find, directory::Modules::on, data::Database::alive.
    std::function<std::optional<access::Session>(std::string_view token)> find_session;
    std::function<bool(int module_index, OrganisationId organisation)> module_on;
    std::function<bool()> ready;  // asked by /health/ready, at most once a second
    // access::Sessions::known: whether a look-up is that of somebody signed in a moment ago, and so
    // not paid for by the address. Without it every look-up is paid for.
    std::function<bool(std::string_view token)> session_known = {};
    // directory::Modules::on_at_top: of public routes, for somebody without a session.
    std::function<bool(int module_index)> module_on_at_top = {};
    // What /metrics answers to those who may ask. Without it there is no such page.
    std::function<std::string()> metrics = {};
};

class Pipeline {
public:
    Pipeline(PipelineParts parts, PipelineSettings settings);

    // Server::OnRequest. Catches everything a handler throws: data::Unavailable becomes 503, all
    // else 500, both with the reason in the log. [request]
    Response handle(Request& request);
    // Server::OnRefused. Never throws. [request]
    Response refused(const Refused& refused) noexcept;

    const Traffic& traffic() const { return traffic_; }

private:
    struct Passage;  // one request under way

    bool serve_plainly(Passage& passage);
    bool serve_metrics(Passage& passage);
    bool ready();
    bool recognise(Passage& passage);
    bool find_session(Passage& passage, std::string_view token);
    void prepare(Passage& passage);
    bool within_rate(Passage& passage);
    bool module_on(const Route& route, const access::Session* session) const;
    bool allow(Passage& passage, int wait_s);
    void dispatch(Passage& passage);
    void refuse(Passage& passage, Verdict verdict);
    void refuse_leaving(Passage& passage);
    void refuse_restricted(Passage& passage);
    void refuse_forged_or_stale(Passage& passage, Verdict verdict);
    void finish(Passage& passage);
    void write_access_line(const Passage& passage);
    void give_back(Passage& passage, std::string_view reason);
    void fail(Passage& passage, int status, std::string_view reason);

    PipelineParts parts_;
    PipelineSettings settings_;
    bool secure_;
    RateLimiter session_rate_;
    RateLimiter address_rate_;
    Watchers watchers_;
    Traffic traffic_;
    std::mutex ready_mutex_;  // whoever holds it asks
    int64_t ready_asked_at_ms_ = 0;
    std::atomic<bool> ready_{false};
};

}  // namespace kerege::http
