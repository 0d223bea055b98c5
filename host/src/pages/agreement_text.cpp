#include "host/src/pages/agreement_text.hpp"

#include <utility>

#include "host/src/agreements/blocks.hpp"
#include "kerege/abi/i18n.h"
#include "kerege/sdk/tr.hpp"

namespace kerege::pages {

using agreements::Block;
using Words = std::pair<std::string_view, std::string_view>;

void add_text(std::string_view text, int under, Model& place) {
    Model* list = nullptr;
    for (const Block& part : agreements::blocks_of(text)) {
        if (part.kind == Block::Kind::item) {
            if (!list) list = &place.add("block").add("list");
            list->add("item").set("text", part.text);
            continue;
        }
        list = nullptr;
        Model& block = place.add("block");
        switch (part.kind) {
            case Block::Kind::heading:
                block.add(under == 1 ? "h2" : "h3").set("text", part.text);
                break;
            case Block::Kind::clause:
                block.add("clause").set("number", part.number).set("text", part.text);
                break;
            default:
                block.add("paragraph").set("text", part.text);
        }
    }
}

std::string kind_words(const House& house, const http::Exchange& exchange, std::string_view kind) {
    static constexpr Words kWords[] = {
        {agreements::kind::kBinding, KEREGE_TR("Each person accepts it")},
        {agreements::kind::kOrganisation, KEREGE_TR("An administrator accepts it for the school")},
        {agreements::kind::kOffer, KEREGE_TR("Public offer")},
    };
    for (const auto& [code, words] : kWords)
        if (code == kind) return tr(house, exchange, words);
    return {};
}

std::string way_words(const House& house, const http::Exchange& exchange, std::string_view way) {
    static constexpr Words kWords[] = {
        {"first_sign_in", KEREGE_TR("at the first sign-in")},
        {"sign_in", KEREGE_TR("at a later sign-in")},
        {"paper", KEREGE_TR("on paper")},
        {"guardian", KEREGE_TR("by a parent")},
    };
    for (const auto& [code, words] : kWords)
        if (code == way) return tr(house, exchange, words);
    return {};
}

std::string language_words(const House& house, const http::Exchange& exchange,
                           std::string_view locale) {
    if (locale == "ru") return tr(house, exchange, KEREGE_TR("in Russian"));
    if (locale == "en") return tr(house, exchange, KEREGE_TR("in English"));
    return tr(house, exchange, KEREGE_TR("in Kazakh"));
}

std::string shown_language(const http::Exchange& exchange) {
    const std::string_view shown = exchange.request.field("shown_in");
    if (shown == "kk" || shown == "ru" || shown == "en") return std::string(shown);
    return std::string(exchange.locale);
}

std::string full_day(const http::Exchange& exchange, std::string_view day) {
    return view::format_day(exchange.locale, day, KEREGE_DAY_FULL);
}

std::vector<std::string> ticked(const http::Request& request, std::string_view name) {
    std::vector<std::string> values;
    for (const auto& field : request.form)
        if (field.name == name) values.push_back(field.value);
    return values;
}

}  // namespace kerege::pages
