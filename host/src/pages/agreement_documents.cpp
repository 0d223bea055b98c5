// The operator's documents: the list, a new one, and one with its versions, how many accepted it,
// and what can be corrected.
#include <charconv>

#include "host/src/access/roles.hpp"
#include "host/src/pages/agreement_desk.hpp"
#include "host/src/pages/agreement_text.hpp"
#include "kerege/sdk/tr.hpp"

namespace kerege::pages {
namespace {

using agreements::Document;
using agreements::VersionLine;

// Whom it binds as it is, or will be.
const std::vector<std::string>& profiles_of(const Document& document) {
    const VersionLine* last = document.newest();
    return last ? last->profiles : document.profiles;
}

Result<> show_list(House& house, http::Exchange& exchange, const Fault* fault) {
    const auto& request = exchange.request;
    const std::string today = house.agreements.today();
    Model model;
    bool any = false;
    for (const Document& document : house.agreements.documents()) {
        if (document.owner != exchange.scope().organisation) continue;
        any = true;
        Model& item = model.add("document");
        item.set("href", desk_address(document))
            .set("code", document.code)
            .set("name", document.title.in(exchange.locale))
            .set("kind", kind_words(house, exchange, document.kind))
            .set("whom", whom_words(house, exchange, profiles_of(document)));
        add_document_state(exchange, document, today, item);
    }
    if (!any) model.add("empty");
    Model& form = model.add("form");
    form.set("typed_code", request.field("document_code"));
    for (const auto kind :
         {agreements::kind::kBinding, agreements::kind::kOrganisation, agreements::kind::kOffer}) {
        Model& option = form.add("kind_option");
        option.set("value", kind).set("label", kind_words(house, exchange, kind));
        if (request.field("kind") == kind) option.add("selected");
    }
    add_profile_choice(house, exchange, ticked(request, "profiles"), form);
    add_field_faults(house, exchange, fault, form);
    return show(house, exchange, "operator/agreements", model, KEREGE_TR("Agreements"), fault);
}

Result<> list(House& house, http::Exchange& exchange) {
    return show_list(house, exchange, nullptr);
}

Result<> create(House& house, http::Exchange& exchange) {
    const auto& request = exchange.request;
    agreements::NewDocument document;
    document.owner = exchange.scope().organisation;
    document.code = request.field("document_code");
    document.kind = request.field("kind");
    document.profiles = ticked(request, "profiles");
    const auto created = house.agreements.create(document, doer_of(exchange));
    if (!created) return show_list(house, exchange, &created.fault());
    return go(house, exchange, std::string(kAgreementDesk) + "/" + document.code + "/draft");
}

// The organisation whose children are counted: the owner, or one beneath it.
Result<> add_counts(House& house, http::Exchange& exchange, const Document& document,
                    const VersionLine& version, Model& model) {
    const auto asked = exchange.request.query_value("organisation");
    const auto organisation = asked.empty() ? document.owner : OrganisationId::parse(asked);
    if (!organisation || !house.organisations.within(*organisation, document.owner))
        return not_found("organisation of another tree");
    const auto counted = house.agreements.counts(document, version.number, *organisation);
    if (counted->rows.empty()) return success();
    Model& table = model.add("counts");
    table.set("number", version.number).set("at", instant(house, exchange, counted->at_ms));
    for (const auto& count : counted->rows) {
        Model& row = table.add("row");
        row.set("name", count.name.in(exchange.locale))
            .set("accepted", count.accepted)
            .set("bound", count.bound);
        if (count.organisation == *organisation) {
            row.add("whole");
        } else {
            row.add("below").set(
                "href", desk_address(document) + "?organisation=" + count.organisation.text());
        }
    }
    return success();
}

void add_versions(House& house, http::Exchange& exchange, const Document& document,
                  std::string_view today, Model& model) {
    for (const VersionLine& version : document.versions) {
        Model& row = model.add("version");
        row.set("version_number", version.number)
            .set("version_href",
                 "/agreements/" + document.code + "/" + std::to_string(version.number))
            .set("published", instant(house, exchange, version.published_at_ms))
            .set("version_from", full_day(exchange, version.in_force_from));
        if (version.withdrawn) {
            row.add("withdrawn");
        } else if (version.in_force_from > today) {
            row.add("may_withdraw").set("action", desk_address(document));
        }
    }
    if (document.versions.empty()) model.add("unpublished");
}

// A document that is published ends, or an end that is to come is called off.
void add_ending(House& house, http::Exchange& exchange, const Document& document,
                std::string_view today, const Fault* fault, Model& model) {
    if (!document.newest()) return;
    const std::string_view end = document.end();
    if (!end.empty() && end > today) model.add("may_keep").set("action", desk_address(document));
    if (!end.empty() && end <= today) return;
    const std::string earliest = house.agreements.earliest_end(document);
    const auto typed = exchange.request.field("ended_from");
    Model& form = model.add("may_end");
    form.set("action", desk_address(document))
        .set("earliest", earliest)
        .set("ended_from", typed.empty() ? std::string_view(earliest) : typed);
    if (!typed.empty()) form.add("open");
    add_field_faults(house, exchange, fault, form);
}

Result<> show_document(House& house, http::Exchange& exchange, const Document& document,
                       const Fault* fault) {
    const std::string today = house.agreements.today();
    Model model;
    model.set("name", document.title.in(exchange.locale))
        .set("code", document.code)
        .set("kind", kind_words(house, exchange, document.kind))
        .set("whom", whom_words(house, exchange, profiles_of(document)))
        .set("draft_href", desk_address(document, "draft"))
        .set("preview_href", desk_address(document, "preview"));
    add_document_state(exchange, document, today, model);
    add_versions(house, exchange, document, today, model);
    add_ending(house, exchange, document, today, fault, model);
    if (const auto* holds = document.in_force(today)) {
        const auto added = add_counts(house, exchange, document, *holds, model);
        if (!added) return added.fault();
    }
    add_desk_crumb(house, exchange, nullptr, model);
    return show(house, exchange, "operator/agreement", model, document.code, fault);
}

Result<> one(House& house, http::Exchange& exchange) {
    const auto document = document_in_hand(house, exchange);
    if (!document) return document.fault();
    return show_document(house, exchange, *document, nullptr);
}

Result<> correct(House& house, http::Exchange& exchange) {
    const auto document = document_in_hand(house, exchange);
    if (!document) return document.fault();
    const auto& request = exchange.request;
    const std::string_view deed = request.field("deed");
    Result<> done = invalid("no such deed");
    std::string_view notice;
    if (deed == "withdraw") {
        const std::string_view given = request.field("number");
        int64_t number = 0;
        std::from_chars(given.data(), given.data() + given.size(), number);
        done = house.agreements.withdraw(*document, number, doer_of(exchange));
        notice = KEREGE_TR("The version is taken back.");
    } else if (deed == "end") {
        done = house.agreements.end(*document, request.field("ended_from"), doer_of(exchange));
        notice = KEREGE_TR("The end is written down.");
    } else if (deed == "keep") {
        done = house.agreements.keep(*document, doer_of(exchange));
        notice = KEREGE_TR("The document goes on.");
    }
    if (!done && done.fault().kind == FaultKind::not_found) return done.fault();
    if (!done) return show_document(house, exchange, *document, &done.fault());
    // Who waits at the gate for what has ended goes on.
    house.sessions.forget_all();
    return go(house, exchange, desk_address(*document), notice);
}

}  // namespace

void register_agreement_documents(http::Router& router, House& house) {
    namespace permission = access::permission;
    get(router, house, "/agreements/manage", permission::kAgreementManage, list);
    post(router, house, "/agreements/manage", permission::kAgreementManage, create);
    get(router, house, "/agreements/manage/{code}", permission::kAgreementManage, one);
    post(router, house, "/agreements/manage/{code}", permission::kAgreementManage, correct);
}

}  // namespace kerege::pages
