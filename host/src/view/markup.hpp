// Reads a template's own markup, so that each value's place in it is known and everything the
// content security policy or the escaping can't cope with is refused when the template is loaded.
#pragma once

#include <string>
#include <string_view>

namespace kerege::view {

enum class Place {
    text,        // between tags
    plain_text,  // inside textarea or title
    script,      // inside <script src=…>: nothing may stand there
    tag_open,    // after <
    tag_name,
    declaration,    // <!doctype …>
    comment,        // <!-- … -->
    attributes,     // where the next attribute may begin
    attribute_gap,  // after an attribute: a space, / or > must follow
    attribute_name,
    after_name,
    value_start,  // after =
    quoted,
    unquoted,
};

// One pass over one file. Every call returns what is wrong, or an empty string.
class MarkupReader {
public:
    std::string literal(std::string_view text);

    // What stands in the source instead of literal text.
    std::string variable();
    std::string message();
    std::string html();
    // Left out of the page; only its lines count.
    std::string comment(std::string_view text);
    std::string include();
    std::string section_begin();
    // `begin` is the reader as it stood after section_begin(): a section may not change the place,
    // or what follows would be escaped for a place it isn't in.
    std::string section_end(const MarkupReader& begin);
    std::string end();

    // How the value that stands here is to be escaped, as the template engine's modifiers; the
    // engine adds what is missing for the place.
    std::string_view modifiers() const;
    // The line within everything fed so far, from 1.
    int line() const { return line_; }

private:
    std::string step(char c);
    std::string step_in_text(char c);
    std::string step_in_tag_name(char c);
    std::string step_between_attributes(char c);
    std::string step_in_attribute_name(char c);
    std::string step_in_value(char c);
    std::string step_in_declaration(char c);
    std::string begin_attribute(char c);
    std::string finish_name();
    std::string finish_attribute();
    std::string finish_tag();
    bool in_url() const;
    bool in_query_value() const;

    Place place_ = Place::text;
    bool closing_ = false;  // of the tag being read
    bool has_src_ = false;  // the script tag being read names a file
    bool posts_ = false;    // the form being read
    bool has_csrf_ = false;
    int form_line_ = 0;
    char quote_ = 0;
    int line_ = 1;
    std::string tag_;
    std::string attribute_;
    std::string value_;  // of the attribute so far; a value of the model is one kValueMark
    std::string tail_;   // what was read of an end tag inside plain text, or of a declaration
};

}  // namespace kerege::view
