#include "host/src/base/log.hpp"

#include <fmt/format.h>

#include <chrono>
#include <iterator>

namespace kerege {
namespace {

constexpr std::string_view kLevels[] = {"debug", "info", "warning", "error"};

std::string now_text() {
    using namespace std::chrono;
    const auto now = system_clock::now();
    const std::time_t seconds = system_clock::to_time_t(now);
    std::tm parts{};
    gmtime_r(&seconds, &parts);
    const auto ms = duration_cast<milliseconds>(now.time_since_epoch()).count() % 1000;
    return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z", parts.tm_year + 1900,
                       parts.tm_mon + 1, parts.tm_mday, parts.tm_hour, parts.tm_min, parts.tm_sec,
                       ms);
}

void append_escaped(std::string& out, std::string_view text, bool quoted = true) {
    for (const char c : text) {
        if (quoted && (c == '"' || c == '\\')) {
            out += '\\';
            out += c;
        } else if (c == '\n') {
            out += "\\n";
        } else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) {
            fmt::format_to(std::back_inserter(out), "\\u{:04x}", static_cast<unsigned>(c));
        } else {
            out += c;
        }
    }
}

void append_pair(std::string& out, std::string_view key, std::string_view value, bool json) {
    if (json) {
        out += ",\"";
        append_escaped(out, key);
        out += "\":\"";
        append_escaped(out, value);
        out += '"';
    } else {
        out += ' ';
        out += key;
        out += "=\"";
        append_escaped(out, value);
        out += '"';
    }
}

}  // namespace

Log::Log(LogLevel least, LogFormat format, std::FILE* out)
    : least_(least), format_(format), out_(out) {}

void Log::write(LogLevel level, std::string_view source, std::string_view message,
                std::initializer_list<Field> fields) const {
    if (!writes(level)) return;
    const bool json = format_ == LogFormat::json;
    const auto word = kLevels[static_cast<size_t>(level)];
    std::string line;
    if (json) {
        line = fmt::format("{{\"at\":\"{}\",\"level\":\"{}\"", now_text(), word);
        append_pair(line, "source", source, true);
        append_pair(line, "message", message, true);
    } else {
        line = fmt::format("{} {} {}: ", now_text(), word, source);
        append_escaped(line, message, false);
    }
    for (const auto& [key, value] : fields) {
        if (!value.empty()) append_pair(line, key, value, json);
    }
    line += json ? "}\n" : "\n";
    std::fwrite(line.data(), 1, line.size(), out_);
    std::fflush(out_);
}

}  // namespace kerege
