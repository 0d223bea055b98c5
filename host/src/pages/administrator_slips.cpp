// Slips of first administrators: how far they are, and the PDF of all or of a part of the tree.
#include "host/src/pages/administrator_slips.hpp"

#include <algorithm>
#include <map>

#include "host/src/access/roles.hpp"
#include "host/src/pages/batch_words.hpp"
#include "host/src/pages/person_words.hpp"
#include "host/src/pages/proof.hpp"
#include "host/src/pages/slips.hpp"
#include "kerege/sdk/tr.hpp"

namespace kerege::pages {
namespace {

using access::Batch;
using access::BatchSlip;
using access::BatchStage;

constexpr std::string_view kTitle = KEREGE_TR("Slips of first administrators");

// A part of the tree: what stands right beneath the operator's organisation, or itself.
struct Part {
    OrganisationId id;
    std::string name;
};

std::map<OrganisationId, Part> parts_of(const House& house, const http::Exchange& exchange) {
    std::map<OrganisationId, Part> parts;
    const OrganisationId top = exchange.scope().organisation;
    if (const auto own = house.organisations.find(top))
        parts.emplace(top, Part{top, name_of(*own, exchange)});
    for (const auto& child : house.organisations.children(top))
        for (const auto& one : house.organisations.subtree(child.id))
            parts.emplace(one.id, Part{child.id, name_of(child, exchange)});
    return parts;
}

const std::string& organisation_name(const BatchSlip& slip, std::string_view locale) {
    return locale == "ru"   ? slip.organisation_ru
           : locale == "en" ? slip.organisation_en
                            : slip.organisation_kk;
}

Result<Batch> asked_for(House& house, const http::Exchange& exchange) {
    const auto id = access::BatchId::parse(exchange.path_value("batch"));
    if (!id) return not_found("no batch id");
    auto batch = house.batches.find(exchange.scope(), *id);
    if (batch &&
        (batch->profile != access::kAppointedProfile || batch->handing != access::Handing::slips))
        return not_found("a batch of another kind");
    return batch;
}

bool is_made(const Batch& batch) {
    return batch.stage == BatchStage::ready || batch.stage == BatchStage::broken_off;
}

// How many slips there are for each part, in the order of the tree; and what there are none for.
void add_made(House& house, http::Exchange& exchange, const Batch& batch, Model& model) {
    const auto slips = house.batches.look(exchange.scope(), batch.id);
    if (!slips) return;
    const auto places = parts_of(house, exchange);
    std::vector<std::pair<Part, int64_t>> counts;
    Model* left_out = nullptr;
    for (const BatchSlip& slip : *slips) {
        if (slip.left_out) {
            if (!left_out) left_out = &model.add("left_out");
            left_out->add("person")
                .set("name", full_name(slip.issued))
                .set("organisation", organisation_name(slip, exchange.locale));
            continue;
        }
        const auto place = places.find(slip.organisation);
        if (place == places.end()) continue;  // another's by now
        auto at = std::ranges::find(counts, place->second.id,
                                    [](const auto& one) { return one.first.id; });
        if (at == counts.end()) at = counts.insert(at, {place->second, 0});
        ++at->second;
    }
    if (counts.empty()) return;
    Model& printable = model.add("printable");
    printable.set("href", administrator_slips_path(batch.id))
        .set("count", batch.made)
        .set("until", view::fill(tr(house, exchange,
                                    KEREGE_TR("Take the PDF now: from the first one on the "
                                              "passwords stay for ten minutes, otherwise until "
                                              "{time}.")),
                                 {{"time", instant(house, exchange, batch.forget_at_ms)}}));
    if (counts.size() == 1) return;
    for (const auto& [part, count] : counts)
        printable.add("part")
            .set("href", administrator_slips_path(batch.id) + "/pdf?part=" + part.id.text())
            .set("name", part.name)
            .set("count", count);
}

Result<> page(House& house, http::Exchange& exchange) {
    const auto batch = asked_for(house, exchange);
    if (!batch) return batch.fault();
    const bool making = batch->stage == BatchStage::making;
    // Scripts that followed the progress go on to the whole page.
    if (!making && exchange.request.wants_fragment()) {
        exchange.response.headers.emplace_back("hx-redirect", administrator_slips_path(batch->id));
        return success();
    }
    Model model;
    model.set("href", administrator_slips_path(batch->id));
    model.add("crumb")
        .set("label", tr(house, exchange, KEREGE_TR("Organisations from a file")))
        .set("href", "/organisations/file");
    if (making) {
        add_progress(house, exchange, *batch, model.add("refresh"));
    } else if (is_made(*batch)) {
        if (batch->stage == BatchStage::broken_off) model.add("broken_off");
        add_made(house, exchange, *batch, model);
    } else {
        model.add("forgotten").set("at", instant(house, exchange, batch->forget_at_ms));
    }
    return show(house, exchange, "operator/administrator_slips", model, kTitle);
}

// Sorted as they are handed out: by part, then by organisation.
std::vector<Slip> slips_of(const House& house, const http::Exchange& exchange,
                           const std::vector<BatchSlip>& fetched, OrganisationId only) {
    const auto places = parts_of(house, exchange);
    std::vector<std::pair<std::string, Slip>> sorted;
    for (const BatchSlip& one : fetched) {
        const auto place = places.find(one.organisation);
        if (one.issued.password.empty() || place == places.end()) continue;
        if (only && place->second.id != only) continue;
        const std::string& organisation = organisation_name(one, exchange.locale);
        sorted.emplace_back(
            place->second.name + "\n" + organisation,
            Slip{full_name(one.issued), {}, one.issued.login, one.issued.password, organisation});
    }
    std::ranges::stable_sort(sorted, {},
                             [](const auto& one) -> const std::string& { return one.first; });
    std::vector<Slip> slips;
    for (auto& [key, slip] : sorted) slips.push_back(std::move(slip));
    return slips;
}

Result<> pdf(House& house, http::Exchange& exchange) {
    const auto batch = asked_for(house, exchange);
    if (!batch) return batch.fault();
    if (!is_made(*batch)) return go(house, exchange, administrator_slips_path(batch->id));
    const auto only = OrganisationId::parse(exchange.request.query_value("part"));
    const access::Scope& scope = exchange.scope();
    const auto fetched = house.batches.fetch(scope, batch->id);
    if (!fetched) return fetched.fault();
    house.views.note(scope.organisation, scope.person, "slips.fetched", "batch:" + batch->id.text(),
                     exchange.request.id);
    auto slips = slips_of(house, exchange, *fetched, only ? *only : OrganisationId{});
    if (slips.empty()) return not_found("no slips of that part");
    auto& response = exchange.response;
    response.content_type = "application/pdf";
    response.set_header("Content-Disposition", "attachment; filename=\"administrators.pdf\"");
    response.set_header("Cache-Control", "no-store");
    response.body = slips_pdf(house, exchange, slips);
    return success();
}

Result<> forget(House& house, http::Exchange& exchange) {
    const auto batch = asked_for(house, exchange);
    if (!batch) return batch.fault();
    const auto forgotten = house.batches.forget(exchange.scope(), batch->id);
    if (!forgotten) return forgotten.fault();
    return go(house, exchange, "/organisations/file", KEREGE_TR("The passwords are thrown away."));
}

// For whom nobody has fetched any, or whose were lost.
Result<> again(House& house, http::Exchange& exchange) {
    const access::Scope& scope = exchange.scope();
    const auto batch = house.batches.ask_for_waiting_administrators(
        scope, scope.organisation, sent_proof(exchange), exchange.request.id);
    if (batch) {
        house.batches.make_few(scope, *batch);
        house.plugins.runner().wake();
        return go(house, exchange, administrator_slips_path(*batch));
    }
    Model model;
    add_waiting_administrators(house, exchange, &batch.fault(), model);
    model.add("crumb")
        .set("label", tr(house, exchange, KEREGE_TR("Organisations from a file")))
        .set("href", "/organisations/file");
    return show(house, exchange, "operator/administrator_slips", model, kTitle, &batch.fault());
}

}  // namespace

std::string administrator_slips_path(access::BatchId batch) {
    return "/organisations/file/slips/" + batch.text();
}

void add_waiting_administrators(House& house, http::Exchange& exchange, const Fault* fault,
                                Model& model) {
    const int64_t count = house.batches.waiting_administrators(exchange.scope().organisation);
    if (count == 0) return;
    Model& waiting = model.add("waiting");
    waiting.set("text",
                tr_plural(house, exchange,
                          KEREGE_TR("{count} administrator has a login that nobody has used, in an "
                                    "organisation where nobody has signed in yet."),
                          KEREGE_TR("{count} administrators have logins that nobody has used, in "
                                    "organisations where nobody has signed in yet."),
                          count));
    add_proof(house, exchange, fault, waiting);
}

void register_administrator_slips(http::Router& router, House& house) {
    using access::permission::kOrganisationManage;
    post(router, house, "/organisations/file/slips", kOrganisationManage, again);
    get(router, house, "/organisations/file/slips/{batch}", kOrganisationManage, page);
    get(router, house, "/organisations/file/slips/{batch}/pdf", kOrganisationManage, pdf);
    post(router, house, "/organisations/file/slips/{batch}/forget", kOrganisationManage, forget);
}

}  // namespace kerege::pages
