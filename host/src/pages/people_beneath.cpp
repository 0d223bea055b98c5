// People of an organisation beneath one's own, for an official who was let see names: each look
// stands in that organisation's log. For everybody else there is no such page.
#include "host/src/access/roles.hpp"
#include "host/src/directory/organisation_kinds.hpp"
#include "host/src/pages/pager.hpp"
#include "host/src/pages/people_list.hpp"
#include "host/src/pages/person_words.hpp"
#include "host/src/pages/query_string.hpp"
#include "kerege/abi/i18n.h"
#include "kerege/sdk/tr.hpp"

namespace kerege::pages {
namespace {

Result<directory::Organisation> asked_for(House& house, const http::Exchange& exchange) {
    const auto id = OrganisationId::parse(exchange.path_value("organisation"));
    if (!id || !house.organisations.within(*id, exchange.scope().organisation))
        return not_found("names: not beneath");
    auto there = house.organisations.find(*id);
    if (!there || !sees_names(house, exchange, *there)) return not_found("names: numbers only");
    return std::move(*there);
}

void add_lines(const PeopleKind& kind, const directory::PeoplePage& page, Model& table) {
    for (const auto& person : page.lines) {
        Model& row = table.add("person");
        row.set("name", full_name(person));
        if (kind.code == "learner") row.add("place").set("text", person.labels);
        if (kind.code == "employee") row.add("place").set("text", person.position);
    }
}

Result<> list(House& house, http::Exchange& exchange) {
    const auto there = asked_for(house, exchange);
    if (!there) return there.fault();
    const auto& request = exchange.request;
    const access::Scope& scope = exchange.scope();
    const PeopleKind& kind = people_kind(request.query_value("kind"));
    directory::PeopleFilter filter = asked_people(exchange, kind);
    filter.by_names = true;
    if (!filter.search.empty())
        if (const auto allowed = within_search_rate(house, exchange); !allowed)
            return allowed.fault();
    note_list(house, exchange, there->id, filter);
    const auto page = house.people.list(there->id, filter);

    const std::string above = "/organisations/" + there->id.text();
    const std::string path = above + "/people";
    Model model;
    model.set("name", there->name(exchange.locale));
    model.set("until",
              view::format_day(exchange.locale,
                               house.names_grants.until(scope.organisation, scope.membership),
                               KEREGE_DAY_FULL));
    add_people_filter(house, exchange, there->id, path, kind, filter, model);
    if (page.lines.empty()) {
        model.add(filter.search.empty() && filter.class_label.empty() ? "empty" : "none_found");
    } else {
        Model& table = model.add("table");
        if (kind.code != "guardian")
            table.add("placed").set("column", tr(house, exchange, kind.column));
        add_lines(kind, page, table);
    }
    const auto href = [&](int number) {
        return path + query_string({{"kind", filter.profile},
                                    {"q", filter.search},
                                    {"class", filter.class_label},
                                    {"page", std::to_string(number)}});
    };
    add_pager(house, exchange, page.page, page.pages, href, model);
    model.add("crumb").set("label", there->name(exchange.locale)).set("href", above);
    return show(house, exchange, "official/people", model, KEREGE_TR("People by name"));
}

}  // namespace

bool sees_names(House& house, const http::Exchange& exchange,
                const directory::Organisation& there) {
    const access::Scope& scope = exchange.scope();
    return there.id != scope.organisation && directory::may_hold(there.kind, "learner") &&
           !house.names_grants.until(scope.organisation, scope.membership).empty();
}

void register_people_beneath(http::Router& router, House& house) {
    get(router, house, "/organisations/{organisation}/people",
        access::permission::kOrganisationView, list);
}

}  // namespace kerege::pages
