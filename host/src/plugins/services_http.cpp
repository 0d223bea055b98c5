// kerege.http/1: the request and the response. Routes are in services_routes.cpp.
#include "host/src/http/respond.hpp"
#include "host/src/plugins/call.hpp"
#include "host/src/plugins/services.hpp"

namespace kerege::plugins {
namespace {

constexpr kerege_str kAbsent = {nullptr, 0};

// Whether there is a request to ask about: not in the handler of an event.
bool has_request(const kerege_call* call) { return usable(call) && call->exchange; }
// Whether the answer as a whole is this handler's: not a slot's.
bool answers(const kerege_call* call) { return has_request(call) && !call->slot; }

kerege_str given(std::string_view text) { return text.data() ? str_of(text) : kAbsent; }

int32_t method(kerege_call* call) noexcept {
    if (!has_request(call)) return 0;
    return call->exchange->request.method == http::Method::post ? KEREGE_METHOD_POST
                                                                : KEREGE_METHOD_GET;
}

kerege_str path(kerege_call* call) noexcept {
    return has_request(call) ? given(call->exchange->request.path) : kAbsent;
}

kerege_str value_of(const std::vector<http::Field>& fields, kerege_str name) {
    if (!good_bytes(name, rules::kNameBytesMax)) return kAbsent;
    for (const auto& field : fields) {
        if (field.name == text_of(name)) return str_of(field.value);
    }
    return kAbsent;
}

kerege_str path_value(kerege_call* call, kerege_str name) noexcept {
    return answers(call) ? value_of(call->exchange->path_values, name) : kAbsent;
}

kerege_str query_value(kerege_call* call, kerege_str name) noexcept {
    return has_request(call) ? value_of(call->exchange->request.query, name) : kAbsent;
}

kerege_str header(kerege_call* call, kerege_str name) noexcept {
    if (!has_request(call) || !good_bytes(name, rules::kNameBytesMax)) return kAbsent;
    for (const auto& [known, value] : call->exchange->request.headers) {
        if (!http::equals_ignoring_case(known, text_of(name))) continue;
        // Who has these has the session.
        if (known == "cookie" || known == "authorization") return kAbsent;
        return str_of(value);
    }
    return kAbsent;
}

uint32_t field_count(kerege_call* call) noexcept {
    return answers(call) ? static_cast<uint32_t>(call->exchange->request.form.size()) : 0;
}

kerege_status field_at(kerege_call* call, uint32_t index, kerege_str* out_name,
                       kerege_str* out_value) noexcept {
    if (!usable(call)) return KEREGE_INTERNAL;
    if (!out_name || !out_value) return KEREGE_INVALID;
    if (index >= field_count(call)) return KEREGE_NOT_FOUND;
    const http::Field& field = call->exchange->request.form[index];
    *out_name = str_of(field.name);
    *out_value = str_of(field.value);
    return KEREGE_OK;
}

kerege_str field(kerege_call* call, kerege_str name) noexcept {
    return answers(call) ? value_of(call->exchange->request.form, name) : kAbsent;
}

kerege_str body(kerege_call* call) noexcept {
    return answers(call) ? given(call->exchange->request.body) : kAbsent;
}

kerege_status set_status(kerege_call* call, int32_t status) noexcept {
    if (!usable(call)) return KEREGE_INTERNAL;
    if (!answers(call) || !rules::good_status(status)) return KEREGE_INVALID;
    call->exchange->response.status = status;
    return KEREGE_OK;
}

kerege_status set_header(kerege_call* call, kerege_str name, kerege_str value) noexcept {
    if (!usable(call)) return KEREGE_INTERNAL;
    if (!answers(call) || !rules::good_header(name, value)) return KEREGE_INVALID;
    return guarded(nullptr, [&] {
        return call->exchange->response.set_header(text_of(name), text_of(value)) ? KEREGE_OK
                                                                                  : KEREGE_INVALID;
    });
}

kerege_status write(kerege_call* call, kerege_str bytes) noexcept {
    if (!usable(call)) return KEREGE_INTERNAL;
    if (!call->output || !good_bytes(bytes, rules::kOutputBytesMax)) return KEREGE_INVALID;
    return guarded(nullptr, [&] {
        if (call->output->size() + bytes.size > rules::kOutputBytesMax) return KEREGE_TOO_MANY;
        call->output->append(text_of(bytes));
        return KEREGE_OK;
    });
}

kerege_status redirect(kerege_call* call, kerege_str path_bytes, kerege_str notice) noexcept {
    if (!usable(call)) return KEREGE_INTERNAL;
    if (!answers(call) || !rules::good_redirect(path_bytes, notice)) return KEREGE_INVALID;
    return guarded(nullptr, [&] {
        http::redirect_to(*call->exchange, std::string(text_of(path_bytes)),
                          std::string(text_of(notice)));
        return KEREGE_OK;
    });
}

kerege_status set_fault_message(kerege_call* call, kerege_str message) noexcept {
    if (!usable(call)) return KEREGE_INTERNAL;
    if (!good_text(message, rules::kSentenceBytesMax)) return KEREGE_INVALID;
    return guarded(nullptr, [&] {
        call->fault_message = text_of(message);
        return KEREGE_OK;
    });
}

}  // namespace

const kerege_http_v1 kHttpService = {sizeof(kerege_http_v1),
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

}  // namespace kerege::plugins
