// Open data, for the operator: what is published, when it was made, and making it now.
#include "host/src/access/roles.hpp"
#include "host/src/pages/open_data_words.hpp"

namespace kerege::pages {
namespace {

constexpr const char* kPlace = "/installation/open-data";

Result<> page(House& house, http::Exchange& exchange) {
    const auto& settings = house.open_data.settings();
    Model model;
    model.add("crumb")
        .set("label", tr(house, exchange, KEREGE_TR("Health of the installation")))
        .set("href", "/installation");
    if (!settings.on()) {
        model.add("off");
        return show(house, exchange, "operator/open_data", model, kOpenData);
    }
    Model& on = model.add("on");
    add_rule(house, exchange, {settings.at_least}, on);
    const auto there = house.organisations.find_by_code(settings.organisation);
    on.set("name", there ? there->name(exchange.locale) : settings.organisation);
    if (!there) on.add("no_such");
    if (const auto last = house.open_data.current())
        on.add("made")
            .set("at", instant(house, exchange, last->made_at_ms))
            .set("organisations", std::to_string(last->organisations) + ' ' +
                                      tr_plural(house, exchange, KEREGE_TR("organisation"),
                                                KEREGE_TR("organisations"), last->organisations));
    else
        on.add("never");
    return show(house, exchange, "operator/open_data", model, kOpenData);
}

Result<> make(House& house, http::Exchange& exchange) {
    if (!house.open_data.settings().on()) return not_found("open data is switched off");
    auto transaction = house.database.write();
    house.plugins.queue().add(transaction, {.module = {},
                                            .organisation = {},
                                            .kind = open_data::kSnapshotJob,
                                            .payload = exchange.scope().person.text()});
    transaction.commit();
    house.plugins.runner().wake();
    return go(house, exchange, kPlace,
              KEREGE_TR("The numbers are being made. They stand here in some moments."));
}

}  // namespace

void register_open_data_desk(http::Router& router, House& house) {
    namespace permission = access::permission;
    get(router, house, "/installation/open-data", permission::kInstallationManage, page);
    post(router, house, "/installation/open-data", permission::kInstallationManage, make);
}

}  // namespace kerege::pages
