#include "host/src/app/account_letters.hpp"

#include <utility>

#include "host/src/view/renderer.hpp"

namespace kerege::app {

AccountLetters::AccountLetters(const view::TextTemplates& templates, const mail::Outbox& outbox,
                               std::string address, bool configured)
    : templates_(templates),
      outbox_(outbox),
      address_(std::move(address)),
      configured_(configured) {}

void AccountLetters::write(data::Transaction& transaction, const access::AccountLetter& letter) {
    if (!configured_) return;
    view::Model model;
    model.set("address", address_);
    for (const auto& [key, value] : letter.values) model.set(key, value);
    const auto text =
        templates_.render(std::string("core/").append(letter.name), letter.locale, model);
    outbox_.add(transaction, {letter.organisation,
                              letter.membership,
                              letter.person,
                              "core",
                              letter.key,
                              letter.name,
                              letter.locale,
                              text.subject,
                              text.body,
                              {},
                              letter.to,
                              letter.secret});
}

}  // namespace kerege::app
