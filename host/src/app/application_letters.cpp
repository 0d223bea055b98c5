#include "host/src/app/application_letters.hpp"

#include <charconv>
#include <utility>

#include "host/src/mail/message.hpp"
#include "host/src/mail/smtp.hpp"
#include "kerege/sdk/tr.hpp"

namespace kerege::app {
namespace {

// "ID name", as Applications writes it.
std::pair<int64_t, std::string> read_payload(const std::string& payload) {
    int64_t id = 0;
    const auto [end, error] = std::from_chars(payload.data(), payload.data() + payload.size(), id);
    const auto at = static_cast<size_t>(end - payload.data());
    if (error != std::errc() || at >= payload.size()) return {};
    return {id, payload.substr(at + 1)};
}

// What a job writes: to whom, in which language, and what stands in it.
struct Written {
    std::string to;
    std::string locale;
    view::TextTemplates::Text text;
};

Result<> send(const mail::MailSettings& settings, const Written& written, jobs::JobId job,
              int64_t now_ms) {
    mail::Message message;
    message.from = settings.from;
    message.from_name = settings.from_name;
    message.to = written.to;
    message.locale = written.locale;
    message.subject = written.text.subject;
    message.text = written.text.body;
    message.id = job.value;
    message.date_ms = now_ms;
    try {
        mail::SmtpSession session(settings);
        const auto verdict = session.send(settings.from, message.to, mail::compose(message));
        if (verdict.kind == mail::Verdict::Kind::never) return invalid(verdict.reason);
        if (verdict.kind == mail::Verdict::Kind::later) return unavailable(verdict.reason);
        return success();
    } catch (const mail::OutcomeUnknown&) {
        return success();  // better a letter that may be missing than one that comes many times
    } catch (const mail::ServerLost& lost) {
        return unavailable(lost.what());
    }
}

}  // namespace

jobs::Kind application_letters(applications::Applications& applications,
                               const view::TextTemplates& templates, const Clock& clock,
                               mail::MailSettings settings, std::string address) {
    return jobs::on_demand(
        applications::kLetterJob, KEREGE_TR("Send a letter to somebody who asks to join"),
        jobs::kDeadline,
        [&applications, &templates, &clock, settings = std::move(settings),
         address = std::move(address)](jobs::Running& running) -> Result<> {
            const auto [id, name] = read_payload(running.job.payload);
            const auto one = applications.for_letter(id, name);
            if (!one || !settings.configured()) return success();
            view::Model model;
            model.set("address", address)
                .set("organisation", one->locale == "ru" && !one->form.name_ru.empty()
                                         ? one->form.name_ru
                                         : one->form.name_kk)
                .set("confirmation", one->confirmation)
                .set("token", one->token)
                .set("reason", one->reason);
            const Written written{one->form.applicant.email, one->locale,
                                  templates.render("core/" + name, one->locale, model)};
            return send(settings, written, running.job.id, clock.now_ms());
        });
}

jobs::Kind visitor_letters(support::Support& support, const view::TextTemplates& templates,
                           const Clock& clock, mail::MailSettings settings, std::string address) {
    return jobs::on_demand(
        support::kAnswerJob, KEREGE_TR("Send a visitor the answer to a message"), jobs::kDeadline,
        [&support, &templates, &clock, settings = std::move(settings),
         address = std::move(address)](jobs::Running& running) -> Result<> {
            const auto id = Id<struct MessageTag>::parse(running.job.payload);
            const auto one = id ? support.for_letter(id->value) : std::nullopt;
            if (!one || !settings.configured()) return success();
            view::Model model;
            model.set("address", address).set("words", one->words).set("answer", one->answer);
            const Written written{one->email, one->locale,
                                  templates.render("core/support_answer", one->locale, model)};
            return send(settings, written, running.job.id, clock.now_ms());
        });
}

}  // namespace kerege::app
