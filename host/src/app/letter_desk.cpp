#include "host/src/app/letter_desk.hpp"

#include <stdexcept>

namespace kerege::app {

LetterDesk::LetterDesk(Console& console)
    : templates(translator),
      outbox(console.ids, console.clock, console.local_time),
      letters(templates, outbox, console.config.public_url, console.config.mail.configured()) {
    const auto& share = console.folders.share;
    // What is missing is written in English; the host's log says so when it starts.
    (void)translator.add_domain("core", share / "locales");
    if (const auto read = templates.add_domain("core", share / "templates/mail"); !read)
        throw std::runtime_error(read.fault().log_text);
}

}  // namespace kerege::app
