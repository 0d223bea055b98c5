// The operator's side: documents, the draft of the next version, its publication, and how many have
// accepted.
#include <algorithm>
#include <charconv>

#include "host/src/access/roles.hpp"
#include "host/src/pages/agreement_text.hpp"
#include "kerege/sdk/tr.hpp"

namespace kerege::pages {
namespace {

using agreements::Document;
using agreements::Draft;
using agreements::Texts;
using agreements::VersionLine;

constexpr std::string_view kTop = "/agreements/manage";

struct Language {
    std::string_view code;
    std::string_view label;
    std::string Texts::*part;
};
constexpr Language kLanguages[] = {{"kk", KEREGE_TR("in Kazakh"), &Texts::kk},
                                   {"ru", KEREGE_TR("in Russian"), &Texts::ru},
                                   {"en", KEREGE_TR("in English"), &Texts::en}};

struct Profile {
    std::string_view code;
    std::string_view label;
};
constexpr Profile kProfiles[] = {
    {"employee", KEREGE_TR("Staff")},
    {"learner", KEREGE_TR("Learners")},
    {"guardian", KEREGE_TR("Parents")},
    {"district", KEREGE_TR("District department")},
    {"region", KEREGE_TR("Regional department")},
    {"ministry", KEREGE_TR("Ministry")},
    {"operator", KEREGE_TR("Operator")},
};

std::string address_of(const Document& document, std::string_view page = {}) {
    std::string address = std::string(kTop) + "/" + document.code;
    if (!page.empty()) address.append("/").append(page);
    return address;
}

agreements::Doer doer_of(const http::Exchange& exchange) {
    return {exchange.scope().person, exchange.request.id};
}

// A document of the operator's own organisation.
Result<Document> in_hand(House& house, const http::Exchange& exchange) {
    auto document = house.agreements.find(exchange.path_value("code"));
    if (!document || document->owner != exchange.scope().organisation)
        return not_found("no such document of this operator");
    return std::move(*document);
}

int64_t revision_of(const http::Request& request) {
    const std::string_view given = request.field("revision");
    int64_t revision = -1;
    const auto [end, error] = std::from_chars(given.data(), given.data() + given.size(), revision);
    return error == std::errc() && end == given.data() + given.size() ? revision : -1;
}

std::string whom(const House& house, const http::Exchange& exchange, const Document& document) {
    std::string words;
    for (const Profile& profile : kProfiles)
        for (const auto& code : document.profiles)
            if (code == profile.code)
                words += (words.empty() ? "" : ", ") + tr(house, exchange, profile.label);
    return words;
}

void add_state(const http::Exchange& exchange, const Document& document, std::string_view today,
               Model& item) {
    if (const auto* holds = document.in_force(today))
        item.add("holds")
            .set("number", holds->number)
            .set("since", full_day(exchange, holds->in_force_from));
    if (const auto* coming = document.coming(today))
        item.add("coming")
            .set("number", coming->number)
            .set("from", full_day(exchange, coming->in_force_from));
    if (document.has_draft) item.add("draft");
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
        item.set("href", address_of(document))
            .set("code", document.code)
            .set("name", document.title.in(exchange.locale))
            .set("kind", kind_words(house, exchange, document.kind))
            .set("whom", whom(house, exchange, document));
        add_state(exchange, document, today, item);
    }
    if (!any) model.add("empty");
    const auto chosen = ticked(request, "profiles");
    Model& form = model.add("form");
    form.set("typed_code", request.field("document_code"));
    for (const auto kind :
         {agreements::kind::kBinding, agreements::kind::kOrganisation, agreements::kind::kOffer}) {
        Model& option = form.add("kind_option");
        option.set("value", kind).set("label", kind_words(house, exchange, kind));
        if (request.field("kind") == kind) option.add("selected");
    }
    for (const Profile& profile : kProfiles) {
        Model& option = form.add("profile");
        option.set("value", profile.code).set("label", tr(house, exchange, profile.label));
        if (std::find(chosen.begin(), chosen.end(), profile.code) != chosen.end())
            option.add("selected");
    }
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
    return go(house, exchange, std::string(kTop) + "/" + document.code + "/draft");
}

void add_crumb(const House& house, const http::Exchange& exchange, const Document* document,
               Model& model) {
    model.add("crumb").set("label", tr(house, exchange, KEREGE_TR("Agreements"))).set("href", kTop);
    if (document)
        model.add("crumb").set("label", document->code).set("href", address_of(*document));
}

// The address of a form, asked for like a page.
Result<> back(House& house, http::Exchange& exchange) {
    const auto document = in_hand(house, exchange);
    if (!document) return document.fault();
    return go(house, exchange, address_of(*document, "preview"));
}

// The organisation whose children are counted: the owner, or one beneath it.
Result<> add_counts(House& house, http::Exchange& exchange, const Document& document,
                    const VersionLine& version, Model& model) {
    const auto asked = exchange.request.query_value("organisation");
    const auto organisation = asked.empty() ? document.owner : OrganisationId::parse(asked);
    if (!organisation || !house.organisations.within(*organisation, document.owner))
        return not_found("organisation of another tree");
    const auto counts = house.agreements.counts(document, version.number, *organisation);
    if (counts.empty()) return success();
    Model& table = model.add("counts");
    table.set("number", version.number);
    for (const auto& count : counts) {
        Model& row = table.add("row");
        row.set("name", count.name.in(exchange.locale))
            .set("accepted", count.accepted)
            .set("bound", count.bound);
        if (count.organisation == *organisation) {
            row.add("whole");
        } else {
            row.add("below").set(
                "href", address_of(document) + "?organisation=" + count.organisation.text());
        }
    }
    return success();
}

Result<> show_one(House& house, http::Exchange& exchange) {
    const auto document = in_hand(house, exchange);
    if (!document) return document.fault();
    const std::string today = house.agreements.today();
    Model model;
    model.set("name", document->title.in(exchange.locale))
        .set("code", document->code)
        .set("kind", kind_words(house, exchange, document->kind))
        .set("whom", whom(house, exchange, *document))
        .set("draft_href", address_of(*document, "draft"))
        .set("preview_href", address_of(*document, "preview"));
    add_state(exchange, *document, today, model);
    for (const VersionLine& version : document->versions) {
        Model& row = model.add("version");
        row.set("version_number", version.number)
            .set("version_href",
                 "/agreements/" + document->code + "/" + std::to_string(version.number))
            .set("published", instant(house, exchange, version.published_at_ms))
            .set("version_from", full_day(exchange, version.in_force_from));
    }
    if (document->versions.empty()) model.add("unpublished");
    if (const auto* holds = document->in_force(today)) {
        const auto added = add_counts(house, exchange, *document, *holds, model);
        if (!added) return added.fault();
    }
    add_crumb(house, exchange, nullptr, model);
    return show(house, exchange, "operator/agreement", model, document->code);
}

Result<> show_draft(House& house, http::Exchange& exchange, const Document& document,
                    const Draft& draft, const Fault* fault) {
    Model model;
    model.set("action", address_of(document, "draft")).set("revision", draft.revision);
    for (const Language& language : kLanguages) {
        Model& item = model.add("language_fields");
        const std::string code(language.code);
        item.set("code", language.code)
            .set("label", tr(house, exchange, language.label))
            .set("title_value", draft.title.*language.part)
            .set("text_value", draft.text.*language.part);
        if (!fault) continue;
        for (const auto& wrong : fault->fields) {
            if (wrong.field == "title_" + code)
                item.add("title_wrong").set("text", tr(house, exchange, wrong.message));
            if (wrong.field == "text_" + code)
                item.add("text_wrong").set("text", tr(house, exchange, wrong.message));
        }
    }
    add_crumb(house, exchange, &document, model);
    return show(house, exchange, "operator/agreement_draft", model, KEREGE_TR("Draft"), fault);
}

Result<> edit(House& house, http::Exchange& exchange) {
    const auto document = in_hand(house, exchange);
    if (!document) return document.fault();
    return show_draft(house, exchange, *document, house.agreements.draft(*document), nullptr);
}

Result<> save(House& house, http::Exchange& exchange) {
    const auto document = in_hand(house, exchange);
    if (!document) return document.fault();
    const auto& request = exchange.request;
    Draft draft;
    draft.revision = revision_of(request);
    for (const Language& language : kLanguages) {
        const std::string code(language.code);
        draft.title.*language.part = request.field("title_" + code);
        draft.text.*language.part = request.field("text_" + code);
    }
    const auto saved = house.agreements.save_draft(*document, draft, doer_of(exchange));
    if (saved)
        return go(house, exchange, address_of(*document, "preview"),
                  KEREGE_TR("The draft is saved."));
    // Whoever saves after a clash has been told of it.
    if (saved.fault().kind == FaultKind::conflict)
        draft.revision = house.agreements.draft(*document).revision;
    return show_draft(house, exchange, *document, draft, &saved.fault());
}

Result<> show_preview(House& house, http::Exchange& exchange, const Document& document,
                      const Fault* fault) {
    const Draft draft = house.agreements.draft(document);
    const std::string earliest = house.agreements.earliest_day(document);
    const auto typed = exchange.request.field("in_force_from");
    Model model;
    model.set("draft_href", address_of(document, "draft"));
    for (const Language& language : kLanguages) {
        Model& item = model.add("language_text");
        item.set("code", language.code)
            .set("label", tr(house, exchange, language.label))
            .set("name", draft.title.*language.part);
        add_text(draft.text.*language.part, 2, item);
    }
    if (document.has_draft) {
        Model& form = model.add("form");
        form.set("action", address_of(document, "publish"))
            .set("revision", draft.revision)
            .set("earliest", earliest)
            .set("in_force_from", typed.empty() ? std::string_view(earliest) : typed);
        if (document.kind == agreements::kind::kOffer) form.add("offer");
        add_field_faults(house, exchange, fault, form);
    }
    add_crumb(house, exchange, &document, model);
    return show(house, exchange, "operator/agreement_preview", model, KEREGE_TR("Preview"), fault);
}

Result<> preview(House& house, http::Exchange& exchange) {
    const auto document = in_hand(house, exchange);
    if (!document) return document.fault();
    return show_preview(house, exchange, *document, nullptr);
}

Result<> publish(House& house, http::Exchange& exchange) {
    const auto document = in_hand(house, exchange);
    if (!document) return document.fault();
    const auto& request = exchange.request;
    const auto published = house.agreements.publish(
        *document, revision_of(request), request.field("in_force_from"), doer_of(exchange));
    if (!published) return show_preview(house, exchange, *document, &published.fault());
    // So that who is signed in here is asked at once.
    house.sessions.forget_all();
    return go(house, exchange, address_of(*document), KEREGE_TR("The version is published."));
}

}  // namespace

void register_agreement_drafts(http::Router& router, House& house) {
    namespace permission = access::permission;
    get(router, house, "/agreements/manage", permission::kAgreementManage, list);
    post(router, house, "/agreements/manage", permission::kAgreementManage, create);
    get(router, house, "/agreements/manage/{code}", permission::kAgreementManage, show_one);
    get(router, house, "/agreements/manage/{code}/draft", permission::kAgreementManage, edit);
    post(router, house, "/agreements/manage/{code}/draft", permission::kAgreementManage, save);
    get(router, house, "/agreements/manage/{code}/preview", permission::kAgreementManage, preview);
    post(router, house, "/agreements/manage/{code}/publish", permission::kAgreementManage, publish);
    get(router, house, "/agreements/manage/{code}/publish", permission::kAgreementManage, back);
}

}  // namespace kerege::pages
