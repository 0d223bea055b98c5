#include "host/src/view/composer.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace kerege::view {

namespace {

using Kind = TemplateToken::Kind;

constexpr size_t kIncludesMax = 16;
constexpr std::string_view kCorePrefix = "core/";

void append_escaped(std::string_view text, std::string& out) {
    for (const char c : text) {
        switch (c) {
            case '&':
                out += "&amp;";
                break;
            case '<':
                out += "&lt;";
                break;
            case '>':
                out += "&gt;";
                break;
            case '"':
                out += "&quot;";
                break;
            case '\'':
                out += "&#39;";
                break;
            // A translation can't write markers of its own.
            case '{':
                out += "&#123;";
                break;
            case '}':
                out += "&#125;";
                break;
            default:
                out += c;
        }
    }
}

// {name} becomes a value, the rest text.
void append_message(std::string_view text, std::string_view modifiers, std::string& out) {
    size_t at = 0;
    while (at < text.size()) {
        const size_t open = text.find('{', at);
        if (open == std::string_view::npos) break;
        const size_t close = text.find('}', open);
        if (close == std::string_view::npos) break;
        const std::string_view key = text.substr(open + 1, close - open - 1);
        append_escaped(text.substr(at, open - at), out);
        if (is_model_key(key)) {
            fmt::format_to(std::back_inserter(out), "{{{{{}{}}}}}", key, modifiers);
            at = close + 1;
        } else {
            append_escaped("{", out);
            at = open + 1;
        }
    }
    append_escaped(text.substr(at), out);
}

class Composer {
public:
    Composer(std::string_view locale, const TemplateSources& sources, const Translator& translator)
        : locale_(locale), sources_(sources), translator_(translator) {}

    Result<> append(std::string_view name, const TemplateSource& source) {
        within_.emplace_back(name);
        for (const TemplateToken& token : source.tokens) {
            if (token.kind == Kind::include) {
                if (auto included = include(token, source); !included) return included;
            } else {
                append_token(token, source);
            }
        }
        within_.pop_back();
        return success();
    }

    std::string out = "{{%AUTOESCAPE context=\"HTML\"}}";

private:
    void append_token(const TemplateToken& token, const TemplateSource& source);
    Result<> include(const TemplateToken& token, const TemplateSource& source);
    void append_marker(std::string_view sign, std::string_view key, std::string_view modifiers) {
        out.append("{{").append(sign).append(key).append(modifiers).append("}}");
    }

    std::string_view locale_;
    const TemplateSources& sources_;
    const Translator& translator_;
    std::vector<std::string> within_;
    std::vector<bool> if_none_;  // of the open sections
};

void Composer::append_token(const TemplateToken& token, const TemplateSource& source) {
    switch (token.kind) {
        case Kind::text:
            out += token.text;
            break;
        case Kind::variable:
            append_marker("", token.text, token.modifiers);
            break;
        case Kind::html:
            append_marker("", std::string(kHtmlPrefix) + token.text, ":none");
            break;
        case Kind::message: {
            std::string_view text = translator_.translate(source.domain, locale_, token.text);
            append_message(text, token.modifiers, out);
            break;
        }
        case Kind::begin:
        case Kind::begin_if_none:
            if_none_.push_back(token.kind == Kind::begin_if_none);
            append_marker("#", if_none_.back() ? std::string(kNonePrefix) + token.text : token.text,
                          "");
            break;
        case Kind::end:
            append_marker("/", if_none_.back() ? std::string(kNonePrefix) + token.text : token.text,
                          "");
            if_none_.pop_back();
            break;
        case Kind::include:
            break;
    }
    // The engine drops a line break right after a section's marker: a space saves it.
    if (token.keeps_break) out += ' ';
}

Result<> Composer::include(const TemplateToken& token, const TemplateSource& source) {
    const std::string name = token.text.starts_with(kCorePrefix)
                                 ? token.text
                                 : fmt::format("{}/{}", source.domain, token.text);
    const auto fault = [&](std::string_view wrong) {
        return invalid(
            fmt::format("{}:{}: {{{{>{}}}}} {}", source.file, token.line, token.text, wrong));
    };
    const auto found = sources_.find(name);
    if (found == sources_.end()) return fault("names no template");
    if (std::find(within_.begin(), within_.end(), name) != within_.end()) {
        return fault("includes itself");
    }
    if (within_.size() >= kIncludesMax) return fault("is the 17th within each other");
    return append(name, found->second);
}

}  // namespace

Result<std::string> compose(std::string_view name, std::string_view locale,
                            const TemplateSources& sources, const Translator& translator) {
    Composer composer(locale, sources, translator);
    const auto found = sources.find(name);
    if (found == sources.end()) return not_found(fmt::format("no template {}", name));
    if (auto appended = composer.append(name, found->second); !appended) return appended.fault();
    return std::move(composer.out);
}

}  // namespace kerege::view
