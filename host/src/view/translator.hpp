// Messages in the three languages, from compiled gettext catalogues: one domain for the host and
// one for each plugin.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "host/src/base/clock.hpp"

namespace kerege::view {

inline constexpr std::string_view kLocales[] = {"kk", "ru", "en"};
bool is_locale(std::string_view text);

class Translator {
public:
    Translator();
    ~Translator();
    // Loads <folder>/<locale>.mo for each locale. Missing files are left out and returned by name.
    // [control], before requests are served
    std::vector<std::string> add_domain(const std::string& domain,
                                        const std::filesystem::path& folder);

    // The translation, or the message itself. The result lives as long as the translator (or the
    // message). [any]
    std::string_view translate(std::string_view domain, std::string_view locale,
                               std::string_view message) const;
    std::string_view translate_plural(std::string_view domain, std::string_view locale,
                                      std::string_view one, std::string_view many,
                                      int64_t count) const;
    bool has(std::string_view domain, std::string_view locale, std::string_view message) const;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

// Replaces {name} in a text: fill("{done} of {all}", {{"done", "3"}, {"all", "5"}}).
std::string fill(std::string_view text,
                 std::initializer_list<std::pair<std::string_view, std::string_view>> values);

// Days and instants as a locale writes them. style: KEREGE_DAY_…; a day that is none gives "".
std::string format_day(std::string_view locale, std::string_view day, int style);
// The full day and the minute of an instant, as a clock on the wall there shows it.
std::string format_instant(std::string_view locale, const LocalTime& local_time, int64_t at_ms);

}  // namespace kerege::view
