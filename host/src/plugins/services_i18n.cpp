// kerege.i18n/1
#include "host/src/plugins/call.hpp"
#include "host/src/plugins/services.hpp"

namespace kerege::plugins {
namespace {

kerege_str locale(kerege_call* call) noexcept {
    return usable(call) ? str_of(call->locale) : kerege_str{nullptr, 0};
}

// A translation lives as long as the host. The message itself is the plugin's, and may be gone as
// soon as this call returns: it is kept.
kerege_str lasting(kerege_call* call, std::string_view text, std::string_view message) {
    return text.data() == message.data() ? call->keep(std::string(text)) : str_of(text);
}

kerege_str translate(kerege_call* call, kerege_str message) noexcept {
    if (!usable(call) || !rules::good_message(message)) return {nullptr, 0};
    try {
        const std::string_view id = text_of(message);
        const Plugin& plugin = call->plugin;
        return lasting(call, plugin.lent.translator.translate(plugin.manifest.id, call->locale, id),
                       id);
    } catch (...) {
        return {nullptr, 0};
    }
}

kerege_str translate_plural(kerege_call* call, kerege_str one, kerege_str many,
                            int64_t count) noexcept {
    if (!usable(call) || !rules::good_message(one) || !rules::good_message(many))
        return {nullptr, 0};
    try {
        const Plugin& plugin = call->plugin;
        const std::string_view text = plugin.lent.translator.translate_plural(
            plugin.manifest.id, call->locale, text_of(one), text_of(many), count);
        const std::string_view message = text.data() == one.data ? text_of(one) : text_of(many);
        return lasting(call, text, message);
    } catch (...) {
        return {nullptr, 0};
    }
}

kerege_status format_day(kerege_call* call, kerege_str day, int32_t style,
                         kerege_sink* out) noexcept {
    if (!usable(call)) return KEREGE_INTERNAL;
    if (!rules::good_day(day, style)) return KEREGE_INVALID;
    return guarded(nullptr, [&] {
        const std::string text = view::format_day(call->locale, text_of(day), style);
        return !text.empty() && give(out, text) ? KEREGE_OK : KEREGE_INVALID;
    });
}

kerege_status format_instant(kerege_call* call, int64_t at_ms, kerege_sink* out) noexcept {
    if (!usable(call)) return KEREGE_INTERNAL;
    if (!rules::good_instant(at_ms)) return KEREGE_INVALID;
    return guarded(nullptr, [&] {
        const std::string text =
            view::format_instant(call->locale, call->plugin.lent.local_time, at_ms);
        return give(out, text) ? KEREGE_OK : KEREGE_INVALID;
    });
}

kerege_status today(kerege_call* call, kerege_sink* out) noexcept {
    if (!usable(call)) return KEREGE_INTERNAL;
    return guarded(nullptr, [&] {
        const Lent& lent = call->plugin.lent;
        return give(out, lent.local_time.day(lent.clock.now_ms())) ? KEREGE_OK : KEREGE_INVALID;
    });
}

}  // namespace

const kerege_i18n_v1 kI18nService = {sizeof(kerege_i18n_v1), 0,          locale,         translate,
                                     translate_plural,       format_day, format_instant, today};

}  // namespace kerege::plugins
