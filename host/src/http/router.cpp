#include "host/src/http/router.hpp"

#include <algorithm>
#include <stdexcept>

namespace kerege::http {
namespace {

constexpr size_t kSegmentsMax = 16;
constexpr int kNone = -1;

bool is_fixed_segment(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
    });
}

bool is_variable(std::string_view text) {
    if (text.size() < 3 || text.front() != '{' || text.back() != '}') return false;
    const auto name = text.substr(1, text.size() - 2);
    return std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    });
}

// "/a/b" → {"a", "b"}; "/" → {}. False: more than kSegmentsMax.
bool split(std::string_view path, std::vector<std::string_view>& out) {
    out.clear();
    if (path.size() <= 1) return true;
    path.remove_prefix(1);
    while (true) {
        const size_t end = std::min(path.find('/'), path.size());
        if (out.size() >= kSegmentsMax) return false;
        out.push_back(path.substr(0, end));
        if (end == path.size()) return true;
        path.remove_prefix(end + 1);
    }
}

// What two patterns have in common that match the same paths: "/a/{x}" and "/a/{y}" are "/a/{}".
std::string shape_of(const std::vector<std::string_view>& segments) {
    std::string shape;
    for (const auto segment : segments) {
        shape.push_back('/');
        shape.append(is_variable(segment) ? "{}" : segment);
    }
    return shape;
}

struct Node {
    std::vector<std::pair<std::string, int>> fixed;  // sorted by segment
    int variable = kNone;
    int get = kNone;  // index of a route
    int post = kNone;

    // Method::other asks whether anything at all is served here.
    int route(Method method) const {
        if (method == Method::post) return post;
        if (method == Method::other) return get != kNone ? get : post;
        return get;
    }
};

}  // namespace

struct Router::Impl {
    std::vector<Route> routes;
    std::vector<std::vector<std::string>> names;  // of the {names} of each route
    std::vector<Node> nodes;
    bool sealed = false;

    int child_for(int at, std::string_view segment) {
        if (is_variable(segment)) {
            if (nodes[static_cast<size_t>(at)].variable == kNone) {
                nodes[static_cast<size_t>(at)].variable = new_node();
            }
            return nodes[static_cast<size_t>(at)].variable;
        }
        for (const auto& [name, child] : nodes[static_cast<size_t>(at)].fixed) {
            if (name == segment) return child;
        }
        const int child = new_node();
        nodes[static_cast<size_t>(at)].fixed.emplace_back(segment, child);
        return child;
    }

    int new_node() {
        nodes.emplace_back();
        return static_cast<int>(nodes.size()) - 1;
    }

    // The route where a path ends; prefers fixed segments on the way.
    int walk(Method method, int at, const std::vector<std::string_view>& path, size_t depth,
             std::vector<std::string_view>& values) const {
        const Node& node = nodes[static_cast<size_t>(at)];
        if (depth == path.size()) return node.route(method);
        const auto found = std::lower_bound(
            node.fixed.begin(), node.fixed.end(), path[depth],
            [](const auto& child, std::string_view segment) { return child.first < segment; });
        if (found != node.fixed.end() && found->first == path[depth]) {
            const int end = walk(method, found->second, path, depth + 1, values);
            if (end != kNone) return end;
        }
        if (node.variable == kNone || path[depth].empty()) return kNone;
        values.push_back(path[depth]);
        const int end = walk(method, node.variable, path, depth + 1, values);
        if (end == kNone) values.pop_back();
        return end;
    }
};

Router::Router() : impl_(std::make_unique<Impl>()) {}
Router::~Router() = default;

Result<> Router::add(Route route) {
    if (impl_->sealed) throw std::logic_error("route added after the table was sealed");
    const std::string& pattern = route.pattern;
    std::vector<std::string_view> segments;
    if (!pattern.starts_with('/') || !split(pattern, segments)) {
        return invalid("route pattern " + pattern);
    }
    std::vector<std::string_view> names;
    for (const auto segment : segments) {
        if (is_fixed_segment(segment)) continue;
        if (!is_variable(segment)) return invalid("route pattern " + pattern);
        if (std::find(names.begin(), names.end(), segment) != names.end()) {
            return invalid("route pattern " + pattern + " names a segment twice");
        }
        names.push_back(segment);
    }
    if (route.method != Method::get && route.method != Method::post) {
        return invalid("route " + pattern + " is neither GET nor POST");
    }
    if (!route.handler) return invalid("route " + pattern + " has no handler");
    if (route.is_public && !route.permission.empty()) {
        return invalid("public route " + pattern + " asks for a permission");
    }
    const std::string shape = shape_of(segments);
    for (const Route& known : impl_->routes) {
        std::vector<std::string_view> other;
        split(known.pattern, other);
        if (known.method == route.method && shape_of(other) == shape) {
            return conflict(std::string(route.method == Method::post ? "POST" : "GET") + " route " +
                            pattern + " exists already as " + known.pattern);
        }
    }
    impl_->routes.push_back(std::move(route));
    return success();
}

void Router::remove_module(std::string_view module) {
    if (impl_->sealed) throw std::logic_error("routes removed after the table was sealed");
    std::erase_if(impl_->routes, [&](const Route& route) { return route.module == module; });
}

void Router::seal() {
    const NumberOf none = [](std::string_view) { return -1; };
    seal(none, none);
}

void Router::seal(const NumberOf& permission, const NumberOf& module) {
    Impl& impl = *impl_;
    impl.nodes.assign(1, Node{});
    impl.names.assign(impl.routes.size(), {});
    std::vector<std::string_view> segments;
    for (size_t i = 0; i < impl.routes.size(); ++i) {
        Route& route = impl.routes[i];
        if (!route.permission.empty()) route.permission_index = permission(route.permission);
        if (!route.module.empty()) route.module_index = module(route.module);
        split(route.pattern, segments);
        int at = 0;
        for (const auto segment : segments) {
            at = impl.child_for(at, segment);
            if (is_variable(segment)) {
                impl.names[i].emplace_back(segment.substr(1, segment.size() - 2));
            }
        }
        Node& node = impl.nodes[static_cast<size_t>(at)];
        (route.method == Method::post ? node.post : node.get) = static_cast<int>(i);
    }
    for (Node& node : impl.nodes) std::sort(node.fixed.begin(), node.fixed.end());
    impl.sealed = true;
}

Match Router::find(Method method, std::string_view path) const {
    if (!impl_->sealed) throw std::logic_error("route looked up before the table was sealed");
    Match match;
    std::vector<std::string_view> segments;
    std::vector<std::string_view> values;
    segments.reserve(kSegmentsMax);
    if (!path.starts_with('/') || !split(path, segments)) return match;
    const int route = method == Method::other ? kNone : impl_->walk(method, 0, segments, 0, values);
    if (route == kNone) {
        values.clear();
        match.other_method = impl_->walk(Method::other, 0, segments, 0, values) != kNone;
        return match;
    }
    const auto index = static_cast<size_t>(route);
    match.route = &impl_->routes[index];
    match.path_values.reserve(values.size());
    for (size_t i = 0; i < values.size(); ++i) {
        match.path_values.push_back({impl_->names[index][i], std::string(values[i])});
    }
    return match;
}

const std::vector<Route>& Router::routes() const { return impl_->routes; }

}  // namespace kerege::http
