// One request on its way through the house: what the handlers of routes are given.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "host/src/access/scope.hpp"
#include "host/src/http/message.hpp"
#include "kerege/sdk/result.hpp"

namespace kerege::http {

struct Exchange {
    Request& request;
    Response& response;
    std::optional<access::Session> session;  // absent: nobody is logged in
    std::string locale = "kk";               // of the session, else cookie or Accept-Language
    std::vector<Field> path_values = {};     // of the pattern's {names}
    int statements = 0;                      // run for this request, over all transactions
    std::string address = {};     // path and query, encoded: where a language switch leads back to
    bool secure = false;          // the site's address is https: cookies are marked so
    std::string notice = {};      // left by the redirect that led here, shown once
    std::string theme = {};       // "light", "dark" or empty
    std::string form_token = {};  // without a session: what public forms carry against forgery
    std::string fault_message = {};  // translated words for the fault page, if the handler has some

    const access::Scope& scope() const;  // an empty scope without a session
    std::string_view path_value(std::string_view name) const;
};

// Fills exchange.response; a Fault is turned into page, fragment or JSON by http/respond.
using Handler = std::function<Result<>(Exchange&)>;

}  // namespace kerege::http
