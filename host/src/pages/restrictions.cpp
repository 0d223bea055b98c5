// The operator's page of restricted and blocked profiles: those in force, and those that were.
#include "host/src/access/restrictions.hpp"

#include "host/src/access/roles.hpp"
#include "host/src/pages/standing_words.hpp"
#include "kerege/sdk/tr.hpp"

namespace kerege::pages {
namespace {

void add_line(const House& house, const http::Exchange& exchange,
              const access::Restriction& restriction, Model& table) {
    const std::string console = tr(house, exchange, KEREGE_TR("The command line"));
    const bool past = restriction.ended_at_ms ||
                      (restriction.until_ms && *restriction.until_ms <= house.clock.now_ms());
    Model& row = table.add("line");
    row.set("id", restriction.id)
        .set("name", restriction.person_name)
        .set("login", restriction.login)
        .set("standing", standing_words(house, exchange, restriction))
        .set("badge", past                  ? "quiet"
                      : restriction.blocked ? "bad"
                                            : "warn")
        .set("reason", restriction.reason)
        .set("breach", tr(house, exchange, breach_label(restriction.reason)))
        .set("note", restriction.note)
        .set("since", instant(house, exchange, restriction.from_ms))
        .set("by", restriction.by_name.empty() ? console : restriction.by_name);
    if (!past) {
        row.add("lift").set("id", restriction.id).set("name", restriction.person_name);
    } else if (restriction.ended_at_ms && restriction.ended_at_ms != restriction.until_ms) {
        row.add("lifted")
            .set("at", instant(house, exchange, *restriction.ended_at_ms))
            .set("by", restriction.ended_by_name.empty() ? console : restriction.ended_by_name);
    }
}

void add_form(const House& house, const http::Exchange& exchange,
              const access::RestrictionWish& wish, const Fault* fault, Model& model) {
    Model& form = model.add("form");
    form.set("login", wish.login).set("note", wish.note).set("until", wish.until);
    if (wish.level == "restricted") form.add("restricted");
    if (wish.level == "blocked") form.add("blocked");
    for (const std::string_view reason : access::kBreaches) {
        Model& item = form.add("choice");
        item.set("code", reason).set("label", tr(house, exchange, breach_label(reason)));
        if (reason == wish.reason) item.add("chosen");
    }
    add_field_faults(house, exchange, fault, form);
}

Result<> show_list(House& house, http::Exchange& exchange, const access::RestrictionWish& wish,
                   const Fault* fault) {
    const OrganisationId own = exchange.scope().organisation;
    Model model;
    model.add("wide");
    const auto present = house.restrictions.present(own);
    Model& now = model.add("present");
    if (present.empty()) now.add("empty");
    Model* table = present.empty() ? nullptr : &now.add("table");
    for (const auto& restriction : present) add_line(house, exchange, restriction, *table);
    const auto past = house.restrictions.past(own);
    Model* before = past.empty() ? nullptr : &model.add("past").add("table");
    for (const auto& restriction : past) add_line(house, exchange, restriction, *before);
    if (table || before) note_list(house, exchange, "restrictions");
    add_form(house, exchange, wish, fault, model);
    return show(house, exchange, "operator/restrictions", model, KEREGE_TR("Restricted profiles"),
                fault);
}

Result<> list(House& house, http::Exchange& exchange) {
    return show_list(house, exchange, {}, nullptr);
}

Result<> impose(House& house, http::Exchange& exchange) {
    const auto& request = exchange.request;
    const access::RestrictionWish wish{
        std::string(request.field("login")), std::string(request.field("level")),
        std::string(request.field("reason")), std::string(request.field("note")),
        std::string(request.field("until"))};
    const auto imposed = house.restrictions.impose(exchange.scope(), wish, request.id);
    if (!imposed) return show_list(house, exchange, wish, &imposed.fault());
    std::string organisations;
    for (const auto& name : house.restrictions.alone_at(wish.login, exchange.locale))
        organisations += (organisations.empty() ? "" : ", ") + name;
    if (organisations.empty())
        return go(house, exchange, "/restrictions",
                  KEREGE_TR("It is in force. The administrators are told."));
    http::redirect_to(exchange, "/restrictions",
                      view::fill(tr(house, exchange,
                                    KEREGE_TR("It is in force. There is no other administrator "
                                              "there who could act: {organisations}. Make one on "
                                              "the command line.")),
                                 {{"organisations", organisations}}));
    return success();
}

Result<> lift(House& house, http::Exchange& exchange) {
    const auto id = Id<struct RestrictionTag>::parse(exchange.path_value("restriction"));
    if (!id) return not_found("no restriction id");
    const auto lifted = house.restrictions.lift(exchange.scope(), id->value, exchange.request.id);
    if (!lifted && lifted.fault().kind == FaultKind::conflict)
        return show_list(house, exchange, {}, &lifted.fault());
    if (!lifted) return lifted.fault();
    return go(house, exchange, "/restrictions", KEREGE_TR("Lifted."));
}

}  // namespace

void register_restrictions(http::Router& router, House& house) {
    get(router, house, "/restrictions", access::permission::kProfileRestrict, list);
    post(router, house, "/restrictions", access::permission::kProfileRestrict, impose);
    post(router, house, "/restrictions/{restriction}/lift", access::permission::kProfileRestrict,
         lift);
}

}  // namespace kerege::pages
