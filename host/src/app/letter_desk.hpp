// Letters about accounts as commands write them: into the outbox, from which the host sends them.
#pragma once

#include "host/src/app/account_letters.hpp"
#include "host/src/app/console.hpp"
#include "host/src/mail/outbox.hpp"
#include "host/src/view/text_templates.hpp"
#include "host/src/view/translator.hpp"

namespace kerege::app {

struct LetterDesk {
    // The console must outlive this. Throws std::runtime_error if a template can't be read.
    explicit LetterDesk(Console& console);

    view::Translator translator;
    view::TextTemplates templates;
    mail::Outbox outbox;
    AccountLetters letters;
};

}  // namespace kerege::app
