// What the applicant's and the operator's pages of applications share.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "host/src/applications/applications.hpp"
#include "host/src/directory/organisation_kinds.hpp"
#include "host/src/pages/form_fields.hpp"

namespace kerege::pages {

// For the partial "application_fields". with_email: it can still be chosen.
void add_application_fields(const House& house, const http::Exchange& exchange,
                            const applications::Form& typed,
                            const std::vector<const directory::OrganisationKind*>& kinds,
                            bool with_email, const Fault* fault, Model& form);
// As it was sent, without the place.
applications::Form read_application(const http::Exchange& exchange);
// The fields of a first administrator, as children "person" of the form.
void add_applicant_fields(const House& house, const http::Exchange& exchange,
                          const applications::Applicant& typed, bool with_email, const Fault* fault,
                          Model& form);
applications::Applicant read_applicant(const http::Exchange& exchange);

// {badge, state} of an application.
void add_state_badge(const House& house, const http::Exchange& exchange, std::string_view state,
                     Model& model);
// The organisation's name in the language of the page.
const std::string& own_name(const http::Exchange& exchange, const applications::Application& one);

}  // namespace kerege::pages
