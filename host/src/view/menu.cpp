#include "host/src/view/menu.hpp"

#include <algorithm>
#include <span>
#include <string>

namespace kerege::view {

namespace {

bool lies_under(std::string_view path, std::string_view href) {
    if (href == "/") return path == "/";
    return path.starts_with(href) &&
           (path.size() == href.size() || path[href.size()] == '/' || path[href.size()] == '?');
}

void add_item(Model& model, std::string_view key, const MenuItem& item, bool is_current,
              std::string_view locale, const Translator& translator) {
    const std::string_view domain = item.module.empty() ? "core" : std::string_view(item.module);
    Model& entry = model.add(key);
    entry.set("label", translator.translate(domain, locale, item.label))
        .set("href", item.href)
        .set("icon", item.icon);
    if (is_current) entry.add("current");
}

struct Group {
    std::string_view heading;  // empty: none
    std::vector<const MenuItem*> items;
};

// What has no group stands first; the groups as the first item of each does.
std::vector<Group> groups_of(std::span<const MenuItem* const> items, bool grouped) {
    std::vector<Group> groups(1);
    for (const MenuItem* item : items) {
        const std::string_view heading = grouped ? std::string_view(item->group) : "";
        auto at = std::ranges::find(groups, heading, &Group::heading);
        if (at == groups.end()) at = groups.insert(at, Group{heading, {}});
        at->items.push_back(item);
    }
    if (groups.front().items.empty()) groups.erase(groups.begin());
    return groups;
}

}  // namespace

std::vector<const MenuItem*> visible_menu(const Site& site, const access::Scope& scope) {
    std::vector<const MenuItem*> items;
    for (const MenuItem& item : site.menu) {
        if (!site.shows || site.shows(scope, item)) items.push_back(&item);
    }
    std::stable_sort(items.begin(), items.end(),
                     [](const auto* a, const auto* b) { return a->order < b->order; });
    return items;
}

const MenuItem* current_item(const std::vector<const MenuItem*>& items, std::string_view path) {
    const MenuItem* current = nullptr;
    for (const MenuItem* item : items) {
        if (lies_under(path, item->href) &&
            (!current || item->href.size() > current->href.size())) {
            current = item;
        }
    }
    return current;
}

void add_menu(Model& layout, const Site& site, const Viewer& viewer, const Translator& translator) {
    const auto items = visible_menu(site, viewer.session->scope);
    const MenuItem* current = current_item(items, viewer.path);
    const bool grouped = items.size() > kFlatMax;
    const auto add_items = [&](Model& place, std::span<const MenuItem* const> some,
                               const std::string& id) {
        int number = 0;
        for (const Group& group : groups_of(some, grouped)) {
            Model& section = place.add("group");
            if (!group.heading.empty())
                section.add("heading")
                    .set("text", translator.translate("core", viewer.locale, group.heading))
                    .set("id", id + "-" + std::to_string(++number));
            for (const MenuItem* item : group.items)
                add_item(section, "menu", *item, item == current, viewer.locale, translator);
        }
    };
    add_items(layout, items, "menu");
    const size_t tabs = items.size() <= kTabsMax ? items.size() : kTabsMax - 1;
    for (size_t i = 0; i < tabs; ++i) {
        add_item(layout, "tabs", *items[i], items[i] == current, viewer.locale, translator);
    }
    if (tabs == items.size()) return;
    add_items(layout.add("more"), std::span(items).subspan(tabs), "more");
}

}  // namespace kerege::view
