// Templates and models to HTML.
//
// A template is a file <folder>/<name>.html in ctemplate's syntax, escaped by context without a way
// round it, with these additions, replaced per locale when it is loaded:
//   {{_ "message"}}            the translation; {name} inside it becomes {{name}}
//   {{%html key}}              markup set by Model::set_html, put in as it is
// Names: "<domain>/<name>", the domain being "core" or a plugin's id; {{>name}} includes one of the
// same domain. :none, ../ and unknown names are refused when the template is loaded.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "host/src/view/translator.hpp"
#include "kerege/sdk/result.hpp"

namespace kerege::view {

// A tree of values. One per request and thread.
class Model {
public:
    Model();
    ~Model();
    Model(Model&&) noexcept;
    Model& operator=(Model&&) noexcept;

    Model& set(std::string_view key, std::string_view value);
    Model& set(std::string_view key, int64_t value);
    Model& set_html(std::string_view key, std::string_view html);
    // Adds an item to the section {{#key}}. The reference lives as long as this model.
    Model& add(std::string_view key);
    // What was set as text, or empty: the layout reads "title", pages of tests too.
    std::string_view text(std::string_view key) const;

    struct Impl;
    Impl& impl() const { return *impl_; }

private:
    explicit Model(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
    friend struct Impl;
};

class Renderer {
public:
    // `translator` must outlive the renderer.
    explicit Renderer(const Translator& translator);
    ~Renderer();

    // Reads and checks every *.html of a folder for each locale. Fault: file, line and what is wrong.
    // [control], before requests are served
    Result<> add_domain(const std::string& domain, const std::filesystem::path& folder);

    // Appends to `out`. Throws std::logic_error for a template that does not exist. [any]
    void render(std::string_view template_name, std::string_view locale, const Model& model,
                std::string& out) const;
    bool has(std::string_view template_name) const;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace kerege::view
