// support list, answer, close, pass-on, contact
#include <fmt/format.h>

#include <charconv>

#include "host/src/app/command.hpp"
#include "host/src/app/console.hpp"
#include "host/src/app/letter_desk.hpp"
#include "host/src/support/support.hpp"

namespace kerege::app {
namespace {

struct SupportConsole : ReadyConsole {
    explicit SupportConsole(const Invocation& invocation) : ReadyConsole(invocation.config) {}
    LetterDesk letters{*this};
    jobs::Queue queue{database, ids, clock};
    support::Support support{database, audit, ids, clock, queue, &letters.letters};
    const support::Desk desk{support::Desk::Of::console, {}, {}};
};

int64_t number_in(const std::string& which) {
    int64_t id = 0;
    const auto [end, error] = std::from_chars(which.data(), which.data() + which.size(), id);
    if (error != std::errc() || end != which.data() + which.size())
        throw Failure(fmt::format("\"{}\" is no number that `kerege support list` prints", which),
                      kUsage);
    return id;
}

}  // namespace

int support_list(const Invocation& invocation) {
    SupportConsole console(invocation);
    for (const auto& one : console.support.list(console.desk, false)) {
        fmt::print("{}  {}  {:<8}  {:<8}  {:<8}  {}\n", one.id,
                   console.local_time.minute(one.created_at_ms), one.state, one.addressee, one.kind,
                   one.person ? one.person_name + ", " + one.organisation_en : one.email);
        fmt::print("    {}\n", one.words);
        if (!one.page.empty() || !one.request_id.empty())
            fmt::print("    {} {} {} {}\n", one.page, one.role, one.browser, one.request_id);
    }
    return kDone;
}

int support_answer(const Invocation& invocation) {
    SupportConsole console(invocation);
    unwrap(console.support.answer(console.desk, number_in(invocation.arguments[0]),
                                  invocation.arguments[1], {}));
    return kDone;
}

int support_close(const Invocation& invocation) {
    SupportConsole console(invocation);
    unwrap(console.support.close(console.desk, number_in(invocation.arguments[0]), {}));
    return kDone;
}

int support_pass_on(const Invocation& invocation) {
    SupportConsole console(invocation);
    unwrap(console.support.pass_on(console.desk, number_in(invocation.arguments[0]), {}));
    return kDone;
}

int support_contact(const Invocation& invocation) {
    SupportConsole console(invocation);
    const auto organisation = unwrap(console.organisation(invocation.arguments[0]));
    support::Contact contact;
    contact.organisation = organisation.id;
    contact.email = invocation.option("email");
    contact.phone = invocation.option("phone");
    contact.hours_kk = invocation.option("hours-kk");
    contact.hours_ru = invocation.option("hours-ru");
    contact.hours_en = invocation.option("hours-en");
    unwrap(console.support.set_contact(console.desk, contact, {}));
    return kDone;
}

}  // namespace kerege::app
