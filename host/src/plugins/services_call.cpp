// kerege.call/draft-1: one plugin asks another.
#include <fmt/format.h>

#include "host/src/plugins/call.hpp"
#include "host/src/plugins/rules.hpp"
#include "host/src/plugins/services.hpp"

namespace kerege::plugins {
namespace {

constexpr int kDepthMax = 4;

bool on(const Plugin& provider, const kerege_call& call) {
    const auto& modules = provider.lent.modules;
    const OrganisationId organisation = call.scope.organisation;
    return organisation ? modules.on(provider.module_index, organisation)
                        : modules.on_at_top(provider.module_index);
}

// The plugin to ask, or why it can't be asked.
Plugin* find(const kerege_call& call, std::string_view service, kerege_status& status,
             std::string& reason) {
    if (!call.plugin.manifest.may_call(service)) {
        status = KEREGE_FORBIDDEN;
        reason = fmt::format("call: \"{}\" is not listed under needs: services", service);
        return nullptr;
    }
    status = KEREGE_NOT_FOUND;
    Plugin* provider = call.plugin.owner.provider(service);
    if (!provider) {
        reason = fmt::format("call: nobody who is loaded offers \"{}\"", service);
    } else if (!on(*provider, call)) {
        reason = fmt::format("call: \"{}\" is off for the organisation", provider->manifest.id);
        provider = nullptr;
    }
    return provider;
}

kerege_status call_service(kerege_call* call, kerege_str service, kerege_str method,
                           kerege_str request, kerege_sink* answer, kerege_sink* error) noexcept {
    if (!usable(call)) return refuse(error, KEREGE_INTERNAL, "call: no call");
    if (!sink_usable(answer) || !rules::good_service_request(service, method, request))
        return refuse(error, KEREGE_INVALID, rules::kBadServiceRequest);
    return guarded(error, [&] {
        kerege_status status = KEREGE_OK;
        std::string reason;
        Plugin* provider = find(*call, text_of(service), status, reason);
        if (!provider) return refuse(error, status, reason);
        if (call->services_deep >= kDepthMax)
            return refuse(error, KEREGE_TOO_MANY, "call: services nest four deep");
        AnswerSink given(rules::kServiceAnswerBytesMax);
        status = serve_call(*provider, *call, service, method, request, given, reason);
        if (status < KEREGE_OK || status > KEREGE_UNSUPPORTED) status = KEREGE_INTERNAL;
        if (status != KEREGE_OK)
            return refuse(error, status,
                          fmt::format("{} {}: {}", text_of(service), text_of(method), reason));
        give(answer, given.bytes());
        return KEREGE_OK;
    });
}

int32_t available(kerege_call* call, kerege_str service) noexcept {
    if (!usable(call) || !good_text(service, rules::kServiceBytesMax)) return 0;
    try {
        kerege_status status = KEREGE_OK;
        std::string reason;
        return find(*call, text_of(service), status, reason) ? 1 : 0;
    } catch (...) {
        return 0;
    }
}

}  // namespace

const kerege_call_draft1 kCallService = {sizeof(kerege_call_draft1), 0, call_service, available};

}  // namespace kerege::plugins
