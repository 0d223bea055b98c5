// Letters: plain texts with values in them.
//
// A template is a file <folder>/<name>.txt. Its first line is the subject, the rest the text. The
// markers are those of pages (renderer.hpp) without {{%html}} and {{>…}}; a value that is a day
// (YYYY-MM-DD) may be written {{on:day}} or {{on:weekday}}, as the language writes days. A line
// that holds nothing but the ends of sections leaves no line. Nothing is escaped, for nothing in a
// plain text is anything but text.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "host/src/view/renderer.hpp"
#include "host/src/view/translator.hpp"
#include "kerege/sdk/result.hpp"

namespace kerege::view {

inline constexpr size_t kSubjectLettersMax = 200;
inline constexpr size_t kTextBytesMax = 256 * 1024;

class TextTemplates {
public:
    // `translator` must outlive this.
    explicit TextTemplates(const Translator& translator);
    ~TextTemplates();

    // Reads and checks every *.txt of a folder, not of those within it; none where there is no
    // folder. Fault: file, line and what is wrong; then nothing of the folder was added. [control]
    Result<> add_domain(const std::string& domain, const std::filesystem::path& folder);
    // Takes back a domain: a plugin whose start failed. [control]
    void remove_domain(std::string_view domain);
    bool has(std::string_view template_name) const;

    // The subject is one line without control characters; the text's lines end with \n, and it
    // holds no control characters but that. An unknown locale is taken for the first one. Throws
    // std::logic_error for a template that does not exist, std::length_error for a text of more
    // than kTextBytesMax. [any]
    struct Text {
        std::string subject;
        std::string body;
    };
    Text render(std::string_view template_name, std::string_view locale, const Model& model) const;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace kerege::view
