#include "host/src/pages/agreement_desk.hpp"

#include <algorithm>

#include "host/src/pages/agreement_text.hpp"
#include "kerege/sdk/tr.hpp"

namespace kerege::pages {

using agreements::Document;
using agreements::Texts;

const AgreementLanguage kAgreementLanguages[3] = {{"kk", KEREGE_TR("in Kazakh"), &Texts::kk},
                                                  {"ru", KEREGE_TR("in Russian"), &Texts::ru},
                                                  {"en", KEREGE_TR("in English"), &Texts::en}};

namespace {

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

bool holds(const std::vector<std::string>& profiles, std::string_view code) {
    return std::find(profiles.begin(), profiles.end(), code) != profiles.end();
}

}  // namespace

std::string desk_address(const Document& document, std::string_view page) {
    std::string address = std::string(kAgreementDesk) + "/" + document.code;
    if (!page.empty()) address.append("/").append(page);
    return address;
}

agreements::Doer doer_of(const http::Exchange& exchange) {
    return {exchange.scope().person, exchange.request.id};
}

Result<Document> document_in_hand(House& house, const http::Exchange& exchange) {
    auto document = house.agreements.find(exchange.path_value("code"));
    if (!document || document->owner != exchange.scope().organisation)
        return not_found("no such document of this operator");
    return std::move(*document);
}

std::string whom_words(const House& house, const http::Exchange& exchange,
                       const std::vector<std::string>& profiles) {
    std::string words;
    for (const Profile& profile : kProfiles)
        if (holds(profiles, profile.code))
            words += (words.empty() ? "" : ", ") + tr(house, exchange, profile.label);
    return words;
}

void add_profile_choice(const House& house, const http::Exchange& exchange,
                        const std::vector<std::string>& chosen, Model& form) {
    for (const Profile& profile : kProfiles) {
        Model& option = form.add("profile");
        option.set("value", profile.code).set("label", tr(house, exchange, profile.label));
        if (holds(chosen, profile.code)) option.add("selected");
    }
}

void add_document_state(const http::Exchange& exchange, const Document& document,
                        std::string_view today, Model& item) {
    if (const auto* holds_now = document.in_force(today))
        item.add("holds")
            .set("number", holds_now->number)
            .set("since", full_day(exchange, holds_now->in_force_from));
    if (const auto* coming = document.coming(today))
        item.add("coming")
            .set("number", coming->number)
            .set("from", full_day(exchange, coming->in_force_from));
    if (const std::string_view end = document.end(); !end.empty())
        item.add(end <= today ? "ended" : "ends").set("from", full_day(exchange, end));
    if (document.has_draft) item.add("draft");
}

void add_desk_crumb(const House& house, const http::Exchange& exchange, const Document* document,
                    Model& model) {
    model.add("crumb")
        .set("label", tr(house, exchange, KEREGE_TR("Agreements")))
        .set("href", kAgreementDesk);
    if (document)
        model.add("crumb").set("label", document->code).set("href", desk_address(*document));
}

}  // namespace kerege::pages
