#include "host/src/view/renderer.hpp"

#include <ctemplate/template.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <map>
#include <stdexcept>
#include <system_error>

#include "host/src/view/composer.hpp"
#include "host/src/view/model.hpp"
#include "host/src/view/template_source.hpp"

namespace kerege::view {

namespace {

constexpr size_t kLocaleCount = std::size(kLocales);
constexpr size_t kTemplateBytesMax = 256 * 1024;

using Compiled = std::array<std::unique_ptr<ctemplate::Template>, kLocaleCount>;

// The subfolders' names and the file's, without .html.
std::string name_of(const std::filesystem::path& file, const std::filesystem::path& folder) {
    std::filesystem::path name = file.lexically_relative(folder);
    return name.replace_extension().generic_string();
}

Result<TemplateSource> read(const std::string& domain, const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(in), {}};
    if (!in) return invalid(fmt::format("{}: can't be read", file.string()));
    if (text.size() > kTemplateBytesMax) {
        return invalid(fmt::format("{}: more than 256 KiB", file.string()));
    }
    std::erase(text, '\r');
    auto tokens = parse_template(file.string(), text);
    if (!tokens) return tokens.fault();
    return TemplateSource{file.string(), domain, std::move(*tokens)};
}

Result<TemplateSources> read_folder(const std::string& domain,
                                    const std::filesystem::path& folder) {
    TemplateSources sources;
    std::error_code error;
    std::filesystem::recursive_directory_iterator files(
        folder, std::filesystem::directory_options::follow_directory_symlink, error);
    if (error) return invalid(fmt::format("{}: {}", folder.string(), error.message()));
    for (const auto& entry : files) {
        if (!entry.is_regular_file() || entry.path().extension() != ".html") continue;
        const std::string name = name_of(entry.path(), folder);
        if (!is_template_name(name)) {
            return invalid(fmt::format("{}: names of templates are made of a-z, 0-9, _ and -",
                                       entry.path().string()));
        }
        auto source = read(domain, entry.path());
        if (!source) return source.fault();
        sources.emplace(fmt::format("{}/{}", domain, name), std::move(*source));
    }
    return sources;
}

}  // namespace

struct Renderer::Impl {
    explicit Impl(const Translator& t) : translator(t) {}

    Result<Compiled> compile(const std::string& name, const TemplateSources& known) const;

    const Translator& translator;
    TemplateSources sources;
    std::map<std::string, Compiled, std::less<>> templates;
};

Result<Compiled> Renderer::Impl::compile(const std::string& name,
                                         const TemplateSources& known) const {
    Compiled compiled;
    for (size_t i = 0; i < kLocaleCount; ++i) {
        auto text = compose(name, kLocales[i], known, translator);
        if (!text) return text.fault();
        compiled[i].reset(ctemplate::Template::StringToTemplate(text->data(), text->size(),
                                                                ctemplate::STRIP_BLANK_LINES));
        if (!compiled[i]) {
            return invalid(fmt::format(
                "{}: values in it can't be escaped safely; the standard error output says which",
                known.at(name).file));
        }
    }
    return compiled;
}

Renderer::Renderer(const Translator& translator) : impl_(std::make_unique<Impl>(translator)) {}
Renderer::~Renderer() = default;

Result<> Renderer::add_domain(const std::string& domain, const std::filesystem::path& folder) {
    auto added = read_folder(domain, folder);
    if (!added) return added.fault();
    TemplateSources known = impl_->sources;
    for (const auto& [name, source] : *added) known.insert_or_assign(name, source);
    std::map<std::string, Compiled> compiled;
    for (const auto& [name, source] : *added) {
        auto result = impl_->compile(name, known);
        if (!result) return result.fault();
        compiled.emplace(name, std::move(*result));
    }
    impl_->sources = std::move(known);
    for (auto& [name, locales] : compiled) {
        impl_->templates.insert_or_assign(name, std::move(locales));
    }
    return success();
}

void Renderer::remove_domain(std::string_view domain) {
    const std::string prefix = std::string(domain) + "/";
    std::erase_if(impl_->sources, [&](const auto& e) { return e.first.starts_with(prefix); });
    std::erase_if(impl_->templates, [&](const auto& e) { return e.first.starts_with(prefix); });
}

void Renderer::render(std::string_view template_name, std::string_view locale, const Model& model,
                      std::string& out) const {
    const auto found = impl_->templates.find(template_name);
    if (found == impl_->templates.end()) {
        throw std::logic_error(fmt::format("no template {}", template_name));
    }
    const auto* end = std::end(kLocales);
    const auto* at = std::find(std::begin(kLocales), end, locale);
    const size_t index = at == end ? 0 : static_cast<size_t>(at - std::begin(kLocales));
    ctemplate::StringEmitter emitter(&out);
    if (!found->second[index]->Expand(&emitter, &model.impl())) {
        throw std::logic_error(fmt::format("template {} could not be rendered", template_name));
    }
}

bool Renderer::has(std::string_view template_name) const {
    return impl_->templates.contains(template_name);
}

}  // namespace kerege::view
