#include "host/src/pages/roster_lists.hpp"

#include <array>
#include <unordered_map>

#include "host/src/access/roles.hpp"
#include "host/src/directory/roster/fields.hpp"
#include "host/src/directory/roster/writing/files.hpp"
#include "host/src/pages/field_words.hpp"
#include "host/src/pages/kinship_words.hpp"
#include "host/src/pages/pager.hpp"
#include "host/src/pages/roster_parts.hpp"
#include "host/src/pages/roster_words.hpp"
#include "kerege/sdk/text.hpp"
#include "kerege/sdk/tr.hpp"

namespace kerege::pages {
namespace {

namespace roster = directory::roster;

using People = std::vector<const roster::Planned*>;

People in_state(const roster::Plan& plan, roster::State state) {
    People found;
    for (const auto* all : {&plan.people, &plan.guardians})
        for (const roster::Planned& one : *all)
            if (one.state == state && !one.left_out) found.push_back(&one);
    return found;
}

// Whom the links of a learner lead to, for those that are shown: their names with what they are to
// the child.
using Parents = std::unordered_map<const roster::Planned*, std::vector<std::string>>;

std::string with_kinship(const House& house, const http::Exchange& exchange,
                         const std::string& name, const std::string& kinship) {
    return kinship.empty() ? name : name + " (" + kinship_words(house, exchange, kinship) + ')';
}

Parents parents_of(const House& house, const http::Exchange& exchange, const roster::Plan& plan,
                   const std::vector<roster::Link>& links, std::string roster::Link::*kinship,
                   const People& people, const Part& part) {
    Parents parents;
    for (size_t i = part.begin; i < part.end; ++i) parents.try_emplace(people[i]);
    for (const roster::Link& link : links) {
        const auto found = parents.find(&plan.people[link.learner]);
        if (found != parents.end())
            found->second.push_back(with_kinship(
                house, exchange, full_name(plan.guardians[link.guardian]), link.*kinship));
    }
    return parents;
}

std::string profile_label(const House& house, const http::Exchange& exchange,
                          std::string_view profile) {
    if (profile == "employee") return tr(house, exchange, KEREGE_TR("Employee"));
    return tr(house, exchange, profile == "learner" ? KEREGE_TR("Learner") : KEREGE_TR("Parent"));
}

void show_fresh(const House& house, const http::Exchange& exchange, const roster::Preview& preview,
                const Part& part, Model& section) {
    const People people = in_state(preview.plan, roster::State::fresh);
    const roster::Plan& plan = preview.plan;
    const Parents parents =
        parents_of(house, exchange, plan, plan.new_links, &roster::Link::kinship, people, part);
    for (size_t i = part.begin; i < part.end; ++i) {
        const roster::Planned& one = *people[i];
        const auto said = [&](std::string_view field, const std::string& value) {
            return value.empty() ? value : words_of_value(house, exchange, field, value);
        };
        section.add("person")
            .set("row", one.row)
            .set("name", full_name(one))
            .set("profile", profile_label(house, exchange, one.profile))
            .set("text",
                 by_commas({by_commas(one.labels), one.position, said("birth_date", one.birth_date),
                            said("phone", one.phone), one.email}))
            .set("parents", by_commas(parents.at(&one)));
    }
}

void show_changes(const House& house, const http::Exchange& exchange,
                  const roster::Preview& preview, const Part& part, Model& section) {
    const People people = in_state(preview.plan, roster::State::changed);
    const roster::Plan& plan = preview.plan;
    const auto parents = [&](const auto& links, auto kinship) {
        return parents_of(house, exchange, plan, links, kinship, people, part);
    };
    const Parents linked = parents(plan.new_links, &roster::Link::kinship);
    const Parents before = parents(plan.new_kinships, &roster::Link::was);
    const Parents after = parents(plan.new_kinships, &roster::Link::kinship);
    for (size_t i = part.begin; i < part.end; ++i) {
        const roster::Planned& one = *people[i];
        Model& row = section.add("change");
        row.set("row", one.row).set("name", full_name(one));
        for (size_t at = 0; at < one.changes.size(); ++at) {
            const std::string& field = one.changes[at];
            Model& shown = row.add("field");
            shown.set("label", tr(house, exchange, field_label(field)));
            if (field == "guardians")
                shown.set("was", "+").set("now", by_commas(linked.at(&one)));
            else if (field == roster::kKinshipField)
                shown.set("was", by_commas(before.at(&one))).set("now", by_commas(after.at(&one)));
            else
                shown.set("was", words_of_value(house, exchange, field, one.were[at]))
                    .set("now", words_of_value(house, exchange, field, value_of(one, field)));
        }
    }
}

void show_gone(const House& house, const http::Exchange& exchange, const roster::Preview& preview,
               const Part& part, Model& section) {
    section.set("text", tr_plural(house, exchange, KEREGE_TR("{count} person is not in the file."),
                                  KEREGE_TR("{count} people are not in the file."),
                                  static_cast<int64_t>(preview.plan.gone.size())));
    if (preview.checked.rows_faulty > 0) section.add("faulty_rows");
    const bool edits = may(house, exchange, access::permission::kPeopleEdit);
    for (size_t i = part.begin; i < part.end; ++i) {
        const roster::Known& one = preview.plan.gone[i];
        Model& person = section.add("person");
        person.set("id", one.membership.value).set("name", full_name(one));
        std::string place = one.position;
        if (one.profile == "learner") place = one.labels.empty() ? "" : one.labels.front();
        person.set("place", place);
        if (edits) person.add("may_end").set("id", one.membership.value).set("of", full_name(one));
    }
}

std::string fault_words(const House& house, const http::Exchange& exchange,
                        const roster::RowFault& fault) {
    return sdk::with_values(tr(house, exchange, fault.message), fault.values);
}

void show_faults(const House& house, const http::Exchange& exchange, const roster::Preview& preview,
                 const Part& part, Model& section) {
    section.set("file", "/roster/" + preview.upload.text() + "/faults.csv");
    for (size_t i = part.begin; i < part.end; ++i) {
        const roster::RowFault& fault = preview.checked.faults[i];
        section.add("fault")
            .set("row", fault.row)
            .set("column", fault.column)
            .set("value", fault.was)
            .set("message", fault_words(house, exchange, fault));
    }
}

void show_addresses(const House&, const http::Exchange&, const roster::Preview& preview,
                    const Part& part, Model& section) {
    const auto people = preview.plan.new_addresses();
    for (size_t i = part.begin; i < part.end; ++i)
        section.add("person")
            .set("row", people[i]->row)
            .set("name", full_name(*people[i]))
            .set("email", people[i]->email);
}

struct List {
    std::string_view code;  // of the address, and of the template's section
    std::string_view label;
    size_t (*count)(const roster::Preview&);
    void (*show)(const House&, const http::Exchange&, const roster::Preview&, const Part&, Model&);
    bool on_preview;
};

size_t of_both(int one, int other) { return static_cast<size_t>(one) + static_cast<size_t>(other); }

const std::array<List, 5> kLists = {{
    {"faults", KEREGE_TR("Faults"),
     [](const roster::Preview& all) { return all.checked.faults.size(); }, show_faults, true},
    {"changes", KEREGE_TR("What changes"),
     [](const roster::Preview& all) {
         return of_both(all.plan.people_tally.changed, all.plan.guardians_tally.changed);
     },
     show_changes, true},
    {"fresh", KEREGE_TR("Who is new"),
     [](const roster::Preview& all) {
         return of_both(all.plan.people_tally.fresh, all.plan.guardians_tally.fresh);
     },
     show_fresh, true},
    {"gone", KEREGE_TR("Not in the file"),
     [](const roster::Preview& all) { return all.plan.gone.size(); }, show_gone, true},
    {"addresses", KEREGE_TR("New e-mail addresses"),
     [](const roster::Preview& all) { return all.plan.new_addresses().size(); }, show_addresses,
     false},
}};

std::string address_of(const roster::Preview& preview, const List& list, int page = 1) {
    std::string address = "/roster/" + preview.upload.text() + "/rows?of=" + std::string(list.code);
    return page == 1 ? address : address + "&page=" + std::to_string(page);
}

void add_tabs(const House& house, const http::Exchange& exchange, const roster::Preview& preview,
              const List* current, Model& model) {
    std::vector<ListTab> tabs;
    for (const List& list : kLists)
        tabs.push_back(
            {address_of(preview, list), list.label, list.count(preview), &list == current});
    add_list_tabs(house, exchange, tabs, model);
}

Result<roster::Preview> preview_of(House& house, const http::Exchange& exchange) {
    const auto id = roster::UploadId::parse(exchange.path_value("upload"));
    if (!id) return not_found("no upload id");
    return house.rosters.preview(exchange.scope().organisation, *id);
}

Result<> rows(House& house, http::Exchange& exchange) {
    const auto preview = preview_of(house, exchange);
    if (!preview) {
        const auto id = roster::UploadId::parse(exchange.path_value("upload"));
        return to_what_is_asked(house, exchange, id.value_or(roster::UploadId{}), preview.fault());
    }
    const List* list = &kLists[0];
    for (const List& one : kLists)
        if (one.code == exchange.request.query_value("of")) list = &one;
    const Part part = part_of(list->count(*preview), kListedEach,
                              page_number(exchange.request.query_value("page")));
    Model model;
    model.set("id", preview->upload.value).set("file_name", preview->file_name);
    model.set("title", tr(house, exchange, list->label));
    add_tabs(house, exchange, *preview, list, model);
    if (part.begin == part.end) model.add("none");
    if (part.begin != part.end) list->show(house, exchange, *preview, part, model.add(list->code));
    add_pager(
        house, exchange, part.page, part.pages,
        [&](int page) { return address_of(*preview, *list, page); }, model);
    model.add("crumb")
        .set("label", tr(house, exchange, KEREGE_TR("Import a roster")))
        .set("href", "/roster");
    model.add("crumb")
        .set("label", tr(house, exchange, KEREGE_TR("Check before saving")))
        .set("href", "/roster/" + preview->upload.text());
    return show(house, exchange, "roster/rows", model, list->label);
}

// For whoever keeps the file, and mends it.
Result<> faults_file(House& house, http::Exchange& exchange) {
    const auto preview = preview_of(house, exchange);
    if (!preview) return preview.fault();
    roster::Table table;
    for (const char* heading : {KEREGE_TR("Row"), KEREGE_TR("Column"), KEREGE_TR("In the file"),
                                KEREGE_TR("What is wrong")})
        table.heading.push_back(tr(house, exchange, heading));
    for (const roster::RowFault& fault : preview->checked.faults)
        table.rows.push_back({fault.row,
                              {std::to_string(fault.row), fault.column, fault.was,
                               fault_words(house, exchange, fault)}});
    auto& response = exchange.response;
    response.body = roster::csv_for_spreadsheets(table);
    response.content_type = "text/csv; charset=utf-8";
    response.set_header("Content-Disposition", "attachment; filename=\"faults.csv\"");
    return success();
}

}  // namespace

void add_list_tabs(const House& house, const http::Exchange& exchange,
                   const std::vector<ListTab>& tabs, Model& model) {
    Model& lists = model.add("lists");
    for (const ListTab& one : tabs) {
        if (one.count == 0 && !one.current) continue;
        Model& tab = lists.add("list");
        tab.set("href", one.href)
            .set("label", tr(house, exchange, one.label))
            .set("count", static_cast<int64_t>(one.count));
        if (one.current) tab.add("current");
    }
}

void add_rest_of_list(const House& house, const http::Exchange& exchange, const std::string& href,
                      size_t count, Model& section) {
    if (count <= kListedFirst) return;
    section.add("more")
        .set("href", href)
        .set("text",
             tr_plural(house, exchange, KEREGE_TR("and {count} more"),
                       KEREGE_TR("and {count} more"), static_cast<int64_t>(count - kListedFirst)));
}

void add_roster_lists(const House& house, const http::Exchange& exchange,
                      const roster::Preview& preview, Model& model) {
    add_tabs(house, exchange, preview, nullptr, model);
    for (const List& list : kLists) {
        const size_t count = list.count(preview);
        if (!list.on_preview || count == 0) continue;
        Model& section = model.add(list.code);
        section.add("headed");
        list.show(house, exchange, preview, part_of(count, kListedFirst, 1), section);
        add_rest_of_list(house, exchange, address_of(preview, list), count, section);
    }
}

void register_roster_lists(http::Router& router, House& house) {
    get(router, house, "/roster/{upload}/rows", access::permission::kRosterImport, rows);
    get(router, house, "/roster/{upload}/faults.csv", access::permission::kRosterImport,
        faults_file);
}

}  // namespace kerege::pages
