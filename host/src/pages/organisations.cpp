// What officials see: how the organisations below theirs stand, in numbers.
#include "host/src/access/roles.hpp"
#include "host/src/pages/support.hpp"
#include "kerege/sdk/tr.hpp"

namespace kerege::pages {
namespace {

int64_t share_percent(const directory::Counts& counts) {
    const int64_t all = counts.accounts_used + counts.accounts_never_used;
    return all == 0 ? 0 : counts.accounts_used * 100 / all;
}

void add_numbers(House& house, http::Exchange& exchange, const directory::Counts& counts,
                 Model& model) {
    model.set("name", counts.organisation.name(exchange.locale))
        .set("schools", counts.schools)
        .set("schools_label",
             tr_plural(house, exchange, KEREGE_TR("school"), KEREGE_TR("schools"), counts.schools))
        .set("learners", counts.learners)
        .set("learners_label", tr_plural(house, exchange, KEREGE_TR("learner"),
                                         KEREGE_TR("learners"), counts.learners))
        .set("employees", counts.employees)
        .set("employees_label", tr_plural(house, exchange, KEREGE_TR("employee"),
                                          KEREGE_TR("employees"), counts.employees))
        .set("used", counts.accounts_used);
}

Result<> show_organisation(House& house, http::Exchange& exchange, OrganisationId organisation) {
    if (!house.organisations.within(organisation, exchange.scope().organisation))
        return not_found("organisation of another tree");
    const auto counts =
        house.organisations.counts(organisation, house.local_time.day(house.clock.now_ms()));
    if (counts.empty()) return not_found("no such organisation");

    Model model;
    add_numbers(house, exchange, counts.front(), model);
    Model* table = nullptr;
    for (size_t i = 1; i < counts.size(); ++i) {
        const directory::Counts& row = counts[i];
        if (!table) table = &model.add("table");
        table->add("row")
            .set("id", row.organisation.id.value)
            .set("name", row.organisation.name(exchange.locale))
            .set("learners", row.learners)
            .set("employees", row.employees)
            .set("guardians", row.guardians)
            .set("used", row.accounts_used)
            .set("share", share_percent(row));
    }
    if (!table && counts.front().organisation.kind != "school") model.add("empty");
    if (organisation != exchange.scope().organisation) {
        const auto parent = house.organisations.find(counts.front().organisation.parent);
        if (parent)
            model.add("crumb")
                .set("label", parent->name(exchange.locale))
                .set("href", "/organisations/" + parent->id.text());
    }
    model.set_html("slots", house.plugins.slots().fill(exchange, "organisation.summary",
                                                       "organisation:" + organisation.text()));
    return show(house, exchange, "official/organisation", model,
                counts.front().organisation.name(exchange.locale));
}

Result<> own(House& house, http::Exchange& exchange) {
    return show_organisation(house, exchange, exchange.scope().organisation);
}

Result<> one(House& house, http::Exchange& exchange) {
    const auto organisation = OrganisationId::parse(exchange.path_value("organisation"));
    if (!organisation) return not_found("no organisation id");
    return show_organisation(house, exchange, *organisation);
}

}  // namespace

void register_organisations(http::Router& router, House& house) {
    get(router, house, "/organisations", access::permission::kOrganisationView, own);
    get(router, house, "/organisations/{organisation}", access::permission::kOrganisationView, one);
}

}  // namespace kerege::pages
