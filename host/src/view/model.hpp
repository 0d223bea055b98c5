// What stands behind a Model: the engine's dictionary, with look-ups that need no lock.
#pragma once

#include <ctemplate/template_dictionary_interface.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "host/src/view/renderer.hpp"

namespace kerege::view {

// Keys are looked up here, then in the model this is an item of, and so on outwards.
struct Model::Impl final : ctemplate::TemplateDictionaryInterface {
    enum class Kind { text, html, items };
    struct Entry {
        std::string key;
        Kind kind;
        bool is_shown;  // as a section
        std::string value;
        std::vector<std::unique_ptr<Model>> items;
    };

    class Items;

    explicit Impl(const Impl* outer) : parent(outer) {}

    Entry& entry(std::string_view key, Kind kind);
    const Entry* own(std::string_view key, Kind kind) const;
    const Entry* own_section(std::string_view key) const;
    const Entry* find(std::string_view key, Kind kind) const;
    // What decides whether {{#key}} is shown: the nearest items, text or markup of that name.
    const Entry* find_section(std::string_view key) const;

    ctemplate::TemplateString GetValue(const ctemplate::TemplateString& variable) const override;
    bool IsHiddenSection(const ctemplate::TemplateString& name) const override;
    bool IsUnhiddenSection(const ctemplate::TemplateString& name) const override;
    Iterator* CreateSectionIterator(const ctemplate::TemplateString& section) const override;
    void DumpToString(std::string* out, int level) const override;
    // The renderer puts included files in place itself.
    bool IsHiddenTemplate(const ctemplate::TemplateString& name) const override;
    const char* GetIncludeTemplateName(const ctemplate::TemplateString& variable,
                                       int number) const override;
    Iterator* CreateTemplateIterator(const ctemplate::TemplateString& section) const override;

    const Impl* parent;
    std::vector<Entry> entries;
};

}  // namespace kerege::view
