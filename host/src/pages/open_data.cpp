// Open data, for everybody: organisations and their numbers, and the files to download. All of it
// is read from the last snapshot.
#include "host/src/access/tokens.hpp"
#include "host/src/directory/organisation_kinds.hpp"
#include "host/src/files/answer.hpp"
#include "host/src/pages/numbers.hpp"
#include "host/src/pages/open_data_words.hpp"
#include "host/src/pages/pager.hpp"
#include "host/src/pages/query_string.hpp"
#include "kerege/abi/i18n.h"
#include "kerege/sdk/tr.hpp"

namespace kerege::pages {
namespace {

using open_data::Cell;
using open_data::Measure;
using open_data::Published;
using open_data::Snapshot;

constexpr int64_t kEach = 50;
constexpr const char* kPlace = "/open-data";

Result<> switched_off() { return not_found("open data is switched off"); }

std::string_view label_of(Measure measure) {
    switch (measure) {
        case Measure::learners:
            return KEREGE_TR("Learners");
        case Measure::female:
            return KEREGE_TR("Female");
        case Measure::male:
            return KEREGE_TR("Male");
        case Measure::employees:
            return KEREGE_TR("Staff");
        default:
            return KEREGE_TR("Classes");
    }
}

// Those that are not of a year.
constexpr size_t kPlain = static_cast<size_t>(Measure::born);

// Of a region or district its sums are what one wants to see.
const open_data::Cells& cells_of(const Published& one) {
    return one.beneath > 0 ? one.all : one.own;
}

void add_cell(const Cell& cell, Model& model) {
    if (cell.count) {
        model.set("value", std::to_string(*cell.count));
        if (cell.withheld > 0) model.add("partly");
    } else {
        model.set("value", "");
        if (cell.withheld > 0) model.add("withheld");
    }
}

std::string kind_of(const House& house, const http::Exchange& exchange, const Published& one) {
    const auto* kind = directory::find_kind(one.organisation.kind);
    return kind ? tr(house, exchange, kind->label) : one.organisation.kind;
}

std::string path_of(const std::string& code) { return "/open-data/organisations/" + code; }

void add_facts(const House& house, const http::Exchange& exchange, const Published& one,
               Model& model) {
    const auto& there = one.organisation;
    const auto add = [&](std::string_view label, const std::string& text) {
        if (!text.empty())
            model.add("fact").set("label", tr(house, exchange, label)).set("text", text);
    };
    const bool russian = exchange.locale == "ru" && !there.address_ru.empty();
    add(KEREGE_TR("Kind"), kind_of(house, exchange, one));
    add(KEREGE_TR("BIN"), there.bin);
    add(KEREGE_TR("Address"),
        russian || there.address_kk.empty() ? there.address_ru : there.address_kk);
    const auto& cells = cells_of(one);
    for (size_t i = 0; i < kPlain; ++i) {
        if (cells[i] == Cell{}) continue;
        Model& number = model.add("number");
        number.set("label", tr(house, exchange, label_of(static_cast<Measure>(i))));
        add_cell(cells[i], number);
    }
}

void add_years(const Snapshot& snapshot, const Published& one, Model& model) {
    const auto& cells = cells_of(one);
    Model* years = nullptr;
    for (size_t i = kPlain; i < cells.size(); ++i) {
        if (cells[i] == Cell{}) continue;
        if (!years) years = &model.add("years");
        Model& line = years->add("year");
        line.set("year", std::to_string(snapshot.fields[i].year));
        add_cell(cells[i], line);
    }
}

void add_children(House& house, http::Exchange& exchange, const Snapshot& snapshot,
                  const Published& one, const std::string& place, Model& model) {
    if (one.beneath == 0) return;
    const Part part = part_of(static_cast<size_t>(one.beneath), kEach,
                              page_number(exchange.request.query_value("page")));
    Model& children = model.add("children");
    for (size_t i = 0; i < kPlain; ++i)
        children.add("heading_cell")
            .set("label", tr(house, exchange, label_of(static_cast<Measure>(i))));
    for (const Published& child :
         house.open_data.beneath(snapshot, one, static_cast<int64_t>(part.begin), kEach)) {
        Model& line = children.add("line");
        line.set("href", path_of(child.organisation.code))
            .set("name", child.organisation.name(exchange.locale))
            .set("kind", kind_of(house, exchange, child));
        for (size_t i = 0; i < kPlain; ++i) {
            Model& cell = line.add("cell");
            cell.set("label", tr(house, exchange, label_of(static_cast<Measure>(i))));
            add_cell(cells_of(child)[i], cell);
        }
    }
    add_pager(
        house, exchange, part.page, part.pages,
        [&](int number) {
            return place + query_string({{"page", std::to_string(number)}});
        },
        children);
}

// Whoever has the page already is told so; signed in, it holds what is theirs.
void tell_same(http::Exchange& exchange) {
    if (exchange.session || exchange.response.status != 200) return;
    const std::string tag = access::sha256_hex(exchange.response.body).substr(0, 32);
    exchange.response.set_header("ETag", "W/\"" + tag + "\"");
    exchange.response.set_header("Cache-Control", "private, no-cache");
    if (!files::names_tag(exchange.request.header("if-none-match"), '"' + tag + '"')) return;
    exchange.response.status = 304;
    exchange.response.body.clear();
}

Result<> show_one(House& house, http::Exchange& exchange, const Snapshot& snapshot,
                  const Published& one, bool front) {
    const std::string& name = one.organisation.name(exchange.locale);
    const std::string title = front ? tr(house, exchange, kOpenData) : name;
    Model model;
    model.add("wide");
    model.set("heading", title).set("name", name);
    if (front) model.add("front");
    if (one.status != directory::status::kActive)
        add_badge(house, exchange, one.status, model.add("standing"));
    Model& shown = model.add("shown");
    shown.set("day", view::format_day(exchange.locale, snapshot.day, KEREGE_DAY_FULL));
    if (one.beneath > 0) shown.add("beneath_too");
    add_rule(house, exchange, {snapshot.at_least}, shown);
    add_facts(house, exchange, one, shown);
    add_years(snapshot, one, shown);
    add_children(house, exchange, snapshot, one, front ? kPlace : path_of(one.organisation.code),
                 shown);
    if (!front) {
        const auto parent = house.open_data.find(snapshot, one.parent_code);
        const bool deep = parent && !parent->parent_code.empty();
        model.add("crumb")
            .set("label",
                 deep ? parent->organisation.name(exchange.locale) : tr(house, exchange, kOpenData))
            .set("href", deep ? path_of(parent->organisation.code) : kPlace);
    }
    const auto done = show(house, exchange, "open_data/page", model, title);
    tell_same(exchange);
    return done;
}

Result<> front(House& house, http::Exchange& exchange) {
    if (!house.open_data.settings().on()) return switched_off();
    const auto snapshot = house.open_data.current();
    const auto top =
        snapshot ? house.open_data.find(*snapshot, snapshot->organisation) : std::nullopt;
    if (top) return show_one(house, exchange, *snapshot, *top, true);
    Model model;
    model.set("heading", tr(house, exchange, kOpenData));
    model.add("front");
    model.add("nothing_yet");
    return show(house, exchange, "open_data/page", model, kOpenData);
}

Result<> one(House& house, http::Exchange& exchange) {
    const auto snapshot = house.open_data.current();
    if (!snapshot) return switched_off();
    const auto found = house.open_data.find(*snapshot, exchange.path_value("code"));
    if (!found) return not_found("open data: no such organisation");
    return show_one(house, exchange, *snapshot, *found, false);
}

Result<> download(House& house, http::Exchange& exchange, const char* file, const char* type) {
    const auto snapshot = house.open_data.current();
    if (!snapshot) return switched_off();
    auto opened = house.open_data.open(*snapshot, file);
    if (!opened) return opened.fault();
    files::answer(exchange.request, {file, type, std::to_string(snapshot->id), false},
                  std::move(*opened), exchange.response);
    // The same for everybody, and for hours.
    exchange.response.set_header("Cache-Control", "public, max-age=3600");
    return success();
}

constexpr const char* kCsv = "text/csv; charset=utf-8";
constexpr const char* kJson = "application/json";

Result<> organisations(House& house, http::Exchange& exchange) {
    return download(house, exchange, "organisations.csv", kCsv);
}
Result<> counts(House& house, http::Exchange& exchange) {
    return download(house, exchange, "counts.csv", kCsv);
}
Result<> all(House& house, http::Exchange& exchange) {
    return download(house, exchange, "open-data.json", kJson);
}
Result<> package(House& house, http::Exchange& exchange) {
    return download(house, exchange, "datapackage.json", kJson);
}

}  // namespace

void register_open_data(http::Router& router, House& house) {
    add_open(router, house, http::Method::get, "/open-data", front);
    add_open(router, house, http::Method::get, "/open-data/organisations/{code}", one);
    add_open(router, house, http::Method::get, "/open-data/organisations.csv", organisations);
    add_open(router, house, http::Method::get, "/open-data/counts.csv", counts);
    add_open(router, house, http::Method::get, "/open-data/open-data.json", all);
    add_open(router, house, http::Method::get, "/open-data/datapackage.json", package);
}

}  // namespace kerege::pages
