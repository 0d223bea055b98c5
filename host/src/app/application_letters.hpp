// Letters to those who are nobody's members: who asks to join, and visitors who wrote to support.
// They do not go by the outbox of members but by a job each, which reads what it is about when it
// runs.
#pragma once

#include <string>

#include "host/src/applications/applications.hpp"
#include "host/src/jobs/kind.hpp"
#include "host/src/mail/settings.hpp"
#include "host/src/support/support.hpp"
#include "host/src/view/text_templates.hpp"

namespace kerege::app {

// All must outlive the kind. address: of the site, for links.
jobs::Kind application_letters(applications::Applications& applications,
                               const view::TextTemplates& templates, const Clock& clock,
                               mail::MailSettings settings, std::string address);

// The answer to a visitor's message; without a server nothing is sent.
jobs::Kind visitor_letters(support::Support& support, const view::TextTemplates& templates,
                           const Clock& clock, mail::MailSettings settings, std::string address);

}  // namespace kerege::app
