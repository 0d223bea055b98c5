// A checked template in the engine's own syntax, for one locale, with its includes in place.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "host/src/view/template_source.hpp"
#include "host/src/view/translator.hpp"
#include "kerege/sdk/result.hpp"

namespace kerege::view {

struct TemplateSource {
    std::string file;  // as faults name it
    std::string domain;
    std::vector<TemplateToken> tokens;
};

// By "<domain>/<name>".
using TemplateSources = std::map<std::string, TemplateSource, std::less<>>;

// Fault: an unknown include, one that includes itself, or more than 16 within each other.
Result<std::string> compose(std::string_view name, std::string_view locale,
                            const TemplateSources& sources, const Translator& translator);

}  // namespace kerege::view
