// Lists of people taken along as files: everybody's data at once, so for who shows that it is they.
#include "host/src/access/roles.hpp"
#include "host/src/directory/roster/exported.hpp"
#include "host/src/pages/proof.hpp"
#include "kerege/sdk/tr.hpp"

namespace kerege::pages {
namespace {

namespace roster = directory::roster;

Result<> show_file(House& house, http::Exchange& exchange, const Fault* fault) {
    const std::string name(exchange.path_value("file"));
    if (!roster::export_file(name)) return not_found("no such file of people");
    Model model;
    Model& form = model.add("form");
    form.set("href", exchange.request.path).set("file", name);
    add_proof(house, exchange, fault, form);
    model.add("crumb")
        .set("label", tr(house, exchange, KEREGE_TR("People")))
        .set("href", "/people");
    return show(house, exchange, "people/file", model, KEREGE_TR("People as a file"), fault);
}

Result<> form(House& house, http::Exchange& exchange) {
    return show_file(house, exchange, nullptr);
}

Result<> take_along(House& house, http::Exchange& exchange) {
    const std::string name(exchange.path_value("file"));
    const auto file = roster::export_file(name);
    if (!file) return not_found("no such file of people");
    if (const auto proved = prove(house, exchange); !proved)
        return show_file(house, exchange, &proved.fault());
    const access::Scope& scope = exchange.scope();
    const auto organisation = house.organisations.find(scope.organisation);
    if (!organisation) return not_found("no such organisation");
    auto& response = exchange.response;
    response.body =
        roster::export_people(house.database, house.audit, *organisation, *file,
                              {scope.person, exchange.request.id}, house.clock, house.local_time);
    response.content_type = roster::media_type(*file);
    response.set_header("Content-Disposition", "attachment; filename=\"" + name + "\"");
    response.set_header("Cache-Control", "no-store");
    return success();
}

}  // namespace

void register_people_files(http::Router& router, House& house) {
    get(router, house, "/people/export/{file}", access::permission::kPeopleExport, form);
    post(router, house, "/people/export/{file}", access::permission::kPeopleExport, take_along);
}

}  // namespace kerege::pages
