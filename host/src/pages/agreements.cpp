// Documents at fixed addresses, for everybody: what is in force, what will be, what was.
#include <charconv>

#include "host/src/pages/agreement_text.hpp"
#include "kerege/sdk/tr.hpp"

namespace kerege::pages {
namespace {

using agreements::Document;
using agreements::VersionLine;

// Who is not let on yet sees no menu that would lead back to the gate.
void add_frame(const http::Exchange& exchange, Model& model) {
    const bool ready = exchange.session && !exchange.session->must_confirm &&
                       !exchange.session->must_accept && !exchange.session->must_change_password &&
                       !exchange.session->must_set_up_second_factor;
    if (!ready) model.add("plain");
}

Result<> list(House& house, http::Exchange& exchange) {
    const std::string today = house.agreements.today();
    Model model;
    add_frame(exchange, model);
    bool any = false;
    for (const Document& document : house.agreements.documents()) {
        const VersionLine* last = document.newest();
        if (!last) continue;
        any = true;
        const VersionLine* holds = document.in_force(today);
        const VersionLine* coming = document.coming(today);
        Model& item = model.add("document");
        item.set("href", "/agreements/" + document.code)
            .set("name", (holds ? holds : last)->title.in(exchange.locale))
            .set("kind", kind_words(house, exchange, document.kind));
        if (holds) item.add("holds").set("since", full_day(exchange, holds->in_force_from));
        if (coming)
            item.add("coming")
                .set("href", "/agreements/" + document.code + "/" + std::to_string(coming->number))
                .set("from", full_day(exchange, coming->in_force_from));
        if (!holds && !coming) item.add("over");
    }
    if (!any) model.add("empty");
    return show(house, exchange, "agreements/list", model, KEREGE_TR("Agreements"));
}

void add_versions(House& house, http::Exchange& exchange, const Document& document, int64_t shown,
                  Model& model) {
    if (document.versions.size() < 2) return;
    Model& others = model.add("others");
    for (const VersionLine& version : document.versions) {
        Model& item = others.add("version");
        item.set("number", version.number)
            .set("href", "/agreements/" + document.code + "/" + std::to_string(version.number))
            .set("published", instant(house, exchange, version.published_at_ms))
            .set("from", full_day(exchange, version.in_force_from));
        if (version.number == shown) item.add("shown");
        if (version.withdrawn) item.add("withdrawn");
    }
}

Result<> show_version(House& house, http::Exchange& exchange, const Document& document,
                      int64_t number) {
    const auto version = house.agreements.version(document, number);
    if (!version) return not_found("no such version");
    const std::string today = house.agreements.today();
    const VersionLine* holds = document.in_force(today);
    Model model;
    add_frame(exchange, model);
    const std::string& name = version->title.in(exchange.locale);
    model.set("name", name)
        .set("number", number)
        .set("published", instant(house, exchange, version->published_at_ms))
        .set("from", full_day(exchange, version->in_force_from))
        .set("checksum", version->checksum.in(exchange.locale));
    if (document.find(number)->withdrawn) {
        model.add("withdrawn");
    } else if (holds && holds->number == number) {
        model.add("holds");
    } else if (version->in_force_from > today &&
               (document.end().empty() || document.end() > version->in_force_from)) {
        model.add("coming");
    } else if (holds) {
        model.add("replaced").set("href", "/agreements/" + document.code);
    } else {
        model.add("over");
    }
    if (const std::string_view end = document.end();
        end > today && holds && holds->number == number)
        model.add("ends").set("from", full_day(exchange, end));
    model.add("crumb")
        .set("label", tr(house, exchange, KEREGE_TR("Agreements")))
        .set("href", "/agreements");
    add_versions(house, exchange, document, number, model);
    add_text(version->text.in(exchange.locale), 1, model);
    return show(house, exchange, "agreements/version", model, name);
}

Result<> present(House& house, http::Exchange& exchange) {
    const auto document = house.agreements.find(exchange.path_value("code"));
    if (!document || document->versions.empty()) return not_found("no such document");
    const VersionLine* holds = document->in_force(house.agreements.today());
    // Of one that is only announced the announcement, of one that has ended the last version.
    const VersionLine* last = document->newest();
    return show_version(house, exchange, *document,
                        (holds  ? holds
                         : last ? last
                                : &document->versions.front())
                            ->number);
}

Result<> one(House& house, http::Exchange& exchange) {
    const auto document = house.agreements.find(exchange.path_value("code"));
    const std::string_view given = exchange.path_value("version");
    int64_t number = 0;
    const auto [end, error] = std::from_chars(given.data(), given.data() + given.size(), number);
    if (!document || error != std::errc() || end != given.data() + given.size() ||
        !document->find(number))
        return not_found("no such version of a document");
    return show_version(house, exchange, *document, number);
}

}  // namespace

void register_agreements(http::Router& router, House& house) {
    add_open(router, house, http::Method::get, "/agreements", list);
    add_open(router, house, http::Method::get, "/agreements/{code}", present);
    add_open(router, house, http::Method::get, "/agreements/{code}/{version}", one);
}

}  // namespace kerege::pages
