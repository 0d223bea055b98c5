#include "host/src/view/check/translation_check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <set>
#include <stdexcept>

#include "host/src/view/check/catalogue.hpp"
#include "host/src/view/check/messages.hpp"
#include "host/src/view/template_source.hpp"
#include "host/src/view/translator.hpp"

namespace kerege::view {

namespace {

using Problems = std::vector<std::string>;

// The {names} of a text, and the %names scripts fill in.
std::set<std::string> names_of(std::string_view text) {
    std::set<std::string> names;
    for (size_t open = text.find('{'); open != text.npos; open = text.find('{', open + 1)) {
        const size_t close = text.find('}', open);
        if (close == text.npos) break;
        const std::string_view name = text.substr(open + 1, close - open - 1);
        if (is_model_key(name)) names.emplace(name);
    }
    for (size_t at = text.find('%'); at != text.npos; at = text.find('%', at + 1)) {
        size_t end = at + 1;
        while (end < text.size() && text[end] >= 'a' && text[end] <= 'z') ++end;
        if (end > at + 1) names.emplace(text.substr(at, end - at));
    }
    return names;
}

void check_texts(const CatalogueEntry& entry, int forms, const std::string& where,
                 Problems& problems) {
    const size_t due = entry.plural_id.empty() ? 1 : static_cast<size_t>(forms);
    if (entry.texts.size() != due) {
        problems.push_back(
            fmt::format("{}: {} forms where {} are due", where, entry.texts.size(), due));
    }
    std::set<std::string> names = names_of(entry.id);
    const std::set<std::string> plural_names = names_of(entry.plural_id);
    for (const std::string& text : entry.texts) {
        if (text.empty() || entry.is_fuzzy) {
            problems.push_back(fmt::format("{}: \"{}\" is not translated", where, entry.id));
            return;
        }
        const std::set<std::string> own = names_of(text);
        // A form for one may leave out the number.
        if (own == names || (!entry.plural_id.empty() && own == plural_names)) continue;
        problems.push_back(
            fmt::format("{}: the {{names}} of \"{}\" are not those of its message", where, text));
    }
}

void check_catalogue(const std::filesystem::path& file, const std::string& shown,
                     const UsedMessages& used, Problems& problems) {
    if (!std::filesystem::exists(file)) {
        if (!used.by_id.empty()) problems.push_back(shown + ": missing");
        return;
    }
    const Catalogue catalogue = read_catalogue(file);
    std::set<std::string> known;
    for (const CatalogueEntry& entry : catalogue.entries) {
        const std::string where = fmt::format("{}:{}", shown, entry.line);
        known.insert(entry.id);
        check_texts(entry, catalogue.plural_forms, where, problems);
        const auto use = used.by_id.find(entry.id);
        if (use == used.by_id.end()) {
            problems.push_back(fmt::format("{}: \"{}\" is used nowhere", where, entry.id));
        } else if (!use->second.plural.empty() && use->second.plural != entry.plural_id) {
            problems.push_back(fmt::format("{}: \"{}\" needs msgid_plural \"{}\", as in {}", where,
                                           entry.id, use->second.plural, use->second.where));
        }
    }
    for (const auto& [id, use] : used.by_id) {
        if (known.contains(id)) continue;
        problems.push_back(fmt::format("{}: no translation of \"{}\" of {}", shown, id, use.where));
    }
}

std::string read(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

Problems check_unit(const std::filesystem::path& folder, const std::string& shown) {
    UsedMessages used;
    find_in_folder(folder / "templates", shown + "/templates", used);
    find_in_folder(folder / "src", shown + "/src", used);
    if (std::filesystem::exists(folder / "plugin.yaml")) {
        find_in_manifest(shown + "/plugin.yaml", read(folder / "plugin.yaml"), used);
    }
    Problems problems = used.problems;
    for (const std::string_view locale : kLocales) {
        const std::string name = fmt::format("locales/{}.po", locale);
        try {
            check_catalogue(folder / name, shown + "/" + name, used, problems);
        } catch (const std::runtime_error& wrong) {
            problems.emplace_back(wrong.what());
        }
    }
    return problems;
}

Problems check_translations(const std::filesystem::path& root) {
    std::vector<std::string> units = {"host", "plugin-api/example"};
    for (const auto& entry : std::filesystem::directory_iterator(root / "plugins")) {
        if (!std::filesystem::exists(entry.path() / "plugin.yaml")) continue;
        units.push_back("plugins/" + entry.path().filename().string());
    }
    std::sort(units.begin(), units.end());
    Problems problems;
    for (const std::string& unit : units) {
        for (std::string& problem : check_unit(root / unit, unit)) {
            problems.push_back(std::move(problem));
        }
    }
    return problems;
}

}  // namespace kerege::view
