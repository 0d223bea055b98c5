// Help: the list of topics with a search, and a topic. Open also to who can't sign in.
#include "host/src/view/help.hpp"

#include <algorithm>

#include "host/src/base/text.hpp"
#include "host/src/directory/search_words.hpp"
#include "host/src/pages/agreement_text.hpp"
#include "host/src/pages/help_topics.hpp"
#include "kerege/sdk/tr.hpp"

namespace kerege::pages {
namespace {

// Whether each word begins a word of title or text.
bool matches(const view::HelpText& text, const std::vector<std::string>& words) {
    const auto folded = text::split(text::fold(text.title + ' ' + text.body), " ");
    return std::all_of(words.begin(), words.end(), [&](const std::string& word) {
        return std::any_of(folded.begin(), folded.end(),
                           [&](const std::string& one) { return one.starts_with(word); });
    });
}

Result<> list(House& house, http::Exchange& exchange) {
    const std::string typed(exchange.request.query_value("q"));
    const auto words = directory::search_words(typed);
    Model model;
    model.set("q", text::shorten(typed, directory::kSearchTypedMax));
    Model* section = nullptr;
    std::string_view module;
    for (const view::HelpTopic* topic : topics_for(house, exchange)) {
        const view::HelpText& text = topic->text(exchange.locale);
        if (!words.empty() && !matches(text, words)) continue;
        if (!section || topic->module != module) {
            module = topic->module;
            section = &model.add("group");
            section->set("label", module_name(house, exchange, module));
        }
        section->add("topic").set("href", "/help/" + topic->code).set("title", text.title);
    }
    if (!section) model.add("none_found");
    return show(house, exchange, "help/list", model, KEREGE_TR("Help"));
}

// The first page a topic belongs to that is an address of its own.
std::string page_of(const view::HelpTopic& topic) {
    for (const std::string& page : topic.pages)
        if (page.find('*') == std::string::npos) return page;
    return {};
}

Result<> topic(House& house, http::Exchange& exchange) {
    const view::HelpTopic* topic = house.help.find(exchange.path_value("topic"));
    if (!topic || !has_module(house, exchange, *topic)) return not_found("no such help topic");
    const view::HelpText& text = topic->text(exchange.locale);
    Model model;
    model.set("heading", text.title);
    add_text(text.body, 1, model);
    if (const std::string page = page_of(*topic);
        !page.empty() && concerns(house, exchange, *topic))
        model.add("there").set("href", page);
    model.add("crumb").set("label", tr(house, exchange, KEREGE_TR("Help"))).set("href", "/help");
    return show(house, exchange, "help/topic", model, text.title);
}

}  // namespace

bool has_module(const House& house, const http::Exchange& exchange, const view::HelpTopic& topic) {
    if (topic.module.empty()) return true;
    return exchange.session && house.modules.on(topic.module, exchange.scope().organisation);
}

bool concerns(const House& house, const http::Exchange& exchange, const view::HelpTopic& topic) {
    // What the operator has not switched on is nothing to explain.
    if (topic.code == "recovery" && !house.accounts.recovery_offered()) return false;
    if (topic.code == "open-data" && !house.open_data.settings().on()) return false;
    // Parents alone have a child to register.
    if (topic.code == "registering" &&
        (!exchange.session || exchange.scope().profile != KEREGE_PROFILE_GUARDIAN))
        return false;
    if (!has_module(house, exchange, topic)) return false;
    return topic.permission.empty() || (exchange.session && may(house, exchange, topic.permission));
}

std::vector<const view::HelpTopic*> topics_for(const House& house, const http::Exchange& exchange) {
    std::vector<const view::HelpTopic*> topics;
    for (const view::HelpTopic& topic : house.help.topics())
        if (concerns(house, exchange, topic)) topics.push_back(&topic);
    return topics;
}

void register_help(http::Router& router, House& house) {
    add_open(router, house, http::Method::get, "/help", list);
    add_open(router, house, http::Method::get, "/help/{topic}", topic);
}

}  // namespace kerege::pages
