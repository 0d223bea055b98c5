#include "host/src/plugins/remote/context.hpp"

#include "host/src/plugins/call.hpp"

namespace kerege::remote {
namespace {

constexpr size_t kFieldBytesMin = 8;  // two lengths

template <class All, class F>
void write_fields(Writer& out, const All& all, F&& parts) {
    out.u32(static_cast<uint32_t>(all.size()));
    for (const auto& one : all) {
        const auto [name, value] = parts(one);
        out.text(name).text(value);
    }
}

Context::Fields read_fields(Reader& in) {
    Context::Fields fields(in.count(kFieldBytesMin));
    for (auto& [name, value] : fields) {
        name = in.str();
        value = in.str();
    }
    return fields;
}

std::pair<std::string_view, std::string_view> parts(const http::Field& field) {
    return {field.name, field.value};
}

// Who has a cookie has the session.
std::vector<std::pair<std::string_view, std::string_view>> shown(const http::Request& request) {
    std::vector<std::pair<std::string_view, std::string_view>> headers;
    for (const auto& [name, value] : request.headers) {
        if (name != "cookie" && name != "authorization") headers.emplace_back(name, value);
    }
    return headers;
}

}  // namespace

void write_context(Writer& out, const kerege_call& call) {
    const auto& scope = call.scope;
    out.i64(scope.person.value).i64(scope.membership.value).i64(scope.organisation.value);
    out.i32(scope.profile).text(call.locale);
    out.u32(call.exchange ? 1 : 0).u32(call.slot ? 1 : 0);
    if (!call.exchange) return;
    const http::Request& request = call.exchange->request;
    out.i32(request.method == http::Method::post ? KEREGE_METHOD_POST : KEREGE_METHOD_GET);
    out.text(request.path);
    write_fields(out, request.query, parts);
    write_fields(out, shown(request), [](const auto& header) { return header; });
    if (call.slot) return;  // the page's own, not the slot's
    write_fields(out, call.exchange->path_values, parts);
    write_fields(out, request.form, parts);
    out.text(request.body);
}

Context read_context(Reader& in) {
    Context context;
    context.scope.person_id = in.i64();
    context.scope.membership_id = in.i64();
    context.scope.organisation_id = in.i64();
    context.scope.profile = in.i32();
    context.locale = in.str();
    context.has_request = in.u32() != 0;
    context.slot = in.u32() != 0;
    if (!context.has_request) return context;
    context.method = in.i32();
    context.path = in.str();
    context.query = read_fields(in);
    context.headers = read_fields(in);
    if (context.slot) return context;
    context.path_values = read_fields(in);
    context.form = read_fields(in);
    context.body = in.str();
    return context;
}

}  // namespace kerege::remote
