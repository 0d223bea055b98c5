#include "host/src/view/template_source.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "host/src/view/markup.hpp"

namespace kerege::view {

namespace {

using Kind = TemplateToken::Kind;

constexpr std::string_view kQueryModifier = "url_query_escape";

bool is_blank(std::string_view text) {
    return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

std::string_view trim(std::string_view text) {
    const size_t first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

bool mentions_value(std::string_view message) {
    const size_t open = message.find('{');
    return open != std::string_view::npos && message.find('}', open) != std::string_view::npos;
}

// Braces that stand otherwise than two and two; in a message they are its text.
std::string flaw_of_braces(std::string_view inside) {
    if (inside.starts_with('!') || inside.starts_with('_')) return {};
    if (inside.starts_with('{'))
        return "three braces: a value is written {{key}} and is always escaped";
    const size_t next = inside.find_first_of("{}");
    if (next != std::string_view::npos)
        return fmt::format("{{{{{} is not closed by }}}}", trim(inside.substr(0, next)));
    if (inside.find('.') != std::string_view::npos && !inside.starts_with('>'))
        return fmt::format("{{{{{}}}}}: a key has no dots; write {{{{#{}}}}}…{{{{/{}}}}} around it",
                           inside, inside.substr(0, inside.find('.')),
                           inside.substr(0, inside.find('.')));
    return {};
}

class Parser {
public:
    Parser(std::string_view file, std::string_view source, bool plain = false)
        : file_(file), source_(source), plain_(plain) {}

    Result<std::vector<TemplateToken>> parse();

private:
    struct Section {
        std::string key;
        int line;
        MarkupReader begin;
    };

    std::string literal(std::string_view text);
    std::string marker(std::string_view inside, bool breaks_after);
    std::string variable(std::string_view inside);
    std::string message(std::string_view inside);
    std::string begin(Kind kind, std::string_view key, bool breaks_after);
    std::string end(std::string_view key, bool breaks_after);
    std::string finish();
    void add(Kind kind, std::string_view text, std::string modifiers = {});
    Fault fault(int line, std::string_view wrong) const {
        return invalid(fmt::format("{}:{}: {}", file_, line, wrong));
    }

    std::string_view file_;
    std::string_view source_;
    bool plain_;  // a text, without markup
    MarkupReader markup_;
    std::vector<Section> open_;
    std::vector<TemplateToken> tokens_;
    bool line_has_output_ = false;
};

void Parser::add(Kind kind, std::string_view text, std::string modifiers) {
    tokens_.push_back({kind, std::string(text), std::move(modifiers), markup_.line()});
}

Result<std::vector<TemplateToken>> Parser::parse() {
    size_t at = 0;
    while (at < source_.size()) {
        const size_t open = source_.find("{{", at);
        if (std::string wrong = literal(source_.substr(at, open - at)); !wrong.empty()) {
            return fault(markup_.line(), wrong);
        }
        if (open == std::string_view::npos) break;
        const size_t close = source_.find("}}", open + 2);
        const int line = markup_.line();
        if (close == std::string_view::npos) return fault(line, "{{ without }}");
        at = close + 2;
        const std::string_view inside = source_.substr(open + 2, close - open - 2);
        if (const std::string wrong = flaw_of_braces(inside); !wrong.empty())
            return fault(line, wrong);
        if (std::string wrong = marker(inside, source_.substr(at).starts_with('\n'));
            !wrong.empty()) {
            return fault(line, wrong);
        }
    }
    if (std::string wrong = finish(); !wrong.empty()) return fault(markup_.line(), wrong);
    if (!open_.empty()) {
        return fault(open_.back().line,
                     fmt::format("the section {{{{#{}}}}} is not closed", open_.back().key));
    }
    return std::move(tokens_);
}

std::string Parser::literal(std::string_view text) {
    if (text.empty()) return {};
    add(Kind::text, text);
    const size_t last_break = text.rfind('\n');
    const bool same_line = last_break == std::string_view::npos;
    const bool has_text = !is_blank(same_line ? text : text.substr(last_break));
    line_has_output_ = has_text || (same_line && line_has_output_);
    if (!plain_) return markup_.literal(text);
    // Only the lines are counted.
    return markup_.literal(
        std::string(static_cast<size_t>(std::count(text.begin(), text.end(), '\n')), '\n'));
}

std::string Parser::finish() {
    // Whatever follows an included file might otherwise begin a marker with it.
    if (source_.ends_with('{')) return "the file ends with a brace";
    return markup_.end();
}

std::string Parser::marker(std::string_view inside, bool breaks_after) {
    if (inside.empty()) return "{{}} without a name";
    if (inside.find('\n') != std::string_view::npos && inside[0] != '!') {
        return "a line break inside {{ }}";
    }
    const std::string_view rest = inside.substr(1);
    switch (inside[0]) {
        case '!':
            return markup_.comment(inside);
        case '#':
            return begin(Kind::begin, rest, breaks_after);
        case '^':
            return begin(Kind::begin_if_none, rest, breaks_after);
        case '/':
            return end(rest, breaks_after);
        case '_':
            return message(trim(rest));
        case '>':
            if (plain_) return "a text includes nothing";
            if (!is_template_name(rest)) return fmt::format("no name of a template: {}", rest);
            add(Kind::include, rest);
            line_has_output_ = true;
            return markup_.include();
        case '%': {
            if (plain_) return "a text holds no markup";
            if (!inside.starts_with("%html "))
                return fmt::format("unknown marker {{{{{}}}}}", inside);
            const std::string_view key = trim(inside.substr(6));
            if (!is_model_key(key)) return fmt::format("no key: {}", key);
            add(Kind::html, key);
            line_has_output_ = true;
            return markup_.html();
        }
        default:
            return variable(inside);
    }
}

std::string Parser::variable(std::string_view inside) {
    const size_t colon = inside.find(':');
    const std::string_view key = inside.substr(0, colon);
    if (!is_model_key(key)) return fmt::format("unknown marker {{{{{}}}}}", inside);
    std::string modifiers(plain_ ? std::string_view() : markup_.modifiers());
    if (plain_ && colon != std::string_view::npos) {
        const std::string_view modifier = inside.substr(colon + 1);
        if (modifier != "day" && modifier != "weekday")
            return fmt::format(
                "the modifier :{} in {{{{{}}}}}: only :day and :weekday may be "
                "written",
                modifier, inside);
        modifiers = fmt::format(":{}", modifier);
    } else if (colon != std::string_view::npos) {
        const std::string_view modifier = inside.substr(colon + 1);
        if (modifier != kQueryModifier) {
            return fmt::format("the modifier :{} in {{{{{}}}}}: only :{} may be written", modifier,
                               inside, kQueryModifier);
        }
        modifiers = fmt::format(":{}", kQueryModifier);
    }
    add(Kind::variable, key, std::move(modifiers));
    line_has_output_ = true;
    return markup_.variable();
}

std::string Parser::message(std::string_view quoted) {
    if (quoted.size() < 3 || quoted.front() != '"' || quoted.back() != '"') {
        return "a message is written {{_ \"text\"}}";
    }
    std::string id;
    for (size_t i = 1; i + 1 < quoted.size(); ++i) {
        if (quoted[i] == '"') return "a quote inside a message is written \\\"";
        if (quoted[i] == '\\' && ++i + 1 >= quoted.size()) return "a message ends with \\";
        id += quoted[i];
    }
    add(Kind::message, id, std::string(markup_.modifiers()));
    line_has_output_ = true;
    std::string wrong = markup_.message();
    if (wrong.empty() && mentions_value(id)) wrong = markup_.variable();
    return wrong;
}

std::string Parser::begin(Kind kind, std::string_view key, bool breaks_after) {
    if (!is_model_key(key)) return fmt::format("no key: {}", key);
    add(kind, key);
    tokens_.back().keeps_break = breaks_after && line_has_output_;
    std::string wrong = markup_.section_begin();
    open_.push_back({std::string(key), markup_.line(), markup_});
    return wrong;
}

std::string Parser::end(std::string_view key, bool breaks_after) {
    if (open_.empty()) return fmt::format("{{{{/{}}}}} closes nothing", key);
    const Section section = std::move(open_.back());
    open_.pop_back();
    if (section.key != key) {
        return fmt::format("{{{{/{}}}}} where {{{{/{}}}}} of line {} is due", key, section.key,
                           section.line);
    }
    add(Kind::end, key);
    tokens_.back().keeps_break = breaks_after && line_has_output_;
    return markup_.section_end(section.begin);
}

}  // namespace

Result<std::vector<TemplateToken>> parse_template(std::string_view file, std::string_view source) {
    return Parser(file, source).parse();
}

Result<std::vector<TemplateToken>> parse_text_template(std::string_view file,
                                                       std::string_view source) {
    return Parser(file, source, true).parse();
}

bool is_model_key(std::string_view text) {
    const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
    return !text.empty() && text.size() <= 64 && letter(text.front()) &&
           std::all_of(text.begin(), text.end(),
                       [&](char c) { return letter(c) || (c >= '0' && c <= '9') || c == '_'; });
}

bool is_template_name(std::string_view text) {
    if (text.empty() || text.size() > 100 || text.front() == '/' || text.back() == '/' ||
        text.find("//") != std::string_view::npos) {
        return false;
    }
    return std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '/';
    });
}

}  // namespace kerege::view
