#include "host/src/view/model.hpp"

#include <charconv>

#include "host/src/view/template_source.hpp"

namespace kerege::view {

namespace {

std::string_view view(const ctemplate::TemplateString& text) { return {text.data(), text.size()}; }

}  // namespace

class Model::Impl::Items final : public Iterator {
public:
    explicit Items(const std::vector<std::unique_ptr<Model>>* items) : items_(items) {}
    bool HasNext() const override { return items_ && at_ < items_->size(); }
    const ctemplate::TemplateDictionaryInterface& Next() override {
        return (*items_)[at_++]->impl();
    }

private:
    const std::vector<std::unique_ptr<Model>>* items_;
    size_t at_ = 0;
};

Model::Model() : impl_(std::make_unique<Impl>(nullptr)) {}
Model::Model(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Model::~Model() = default;
Model::Model(Model&&) noexcept = default;
Model& Model::operator=(Model&&) noexcept = default;

Model& Model::set(std::string_view key, std::string_view value) {
    Impl::Entry& entry = impl_->entry(key, Impl::Kind::text);
    entry.value = value;
    entry.is_shown = !value.empty();
    return *this;
}

Model& Model::set(std::string_view key, int64_t value) {
    char digits[24];
    const auto [end, error] = std::to_chars(std::begin(digits), std::end(digits), value);
    (void)error;
    Impl::Entry& entry = impl_->entry(key, Impl::Kind::text);
    entry.value.assign(digits, end);
    entry.is_shown = value != 0;
    return *this;
}

Model& Model::set_html(std::string_view key, std::string_view html) {
    Impl::Entry& entry = impl_->entry(key, Impl::Kind::html);
    entry.value = html;
    entry.is_shown = !html.empty();
    return *this;
}

Model& Model::add(std::string_view key) {
    auto child = std::unique_ptr<Model>(new Model(std::make_unique<Impl>(impl_.get())));
    Impl::Entry& entry = impl_->entry(key, Impl::Kind::items);
    entry.is_shown = true;
    return *entry.items.emplace_back(std::move(child));
}

std::string_view Model::text(std::string_view key) const {
    const Impl::Entry* entry = impl_->own(key, Impl::Kind::text);
    return entry ? std::string_view(entry->value) : std::string_view();
}

bool Model::shows(std::string_view key) const {
    const Impl::Entry* entry = impl_->own_section(key);
    return entry && entry->is_shown;
}

const std::vector<std::unique_ptr<Model>>& Model::items(std::string_view key) const {
    static const std::vector<std::unique_ptr<Model>> none;
    const Impl::Entry* entry = impl_->own(key, Impl::Kind::items);
    return entry ? entry->items : none;
}

Model::Impl::Entry& Model::Impl::entry(std::string_view key, Kind kind) {
    for (Entry& entry : entries) {
        if (entry.kind == kind && entry.key == key) return entry;
    }
    return entries.emplace_back(Entry{std::string(key), kind, false, {}, {}});
}

const Model::Impl::Entry* Model::Impl::own(std::string_view key, Kind kind) const {
    for (const Entry& entry : entries) {
        if (entry.kind == kind && entry.key == key) return &entry;
    }
    return nullptr;
}

const Model::Impl::Entry* Model::Impl::find(std::string_view key, Kind kind) const {
    for (const Impl* scope = this; scope; scope = scope->parent) {
        if (const Entry* entry = scope->own(key, kind)) return entry;
    }
    return nullptr;
}

const Model::Impl::Entry* Model::Impl::own_section(std::string_view key) const {
    for (const Kind kind : {Kind::items, Kind::text, Kind::html}) {
        if (const Entry* entry = own(key, kind)) return entry;
    }
    return nullptr;
}

const Model::Impl::Entry* Model::Impl::find_section(std::string_view key) const {
    for (const Impl* scope = this; scope; scope = scope->parent) {
        if (const Entry* entry = scope->own_section(key)) return entry;
    }
    return nullptr;
}

ctemplate::TemplateString Model::Impl::GetValue(const ctemplate::TemplateString& variable) const {
    const std::string_view name = view(variable);
    const Entry* entry = name.starts_with(kHtmlPrefix)
                             ? find(name.substr(kHtmlPrefix.size()), Kind::html)
                             : find(name, Kind::text);
    if (!entry) return {"", 0};
    return {entry->value.data(), entry->value.size()};
}

bool Model::Impl::IsUnhiddenSection(const ctemplate::TemplateString& name) const {
    std::string_view key = view(name);
    const bool if_none = key.starts_with(kNonePrefix);
    if (if_none) key.remove_prefix(kNonePrefix.size());
    const Entry* entry = find_section(key);
    return (entry && entry->is_shown) != if_none;
}

bool Model::Impl::IsHiddenSection(const ctemplate::TemplateString& name) const {
    return !IsUnhiddenSection(name);
}

Model::Impl::Iterator* Model::Impl::CreateSectionIterator(
    const ctemplate::TemplateString& section) const {
    const Entry* entry = find_section(view(section));
    return new Items(entry && entry->kind == Kind::items ? &entry->items : nullptr);
}

void Model::Impl::DumpToString(std::string* out, int level) const {
    for (const Entry& entry : entries) {
        out->append(static_cast<size_t>(level), ' ').append(entry.key).append("\n");
    }
}

bool Model::Impl::IsHiddenTemplate(const ctemplate::TemplateString&) const { return true; }

const char* Model::Impl::GetIncludeTemplateName(const ctemplate::TemplateString&, int) const {
    return "";
}

Model::Impl::Iterator* Model::Impl::CreateTemplateIterator(const ctemplate::TemplateString&) const {
    return new Items(nullptr);
}

}  // namespace kerege::view
