// A message to support: from any page, from a fault, and from those who can't sign in.
#include "host/src/access/device.hpp"
#include "host/src/base/address.hpp"
#include "host/src/base/text.hpp"
#include "host/src/pages/message_words.hpp"
#include "host/src/pages/query_string.hpp"
#include "kerege/abi/access.h"
#include "kerege/sdk/tr.hpp"

namespace kerege::pages {
namespace {

using support::NewMessage;

constexpr std::string_view kMemberKinds[] = {"question", "fault", "content"};
constexpr std::string_view kVisitorKinds[] = {"sign_in", "question", "content"};

// Only the path: what was searched for may be somebody's name.
std::string page_in(std::string_view given) {
    const std::string page = local_path(given);
    return page == "/" && given != "/" ? std::string() : page.substr(0, page.find_first_of("?#"));
}

// A number as the host gives requests, or nothing.
std::string request_in(std::string_view given) {
    const bool plain =
        given.size() <= 40 &&
        given.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string_view::npos;
    return plain ? std::string(given) : std::string();
}

bool of_school(const http::Exchange& exchange) {
    const int32_t profile = exchange.scope().profile;
    return profile == KEREGE_PROFILE_EMPLOYEE || profile == KEREGE_PROFILE_LEARNER ||
           profile == KEREGE_PROFILE_GUARDIAN;
}

// What the browser and the session say, to be shown before it is sent.
void add_along(const http::Exchange& exchange, NewMessage& message) {
    const auto& roles = exchange.scope().roles;
    message.role = roles.empty() ? std::string() : roles.front();
    message.browser = access::device_of(exchange.request.header("User-Agent"));
}

void add_form(House& house, http::Exchange& exchange, const NewMessage& message, const Fault* fault,
              Model& model) {
    const bool visitor = !exchange.session;
    Model& form = model.add("form");
    form.set("words", message.words)
        .set("email", message.email)
        .set("page", message.page)
        .set("request", message.request_id);
    const auto add_kinds = [&](const auto& kinds) {
        for (const std::string_view kind : kinds) {
            Model& item = form.add("kind");
            item.set("code", kind).set("label", message_kind_words(house, exchange, kind));
            if (kind == message.kind) item.add("chosen");
        }
    };
    if (visitor) {
        add_kinds(kVisitorKinds);
        form.add("visitor");
    } else {
        add_kinds(kMemberKinds);
    }
    if (of_school(exchange)) {
        Model& addressees = form.add("addressees");
        addressees.add(message.addressee == "operator" ? "operator_chosen" : "school_chosen");
    }
    add_context(house, exchange, message.page, message.role, message.browser, message.request_id,
                form);
    add_field_faults(house, exchange, fault, form);
}

void add_own(House& house, const http::Exchange& exchange, Model& model) {
    if (!exchange.session) return;
    for (const auto& one : house.support.own(exchange.scope().person)) {
        Model& item = model.add("own");
        item.set("at", instant(house, exchange, one.created_at_ms))
            .set("kind", message_kind_words(house, exchange, one.kind))
            .set("words", one.words);
        item.add(one.state == "open"     ? "is_open"
                 : one.state == "closed" ? "is_closed"
                                         : "is_answered");
        if (!one.answer.empty())
            item.add("answered").set("answer", one.answer).set("by", one.answered_by);
    }
}

Result<> show_form(House& house, http::Exchange& exchange, const NewMessage& message,
                   const Fault* fault) {
    Model model;
    add_contact(house, exchange, model);
    add_form(house, exchange, message, fault, model);
    add_own(house, exchange, model);
    return show(house, exchange, "support/message", model, KEREGE_TR("Help and support"), fault);
}

Result<> form(House& house, http::Exchange& exchange) {
    const auto& request = exchange.request;
    NewMessage message;
    message.page = page_in(request.query_value("from"));
    message.request_id = request_in(request.query_value("request"));
    const std::string_view wanted = request.query_value("kind");
    if (!exchange.session) {
        message.kind = "sign_in";
    } else if (wanted == "content" || wanted == "fault" || !message.request_id.empty()) {
        message.kind = wanted == "content" ? "content" : "fault";
    } else {
        message.kind = "question";
    }
    message.addressee = of_school(exchange) ? "school" : "operator";
    add_along(exchange, message);
    return show_form(house, exchange, message, nullptr);
}

// One address of the network must not keep all others who can't sign in from being heard. What was
// refused counts for nothing.
Result<int64_t> send_within_rate(House& house, const http::Exchange& exchange,
                                 const NewMessage& message) {
    if (exchange.session) return house.support.send(exchange.scope(), message);
    const std::string key = address_key(exchange.request.client_address);
    if (house.visitor_rate.take(key, house.clock.now_ms()) > 0)
        return Fault{FaultKind::too_many, "support: many messages from one address",
                     KEREGE_TR("You have sent many messages. Wait for an answer, or call.")};
    auto done = house.support.send({}, message);
    if (!done) house.visitor_rate.give_back(key);
    return done;
}

Result<> send(House& house, http::Exchange& exchange) {
    const auto& request = exchange.request;
    NewMessage message;
    message.kind = request.field("kind");
    message.words = request.field("words");
    message.email = request.field("email");
    message.addressee = of_school(exchange) ? request.field("addressee") : "operator";
    message.page = page_in(request.field("page"));
    message.request_id = request_in(request.field("request"));
    message.locale = exchange.locale;
    add_along(exchange, message);
    NewMessage sent = message;
    if (request.field("along") != "yes") {
        // A complaint names its page in any case: without it nobody finds what it is about.
        if (sent.kind != "content") sent.page.clear();
        sent.role.clear();
        sent.browser.clear();
        sent.request_id.clear();
    }
    const auto done = send_within_rate(house, exchange, sent);
    if (!done) return show_form(house, exchange, message, &done.fault());
    return go(house, exchange, "/support",
              exchange.session ? KEREGE_TR("Your message is sent. The answer will stand here.")
                               : KEREGE_TR("Your message is sent. The answer will come by mail."));
}

}  // namespace

void register_support(http::Router& router, House& house) {
    add_open(router, house, http::Method::get, "/support", form);
    add_open(router, house, http::Method::post, "/support", send);
    register_support_desk(router, house);
}

}  // namespace kerege::pages
