// Templates and models to HTML.
//
// A template is a file <folder>/<name>.html in ctemplate's syntax, escaped by context without a way
// round it, with these additions, replaced per locale when it is loaded:
//   {{_ "message"}}            the translation; {name} inside it becomes {{name}}
//   {{%html key}}              markup set by Model::set_html, put in as it is
//   {{^key}}…{{/key}}          shown where {{#key}} is not
// A section {{#key}} is shown once for each item added under the key; else once if the key's text
// is not empty and its number not 0. Keys not found in an item are looked for around it. A key that
// was not set is empty. Names: "<domain>/<name>", the domain being "core" or a plugin's id;
// {{>name}} includes one of the same domain, {{>core/name}} one of the host's. Refused when they
// are loaded: every modifier but :url_query_escape, ../, unknown names, sections left open or
// ending in another place of the markup than they began in, style, inline scripts and handlers,
// hx-… without data-.
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

// A tree of values. One per request and thread. Keys: [A-Za-z][A-Za-z0-9_]*, at most 64 bytes; no
// template reads another.
class Model {
public:
    Model();
    ~Model();
    Model(Model&&) noexcept;
    Model& operator=(Model&&) noexcept;

    Model& set(std::string_view key, std::string_view value);
    Model& set(std::string_view key, const char* value) {
        return set(key, std::string_view(value));
    }
    Model& set(std::string_view key, const std::string& value) {
        return set(key, std::string_view(value));
    }
    Model& set(std::string_view key, int64_t value);
    Model& set(std::string_view key, int value) { return set(key, static_cast<int64_t>(value)); }
    Model& set_html(std::string_view key, std::string_view html);
    // Adds an item to the section {{#key}}. The reference lives as long as this model.
    Model& add(std::string_view key);
    // What was set as text, or empty: the layout reads "title", pages of tests too.
    std::string_view text(std::string_view key) const;
    // Whether the section {{#key}} would be shown, by what was set here.
    bool shows(std::string_view key) const;
    // The items of a section; empty for an unknown key. Lives until the next add().
    const std::vector<std::unique_ptr<Model>>& items(std::string_view key) const;

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

    // Reads and checks every *.html of a folder and its subfolders for each locale. Fault: file,
    // line and what is wrong; then nothing of the folder was added. The domain's translations and
    // the host's templates must have been added before. [control], before requests are served
    Result<> add_domain(const std::string& domain, const std::filesystem::path& folder);
    // Takes back a domain: a plugin whose start failed. [control], before requests are served
    void remove_domain(std::string_view domain);

    // Appends to `out`. An unknown locale is taken for the first one. Throws std::logic_error for a
    // template that does not exist. [any]
    void render(std::string_view template_name, std::string_view locale, const Model& model,
                std::string& out) const;
    bool has(std::string_view template_name) const;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace kerege::view
