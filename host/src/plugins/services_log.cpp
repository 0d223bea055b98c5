// kerege.log/1
#include "host/src/plugins/call.hpp"
#include "host/src/plugins/services.hpp"

namespace kerege::plugins {
namespace {

constexpr size_t kLineBytesMax = 8 * 1024;

void write(kerege_host* host, kerege_call* call, int32_t level, kerege_str message) noexcept {
    if (!host || (!message.data && message.size > 0)) return;
    if (level < KEREGE_LOG_DEBUG || level > KEREGE_LOG_ERROR) level = KEREGE_LOG_ERROR;
    const auto known_level = static_cast<LogLevel>(level);
    try {
        const Plugin& plugin = *host->plugin;
        if (!plugin.lent.log.writes(known_level)) return;
        std::string_view text = text_of(message).substr(0, kLineBytesMax + 4);
        while (!text.empty() && text.size() > kLineBytesMax) {
            text = text::valid_utf8(text) ? http::cut_utf8(text, kLineBytesMax)
                                          : text.substr(0, text.size() - 1);
        }
        if (!text::valid_utf8(text)) text = "(a message that was not UTF-8)";
        // [any]: a call may be named here by another thread, as long as it has not ended.
        if (call && call->mark == kerege_call::kMark) {
            call->log(known_level, text);
        } else {
            plugin.lent.log.write(known_level, plugin.manifest.id, text);
        }
    } catch (...) {  // a line less
    }
}

}  // namespace

const kerege_log_v1 kLogService = {sizeof(kerege_log_v1), 0, write};

}  // namespace kerege::plugins
