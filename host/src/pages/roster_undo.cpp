// What the undoing of an import does, each list of it whole, page by page; and the undoing.
#include <array>

#include "host/src/access/roles.hpp"
#include "host/src/directory/roster/fields.hpp"
#include "host/src/pages/field_words.hpp"
#include "host/src/pages/pager.hpp"
#include "host/src/pages/roster_imports.hpp"
#include "host/src/pages/roster_lists.hpp"
#include "host/src/pages/roster_words.hpp"
#include "kerege/sdk/tr.hpp"

namespace kerege::pages {
namespace {

namespace roster = directory::roster;

constexpr std::string_view kTitle = KEREGE_TR("Undo the import");

void show_ends(const House&, const http::Exchange&, const roster::Undo& undo, const Part& part,
               Model& section) {
    for (size_t i = part.begin; i < part.end; ++i) {
        const roster::Known& one = undo.ends[i];
        section.add("person")
            .set("id", one.membership.value)
            .set("name", full_name(one))
            .set("place", one.labels.empty() ? one.position : one.labels.front());
    }
}

void show_values(const House& house, const http::Exchange& exchange,
                 const std::vector<roster::FormerValue>& values, const Part& part, Model& section) {
    for (size_t i = part.begin; i < part.end; ++i) {
        const roster::FormerValue& value = values[i];
        const bool kinship = roster::is_kinship_field(value.field);
        const std::string_view field = kinship ? roster::kKinshipField : value.field;
        const std::string label = tr(house, exchange, field_label(field));
        section.add("value")
            .set("name", full_name(value.person))
            .set("field", kinship ? label + ": " + value.of_name : label)
            .set("was", words_of_value(house, exchange, field, value.was))
            .set("now", words_of_value(house, exchange, field, value.now));
    }
}

void show_restores(const House& house, const http::Exchange& exchange, const roster::Undo& undo,
                   const Part& part, Model& section) {
    show_values(house, exchange, undo.restores, part, section);
}

void show_kept(const House& house, const http::Exchange& exchange, const roster::Undo& undo,
               const Part& part, Model& section) {
    show_values(house, exchange, undo.kept, part, section);
}

struct UndoList {
    std::string_view code;  // of the address, and of the template's section
    std::string_view label;
    size_t (*count)(const roster::Undo&);
    void (*show)(const House&, const http::Exchange&, const roster::Undo&, const Part&, Model&);
};

const std::array<UndoList, 3> kUndoLists = {{
    {"ends", KEREGE_TR("Access ends"), [](const roster::Undo& undo) { return undo.ends.size(); },
     show_ends},
    {"restores", KEREGE_TR("As before"),
     [](const roster::Undo& undo) { return undo.restores.size(); }, show_restores},
    {"kept", KEREGE_TR("Changed since: stays as it is"),
     [](const roster::Undo& undo) { return undo.kept.size(); }, show_kept},
}};

std::string undo_address(roster::UploadId upload, const UndoList& list, int page = 1) {
    std::string address = "/roster/" + upload.text() + "/undo?of=" + std::string(list.code);
    return page == 1 ? address : address + "&page=" + std::to_string(page);
}

std::optional<roster::UploadId> undo_of(const http::Exchange& exchange) {
    return roster::UploadId::parse(exchange.path_value("upload"));
}

void add_beginnings(const House& house, const http::Exchange& exchange, roster::UploadId upload,
                    const roster::Undo& undo, Model& model) {
    for (const UndoList& list : kUndoLists) {
        const size_t count = list.count(undo);
        if (count == 0) continue;
        Model& section = model.add(list.code);
        section.add("headed");
        list.show(house, exchange, undo, part_of(count, kListedFirst, 1), section);
        add_rest_of_list(house, exchange, undo_address(upload, list), count, section);
    }
}

Result<> show_list(House& house, http::Exchange& exchange, roster::UploadId upload,
                   const roster::Undo& undo, const UndoList& list, Model& model) {
    const Part part =
        part_of(list.count(undo), kListedEach, page_number(exchange.request.query_value("page")));
    if (part.begin == part.end) model.add("none");
    if (part.begin != part.end) list.show(house, exchange, undo, part, model.add(list.code));
    add_pager(
        house, exchange, part.page, part.pages,
        [&](int page) { return undo_address(upload, list, page); }, model);
    model.set("title", tr(house, exchange, list.label));
    model.add("crumb")
        .set("label", tr(house, exchange, kTitle))
        .set("href", "/roster/" + upload.text() + "/undo");
    return show(house, exchange, "roster/undo_rows", model, list.label);
}

Result<> undo_preview(House& house, http::Exchange& exchange) {
    const auto id = undo_of(exchange);
    if (!id) return not_found("no upload id");
    const OrganisationId organisation = exchange.scope().organisation;
    const auto record = house.imports.record(organisation, *id);
    if (!record) return record.fault();
    const auto undo = house.imports.undo_preview(organisation, *id);
    if (!undo) return undo.fault();
    Model model;
    set_import(house, exchange, *record, model);
    add_roster_crumb(house, exchange, model);
    const std::string_view wanted = exchange.request.query_value("of");
    std::vector<ListTab> tabs;
    for (const UndoList& list : kUndoLists)
        tabs.push_back(
            {undo_address(*id, list), list.label, list.count(*undo), list.code == wanted});
    add_list_tabs(house, exchange, tabs, model);
    for (const UndoList& list : kUndoLists)
        if (list.code == wanted) return show_list(house, exchange, *id, *undo, list, model);
    model.set("end_count", static_cast<int64_t>(undo->ends.size()))
        .set("restore_count", static_cast<int64_t>(undo->restores.size()))
        .set("kept_count", static_cast<int64_t>(undo->kept.size()));
    add_beginnings(house, exchange, *id, *undo, model);
    return show(house, exchange, "roster/undo", model, kTitle);
}

Result<> undo(House& house, http::Exchange& exchange) {
    const auto id = undo_of(exchange);
    if (!id) return not_found("no upload id");
    const access::Scope& scope = exchange.scope();
    const auto undone =
        house.imports.undo(scope.organisation, *id, scope.person, exchange.request.id);
    if (!undone) return undone.fault();
    for (const auto& one : undone->ends) house.sessions.forget(one.person);
    return go(house, exchange, "/roster/" + id->text(), KEREGE_TR("The import is undone."));
}

}  // namespace

void register_roster_undo(http::Router& router, House& house) {
    get(router, house, "/roster/{upload}/undo", access::permission::kRosterImport, undo_preview);
    post(router, house, "/roster/{upload}/undo", access::permission::kRosterImport, undo);
}

}  // namespace kerege::pages
