// The table of routes, sealed after loading.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "host/src/http/exchange.hpp"

namespace kerege::http {

struct Route {
    Method method = Method::get;
    std::string pattern;        // "/journal/sections/{section}"; {name} matches one segment
    std::string module;         // plugin id; empty: the host's own
    std::string permission;     // key; empty: every person logged in
    bool is_public = false;     // also without a session
    bool before_ready = false;  // also while the first login, or what it asks for, is not complete
    bool while_restricted = false;  // may be sent by somebody whose profile is restricted
    bool while_suspended = false;   // may be sent where the organisation is suspended, too
    bool while_leaving = false;     // open to people of a closed organisation
    // What is sent needs no token of a page: the address is one that only who was given it knows,
    // as a mail program that ends a list.
    bool from_anywhere = false;
    Handler handler;
    int permission_index = -1;  // filled by seal()
    int module_index = -1;      // filled by seal()
};

struct Match {
    const Route* route = nullptr;  // null: no such path, or not with that method
    std::vector<Field> path_values;
    bool other_method = false;  // the path exists with another method
};

class Router {
public:
    Router();
    ~Router();
    // Fault: a pattern of another shape, or one that exists. REQUIRES: not sealed.
    Result<> add(Route route);
    // Takes back the routes of one module: a plugin whose start failed. REQUIRES: not sealed.
    void remove_module(std::string_view module);
    // Gives permissions and modules their numbers. A name nobody knows stays -1, which the guards
    // take for "not allowed".
    using NumberOf = std::function<int(std::string_view)>;
    void seal(const NumberOf& permission, const NumberOf& module);
    // Without numbers: for tables whose routes name neither permission nor module.
    void seal();
    // Fixed segments win over {names}. HEAD finds GET. [any], after seal()
    Match find(Method method, std::string_view path) const;
    const std::vector<Route>& routes() const;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace kerege::http
