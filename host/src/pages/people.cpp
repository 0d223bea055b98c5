// People of one's own organisation: list, card, data, roles.
#include "host/src/access/roles.hpp"
#include "host/src/base/text_values.hpp"
#include "host/src/pages/pager.hpp"
#include "host/src/pages/people_list.hpp"
#include "host/src/pages/person_words.hpp"
#include "host/src/pages/query_string.hpp"
#include "host/src/pages/roster_words.hpp"
#include "host/src/pages/standing_words.hpp"
#include "kerege/abi/i18n.h"
#include "kerege/sdk/tr.hpp"

namespace kerege::pages {
namespace {

std::string place_of(const PeopleKind& kind, const directory::PersonLine& person) {
    if (kind.code == "learner") return person.labels;
    if (kind.code == "employee") return person.position;
    return by_commas({text::show_phone(person.phone), person.children});
}

void add_lines(const House& house, const http::Exchange& exchange, const PeopleKind& kind,
               const directory::PeopleFilter& filter, const directory::PeoplePage& page,
               Model& model) {
    const char* columns = filter.former ? "left" : "here";
    // A parent who left has their telephone for themselves, or for where they are now.
    const bool placed = !filter.former || kind.code != "guardian";
    Model& table = model.add("table");
    table.add(columns);
    if (placed) table.add("placed").set("column", tr(house, exchange, kind.column));
    for (const auto& person : page.lines) {
        const std::string& day = person.end_day;
        Model& row = table.add("person");
        row.set("id", person.membership.value).set("name", full_name(person));
        if (placed) row.add("placed").set("place", place_of(kind, person));
        row.add(columns)
            .set("login", person.login)
            .set("state", account_state(house, exchange, person))
            .set("ground", tr(house, exchange, ground_label(person.end_ground)))
            .set("day", day.empty() ? std::string()
                                    : view::format_day(exchange.locale, day, KEREGE_DAY_FULL));
    }
}

// An empty list says what will be here.
void add_empty(const House& house, const http::Exchange& exchange,
               const directory::PeopleFilter& filter, Model& model) {
    const bool filtered = !filter.search.empty() || !filter.class_label.empty();
    Model& empty = model.add(filtered ? "none_found" : filter.former ? "nobody_left" : "empty");
    if (may(house, exchange, access::permission::kRosterImport)) empty.add("may_import");
}

// What may be taken along of those the list shows.
void add_files(const House& house, const http::Exchange& exchange, const PeopleKind& kind,
               Model& model) {
    if (!may(house, exchange, access::permission::kPeopleExport)) return;
    const std::string who = kind.code == "employee" ? "staff" : "learners";
    Model& files = model.add("files");
    const std::pair<const char*, std::string> formats[] = {{"Excel", who + ".xlsx"},
                                                           {"CSV", who + ".csv"},
                                                           {"OneRoster", "oneroster.zip"},
                                                           {"School Data Sync 1", "sds-1.zip"},
                                                           {"School Data Sync 2.1", "sds-2.1.zip"}};
    for (const auto& [format, file] : formats)
        files.add("file").set("name", format).set("href", "/people/export/" + file);
}

Result<> list(House& house, http::Exchange& exchange) {
    const auto& request = exchange.request;
    const PeopleKind& kind = people_kind(request.query_value("kind"));
    directory::PeopleFilter filter = asked_people(exchange, kind);
    // On which ground somebody left is the administrators' business.
    const bool edits = may(house, exchange, access::permission::kPeopleEdit);
    filter.former = edits && request.query_value("standing") == "former";
    filter.by_names = filter.former;  // nor whose number it is today
    const auto page = house.people.list(exchange.scope().organisation, filter);

    Model model;
    model.set("column", tr(house, exchange, kind.column));
    add_people_filter(house, exchange, exchange.scope().organisation, "/people", kind, filter,
                      model);
    if (edits) {
        Model& standings = model.add("standings");
        if (filter.former) standings.add("former");
    }
    if (page.lines.empty()) {
        add_empty(house, exchange, filter, model);
    } else {
        note_list(house, exchange, exchange.scope().organisation, filter);
        add_lines(house, exchange, kind, filter, page, model);
        if (!filter.former) add_files(house, exchange, kind, model);
    }
    const auto href = [&](int number) {
        return "/people" + query_string({{"kind", filter.profile},
                                         {"q", filter.search},
                                         {"class", filter.class_label},
                                         {"standing", filter.former ? "former" : ""},
                                         {"page", std::to_string(number)}});
    };
    add_pager(house, exchange, page.page, page.pages, href, model);
    if (may(house, exchange, access::permission::kPeopleEdit)) {
        Model& desks = model.add("desks");
        desks.set("kind", kind.code);
        if (const int64_t waiting = house.registrations.waiting(exchange.scope().organisation))
            desks.add("registered").set("count", waiting);
    }
    if (may(house, exchange, access::permission::kOrganisationTakeAlong)) model.add("archive");
    return show(house, exchange, "people/list", model, KEREGE_TR("People"));
}

}  // namespace

std::string account_state(const House& house, const http::Exchange& exchange,
                          const directory::PersonLine& person) {
    if (person.login.empty()) return tr(house, exchange, KEREGE_TR("no account"));
    if (person.first_login_at_ms) return tr(house, exchange, KEREGE_TR("in use"));
    if (person.has_password) return tr(house, exchange, KEREGE_TR("never signed in"));
    return tr(house, exchange, KEREGE_TR("no password yet"));
}

void register_people(http::Router& router, House& house) {
    get(router, house, "/people", access::permission::kPeopleView, list);
    register_people_files(router, house);
}

}  // namespace kerege::pages
