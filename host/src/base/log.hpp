// The program's log: one line an event, on the standard error stream, as text or as JSON.
// Personal data does not belong in it.
#pragma once

#include <cstdio>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace kerege {

// Values equal the boundary's levels (KEREGE_LOG_…).
enum class LogLevel : int { debug = 0, info = 1, warning = 2, error = 3 };
enum class LogFormat { text, json };

class Log {
public:
    using Field = std::pair<std::string_view, std::string_view>;

    // `out` must outlive the log.
    explicit Log(LogLevel least = LogLevel::info, LogFormat format = LogFormat::text,
                 std::FILE* out = stderr);

    bool writes(LogLevel level) const { return level >= least_; }
    // `source`: the folder or plugin that speaks. Control characters are escaped, fields with an
    // empty value are left out, lines are whole even when several threads write. [any]
    void write(LogLevel level, std::string_view source, std::string_view message,
               std::initializer_list<Field> fields = {}) const;

private:
    LogLevel least_;
    LogFormat format_;
    std::FILE* out_;
};

}  // namespace kerege
