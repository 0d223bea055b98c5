#include "host/src/http/pipeline.hpp"

#include <openssl/rand.h>

#include <stdexcept>

#include "host/src/base/address.hpp"
#include "host/src/data/database.hpp"
#include "host/src/http/cookies.hpp"
#include "host/src/http/locale.hpp"
#include "host/src/http/passage.hpp"
#include "host/src/http/respond.hpp"
#include "host/src/http/static_files.hpp"
#include "host/src/http/text.hpp"
#include "host/src/view/translator.hpp"
#include "kerege/sdk/tr.hpp"

namespace kerege::http {
namespace {

constexpr size_t kFormTokenBytes = 16;
constexpr int64_t kReadyKeptMs = 1000;

std::string new_form_token() {
    unsigned char bytes[kFormTokenBytes];
    if (RAND_bytes(bytes, sizeof bytes) != 1) throw std::runtime_error("no random bytes");
    constexpr char kHex[] = "0123456789abcdef";
    std::string token;
    for (const unsigned char byte : bytes) {
        token.push_back(kHex[byte >> 4]);
        token.push_back(kHex[byte & 15]);
    }
    return token;
}

bool only_to_accept(const access::Session& session) {
    return session.must_accept && !session.must_confirm && !session.must_change_password;
}

// Path and query as an address. A path from the wire is decoded, so it is encoded again.
std::string address_of(const Request& request) {
    std::string address;
    for (const char c : request.path) {
        if (c == '/') {
            address.push_back(c);
        } else {
            address += percent_encode({&c, 1});
        }
    }
    char separator = '?';
    for (const Field& field : request.query) {
        address.push_back(separator);
        address.append(percent_encode(field.name)).append("=").append(percent_encode(field.value));
        separator = '&';
    }
    return address;
}

}  // namespace

Pipeline::Pipeline(PipelineParts parts, PipelineSettings settings)
    : parts_(std::move(parts)),
      settings_(std::move(settings)),
      secure_(settings_.public_url.starts_with("https://")),
      session_rate_(settings_.session_rate),
      address_rate_(settings_.address_rate),
      watchers_(settings_.watchers),
      traffic_(parts_.router) {}

Response Pipeline::handle(Request& request) {
    Passage passage(request);
    passage.exchange.secure = secure_;
    try {
        if (!serve_plainly(passage)) {
            if (recognise(passage) && within_rate(passage)) dispatch(passage);
        }
    } catch (const data::Busy& error) {
        give_back(passage, error.what());
    } catch (const data::Unavailable& error) {
        fail(passage, 503, error.what());
    } catch (const std::exception& error) {
        fail(passage, 500, error.what());
    } catch (...) {
        fail(passage, 500, "an exception of an unknown type");
    }
    finish(passage);
    write_access_line(passage);
    return std::move(passage.response);
}

// What needs neither session nor database: browsers' files and what a supervisor asks.
bool Pipeline::serve_plainly(Passage& passage) {
    const Request& request = passage.exchange.request;
    if (request.path == "/metrics") return serve_metrics(passage);
    const bool asset = request.path.starts_with("/assets/");
    const bool health = request.path == "/health/live" || request.path == "/health/ready";
    if (!asset && !health) return false;
    passage.plain = true;
    if (request.method != Method::get && request.method != Method::head) {
        passage.response.status = 405;
        passage.response.content_type.clear();
        return true;
    }
    if (asset) {
        passage.response = serve_asset(request, parts_.assets);
        return true;
    }
    const bool well = request.path == "/health/live" || ready();
    passage.response.status = well ? 200 : 503;
    passage.response.content_type = "text/plain; charset=utf-8";
    passage.response.body = well ? "ok\n" : "not ready\n";
    return true;
}

// To everybody else there is no such page.
bool Pipeline::serve_metrics(Passage& passage) {
    const Request& request = passage.exchange.request;
    const bool reads = request.method == Method::get || request.method == Method::head;
    if (!parts_.metrics || !reads || !watchers_.allow(request)) return false;
    passage.plain = true;
    passage.response.content_type = "text/plain; version=0.0.4; charset=utf-8";
    passage.response.set_header("Cache-Control", "no-store");
    passage.response.body = parts_.metrics();
    return true;
}

// Kept for a second: everybody may ask, and each answer costs a connection of the database.
bool Pipeline::ready() {
    if (!parts_.ready) return true;
    const std::unique_lock lock(ready_mutex_, std::try_to_lock);
    if (!lock) return ready_;
    const int64_t passed_ms = parts_.clock.now_ms() - ready_asked_at_ms_;
    if (passed_ms < 0 || passed_ms >= kReadyKeptMs) {
        ready_ = parts_.ready();
        ready_asked_at_ms_ = parts_.clock.now_ms();
    }
    return ready_;
}

// Who asks, and in which language. False: answered already.
bool Pipeline::recognise(Passage& passage) {
    Exchange& exchange = passage.exchange;
    const Request& request = exchange.request;
    // First the language: the page that says that the database is away is written in it, too.
    const auto chosen = locale_cookie(request, secure_);
    exchange.locale =
        view::is_locale(chosen) ? chosen : accepted_locale(request.header("accept-language"));
    exchange.theme = theme_cookie(request, secure_);
    exchange.notice = notice_cookie(request, secure_);
    exchange.address = address_of(request);
    const auto token = session_cookie(request, secure_);
    if (!token.empty() && parts_.find_session && !find_session(passage, token)) return false;
    if (exchange.session) {
        exchange.locale = exchange.session->scope.locale;
        return true;
    }
    exchange.form_token = form_cookie(request, secure_);
    if (exchange.form_token.size() != 2 * kFormTokenBytes) {
        exchange.form_token = new_form_token();
        passage.new_form_token = true;
    }
    return true;
}

// Any text can stand in a cookie, and a look-up costs a statement: who comes with one that is not
// known pays from the address first, and gets it back if it was a session after all.
bool Pipeline::find_session(Passage& passage, std::string_view token) {
    Exchange& exchange = passage.exchange;
    if (parts_.session_known && parts_.session_known(token)) {
        exchange.session = parts_.find_session(token);
        return true;
    }
    const std::string address = address_key(exchange.request.client_address);
    if (!allow(passage, address_rate_.take(address, parts_.clock.now_ms()))) return false;
    passage.paid = true;
    exchange.session = parts_.find_session(token);
    if (exchange.session) address_rate_.give_back(address);
    return true;
}

bool Pipeline::within_rate(Passage& passage) {
    Exchange& exchange = passage.exchange;
    const int64_t now_ms = parts_.clock.now_ms();
    if (exchange.session) {
        return allow(passage, session_rate_.take(exchange.session->token_hash, now_ms));
    }
    if (passage.paid) return true;
    return allow(passage, address_rate_.take(address_key(exchange.request.client_address), now_ms));
}

// Answers 429 if there is something to wait for.
bool Pipeline::allow(Passage& passage, int wait_s) {
    if (wait_s == 0) return true;
    Exchange& exchange = passage.exchange;
    show_status(exchange, parts_.pages, 429);
    exchange.response.set_header("Retry-After", std::to_string(wait_s));
    return false;
}

void Pipeline::dispatch(Passage& passage) {
    Exchange& exchange = passage.exchange;
    Match match = parts_.router.find(exchange.request.method, exchange.request.path);
    passage.route = match.route;
    if (!match.route) {
        show_status(exchange, parts_.pages, match.other_method ? 405 : 404);
        if (match.other_method) {
            const bool get = parts_.router.find(Method::get, exchange.request.path).route;
            exchange.response.set_header("Allow", get ? "GET, HEAD" : "POST");
        }
        return;
    }
    exchange.path_values = std::move(match.path_values);
    const Route& route = *match.route;
    const access::Session* session = exchange.session ? &*exchange.session : nullptr;
    const Verdict verdict = judge({route, exchange.request, session, module_on(route, session),
                                   settings_.public_url, form_cookie(exchange.request, secure_)});
    if (verdict != Verdict::pass) return refuse(passage, verdict);
    const Result<> handled = route.handler(exchange);
    if (handled) return;
    const Fault& fault = handled.fault();
    // What a plugin could not write, since somebody else did.
    if (fault.kind == FaultKind::unavailable && fault.user_message.empty())
        return give_back(passage, fault.log_text);
    passage.reason = fault.log_text;
    show_fault(exchange, parts_.pages, fault, route.module.empty() ? "core" : route.module);
}

// A visitor without a session belongs to no organisation: for them what holds at the top holds.
bool Pipeline::module_on(const Route& route, const access::Session* session) const {
    if (route.module.empty()) return true;
    if (session) {
        return !parts_.module_on ||
               parts_.module_on(route.module_index, session->scope.organisation);
    }
    return !parts_.module_on_at_top || parts_.module_on_at_top(route.module_index);
}

void Pipeline::refuse(Passage& passage, Verdict verdict) {
    Exchange& exchange = passage.exchange;
    switch (verdict) {
        case Verdict::pass:
            return;
        case Verdict::module_off:
            passage.reason = "module off";
            return show_status(exchange, parts_.pages, 404);
        case Verdict::sign_in:
            return redirect_to(exchange, exchange.address == "/"
                                             ? "/sign-in"
                                             : "/sign-in?next=" + percent_encode(exchange.address));
        case Verdict::session_ended:
            passage.reason = "no session";
            return show_again(exchange, parts_.pages, Again::session_ended);
        case Verdict::sender_unknown:
            passage.reason = "no session, sender unknown";
            return show_again(exchange, parts_.pages, Again::sender_unknown);
        case Verdict::first_login:
            // A version came into force while somebody was typing.
            if (exchange.request.method == Method::post && only_to_accept(*exchange.session))
                return show_again(exchange, parts_.pages, Again::not_accepted);
            return redirect_to(exchange, "/first-login");
        case Verdict::leaving:
            return refuse_leaving(passage);
        case Verdict::restricted:
            return refuse_restricted(passage);
        case Verdict::forbidden:
            passage.reason = "permission " + passage.route->permission;
            return show_status(exchange, parts_.pages, 403);
        case Verdict::forged:
        case Verdict::out_of_date:
            return refuse_forged_or_stale(passage, verdict);
    }
}

// Everything but what is theirs to fetch: a page leads there, a form is refused.
void Pipeline::refuse_leaving(Passage& passage) {
    Exchange& exchange = passage.exchange;
    passage.reason = "the organisation is closed";
    if (exchange.request.method != Method::post && !exchange.request.wants_fragment() &&
        !wants_json(exchange.request))
        return redirect_to(exchange, "/account/data");
    show_status(exchange, parts_.pages, 403,
                parts_.pages.translator().translate(
                    "core", exchange.locale,
                    KEREGE_TR("Your organisation is closed: you can fetch what is kept about you, "
                              "and ask for its deletion.")));
}

void Pipeline::refuse_restricted(Passage& passage) {
    Exchange& exchange = passage.exchange;
    const bool suspended = !exchange.session->restricted;
    passage.reason = suspended ? "the organisation is suspended" : "the profile is restricted";
    const char* message =
        suspended ? KEREGE_TR(
                        "Your organisation is suspended: its people can look, but enter and "
                        "send nothing.")
                  : KEREGE_TR(
                        "Your profile is restricted: you can look, but enter and send "
                        "nothing. Turn to the administrator of your organisation: they "
                        "know why.");
    show_status(exchange, parts_.pages, 403,
                parts_.pages.translator().translate("core", exchange.locale, message));
}

void Pipeline::refuse_forged_or_stale(Passage& passage, Verdict verdict) {
    Exchange& exchange = passage.exchange;
    passage.reason = verdict == Verdict::forged ? "sent from another site" : "token out of date";
    if (verdict == Verdict::forged) return show_status(exchange, parts_.pages, 403);
    if (exchange.session) return show_again(exchange, parts_.pages, Again::out_of_date);
    // Public forms hold passwords, which are not put into a page: the form is shown anew.
    const auto words = parts_.pages.translator().translate(
        "core", exchange.locale, KEREGE_TR("The page was open for a long time. Fill it in again."));
    const bool has_form = parts_.router.find(Method::get, exchange.request.path).route;
    if (has_form && !exchange.request.wants_fragment() && !wants_json(exchange.request)) {
        return redirect_to(exchange, exchange.address, words);
    }
    show_status(exchange, parts_.pages, 403, words);
}

// A form that met a database where somebody else writes for long: on SQLite an import of a whole
// school. Scripts keep what they send by themselves.
void Pipeline::give_back(Passage& passage, std::string_view reason) {
    Exchange& exchange = passage.exchange;
    const bool form = exchange.session && exchange.request.method == Method::post &&
                      !exchange.request.wants_fragment() && !wants_json(exchange.request);
    if (!form) return fail(passage, 503, reason);
    passage.reason = reason;
    exchange.response = Response();
    try {
        show_again(exchange, parts_.pages, Again::busy);
        exchange.response.set_header("Retry-After", "10");
    } catch (const data::Unavailable&) {  // not even to read
        fail(passage, 503, reason);
    }
}

void Pipeline::fail(Passage& passage, int status, std::string_view reason) {
    passage.reason = reason;
    // The fault page does without a session: what failed may be what it would show.
    passage.exchange.session.reset();
    passage.exchange.response = Response();
    show_status(passage.exchange, parts_.pages, status);
}

Response Pipeline::refused(const Refused& refused) noexcept {
    Request request;
    request.id = refused.request_id;
    request.path = "/";
    request.client_address = refused.client_address;
    Passage passage(request);
    passage.exchange.secure = secure_;
    passage.reason = refused.why;
    try {
        show_status(passage.exchange, parts_.pages, refused.status);
        finish(passage);
    } catch (...) {
        passage.response = Response();
        passage.response.status = refused.status;
        passage.response.content_type.clear();
    }
    try {
        write_access_line(passage);
    } catch (...) {
        // A log that cannot be written must not take the answer with it.
    }
    return std::move(passage.response);
}

}  // namespace kerege::http
