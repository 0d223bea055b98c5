// What the operator's pages of agreements share.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "host/src/pages/support.hpp"

namespace kerege::pages {

inline constexpr std::string_view kAgreementDesk = "/agreements/manage";

struct AgreementLanguage {
    std::string_view code;
    std::string_view label;  // a message id
    std::string agreements::Texts::*part;
};
extern const AgreementLanguage kAgreementLanguages[3];

// "/agreements/manage/code", and a page beneath.
std::string desk_address(const agreements::Document& document, std::string_view page = {});
agreements::Doer doer_of(const http::Exchange& exchange);
// A document of the operator's own organisation. Fault: not_found.
Result<agreements::Document> document_in_hand(House& house, const http::Exchange& exchange);
// "Learners, Parents"; of everybody nothing.
std::string whom_words(const House& house, const http::Exchange& exchange,
                       const std::vector<std::string>& profiles);
// A tick for each profile, as "profile" {value, label, selected}.
void add_profile_choice(const House& house, const http::Exchange& exchange,
                        const std::vector<std::string>& chosen, Model& form);
// Sections holds, coming, ends and draft of what is true of it today.
void add_document_state(const http::Exchange& exchange, const agreements::Document& document,
                        std::string_view today, Model& item);
// The way back: to the list, and to the document if there is one.
void add_desk_crumb(const House& house, const http::Exchange& exchange,
                    const agreements::Document* document, Model& model);

}  // namespace kerege::pages
