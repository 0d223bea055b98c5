// mail list, retry, test
#include <fmt/format.h>

#include <charconv>
#include <optional>

#include "host/src/app/command.hpp"
#include "host/src/app/console.hpp"
#include "host/src/mail/address.hpp"
#include "host/src/mail/mailbox.hpp"
#include "host/src/mail/message.hpp"
#include "host/src/mail/reasons.hpp"
#include "host/src/mail/smtp.hpp"

namespace kerege::app {

namespace {

// ": The module has sent enough letters this hour", or in the words of the server.
std::string why(const mail::LetterLine& line) {
    std::string text;
    for (const std::string_view part :
         {mail::reason_words(line.reason), std::string_view(line.error)}) {
        if (!part.empty()) text += fmt::format(": {}", part);
    }
    return text;
}

}  // namespace

int mail_list(const Invocation& invocation) {
    ReadyConsole console(invocation.config);
    const auto counts = mail::count_letters(console.database, std::nullopt);
    for (const auto& line : mail::list_letters(console.database, std::nullopt)) {
        fmt::print("{}  {:<7}  {}  {}  {}/{}  to {}{}\n", line.id, line.state,
                   console.local_time.minute(line.created_at_ms), line.organisation_code,
                   line.module, line.template_name, line.address, why(line));
    }
    fmt::print("{} wait, {} failed, {} sent lately\n", counts.waiting, counts.failed, counts.sent);
    if (!console.config.mail.configured()) fmt::print("not sent: no mail server is configured\n");
    return kDone;
}

int mail_retry(const Invocation& invocation) {
    const std::string& which = invocation.arguments[0];
    std::optional<int64_t> id;
    if (which != "all") {
        int64_t number = 0;
        const auto [end, error] =
            std::from_chars(which.data(), which.data() + which.size(), number);
        if (error != std::errc() || end != which.data() + which.size() || number <= 0)
            throw Failure(
                fmt::format("\"{}\" is neither the number of a letter nor \"all\"", which), kUsage);
        id = number;
    }
    ReadyConsole console(invocation.config);
    auto transaction = console.database.write();
    const int64_t retried =
        mail::retry_letters(transaction, std::nullopt, id, console.clock.now_ms());
    transaction.commit();
    if (id && retried == 0)
        throw Failure(fmt::format("there is no letter {} that has failed", which));
    fmt::print("{} letter(s) are tried again\n", retried);
    return kDone;
}

// By itself, without the outbox: it is the server that is tried.
int mail_test(const Invocation& invocation) {
    const auto& settings = invocation.config.mail;
    const std::string& address = invocation.arguments[0];
    if (!mail::good_address(address))
        throw Failure(fmt::format("\"{}\" is not an address", address), kUsage);
    if (!settings.configured()) throw Failure("no mail server is configured: `mail: host`");
    Console console(invocation.config);
    mail::Message message;
    message.from = settings.from;
    message.from_name = settings.from_name;
    message.to = address;
    message.locale = "kk";
    message.subject = "Kerege: тексеру · проверка · test";
    message.text = "Хат жетті. Письмо дошло. The letter has arrived.\n";
    message.id = console.ids.next();
    message.date_ms = console.clock.now_ms();
    try {
        mail::SmtpSession session(settings);
        const auto verdict = session.send(settings.from, address, mail::compose(message));
        if (verdict.kind != mail::Verdict::Kind::taken)
            throw Failure("the server does not take it: " + verdict.reason);
    } catch (const mail::ServerLost& lost) {
        throw Failure(
            fmt::format("the mail server {}:{}: {}", settings.host, settings.port, lost.what()));
    }
    fmt::print("{}:{} has taken the letter\n", settings.host, settings.port);
    return kDone;
}

}  // namespace kerege::app
