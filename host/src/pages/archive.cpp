// Everything of an organisation, to take along: ordered by its administrators or the operator,
// fetched by the administrators.
#include "host/src/access/roles.hpp"
#include "host/src/files/answer.hpp"
#include "host/src/pages/proof.hpp"
#include "kerege/sdk/tr.hpp"

namespace kerege::pages {
namespace {

using directory::Organisation;
using leaving::ArchiveState;

constexpr const char* kPlace = "/archive";

void add_state(const House& house, const http::Exchange& exchange, const leaving::Ordered& one,
               bool own, const std::string& place, Model& model) {
    const bool waiting = one.state == ArchiveState::waiting;
    const bool ready = one.state == ArchiveState::ready;
    Model& state = model.add(waiting ? "waiting" : ready ? "ready" : "failed");
    state.set("at", instant(house, exchange, one.ordered_at_ms)).set("place", place);
    if (!one.by_name.empty()) state.add("by").set("name", one.by_name);
    if (!one.trouble.empty()) state.add("trouble").set("file", one.trouble);
    if (waiting && one.total > 0) {
        state.add("running").set("done", one.done).set("total", one.total);
    } else if (waiting) {
        state.add("begins");
    }
    if (!ready) return;
    state.set("kilobytes", (one.bytes + 1023) / 1024)
        .set("until", instant(house, exchange, *one.expires_at_ms));
    if (own) {
        state.add("own").set("id", one.id);
    } else {
        state.add("others");
    }
}

// `place`: where the page is.
Result<> show_archive(House& house, http::Exchange& exchange, const Organisation& there, bool own,
                      const std::string& place, const Fault* fault) {
    Model model;
    model.set("organisation", there.name(exchange.locale)).set("days", house.archives.keep_days());
    const auto one = house.archives.of(there.id);
    if (one) {
        add_state(house, exchange, *one, own, place, model);
    } else {
        model.add("none");
    }
    if (!one || one->state != ArchiveState::waiting) {
        Model& form = model.add("form");
        form.set("place", place);
        if (one && one->state == ArchiveState::ready) form.add("again");
        add_proof(house, exchange, fault, form);
    }
    Model& crumb = model.add("crumb");
    if (exchange.session->leaving()) {
        crumb.set("label", tr(house, exchange, KEREGE_TR("My data"))).set("href", "/account/data");
    } else if (own) {
        crumb.set("label", tr(house, exchange, KEREGE_TR("People"))).set("href", "/people");
    } else {
        crumb.set("label", there.name(exchange.locale))
            .set("href", "/organisations/" + there.id.text());
    }
    return show(house, exchange, "organisation/archive", model,
                KEREGE_TR("Everything of the organisation, to take along"), fault);
}

Result<> order(House& house, http::Exchange& exchange, const Organisation& there, bool own,
               const std::string& place) {
    const auto proven = prove(house, exchange);
    if (!proven) return show_archive(house, exchange, there, own, place, &proven.fault());
    const auto ordered = house.archives.order(there.id, exchange.scope().person, exchange.locale,
                                              exchange.request.id);
    if (!ordered) return show_archive(house, exchange, there, own, place, &ordered.fault());
    house.plugins.runner().wake();
    return go(house, exchange, place, KEREGE_TR("The archive is being made. It will stand here."));
}

std::string place_of(const Organisation& there) {
    return "/organisations/" + there.id.text() + "/archive";
}

Result<> own_page(House& house, http::Exchange& exchange) {
    const auto there = organisation_within(house, exchange, exchange.scope().organisation);
    if (!there) return there.fault();
    return show_archive(house, exchange, *there, true, kPlace, nullptr);
}

Result<> own_order(House& house, http::Exchange& exchange) {
    const auto there = organisation_within(house, exchange, exchange.scope().organisation);
    if (!there) return there.fault();
    return order(house, exchange, *there, true, kPlace);
}

Result<> fetch(House& house, http::Exchange& exchange) {
    const auto id = Id<struct ArchiveTag>::parse(exchange.path_value("archive"));
    if (!id) return not_found("no archive id");
    auto opened = house.archives.open(exchange.scope(), id->value, exchange.request.id);
    if (!opened) return opened.fault();
    files::answer(exchange.request, {opened->name, "application/zip", id->text(), false},
                  std::move(opened->file), exchange.response);
    return success();
}

Result<> others_page(House& house, http::Exchange& exchange) {
    const auto there = asked_organisation(house, exchange);
    if (!there) return there.fault();
    return show_archive(house, exchange, *there, false, place_of(*there), nullptr);
}

Result<> others_order(House& house, http::Exchange& exchange) {
    const auto there = asked_organisation(house, exchange);
    if (!there) return there.fault();
    return order(house, exchange, *there, false, place_of(*there));
}

}  // namespace

void register_archive(http::Router& router, House& house) {
    namespace permission = access::permission;
    get(router, house, "/archive", permission::kOrganisationTakeAlong, own_page);
    post(router, house, "/archive", permission::kOrganisationTakeAlong, own_order);
    get(router, house, "/archive/{archive}", permission::kOrganisationTakeAlong, fetch);
    get(router, house, "/organisations/{organisation}/archive", permission::kOrganisationManage,
        others_page);
    post(router, house, "/organisations/{organisation}/archive", permission::kOrganisationManage,
         others_order);
}

}  // namespace kerege::pages
