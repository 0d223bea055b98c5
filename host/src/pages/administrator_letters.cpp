// How far the letters to first administrators are, and what became of them.
#include "host/src/pages/administrator_letters.hpp"

#include "host/src/access/roles.hpp"
#include "host/src/pages/administrator_slips.hpp"
#include "host/src/pages/batch_words.hpp"
#include "host/src/pages/person_words.hpp"
#include "kerege/sdk/tr.hpp"

namespace kerege::pages {
namespace {

using access::Batch;
using access::BatchStage;

constexpr std::string_view kTitle = KEREGE_TR("Letters to first administrators");

bool is_theirs(const Batch& batch) {
    return batch.profile == access::kAppointedProfile && batch.handing == access::Handing::letters;
}

void add_made(House& house, http::Exchange& exchange, const Batch& batch, Model& model) {
    model.add("letters").set(
        "text", tr_plural(house, exchange, KEREGE_TR("{count} letter with a login is on its way."),
                          KEREGE_TR("{count} letters with logins are on their way."), batch.made));
    const auto fetched = house.batches.look(exchange.scope(), batch.id);
    if (!fetched) return;
    Model* left_out = nullptr;
    for (const auto& one : *fetched) {
        if (!one.left_out) continue;
        if (!left_out) left_out = &model.add("left_out");
        left_out->add("person").set("name", full_name(one.issued)).set("login", one.issued.login);
    }
}

Result<> page(House& house, http::Exchange& exchange) {
    const auto id = access::BatchId::parse(exchange.path_value("batch"));
    if (!id) return not_found("no batch id");
    const auto batch = house.batches.find(exchange.scope(), *id);
    if (!batch) return batch.fault();
    if (!is_theirs(*batch)) return not_found("a batch of another kind");
    const bool making = batch->stage == BatchStage::making;
    // Scripts that followed the progress go on to the whole page.
    if (!making && exchange.request.wants_fragment()) {
        exchange.response.headers.emplace_back("hx-redirect", letters_path(*id));
        return success();
    }
    Model model;
    model.set("href", letters_path(*id));
    model.add("crumb")
        .set("label", tr(house, exchange, KEREGE_TR("Organisations from a file")))
        .set("href", "/organisations/file");
    if (making) {
        add_progress(house, exchange, *batch, model.add("refresh"));
    } else {
        if (batch->stage == BatchStage::broken_off) model.add("broken_off");
        add_made(house, exchange, *batch, model);
    }
    return show(house, exchange, "operator/administrator_letters", model, kTitle);
}

}  // namespace

std::string letters_path(access::BatchId batch) {
    return "/organisations/file/letters/" + batch.text();
}

void add_open_letters(House& house, http::Exchange& exchange, Model& model) {
    for (const Batch& batch : house.batches.open(exchange.scope())) {
        if (batch.profile != access::kAppointedProfile) continue;
        const bool letters = is_theirs(batch);
        model.add(letters ? "letters" : "slips")
            .set("href", letters ? letters_path(batch.id) : administrator_slips_path(batch.id))
            .set("text", progress_words(house, exchange, batch));
    }
}

void register_administrator_letters(http::Router& router, House& house) {
    get(router, house, "/organisations/file/letters/{batch}",
        access::permission::kOrganisationManage, page);
}

}  // namespace kerege::pages
