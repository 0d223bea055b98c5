// A batch of temporary passwords: how far it is, then its slips, or what became of its letters.
#include "host/src/access/roles.hpp"
#include "host/src/pages/batch_words.hpp"
#include "host/src/pages/person_words.hpp"
#include "host/src/pages/slips.hpp"
#include "kerege/sdk/tr.hpp"

namespace kerege::pages {
namespace {

using access::Batch;
using access::BatchStage;

SlipGroup group_of(const Batch& batch) { return {batch.profile, batch.class_label}; }

Result<Batch> asked_for(House& house, const http::Exchange& exchange) {
    const auto id = access::BatchId::parse(exchange.path_value("batch"));
    if (!id) return not_found("no batch id");
    return house.batches.find(exchange.scope(), *id);
}

void add_crumb(const House& house, const http::Exchange& exchange, Model& model) {
    model.add("crumb")
        .set("label", tr(house, exchange, KEREGE_TR("Logins and passwords")))
        .set("href", "/credentials");
}

std::string timed(const House& house, const http::Exchange& exchange, std::string_view message,
                  int64_t at_ms) {
    return view::fill(tr(house, exchange, message), {{"time", instant(house, exchange, at_ms)}});
}

Result<> show_progress(House& house, http::Exchange& exchange, const Batch& batch) {
    Model model;
    model.set("href", path_of(batch.id)).set("group", name_of(house, exchange, group_of(batch)));
    add_progress(house, exchange, batch, model.add("refresh"));
    add_crumb(house, exchange, model);
    return show(house, exchange, "people/batch", model, KEREGE_TR("Passwords are being made"));
}

// What there is to say besides the slips.
void add_remarks(House& house, http::Exchange& exchange, const Batch& batch,
                 const std::vector<access::BatchSlip>& slips, Model& model) {
    if (batch.stage == BatchStage::broken_off) model.add("broken_off");
    int64_t lost = 0;
    Model* left_out = nullptr;
    for (const auto& slip : slips) {
        if (slip.lost) ++lost;
        if (!slip.left_out) continue;
        if (!left_out) left_out = &model.add("left_out");
        left_out->add("person")
            .set("id", slip.issued.membership.value)
            .set("name", full_name(slip.issued));
    }
    if (lost > 0)
        model.add("lost").set(
            "text",
            tr_plural(house, exchange,
                      KEREGE_TR("{count} password can't be shown: the host was started anew "
                                "meanwhile. Print that slip again, by name."),
                      KEREGE_TR("{count} passwords can't be shown: the host was started anew "
                                "meanwhile. Print those slips again, by name."),
                      lost));
    if (const auto left = without_password(house, exchange, group_of(batch)); left > 0)
        model.add("left").set("text", left_words(house, exchange, left));
}

std::vector<Slip> slips_of(const std::vector<access::BatchSlip>& fetched) {
    std::vector<Slip> slips;
    for (const auto& one : fetched)
        if (!one.issued.password.empty())
            slips.push_back(
                {full_name(one.issued), one.place, one.issued.login, one.issued.password});
    return slips;
}

// Who holds somebody's temporary password is their account to all who look.
Result<std::vector<access::BatchSlip>> fetch(House& house, const http::Exchange& exchange,
                                             const Batch& batch) {
    const access::Scope& scope = exchange.scope();
    auto fetched = house.batches.fetch(scope, batch.id);
    if (fetched && !fetched->empty())
        house.views.note(scope.organisation, scope.person, "slips.fetched",
                         "batch:" + batch.id.text(), exchange.request.id);
    return fetched;
}

Result<> show_made(House& house, http::Exchange& exchange, const Batch& batch) {
    const auto fetched = fetch(house, exchange, batch);
    if (!fetched) return fetched.fault();
    Model model;
    model.set("group", name_of(house, exchange, group_of(batch))).set("href", path_of(batch.id));
    add_remarks(house, exchange, batch, *fetched, model);
    if (batch.handing == access::Handing::letters) {
        model.add("letters").set(
            "text",
            tr_plural(house, exchange, KEREGE_TR("{count} letter with a login is on its way."),
                      KEREGE_TR("{count} letters with logins are on their way."), batch.made));
        add_crumb(house, exchange, model);
        return show(house, exchange, "people/batch", model, KEREGE_TR("Letters with logins"));
    }
    const auto slips = slips_of(*fetched);
    const auto now = house.batches.find(exchange.scope(), batch.id);  // it ends sooner by now
    if (!slips.empty())
        model.add("printable")
            .set("until",
                 timed(house, exchange,
                       KEREGE_TR("Print this page or take the PDF now: the passwords are thrown "
                                 "away at {time}."),
                       now ? now->forget_at_ms : batch.forget_at_ms));
    add_slips(house, exchange, slips, model);
    return show(house, exchange, "people/slips", model, KEREGE_TR("Slips to cut"));
}

Result<> page(House& house, http::Exchange& exchange) {
    const auto batch = asked_for(house, exchange);
    if (!batch) return batch.fault();
    if (batch->stage == BatchStage::making) return show_progress(house, exchange, *batch);
    // Scripts that followed the progress go on to the whole page.
    if (exchange.request.wants_fragment()) {
        exchange.response.headers.emplace_back("hx-redirect", path_of(batch->id));
        return success();
    }
    if (batch->stage != BatchStage::forgotten) return show_made(house, exchange, *batch);
    Model model;
    model.set("group", name_of(house, exchange, group_of(*batch)));
    model.add("forgotten")
        .set("text", timed(house, exchange,
                           KEREGE_TR("These passwords were thrown away at {time}. Whoever has no "
                                     "slip gets a new one: print slips again, by name."),
                           batch->forget_at_ms));
    add_crumb(house, exchange, model);
    return show(house, exchange, "people/batch", model, KEREGE_TR("Slips to cut"));
}

Result<> pdf(House& house, http::Exchange& exchange) {
    const auto batch = asked_for(house, exchange);
    if (!batch) return batch.fault();
    const bool there = batch->stage == BatchStage::ready || batch->stage == BatchStage::broken_off;
    if (!there) return go(house, exchange, path_of(batch->id));
    const auto fetched = fetch(house, exchange, *batch);
    if (!fetched) return fetched.fault();
    auto& response = exchange.response;
    response.content_type = "application/pdf";
    response.set_header("Content-Disposition", "attachment; filename=\"logins.pdf\"");
    response.set_header("Cache-Control", "no-store");
    response.body = slips_pdf(house, exchange, slips_of(*fetched));
    return success();
}

Result<> forget(House& house, http::Exchange& exchange) {
    const auto id = access::BatchId::parse(exchange.path_value("batch"));
    if (!id) return not_found("no batch id");
    const auto forgotten = house.batches.forget(exchange.scope(), *id);
    if (!forgotten) return forgotten.fault();
    return go(house, exchange, "/credentials", KEREGE_TR("The passwords are thrown away."));
}

}  // namespace

void register_credential_batches(http::Router& router, House& house) {
    get(router, house, "/credentials/batches/{batch}", access::permission::kCredentialsIssue, page);
    get(router, house, "/credentials/batches/{batch}/pdf", access::permission::kCredentialsIssue,
        pdf);
    post(router, house, "/credentials/batches/{batch}/forget",
         access::permission::kCredentialsIssue, forget);
}

}  // namespace kerege::pages
