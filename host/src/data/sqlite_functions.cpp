#include "host/src/data/sqlite_functions.hpp"

#include <algorithm>
#include <exception>
#include <stdexcept>
#include <string>

#include "host/src/base/text.hpp"

namespace kerege::data {
namespace {

std::string words_of(sqlite3_value* value) {
    const auto* bytes = reinterpret_cast<const char*>(sqlite3_value_text(value));
    if (!bytes) return "[]";
    const auto size = static_cast<size_t>(sqlite3_value_bytes(value));
    auto words = text::split(text::fold({bytes, size}), " ");
    std::sort(words.begin(), words.end());
    words.erase(std::unique(words.begin(), words.end()), words.end());
    std::string json = "[";
    for (const std::string& word : words) {
        if (json.size() > 1) json += ',';
        text::append_json(json, word);
    }
    return json + ']';
}

void search_words(sqlite3_context* context, int, sqlite3_value** values) {
    try {
        const std::string json = words_of(values[0]);
        sqlite3_result_text(context, json.data(), static_cast<int>(json.size()), SQLITE_TRANSIENT);
    } catch (const std::exception& failure) {
        sqlite3_result_error(context, failure.what(), -1);
    }
}

}  // namespace

void register_search_words(sqlite3* database) {
    // Innocuous, or a schema that is not trusted could not call it in triggers and views.
    const int code = sqlite3_create_function_v2(
        database, "core_search_words", 1, SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS,
        nullptr, search_words, nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) throw std::runtime_error("core_search_words could not be registered");
}

}  // namespace kerege::data
