#include "host/src/view/markup.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "host/src/view/markup_rules.hpp"

namespace kerege::view {

namespace {

constexpr char kValueMark = '\x01';

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
std::string lower_case(std::string_view text) {
    std::string out;
    for (const char c : text) out += lower(c);
    return out;
}
bool is_plain_text_tag(std::string_view tag) { return tag == "textarea" || tag == "title"; }

}  // namespace

std::string MarkupReader::literal(std::string_view text) {
    for (const char c : text) {
        if (std::string wrong = step(c); !wrong.empty()) return wrong;
        if (c == '\n') ++line_;
    }
    return {};
}

std::string MarkupReader::step(char c) {
    switch (place_) {
        case Place::text:
        case Place::plain_text:
        case Place::script:
            return step_in_text(c);
        case Place::tag_open:
        case Place::tag_name:
            return step_in_tag_name(c);
        case Place::declaration:
        case Place::comment:
            return step_in_declaration(c);
        case Place::attributes:
        case Place::attribute_gap:
            return step_between_attributes(c);
        case Place::attribute_name:
        case Place::after_name:
            return step_in_attribute_name(c);
        case Place::value_start:
        case Place::quoted:
        case Place::unquoted:
            return step_in_value(c);
    }
    return {};
}

std::string MarkupReader::step_in_text(char c) {
    if (place_ == Place::text) {
        if (c == '<') {
            place_ = Place::tag_open;
            closing_ = false;
            tag_.clear();
        }
        return {};
    }
    // Inside these elements only their own end tag is one.
    const std::string end_tag = fmt::format("</{}", tag_);
    if (c == '<') {
        tail_.assign(1, '<');
    } else if (!tail_.empty() && tail_.size() < end_tag.size() &&
               lower(c) == end_tag[tail_.size()]) {
        tail_ += lower(c);
    } else {
        tail_.clear();
        if (place_ == Place::script && !is_space(c)) {
            return "a script's text: put it into a file and name that with src";
        }
    }
    if (tail_ == end_tag) {
        tail_.clear();
        closing_ = true;
        place_ = Place::attribute_gap;
    }
    return {};
}

std::string MarkupReader::step_in_tag_name(char c) {
    if (place_ == Place::tag_open && tag_.empty()) {
        if (c == '/' && !closing_) {
            closing_ = true;
            return {};
        }
        if (c == '!' && !closing_) {
            place_ = Place::declaration;
            tail_.clear();
            return {};
        }
        if (!is_letter(c)) return "< without a tag: write &lt;";
        place_ = Place::tag_name;
        tag_ += lower(c);
        return {};
    }
    if (is_space(c) || c == '/' || c == '>') {
        has_src_ = false;
        if (std::string wrong = refuse_element(tag_); !wrong.empty()) return wrong;
        if (c == '>') return finish_tag();
        place_ = Place::attributes;
        return {};
    }
    tag_ += lower(c);
    return {};
}

std::string MarkupReader::step_in_declaration(char c) {
    tail_ += c;
    if (place_ == Place::declaration) {
        if (tail_ == "--") {
            place_ = Place::comment;
            tail_.clear();
        } else if (c == '>') {
            place_ = Place::text;
        }
    } else if (tail_.ends_with("-->")) {
        place_ = Place::text;
    }
    if (place_ == Place::text) tail_.clear();
    return {};
}

std::string MarkupReader::step_between_attributes(char c) {
    if (c == '>') return finish_tag();
    if (is_space(c) || c == '/') {
        place_ = Place::attributes;
        return {};
    }
    if (place_ == Place::attribute_gap) return "no space between two attributes";
    return begin_attribute(c);
}

std::string MarkupReader::begin_attribute(char c) {
    if (c == '"' || c == '\'' || c == '<' || c == '=') return fmt::format("{} in a tag", c);
    attribute_.assign(1, lower(c));
    value_.clear();
    place_ = Place::attribute_name;
    return {};
}

std::string MarkupReader::finish_name() {
    if (closing_) return "an attribute in an end tag";
    return refuse_attribute(attribute_);
}

std::string MarkupReader::step_in_attribute_name(char c) {
    if (place_ == Place::attribute_name && !is_space(c) && c != '=' && c != '>' && c != '/') {
        if (c == '"' || c == '\'' || c == '<') return fmt::format("{} in a tag", c);
        attribute_ += lower(c);
        return {};
    }
    if (place_ == Place::attribute_name) {
        if (std::string wrong = finish_name(); !wrong.empty()) return wrong;
        place_ = Place::after_name;
    }
    if (is_space(c)) return {};
    if (c == '=') {
        place_ = Place::value_start;
        return {};
    }
    if (c == '/') {
        place_ = Place::attributes;
        return {};
    }
    return c == '>' ? finish_tag() : begin_attribute(c);
}

std::string MarkupReader::step_in_value(char c) {
    if (place_ == Place::value_start) {
        if (is_space(c)) return {};
        if (c == '>') return fmt::format("attribute {} without its value", attribute_);
        if (c == '"' || c == '\'') {
            quote_ = c;
            place_ = Place::quoted;
            return {};
        }
        place_ = Place::unquoted;
    }
    if (place_ == Place::quoted ? c == quote_ : is_space(c) || c == '>') {
        const bool ends_tag = place_ == Place::unquoted && c == '>';
        place_ = place_ == Place::quoted ? Place::attribute_gap : Place::attributes;
        if (std::string wrong = finish_attribute(); !wrong.empty()) return wrong;
        return ends_tag ? finish_tag() : std::string();
    }
    value_ += c;
    return {};
}

std::string MarkupReader::finish_attribute() {
    if (attribute_ == "src" && !value_.empty()) has_src_ = true;
    if (tag_ == "form" && attribute_ == "method") posts_ = lower_case(value_) == "post";
    if (attribute_ == "name" && value_ == "_csrf") has_csrf_ = true;
    return refuse_value(attribute_, value_);
}

std::string MarkupReader::finish_tag() {
    place_ = Place::text;
    if (tag_ == "form") {
        if (closing_ && posts_ && !has_csrf_) {
            return fmt::format(
                "the form of line {} posts without the token against forged forms: it has a hidden "
                "field _csrf with the value {{{{csrf}}}}",
                form_line_);
        }
        if (closing_)
            posts_ = false;
        else
            form_line_ = line_;
        has_csrf_ = false;
    }
    if (closing_) return {};
    if (tag_ == "script") {
        if (!has_src_) return "a script without src";
        place_ = Place::script;
        tail_.clear();
    } else if (is_plain_text_tag(tag_)) {
        place_ = Place::plain_text;
        tail_.clear();
    }
    return {};
}

std::string MarkupReader::variable() {
    switch (place_) {
        case Place::text:
        case Place::plain_text:
            return {};
        case Place::value_start:
            place_ = Place::unquoted;
            [[fallthrough]];
        case Place::unquoted:
            return fmt::format("put the value of {} in quotes", attribute_);
        case Place::quoted: {
            std::string wrong = refuse_variable(attribute_, value_.empty());
            value_ += kValueMark;
            return wrong;
        }
        default:
            return "a value can stand in text and in the value of an attribute only";
    }
}

std::string MarkupReader::message() {
    if (place_ == Place::text || place_ == Place::plain_text) return {};
    if (place_ != Place::quoted) {
        return "a message can stand in text and in the quoted value of an attribute only";
    }
    if (is_url(attribute_)) return fmt::format("a message as the address in {}", attribute_);
    value_ += kValueMark;
    return {};
}

std::string MarkupReader::html() {
    has_csrf_ = true;  // it may have brought it
    return place_ == Place::text ? std::string() : "{{%html …}} can stand between tags only";
}

std::string MarkupReader::comment(std::string_view text) {
    line_ += static_cast<int>(std::count(text.begin(), text.end(), '\n'));
    return {};
}

std::string MarkupReader::include() {
    has_csrf_ = true;  // it may have brought it
    return place_ == Place::text ? std::string() : "{{>…}} can stand between tags only";
}

std::string MarkupReader::section_begin() {
    switch (place_) {
        case Place::text:
        case Place::plain_text:
        case Place::attributes:
        case Place::attribute_gap:
        case Place::quoted:
            return {};
        case Place::tag_name:
            place_ = Place::attribute_gap;
            return refuse_element(tag_);
        case Place::after_name:
            place_ = Place::attributes;
            return {};
        default:
            return "a section can't begin here: not in a name, a comment or an unquoted value";
    }
}

std::string MarkupReader::section_end(const MarkupReader& begin) {
    if (place_ == Place::attribute_name) {
        place_ = Place::attribute_gap;
        if (std::string wrong = finish_name(); !wrong.empty()) return wrong;
    }
    if (place_ == Place::after_name) place_ = Place::attributes;
    const auto between = [](Place place) {
        return place == Place::attributes || place == Place::attribute_gap;
    };
    bool same = false;
    if (between(place_)) {
        same = between(begin.place_) && tag_ == begin.tag_ && closing_ == begin.closing_;
    } else if (place_ == Place::quoted) {
        same = begin.place_ == place_ && attribute_ == begin.attribute_ && quote_ == begin.quote_;
    } else if (place_ == Place::text) {
        same = begin.place_ == place_;
    } else if (place_ == Place::plain_text) {
        same = begin.place_ == place_ && tag_ == begin.tag_;
    }
    if (!same) return "a section ends in another place of the markup than it began in";
    // The section may be left out: then what stood before it counts.
    if (begin.place_ == Place::attribute_gap) place_ = Place::attribute_gap;
    return {};
}

std::string MarkupReader::end() {
    return place_ == Place::text ? std::string() : "the file ends inside a tag or element";
}

bool MarkupReader::in_url() const { return place_ == Place::quoted && is_url(attribute_); }

bool MarkupReader::in_query_value() const {
    return in_url() && value_.find('?') != std::string::npos && value_.ends_with('=');
}

std::string_view MarkupReader::modifiers() const {
    if (place_ == Place::unquoted || place_ == Place::value_start) return "";
    if (in_query_value()) return ":url_query_escape";
    // Addresses are checked as well as escaped: the engine's own modifier for them does both.
    if (in_url() && !is_request(attribute_)) return "";
    // The engine's default makes line breaks into spaces, which loses what was typed into a
    // textarea.
    return ":pre_escape";
}

}  // namespace kerege::view
