// Letters about accounts: the host's own templates, put into the outbox.
#pragma once

#include <string>

#include "host/src/access/letters.hpp"
#include "host/src/mail/outbox.hpp"
#include "host/src/view/text_templates.hpp"

namespace kerege::app {

class AccountLetters final : public access::Letters {
public:
    // All must outlive this. address: of the site, for links; configured: there is a mail server.
    AccountLetters(const view::TextTemplates& templates, const mail::Outbox& outbox,
                   std::string address, bool configured);

    void write(data::Transaction& transaction, const access::AccountLetter& letter) override;

private:
    const view::TextTemplates& templates_;
    const mail::Outbox& outbox_;
    const std::string address_;
    const bool configured_;
};

}  // namespace kerege::app
