#include <fmt/format.h>

#include "host/src/http/compress.hpp"
#include "host/src/http/cookies.hpp"
#include "host/src/http/headers.hpp"
#include "host/src/http/passage.hpp"

namespace kerege::http {
namespace {

constexpr std::string_view kSource = "http";

bool is_page(const Exchange& exchange) {
    return exchange.response.content_type.starts_with("text/html") &&
           !exchange.request.wants_fragment();
}

// What a browser must not keep. An answer to a form may hold what was typed, also when there is no
// session; so may a 401 or 403, which gives it back.
bool is_personal(const Exchange& exchange) {
    const Response& response = exchange.response;
    return exchange.session.has_value() || !response.cookies.empty() ||
           exchange.request.method == Method::post || response.status == 401 ||
           response.status == 403;
}

}  // namespace

// What every response gets, whoever filled it.
void Pipeline::finish(Passage& passage) {
    Exchange& exchange = passage.exchange;
    Response& response = passage.response;
    if (passage.plain) {
        add_security_headers(response, secure_);
        add_cache_headers(response, true);
        return;
    }
    const bool page = is_page(exchange) && !response.body.empty();
    if (page && !exchange.notice.empty() && response.status < 400) {
        clear_notice_cookie(response, secure_);
    }
    if (page && passage.new_form_token) {
        set_form_cookie(response, exchange.form_token, secure_);
    }
    add_security_headers(response, secure_);
    add_cache_headers(response, is_personal(exchange));
    if (settings_.gzip) compress(exchange.request, response, settings_.gzip_bytes_min);
}

// One line a request. Paths are logged as patterns and queries not at all: both name people.
void Pipeline::write_access_line(const Passage& passage) {
    const Response& response = passage.response;
    const auto took = std::chrono::duration_cast<std::chrono::microseconds>(
        std::chrono::steady_clock::now() - passage.began);
    traffic_.count(passage.route, passage.plain, response.status, took);
    LogLevel level = LogLevel::info;
    if (response.status >= 500) level = LogLevel::error;
    if (passage.plain && response.status < 500) level = LogLevel::debug;
    if (!settings_.log_good_requests && response.status < 500 && passage.reason.empty()) return;
    if (!parts_.log.writes(level)) return;
    const Exchange& exchange = passage.exchange;
    const access::Scope& scope = exchange.scope();
    const std::string status = std::to_string(response.status);
    const std::string ms = fmt::format("{:.2f}", double(took.count()) / 1000);
    const std::string statements =
        exchange.statements > 0 ? std::to_string(exchange.statements) : std::string();
    const std::string person = scope.person ? scope.person.text() : std::string();
    const std::string organisation = scope.organisation ? scope.organisation.text() : std::string();
    const std::string_view route = passage.route ? std::string_view(passage.route->pattern) : "";
    const std::string_view module = passage.route ? std::string_view(passage.route->module) : "";
    parts_.log.write(level, kSource, "request",
                     {{"request_id", exchange.request.id},
                      {"method", name_of(exchange.request.method)},
                      {"route", route},
                      {"status", status},
                      {"ms", ms},
                      {"statements", statements},
                      {"module", module},
                      {"person", person},
                      {"organisation", organisation},
                      {"reason", passage.reason}});
}

}  // namespace kerege::http
