#include "host/src/http/respond.hpp"

#include "host/src/base/text.hpp"
#include "host/src/http/cookies.hpp"
#include "host/src/http/forms.hpp"
#include "kerege/sdk/text.hpp"
#include "kerege/sdk/tr.hpp"

namespace kerege::http {
namespace {

// Short words for fragments and JSON; pages have longer ones of their own.
std::string_view short_words(int status) {
    switch (status) {
        case 401:
            return KEREGE_TR("You are not signed in any more");
        case 403:
            return KEREGE_TR("This page is not open to you");
        case 404:
            return KEREGE_TR("There is no such page");
        case 409:
            return KEREGE_TR("Somebody else changed this meanwhile");
        case 413:
            return KEREGE_TR("That is too large");
        case 422:
            return KEREGE_TR("Something in the form is not right");
        case 429:
            return KEREGE_TR("Too many attempts");
        case 503:
            return KEREGE_TR("The service is not available right now");
        default:
            return status < 500 ? KEREGE_TR("The request could not be read")
                                : KEREGE_TR("Something went wrong on our side");
    }
}

std::string_view name_of(int status) {
    switch (status) {
        case 401:
            return "not_signed_in";
        case 403:
            return "forbidden";
        case 404:
            return "not_found";
        case 409:
            return "conflict";
        case 413:
            return "too_large";
        case 422:
            return "invalid";
        case 429:
            return "too_many";
        case 503:
            return "unavailable";
        default:
            return status < 500 ? "invalid" : "internal";
    }
}

std::string json_of(const Exchange& exchange, const view::Pages& pages, int status,
                    std::string_view message, const Fault* fault) {
    std::string out = "{\"error\":";
    text::append_json(out, name_of(status));
    out += ",\"message\":";
    text::append_json(out, message);
    out += ",\"request_id\":";
    text::append_json(out, exchange.request.id);
    if (fault && !fault->fields.empty()) {
        out += ",\"fields\":[";
        for (const FieldFault& field : fault->fields) {
            if (out.back() != '[') out += ',';
            out += "{\"field\":";
            text::append_json(out, field.field);
            out += ",\"message\":";
            text::append_json(out,
                              pages.translator().translate("core", exchange.locale, field.message));
            out += '}';
        }
        out += ']';
    }
    return out += "}\n";
}

}  // namespace

int status_of(FaultKind kind) {
    switch (kind) {
        case FaultKind::not_found:
            return 404;
        case FaultKind::forbidden:
            return 403;
        case FaultKind::invalid:
            return 422;
        case FaultKind::conflict:
            return 409;
        case FaultKind::too_many:
            return 429;
        case FaultKind::unavailable:
            return 503;
        case FaultKind::internal:
            return 500;
    }
    return 500;
}

view::Viewer viewer_of(const Exchange& exchange) {
    view::Viewer viewer;
    viewer.session = exchange.session ? &*exchange.session : nullptr;
    viewer.locale = exchange.locale;
    viewer.path = exchange.address.empty() ? exchange.request.path : exchange.address;
    viewer.request_id = exchange.request.id;
    viewer.notice = exchange.notice;
    viewer.theme = exchange.theme;
    return viewer;
}

void show_page(Exchange& exchange, const view::Pages& pages, std::string_view template_name,
               view::Model& model) {
    if (!exchange.session) model.set("csrf", exchange.form_token);
    exchange.response.body = pages.page(viewer_of(exchange), template_name, model);
    exchange.response.content_type = "text/html; charset=utf-8";
}

void show_fragment(Exchange& exchange, const view::Pages& pages, std::string_view template_name,
                   view::Model& model) {
    if (!exchange.session) model.set("csrf", exchange.form_token);
    exchange.response.body = pages.fragment(viewer_of(exchange), template_name, model);
    exchange.response.content_type = "text/html; charset=utf-8";
}

void redirect_to(Exchange& exchange, std::string path, std::string_view notice) {
    auto cookies = std::move(exchange.response.cookies);
    exchange.response = redirect(std::move(path));
    exchange.response.cookies = std::move(cookies);
    set_notice_cookie(exchange.response, notice, exchange.secure);
}

std::string words_of(const Exchange& exchange, const view::Pages& pages, const Fault& fault,
                     std::string_view domain) {
    if (!exchange.fault_message.empty()) return exchange.fault_message;
    std::string_view message = fault.user_message;
    if (message.empty() && !fault.fields.empty()) message = fault.fields.front().message;
    if (message.empty()) return {};
    return sdk::with_values(
        std::string(pages.translator().translate(domain, exchange.locale, message)), fault.values);
}

bool wants_json(const Request& request) {
    return request.header("accept").starts_with("application/json") ||
           media_type(request.header("content-type")) == "application/json";
}

void show_status(Exchange& exchange, const view::Pages& pages, int status, std::string_view message,
                 const Fault* fault) {
    Response response;
    response.status = status;
    response.cookies = std::move(exchange.response.cookies);
    exchange.response = std::move(response);
    if (status == 503) exchange.response.set_header("Retry-After", "5");
    const auto words =
        message.empty() ? pages.translator().translate("core", exchange.locale, short_words(status))
                        : message;
    if (wants_json(exchange.request)) {
        exchange.response.content_type = "application/json";
        exchange.response.body = json_of(exchange, pages, status, words, fault);
    } else if (exchange.request.wants_fragment()) {
        view::Model model;
        model.set("text", words).set("request_id", status >= 500 ? exchange.request.id : "");
        show_fragment(exchange, pages, "core/partials/fault", model);
    } else {
        exchange.response.body = pages.fault(viewer_of(exchange), status, message);
    }
}

void show_fault(Exchange& exchange, const view::Pages& pages, const Fault& fault,
                std::string_view domain) {
    show_status(exchange, pages, status_of(fault.kind), words_of(exchange, pages, fault, domain),
                &fault);
}

}  // namespace kerege::http
