#include "host/src/view/text_templates.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>
#include <stdexcept>
#include <utility>

#include "host/src/base/text.hpp"
#include "host/src/view/model.hpp"
#include "host/src/view/template_source.hpp"
#include "kerege/abi/i18n.h"

namespace kerege::view {
struct TextTemplate {
    std::string domain;
    std::vector<TemplateToken> subject;
    std::vector<TemplateToken> body;
};

namespace {

using Kind = TemplateToken::Kind;
using Tokens = std::vector<TemplateToken>;

bool is_section_marker(const TemplateToken& token) {
    return token.kind == Kind::begin || token.kind == Kind::begin_if_none ||
           token.kind == Kind::end;
}

// Takes the line break behind a line of nothing but sections' markers.
void drop_lines_of_markers(Tokens& tokens) {
    bool line_begins = true;
    for (size_t i = 0; i < tokens.size(); ++i) {
        TemplateToken& token = tokens[i];
        if (token.kind == Kind::text) {
            if (!token.text.empty()) line_begins = token.text.ends_with('\n');
            continue;
        }
        if (!is_section_marker(token)) {
            line_begins = false;
            continue;
        }
        size_t next = i;
        while (next < tokens.size() && is_section_marker(tokens[next])) ++next;
        if (line_begins && next < tokens.size() && tokens[next].kind == Kind::text &&
            tokens[next].text.starts_with('\n'))
            tokens[next].text.erase(0, 1);
        i = next - 1;
    }
}

class TextWriter {
public:
    TextWriter(const Translator& translator, std::string_view domain, std::string_view locale)
        : translator_(translator), domain_(domain), locale_(locale) {}

    void write(const Tokens& tokens, const Model::Impl& model) {
        write(tokens, 0, tokens.size(), model);
    }
    std::string out;

private:
    static size_t end_of(const Tokens& tokens, size_t begin) {
        size_t depth = 0;
        for (size_t i = begin; i < tokens.size(); ++i) {
            if (tokens[i].kind == Kind::end && --depth == 0) return i;
            if (tokens[i].kind == Kind::begin || tokens[i].kind == Kind::begin_if_none) ++depth;
        }
        return tokens.size();
    }

    void add(std::string_view text) {
        if (out.size() + text.size() > kTextBytesMax)
            throw std::length_error("a letter of more than 256 KiB");
        out += text;
    }

    std::string_view value(std::string_view key, const Model::Impl& model) const {
        const auto* entry = model.find(key, Model::Impl::Kind::text);
        return entry ? std::string_view(entry->value) : std::string_view();
    }

    void add_value(const TemplateToken& token, const Model::Impl& model) {
        const std::string_view text = value(token.text, model);
        if (token.modifiers.empty()) return add(text);
        const int style = token.modifiers == ":day" ? KEREGE_DAY_FULL : KEREGE_DAY_WEEKDAY;
        const std::string day = format_day(locale_, text, style);
        add(day.empty() ? text : std::string_view(day));
    }

    // {name} becomes a value.
    void add_message(std::string_view message, const Model::Impl& model) {
        const std::string_view text = translator_.translate(domain_, locale_, message);
        size_t at = 0;
        while (at < text.size()) {
            const size_t open = text.find('{', at);
            const size_t close = open == text.npos ? text.npos : text.find('}', open);
            if (close == text.npos) break;
            const std::string_view key = text.substr(open + 1, close - open - 1);
            add(text.substr(at, open - at));
            const bool known = is_model_key(key);
            add(known ? value(key, model) : "{");
            at = known ? close + 1 : open + 1;
        }
        add(text.substr(std::min(at, text.size())));
    }

    void add_section(const Tokens& tokens, size_t begin, size_t end, const Model::Impl& model) {
        const auto* entry = model.find_section(tokens[begin].text);
        const bool shown = entry && entry->is_shown;
        if (tokens[begin].kind == Kind::begin_if_none) {
            if (!shown) write(tokens, begin + 1, end, model);
        } else if (shown && entry->kind == Model::Impl::Kind::items) {
            for (const auto& item : entry->items) write(tokens, begin + 1, end, item->impl());
        } else if (shown) {
            write(tokens, begin + 1, end, model);
        }
    }

    void write(const Tokens& tokens, size_t begin, size_t end, const Model::Impl& model) {
        for (size_t i = begin; i < end; ++i) {
            const TemplateToken& token = tokens[i];
            switch (token.kind) {
                case Kind::text:
                    add(token.text);
                    break;
                case Kind::variable:
                    add_value(token, model);
                    break;
                case Kind::message:
                    add_message(token.text, model);
                    break;
                case Kind::begin:
                case Kind::begin_if_none: {
                    const size_t close = end_of(tokens, i);
                    add_section(tokens, i, close, model);
                    i = close;
                    break;
                }
                default:
                    break;
            }
        }
    }

