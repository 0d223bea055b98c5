// One search over all a person may see: what modules let be found, people, organisations, and the
// pages of the menu.
// As a page, and as a list beneath the field of the header while one types.
#include <algorithm>
#include <set>

#include "host/src/access/roles.hpp"
#include "host/src/base/text.hpp"
#include "host/src/directory/search_words.hpp"
#include "host/src/pages/help_topics.hpp"
#include "host/src/pages/highlight.hpp"
#include "host/src/pages/person_words.hpp"
#include "host/src/pages/query_string.hpp"
#include "host/src/pages/roster_words.hpp"
#include "host/src/plugins/plugin.hpp"
#include "host/src/plugins/search.hpp"
#include "kerege/abi/access.h"
#include "kerege/abi/i18n.h"
#include "kerege/sdk/tr.hpp"

namespace kerege::pages {
namespace {

constexpr size_t kLinesOfPage = 50;
constexpr size_t kLinesOfList = 6;

struct Hit {
    std::string href;
    std::string name;
    std::string detail;
};

struct Group {
    std::string code;
    std::string label;
    std::vector<Hit> hits = {};
    bool more = false;
};

struct Asked {
    std::vector<std::string> words;
    size_t lines_max;
};

// Whether each word begins a word of the text.
bool matches(std::string_view text, const std::vector<std::string>& words) {
    const auto folded = text::split(text::fold(text), " ");
    return std::all_of(words.begin(), words.end(), [&](const std::string& word) {
        return std::any_of(folded.begin(), folded.end(),
                           [&](const std::string& one) { return one.starts_with(word); });
    });
}

std::string detail_of(const House& house, const http::Exchange& exchange,
                      const directory::FoundPerson& person) {
    const bool learner = person.profile == "learner", guardian = person.profile == "guardian";
    // Namesakes are told apart: a learner by the birthday, a parent by the children.
    const std::string born =
        learner && !person.birth_date.empty()
            ? view::format_day(exchange.locale, person.birth_date, KEREGE_DAY_FULL)
            : std::string();
    const std::string what = learner    ? person.class_label
                             : guardian ? tr(house, exchange, KEREGE_TR("Parent"))
                                        : person.position;
    return by_commas(
        {what, born, guardian ? person.children : std::string(),
         person.former ? tr(house, exchange, KEREGE_TR("no longer here")) : std::string()});
}

// Names of others are noted as the list of people is that would have shown them.
void note_people(House& house, const http::Exchange& exchange,
                 const std::vector<directory::FoundPerson>& people) {
    const access::Scope& scope = exchange.scope();
    std::set<std::string> profiles;
    for (const auto& person : people) profiles.insert(person.profile);
    for (const std::string& profile : profiles)
        house.views.note(scope.organisation, scope.person, "list.viewed", "people:" + profile,
                         exchange.request.id);
}

Group find_people(House& house, http::Exchange& exchange, const Asked& asked) {
    Group group{"people", tr(house, exchange, KEREGE_TR("People"))};
    if (!may(house, exchange, access::permission::kPeopleView)) return group;
    const bool former = may(house, exchange, access::permission::kPeopleEdit);
    const auto found =
        house.search.people(exchange.scope().organisation, asked.words, former, asked.lines_max);
    note_people(house, exchange, found.lines);
    for (const auto& person : found.lines)
        group.hits.push_back({"/people/" + person.membership.text(), full_name(person),
                              detail_of(house, exchange, person)});
    group.more = found.more;
    return group;
}

// A parent's own: what there is of them in the host is who saw their data.
Group find_children(House& house, http::Exchange& exchange, const Asked& asked) {
    Group group{"children", tr(house, exchange, KEREGE_TR("My children"))};
    const access::Scope& scope = exchange.scope();
    if (scope.profile != KEREGE_PROFILE_GUARDIAN) return group;
    for (const auto& child : house.people.learners_of(scope.organisation, scope.membership)) {
        const std::string name = full_name(child);
        if (matches(name, asked.words))
            group.hits.push_back({"/account/history/" + child.membership.text(), name,
                                  tr(house, exchange, KEREGE_TR("Who saw and changed the data"))});
    }
    return group;
}

Group find_organisations(House& house, http::Exchange& exchange, const Asked& asked) {
    Group group{"organisations", tr(house, exchange, KEREGE_TR("Organisations"))};
    if (!may(house, exchange, access::permission::kOrganisationView)) return group;
    const auto found =
        house.search.organisations(exchange.scope().organisation, asked.words, asked.lines_max);
    for (const auto& one : found.lines) {
        const std::string& above = exchange.locale == "ru"   ? one.above_ru
                                   : exchange.locale == "en" ? one.above_en
                                                             : one.above_kk;
        group.hits.push_back({"/organisations/" + one.id.text(), name_of(one, exchange), above});
    }
    group.more = found.more;
    return group;
}

Group find_pages(House& house, http::Exchange& exchange, const Asked& asked) {
    Group group{"pages", tr(house, exchange, KEREGE_TR("Pages"))};
    const auto& translator = house.pages.translator();
    for (const view::MenuItem* item : house.pages.menu(exchange.scope())) {
        const std::string_view domain =
            item->module.empty() ? "core" : std::string_view(item->module);
        const std::string name(translator.translate(domain, exchange.locale, item->label));
        if (matches(name, asked.words)) group.hits.push_back({item->href, name, {}});
    }
    return group;
}

Group find_help(House& house, http::Exchange& exchange, const Asked& asked) {
    Group group{"help", tr(house, exchange, KEREGE_TR("Help"))};
    for (const view::HelpTopic* topic : topics_for(house, exchange)) {
        const std::string& title = topic->text(exchange.locale).title;
        if (matches(title, asked.words)) group.hits.push_back({"/help/" + topic->code, title, {}});
    }
    return group;
}

const std::string& title_of(const directory::FoundThing& thing, std::string_view locale) {
    return locale == "ru" ? thing.title_ru : locale == "en" ? thing.title_en : thing.title;
}

// Of one kind of a module's, as its manifest says.
Group find_things(House& house, const http::Exchange& exchange, const Asked& asked,
                  plugins::Plugin& plugin, const plugins::SearchKind& kind) {
    const access::Scope& scope = exchange.scope();
    const std::string& module = plugin.manifest.id;
    Group group{module + "-" + kind.kind, std::string(house.pages.translator().translate(
                                              module, exchange.locale, kind.label))};
    const auto may_open = [&](const std::vector<int64_t>& entries) {
        return plugins::visible_entries(plugin, kind, scope, exchange.locale, entries);
    };
    const auto found = house.search.things(scope.organisation, module, kind.kind, asked.words,
                                           asked.lines_max, may_open);
    for (const auto& thing : found.lines)
        group.hits.push_back(
            {kind.href_of(thing.id), title_of(thing, exchange.locale), thing.detail});
    group.more = found.more && !group.hits.empty();
    return group;
}

// First, as a class is what its label means.
void find_in_modules(House& house, const http::Exchange& exchange, const Asked& asked,
                     std::vector<Group>& groups) {
    for (const auto& plugin : house.plugins.loaded()) {
        if (!house.modules.on(plugin->module_index, exchange.scope().organisation)) continue;
        for (const auto& kind : plugin->manifest.search) {
            if (!kind.permission.empty() && !may(house, exchange, kind.permission)) continue;
            Group group = find_things(house, exchange, asked, *plugin, kind);
            if (!group.hits.empty()) groups.push_back(std::move(group));
        }
    }
}

// Everything found, in groups that are not empty.
std::vector<Group> find(House& house, http::Exchange& exchange, const Asked& asked) {
    std::vector<Group> groups;
    find_in_modules(house, exchange, asked, groups);
    for (const auto& one :
         {find_people, find_children, find_organisations, find_pages, find_help}) {
        Group group = one(house, exchange, asked);
        if (!group.hits.empty()) groups.push_back(std::move(group));
    }
    return groups;
}

size_t add_groups(const Asked& asked, const std::vector<Group>& groups, Model& model) {
    int number = 0;
    size_t hits = 0;
    for (const Group& group : groups) {
        Model& section = model.add("group");
        section.set("code", group.code).set("label", group.label);
        for (const Hit& hit : group.hits) {
            Model& item = section.add("hit");
            item.set("number", ++number).set("href", hit.href);
            add_highlighted(hit.name, asked.words, item);
            if (!hit.detail.empty()) item.add("about").set("detail", hit.detail);
        }
        hits += group.hits.size();
        if (group.more) section.add("more");
    }
    return hits;
}

Result<> page(House& house, http::Exchange& exchange) {
    const std::string typed(exchange.request.query_value("q"));
    const Asked asked{directory::search_words(typed), kLinesOfPage};
    Model model;
    model.set("q", text::shorten(typed, directory::kSearchTypedMax));
    if (may(house, exchange, access::permission::kPeopleView)) model.add("by_people");
    if (may(house, exchange, access::permission::kOrganisationView)) model.add("by_organisations");
    if (directory::worth_searching(asked.words)) {
        if (const auto allowed = within_search_rate(house, exchange); !allowed)
            return allowed.fault();
        if (add_groups(asked, find(house, exchange, asked), model) == 0) model.add("none_found");
    } else {
        model.add(asked.words.empty() ? "nothing_typed" : "too_short");
    }
    return show(house, exchange, "search/results", model, KEREGE_TR("Search everything"));
}

// The list beneath the field, with what a screen reader is told of it.
Result<> suggestions(House& house, http::Exchange& exchange) {
    const std::string typed(exchange.request.query_value("q"));
    const Asked asked{directory::search_words(typed), kLinesOfList};
    Model model;
    size_t hits = 0;
    const bool worth = directory::worth_searching(asked.words);
    if (worth) {
        if (const auto allowed = within_search_rate(house, exchange); !allowed)
            return allowed.fault();
        const auto groups = find(house, exchange, asked);
        hits = add_groups(asked, groups, model);
        if (std::any_of(groups.begin(), groups.end(), [](const Group& one) { return one.more; }))
            model.add("all").set("href", "/search" + query_string({{"q", typed}}));
    }
    const std::string told =
        !worth      ? tr(house, exchange, KEREGE_TR("Type at least two letters of a word."))
        : hits == 0 ? tr(house, exchange, KEREGE_TR("Nothing found."))
                    : tr_plural(house, exchange, KEREGE_TR("{count} result"),
                                KEREGE_TR("{count} results"), static_cast<int64_t>(hits));
    model.set("told", told);
    model.add(hits == 0 ? "none_found" : "some_found");
    http::show_fragment(exchange, house.pages, "core/search/suggestions", model);
    return success();
}

}  // namespace

void register_search(http::Router& router, House& house) {
    get(router, house, "/search", "", page);
    get(router, house, "/search/suggestions", "", suggestions);
}

}  // namespace kerege::pages
