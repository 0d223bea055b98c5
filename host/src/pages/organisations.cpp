// What officials see: how the organisations below theirs stand, in numbers.
#include "host/src/access/roles.hpp"
#include "host/src/directory/organisation_kinds.hpp"
#include "host/src/pages/numbers.hpp"
#include "host/src/pages/people_list.hpp"
#include "kerege/sdk/tr.hpp"

namespace kerege::pages {
namespace {

// What is known of it besides numbers, and for whoever manages the tree the ways to change it.
void add_facts(const House& house, const http::Exchange& exchange,
               const directory::Organisation& one, Model& model) {
    const auto status = house.standings.today(one.id);
    if (status != directory::status::kActive)
        add_badge(house, exchange, status, model.add("standing"));
    const bool russian = exchange.locale == "ru" && !one.address_ru.empty();
    const std::string& address =
        russian || one.address_kk.empty() ? one.address_ru : one.address_kk;
    if (!one.bin.empty() || !address.empty()) {
        Model& facts = model.add("facts");
        if (!one.bin.empty()) facts.add("bin").set("text", one.bin);
        if (!address.empty()) facts.add("address").set("text", address);
    }
    if (!may(house, exchange, access::permission::kOrganisationManage)) return;
    Model& manage = model.add("manage");
    const std::string page = "/organisations/" + one.id.text();
    manage.set("edit", page + "/edit")
        .set("state", page + "/status")
        .set("head", page + "/administrator")
        .set("archive", page + "/archive");
    if (!directory::kinds_beneath(one.kind).empty())
        manage.add("beneath").set("href", page + "/new");
    if (one.id == exchange.scope().organisation) manage.add("file");
    if (may(house, exchange, access::permission::kAccountManage))
        manage.add("account").set("href", page + "/account");
}

Result<> show_organisation(House& house, http::Exchange& exchange, OrganisationId organisation) {
    if (!house.organisations.within(organisation, exchange.scope().organisation))
        return not_found("organisation of another tree");
    const auto recent =
        house.organisations.recent_counts(organisation, house.local_time.day(house.clock.now_ms()));
    const auto& counts = recent->rows;
    if (counts.empty()) return not_found("no such organisation");

    // The counts may be some minutes old; a name that was just changed is not.
    const auto there = house.organisations.find(organisation);
    if (!there) return not_found("no such organisation");
    Model model;
    add_facts(house, exchange, *there, model);
    model.set("name", there->name(exchange.locale));
    if (sees_names(house, exchange, *there))
        model.add("names").set("href", "/organisations/" + organisation.text() + "/people");
    add_numbers(house, exchange, counts, model);
    if (counts.size() == 1 && counts.front().organisation.kind != "school") model.add("empty");
    if (organisation != exchange.scope().organisation) {
        const auto parent = house.organisations.find(counts.front().organisation.parent);
        if (parent)
            model.add("crumb")
                .set("label", parent->name(exchange.locale))
                .set("href", "/organisations/" + parent->id.text());
    }
    model.set("counted", instant(house, exchange, recent->at_ms));
    model.set_html("slots", house.plugins.slots().fill(exchange, "organisation.summary",
                                                       "organisation:" + organisation.text()));
    return show(house, exchange, "official/organisation", model, there->name(exchange.locale));
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