    const Translator& translator_;
    std::string_view domain_;
    std::string_view locale_;
};

// Whatever a value holds, it begins no other line of a head, and moves no terminal.
std::string without_control(std::string_view text, bool keep_lines) {
    std::string clean;
    clean.reserve(text.size());
    for (const char c : text::mended(text)) {
        const bool control = static_cast<unsigned char>(c) < ' ' || c == '\x7f';
        if (c == '\n' && keep_lines) {
            clean += c;
        } else if (!control) {
            clean += c;
        } else if (c != '\r') {
            clean += ' ';
        }
    }
    return clean;
}

Result<TextTemplate> read_letter(const std::string& domain, const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(in), {}};
    if (!in.good() && !in.eof()) return invalid(fmt::format("{}: can't be read", file.string()));
    if (text.size() > kTextBytesMax)
        return invalid(fmt::format("{}: more than 256 KiB", file.string()));
    if (!text::valid_utf8(text)) return invalid(fmt::format("{}: not UTF-8", file.string()));
    std::erase(text, '\r');
    const size_t line = text.find('\n');
    const std::string subject = text.substr(0, line);
    if (subject.find_first_not_of(' ') == std::string::npos)
        return invalid(fmt::format("{}:1: the first line is the subject", file.string()));
    if (line == std::string::npos || text.find_first_not_of(" \n", line) == std::string::npos)
        return invalid(fmt::format("{}:2: there is no text under the subject", file.string()));
    auto head = parse_text_template(file.string(), subject);
    if (!head) return head.fault();
    // The line break stays, so that the lines are counted from the file's beginning.
    auto body = parse_text_template(file.string(), text.substr(line));
    if (!body) return body.fault();
    std::string& first = body->front().text;
    if (body->front().kind == Kind::text)
        first.erase(0, std::min(first.find_first_not_of('\n'), first.size()));
    drop_lines_of_markers(*body);
    return TextTemplate{domain, std::move(*head), std::move(*body)};
}

}  // namespace

struct TextTemplates::Impl {
    explicit Impl(const Translator& its_translator) : translator(its_translator) {}

    const Translator& translator;
    std::map<std::string, TextTemplate, std::less<>> letters;
};

TextTemplates::TextTemplates(const Translator& translator)
    : impl_(std::make_unique<Impl>(translator)) {}
TextTemplates::~TextTemplates() = default;

Result<> TextTemplates::add_domain(const std::string& domain, const std::filesystem::path& folder) {
    std::error_code error;
    if (!std::filesystem::is_directory(folder, error)) return success();
    std::map<std::string, TextTemplate> added;
    for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
        if (!entry.is_regular_file() || entry.path().extension() != ".txt") continue;
        const std::string name = entry.path().stem().string();
        if (!is_template_name(name))
            return invalid(fmt::format("{}: names of templates are made of a-z, 0-9, _ and -",
                                       entry.path().string()));
        auto letter = read_letter(domain, entry.path());
        if (!letter) return letter.fault();
        added.emplace(fmt::format("{}/{}", domain, name), std::move(*letter));
    }
    if (error) return invalid(fmt::format("{}: {}", folder.string(), error.message()));
    for (auto& [name, letter] : added) impl_->letters.insert_or_assign(name, std::move(letter));
    return success();
}

void TextTemplates::remove_domain(std::string_view domain) {
    std::erase_if(impl_->letters, [&](const auto& one) { return one.second.domain == domain; });
}

bool TextTemplates::has(std::string_view template_name) const {
    return impl_->letters.find(template_name) != impl_->letters.end();
}

TextTemplates::Text TextTemplates::render(std::string_view template_name, std::string_view locale,
                                          const Model& model) const {
    const auto found = impl_->letters.find(template_name);
    if (found == impl_->letters.end())
        throw std::logic_error(fmt::format("no letter {}", template_name));
    const TextTemplate& letter = found->second;
    const std::string_view language = is_locale(locale) ? locale : kLocales[0];
    TextWriter subject(impl_->translator, letter.domain, language);
    subject.write(letter.subject, model.impl());
    TextWriter body(impl_->translator, letter.domain, language);
    body.write(letter.body, model.impl());
    return {text::shorten(text::tidy(without_control(subject.out, false)), kSubjectLettersMax),
            without_control(body.out, true)};
}

}  // namespace kerege::view
