// kerege.http/1 in a worker: the request came along with the call; the answer is checked here and
// told to the host.
#include <tuple>

#include "host/src/plugins/rules.hpp"
#include "host/src/worker/call.hpp"
#include "host/src/worker/proxies.hpp"
#include "host/src/worker/registration.hpp"

namespace kerege::worker {
namespace {

namespace rules = plugins::rules;
using remote::Context;

constexpr kerege_str kAbsent = {nullptr, 0};

kerege_status add_route(kerege_registration* registration, const kerege_route* route,
                        kerege_sink* error) noexcept {
    const Registration* open = registering(registration);
    if (!open || !route)
        return refuse(error, KEREGE_INVALID, "routes are added within start(), on its thread");
    if (route->size < KEREGE_ROUTE_V1_SIZE)
        return refuse(error, KEREGE_INVALID, "the route's size is smaller than version 1 of it");
    if (!plugins::good_bytes(route->pattern, rules::kHeaderBytesMax) ||
        !plugins::good_bytes(route->permission, rules::kHeaderBytesMax))
        return refuse(error, KEREGE_INVALID, "the pattern or the permission is too long");
    return quietly(KEREGE_INTERNAL, [&] {
        return ask(*open->lane, Op::add_route, error,
                   [&](Writer& out) {
                       out.i32(route->method).i32(route->route_id).i32(route->flags);
                       out.str(route->pattern).str(route->permission).u32(route->size);
                   })
            .status();
    });
}

// The call, if it has a request; and if the answer as a whole is its handler's.
Call* with_request(const kerege_call* handle) noexcept {
    Call* call = usable(handle);
    return call && call->context.has_request ? call : nullptr;
}
Call* answering(const kerege_call* handle) noexcept {
    Call* call = usable(handle);
    return call && call->context.answers() ? call : nullptr;
}

kerege_str value_of(const Context::Fields& fields, kerege_str name) noexcept {
    if (!plugins::good_bytes(name, rules::kNameBytesMax)) return kAbsent;
    for (const auto& [known, value] : fields) {
        if (text_of(known) == text_of(name)) return value;
    }
    return kAbsent;
}

int32_t method(kerege_call* handle) noexcept {
    const Call* call = with_request(handle);
    return call ? call->context.method : 0;
}
kerege_str path(kerege_call* handle) noexcept {
    const Call* call = with_request(handle);
    return call ? call->context.path : kAbsent;
}
kerege_str path_value(kerege_call* handle, kerege_str name) noexcept {
    const Call* call = answering(handle);
    return call ? value_of(call->context.path_values, name) : kAbsent;
}
kerege_str query_value(kerege_call* handle, kerege_str name) noexcept {
    const Call* call = with_request(handle);
    return call ? value_of(call->context.query, name) : kAbsent;
}

kerege_str header(kerege_call* handle, kerege_str name) noexcept {
    const Call* call = with_request(handle);
    if (!call || !plugins::good_bytes(name, rules::kNameBytesMax)) return kAbsent;
    for (const auto& [known, value] : call->context.headers) {
        if (http::equals_ignoring_case(text_of(known), text_of(name))) return value;
    }
    return kAbsent;
}

uint32_t field_count(kerege_call* handle) noexcept {
    const Call* call = answering(handle);
    return call ? static_cast<uint32_t>(call->context.form.size()) : 0;
}

kerege_status field_at(kerege_call* handle, uint32_t index, kerege_str* out_name,
                       kerege_str* out_value) noexcept {
    const Call* call = usable(handle);
    if (!call) return KEREGE_INTERNAL;
    if (!out_name || !out_value) return KEREGE_INVALID;
    if (index >= field_count(handle)) return KEREGE_NOT_FOUND;
    std::tie(*out_name, *out_value) = call->context.form[index];
    return KEREGE_OK;
}

kerege_str field(kerege_call* handle, kerege_str name) noexcept {
    const Call* call = answering(handle);
    return call ? value_of(call->context.form, name) : kAbsent;
}
kerege_str body(kerege_call* handle) noexcept {
    const Call* call = answering(handle);
    return call ? call->context.body : kAbsent;
}

kerege_status set_status(kerege_call* handle, int32_t status) noexcept {
    Call* call = usable(handle);
    if (!call) return KEREGE_INTERNAL;
    if (!call->context.answers() || !rules::good_status(status)) return KEREGE_INVALID;
    return quietly(KEREGE_INTERNAL, [&] {
        post(call->lane, Op::set_status, [&](Writer& out) { out.i32(status); });
        return KEREGE_OK;
    });
}

kerege_status set_header(kerege_call* handle, kerege_str name, kerege_str value) noexcept {
    Call* call = usable(handle);
    if (!call) return KEREGE_INTERNAL;
    if (!call->context.answers() || !rules::good_header(name, value)) return KEREGE_INVALID;
    return quietly(KEREGE_INTERNAL, [&] {
        if (!call->checked.set_header(text_of(name), text_of(value))) return KEREGE_INVALID;
        post(call->lane, Op::set_header, [&](Writer& out) { out.str(name).str(value); });
        return KEREGE_OK;
    });
}

kerege_status write(kerege_call* handle, kerege_str bytes) noexcept {
    Call* call = usable(handle);
    if (!call) return KEREGE_INTERNAL;
    if (!call->context.has_request || !plugins::good_bytes(bytes, rules::kOutputBytesMax))
        return KEREGE_INVALID;
    if (call->written + bytes.size > rules::kOutputBytesMax) return KEREGE_TOO_MANY;
    return quietly(KEREGE_INTERNAL, [&] {
        call->written += bytes.size;
        post(call->lane, Op::write, [&](Writer& out) { out.str(bytes); });
        return KEREGE_OK;
    });
}

kerege_status redirect(kerege_call* handle, kerege_str to, kerege_str notice) noexcept {
    Call* call = usable(handle);
    if (!call) return KEREGE_INTERNAL;
    return quietly(KEREGE_INTERNAL, [&] {
        if (!call->context.answers() || !rules::good_redirect(to, notice)) return KEREGE_INVALID;
        post(call->lane, Op::redirect, [&](Writer& out) { out.str(to).str(notice); });
        return KEREGE_OK;
    });
}

kerege_status set_fault_message(kerege_call* handle, kerege_str message) noexcept {
    Call* call = usable(handle);
    if (!call) return KEREGE_INTERNAL;
    return quietly(KEREGE_INTERNAL, [&] {
        if (!plugins::good_text(message, rules::kSentenceBytesMax)) return KEREGE_INVALID;
        post(call->lane, Op::set_fault_message, [&](Writer& out) { out.str(message); });
        return KEREGE_OK;
    });
}

}  // namespace

const kerege_http_v1 kHttpProxy = {sizeof(kerege_http_v1),
                                   0,
                                   add_route,
                                   method,
                                   path,
                                   path_value,
                                   query_value,
                                   header,
                                   field_count,
                                   field_at,
                                   field,
                                   body,
                                   set_status,
                                   set_header,
                                   write,
                                   redirect,
                                   set_fault_message};

}  // namespace kerege::worker
