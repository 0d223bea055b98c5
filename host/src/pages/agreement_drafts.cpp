// The draft of the operator's next version: written, looked at, published.
#include <charconv>

#include "host/src/access/roles.hpp"
#include "host/src/pages/agreement_desk.hpp"
#include "host/src/pages/agreement_text.hpp"
#include "kerege/sdk/tr.hpp"

namespace kerege::pages {
namespace {

using agreements::Document;
using agreements::Draft;

// From which age a learner accepts it themselves.
struct OwnAge {
    int age;
    std::string_view label;
};
constexpr OwnAge kOwnAges[] = {
    {0, KEREGE_TR("at any age")},
    {14, KEREGE_TR("from 14 on; a parent until then")},
    {18, KEREGE_TR("from 18 on; a parent until then")},
};

int64_t number_in(const http::Request& request, std::string_view field) {
    const std::string_view given = request.field(field);
    int64_t number = -1;
    const auto [end, error] = std::from_chars(given.data(), given.data() + given.size(), number);
    return error == std::errc() && end == given.data() + given.size() ? number : -1;
}

// The address of a form, asked for like a page.
Result<> back(House& house, http::Exchange& exchange) {
    const auto document = document_in_hand(house, exchange);
    if (!document) return document.fault();
    return go(house, exchange, desk_address(*document, "preview"));
}

// After somebody else has saved or published: what stands there now, beside what was typed.
void add_stored(const char* section, const std::string& stored, const std::string& typed,
                Model& item) {
    if (stored != typed) item.add(section).set("text", stored);
}

// Whom a binding document binds, and from which age on learners accept it themselves.
void add_binding(House& house, http::Exchange& exchange, const Draft& draft, const Fault* fault,
                 Model& model) {
    Model& section = model.add("binding");
    add_profile_choice(house, exchange, draft.profiles, section);
    for (const OwnAge& one : kOwnAges) {
        Model& option = section.add("own_age_option");
        option.set("value", one.age).set("label", tr(house, exchange, one.label));
        if (one.age == draft.own_age) option.add("selected");
    }
    add_field_faults(house, exchange, fault, section);
}

// stored: where it is another draft than this one.
Result<> show_draft(House& house, http::Exchange& exchange, const Document& document,
                    const Draft& draft, const Fault* fault, const Draft* stored = nullptr) {
    Model model;
    model.set("action", desk_address(document, "draft")).set("revision", draft.revision);
    if (document.kind == agreements::kind::kBinding)
        add_binding(house, exchange, draft, fault, model);
    for (const AgreementLanguage& language : kAgreementLanguages) {
        Model& item = model.add("language_fields");
        const std::string code(language.code);
        item.set("code", language.code)
            .set("label", tr(house, exchange, language.label))
            .set("title_value", draft.title.*language.part)
            .set("text_value", draft.text.*language.part);
        if (stored) {
            add_stored("title_stored", stored->title.*language.part, draft.title.*language.part,
                       item);
            add_stored("text_stored", stored->text.*language.part, draft.text.*language.part, item);
        }
        if (!fault) continue;
        for (const auto& wrong : fault->fields) {
            if (wrong.field == "title_" + code)
                item.add("title_wrong").set("text", tr(house, exchange, wrong.message));
            if (wrong.field == "text_" + code)
                item.add("text_wrong").set("text", tr(house, exchange, wrong.message));
        }
    }
    add_desk_crumb(house, exchange, &document, model);
    return show(house, exchange, "operator/agreement_draft", model, KEREGE_TR("Draft"), fault);
}

Result<> edit(House& house, http::Exchange& exchange) {
    const auto document = document_in_hand(house, exchange);
    if (!document) return document.fault();
    return show_draft(house, exchange, *document, house.agreements.draft(*document), nullptr);
}

Result<> save(House& house, http::Exchange& exchange) {
    const auto document = document_in_hand(house, exchange);
    if (!document) return document.fault();
    const auto& request = exchange.request;
    Draft draft;
    draft.revision = number_in(request, "revision");
    for (const AgreementLanguage& language : kAgreementLanguages) {
        const std::string code(language.code);
        draft.title.*language.part = request.field("title_" + code);
        draft.text.*language.part = request.field("text_" + code);
    }
    draft.profiles = ticked(request, "profiles");
    if (!request.field("own_age").empty())
        draft.own_age = static_cast<int>(number_in(request, "own_age"));
    const auto saved = house.agreements.save_draft(*document, draft, doer_of(exchange));
    if (saved)
        return go(house, exchange, desk_address(*document, "preview"),
                  KEREGE_TR("The draft is saved."));
    if (saved.fault().kind != FaultKind::conflict)
        return show_draft(house, exchange, *document, draft, &saved.fault());
    // Whoever saves after a clash has seen what stands there now.
    const Draft stored = house.agreements.draft(*document);
    draft.revision = stored.revision;
    tidy(draft);
    return show_draft(house, exchange, *document, draft, &saved.fault(), &stored);
}

Result<> show_preview(House& house, http::Exchange& exchange, const Document& document,
                      const Fault* fault) {
    const Draft draft = house.agreements.draft(document);
    const std::string earliest = house.agreements.earliest_day(document);
    const auto typed = exchange.request.field("in_force_from");
    Model model;
    model.set("draft_href", desk_address(document, "draft"))
        .set("kind", kind_words(house, exchange, document.kind))
        .set("whom", whom_words(house, exchange, draft.profiles));
    for (const OwnAge& one : kOwnAges)
        if (one.age != 0 && one.age == draft.own_age)
            model.add("own_age").set("text", tr(house, exchange, one.label));
    for (const AgreementLanguage& language : kAgreementLanguages) {
        Model& item = model.add("language_text");
        item.set("code", language.code)
            .set("label", tr(house, exchange, language.label))
            .set("name", draft.title.*language.part);
        add_text(draft.text.*language.part, 2, item);
    }
    if (document.has_draft) {
        Model& form = model.add("form");
        form.set("action", desk_address(document, "publish"))
            .set("revision", draft.revision)
            .set("earliest", earliest)
            .set("in_force_from", typed.empty() ? std::string_view(earliest) : typed);
        if (document.kind == agreements::kind::kOffer) form.add("offer");
        add_field_faults(house, exchange, fault, form);
    }
    add_desk_crumb(house, exchange, &document, model);
    return show(house, exchange, "operator/agreement_preview", model, KEREGE_TR("Preview"), fault);
}

Result<> preview(House& house, http::Exchange& exchange) {
    const auto document = document_in_hand(house, exchange);
    if (!document) return document.fault();
    return show_preview(house, exchange, *document, nullptr);
}

Result<> publish(House& house, http::Exchange& exchange) {
    const auto document = document_in_hand(house, exchange);
    if (!document) return document.fault();
    const auto& request = exchange.request;
    const auto published =
        house.agreements.publish(*document, number_in(request, "revision"),
                                 request.field("in_force_from"), doer_of(exchange));
    if (!published) return show_preview(house, exchange, *document, &published.fault());
    // So that who is signed in here is asked at once.
    house.sessions.forget_all();
    return go(house, exchange, desk_address(*document), KEREGE_TR("The version is published."));
}

}  // namespace

void register_agreement_drafts(http::Router& router, House& house) {
    namespace permission = access::permission;
    get(router, house, "/agreements/manage/{code}/draft", permission::kAgreementManage, edit);
    post(router, house, "/agreements/manage/{code}/draft", permission::kAgreementManage, save);
    get(router, house, "/agreements/manage/{code}/preview", permission::kAgreementManage, preview);
    post(router, house, "/agreements/manage/{code}/publish", permission::kAgreementManage, publish);
    get(router, house, "/agreements/manage/{code}/publish", permission::kAgreementManage, back);
}

}  // namespace kerege::pages
