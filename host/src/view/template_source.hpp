// A template's file as tokens, checked: every marker is known, every section is closed, every value
// stands where it can be escaped.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kerege/sdk/result.hpp"

namespace kerege::view {

struct TemplateToken {
    enum class Kind { text, variable, message, html, begin, begin_if_none, end, include };
    Kind kind = Kind::text;
    std::string text;  // literal markup, a key, a message id, or an included name
    // For variables, and for the {names} in a message: ":name" of the engine's modifiers.
    std::string modifiers = {};
    int line = 1;
    // A line break follows that the engine would swallow though the line has text.
    bool keeps_break = false;
};

// `file` is named in the fault: "<file>:<line>: <what is wrong>".
Result<std::vector<TemplateToken>> parse_template(std::string_view file, std::string_view source);

// The same for a plain text: nothing of it is markup, nothing is included or put in as markup, and
// a value may only be written as a day ({{on:day}}, {{on:weekday}}).
Result<std::vector<TemplateToken>> parse_text_template(std::string_view file,
                                                       std::string_view source);

// [A-Za-z][A-Za-z0-9_]*, at most 64 bytes.
bool is_model_key(std::string_view text);
// Parts of [a-z0-9_-] with / between them.
bool is_template_name(std::string_view text);

// Names the model answers to, which no template and no caller of Model::set can write.
inline constexpr std::string_view kHtmlPrefix = "_html_";
inline constexpr std::string_view kNonePrefix = "_none_";

}  // namespace kerege::view
