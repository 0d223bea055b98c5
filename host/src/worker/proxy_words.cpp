// kerege.i18n/1 and kerege.settings/1 in a worker. A translation is asked for once: it does not
// change while the host runs.
#include <map>

#include "host/src/plugins/rules.hpp"
#include "host/src/view/translator.hpp"
#include "host/src/worker/call.hpp"
#include "host/src/worker/proxies.hpp"
#include "host/src/worker/worker.hpp"

namespace kerege::worker {
namespace {

namespace rules = plugins::rules;

constexpr kerege_str kNothing = {nullptr, 0};
constexpr size_t kSettingKeyBytesMax = 200;

// What has been asked before, by locale and message. Entries stay where they are.
class Known {
public:
    const std::string* find(const std::string& key) {
        const std::lock_guard lock(mutex_);
        const auto found = texts_.find(key);
        return found == texts_.end() ? nullptr : &found->second;
    }
    // Not kept where there are too many: messages made up at run time.
    const std::string* keep(const std::string& key, std::string_view text) {
        constexpr size_t kTextsMax = 20'000;
        const std::lock_guard lock(mutex_);
        if (texts_.size() >= kTextsMax) return nullptr;
        return &texts_.try_emplace(key, text).first->second;
    }

private:
    std::mutex mutex_;
    std::map<std::string, std::string> texts_;
};

Known& known() {
    static Known known;
    return known;
}

kerege_str locale(kerege_call* handle) noexcept {
    const Call* call = usable(handle);
    return call ? call->context.locale : kNothing;
}

kerege_str translate(kerege_call* handle, kerege_str message) noexcept {
    Call* call = usable(handle);
    if (!call || !rules::good_message(message)) return kNothing;
    return quietly(kNothing, [&] {
        std::string key(text_of(call->context.locale));
        key.append(1, '\0').append(text_of(message));
        if (const std::string* found = known().find(key)) return str_of(*found);
        Reply reply =
            ask(call->lane, Op::translate, nullptr, [&](Writer& out) { out.str(message); });
        const std::string_view text = reply.in().text();
        const std::string* kept = known().keep(key, text);
        return kept ? str_of(*kept) : call->keep(text);
    });
}

kerege_str translate_plural(kerege_call* handle, kerege_str one, kerege_str many,
                            int64_t count) noexcept {
    Call* call = usable(handle);
    if (!call || !rules::good_message(one) || !rules::good_message(many)) return kNothing;
    return quietly(kNothing, [&] {
        Reply reply = ask(call->lane, Op::translate_plural, nullptr,
                          [&](Writer& out) { out.str(one).str(many).i64(count); });
        return call->keep(reply.in().text());
    });
}

kerege_status give(kerege_sink* out, std::string_view text) {
    return !text.empty() && plugins::give(out, text) ? KEREGE_OK : KEREGE_INVALID;
}

kerege_status format_day(kerege_call* handle, kerege_str day, int32_t style,
                         kerege_sink* out) noexcept {
    const Call* call = usable(handle);
    if (!call) return KEREGE_INTERNAL;
    if (!rules::good_day(day, style)) return KEREGE_INVALID;
    return quietly(KEREGE_INTERNAL, [&] {
        return give(out, view::format_day(text_of(call->context.locale), text_of(day), style));
    });
}

kerege_status format_instant(kerege_call* handle, int64_t at_ms, kerege_sink* out) noexcept {
    const Call* call = usable(handle);
    if (!call) return KEREGE_INTERNAL;
    if (!rules::good_instant(at_ms)) return KEREGE_INVALID;
    return quietly(KEREGE_INTERNAL, [&] {
        return give(
            out, view::format_instant(text_of(call->context.locale), *state().local_time, at_ms));
    });
}

kerege_status today(kerege_call* handle, kerege_sink* out) noexcept {
    Call* call = usable(handle);
    if (!call) return KEREGE_INTERNAL;
    return quietly(KEREGE_INTERNAL, [&] {
        Reply reply = ask(call->lane, Op::today, nullptr, [](Writer&) {});
        if (reply.status() != KEREGE_OK) return reply.status();
        return give(out, reply.in().text());
    });
}

template <class F>
kerege_status setting(kerege_call* handle, Op op, kerege_str key, F&& take) noexcept {
    Call* call = usable(handle);
    if (!call) return KEREGE_INTERNAL;
    if (!plugins::good_bytes(key, kSettingKeyBytesMax)) return KEREGE_INVALID;
    return quietly(KEREGE_INTERNAL, [&] {
        Reply reply = ask(call->lane, op, nullptr, [&](Writer& out) { out.str(key); });
        if (reply.status() == KEREGE_OK) take(*call, reply.in());
        return reply.status();
    });
}

kerege_status get_int(kerege_call* handle, kerege_str key, int64_t* out) noexcept {
    if (!out) return KEREGE_INVALID;
    return setting(handle, Op::setting_int, key, [&](Call&, Reader& in) { *out = in.i64(); });
}
kerege_status get_text(kerege_call* handle, kerege_str key, kerege_str* out) noexcept {
    if (!out) return KEREGE_INVALID;
    return setting(handle, Op::setting_text, key,
                   [&](Call& call, Reader& in) { *out = call.keep(in.text()); });
}

}  // namespace

const kerege_i18n_v1 kI18nProxy = {sizeof(kerege_i18n_v1), 0,          locale,         translate,
                                   translate_plural,       format_day, format_instant, today};
const kerege_settings_v1 kSettingsProxy = {sizeof(kerege_settings_v1), 0, get_int, get_text};

}  // namespace kerege::worker
