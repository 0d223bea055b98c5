// Letters: what waits, what could not be sent and why. Not what they say, and no whole address.
#include "host/src/mail/mailbox.hpp"

#include <optional>

#include "host/src/access/roles.hpp"
#include "host/src/base/text.hpp"
#include "host/src/mail/address.hpp"
#include "host/src/mail/reasons.hpp"
#include "host/src/pages/support.hpp"
#include "kerege/sdk/tr.hpp"

namespace kerege::pages {
namespace {

void add_line(const House& house, const http::Exchange& exchange, const mail::LetterLine& line,
              Model& table) {
    const bool failed = line.state == "failed";
    Model& row = table.add("line");
    row.set("at", instant(house, exchange, line.created_at_ms))
        .set("organisation", name_of(line, exchange))
        .set("module", module_name(house, exchange, line.module))
        .set("template", line.template_name)
        .set("address", line.address)
        .set("state", tr(house, exchange, failed ? KEREGE_TR("Not sent") : KEREGE_TR("Waits")))
        .set("badge", failed ? "bad" : "quiet")
        .set("reason", tr(house, exchange, mail::reason_words(line.reason)))
        .set("error", line.error);
    if (failed) {
        row.add("retry").set("id", line.id).set("address", line.address);
    } else if (line.attempts > 0) {
        row.set("next", view::fill(tr(house, exchange, KEREGE_TR("again at {at}")),
                                   {{"at", instant(house, exchange, line.next_at_ms)}}));
    }
}

Result<> show_list(House& house, http::Exchange& exchange, std::string_view typed,
                   const Fault* fault) {
    const OrganisationId own = exchange.scope().organisation;
    const auto counts = mail::count_letters(house.database, own);
    Model model;
    model.add("wide");
    model.set("waiting", counts.waiting).set("failed", counts.failed).set("sent", counts.sent);
    if (house.mail.configured()) {
        Model& trial = model.add("trial");
        trial.set("email", typed);
        add_field_faults(house, exchange, fault, trial);
    } else {
        model.add("no_server");
    }
    if (const std::string trouble = house.mail.trouble(); !trouble.empty())
        model.add("trouble").set("text", trouble);
    const auto lines = mail::list_letters(house.database, own);
    if (lines.empty()) model.add("empty");
    Model* table = lines.empty() ? nullptr : &model.add("table");
    for (const auto& line : lines) add_line(house, exchange, line, *table);
    if (counts.failed > 0) model.add("retry_all");
    const auto hidden = counts.waiting + counts.failed - static_cast<int64_t>(lines.size());
    if (hidden > 0)
        model.add("hidden").set("text", tr_plural(house, exchange, KEREGE_TR("and {count} more"),
                                                  KEREGE_TR("and {count} more"), hidden));
    return show(house, exchange, "operator/mail", model, KEREGE_TR("Letters"), fault);
}

Result<> list(House& house, http::Exchange& exchange) {
    return show_list(house, exchange, {}, nullptr);
}

// A letter through the outbox, as any other: what becomes of it stands in the list.
Result<> send_trial(House& house, http::Exchange& exchange) {
    const access::Scope& scope = exchange.scope();
    const std::string address = text::tidy(exchange.request.field("email"));
    if (!house.mail.configured()) return show_list(house, exchange, address, nullptr);
    if (!mail::good_address(address)) {
        const Fault fault =
            invalid_fields({{"email", KEREGE_TR("This is not an e-mail address.")}});
        return show_list(house, exchange, address, &fault);
    }
    auto transaction = house.database.write();
    house.letters.write(transaction, {.organisation = scope.organisation,
                                      .membership = scope.membership,
                                      .person = scope.person,
                                      .locale = exchange.locale,
                                      .name = "trial",
                                      .key = "trial." + std::to_string(house.ids.next()),
                                      .values = {},
                                      .to = address});
    house.audit.append(transaction, {.organisation = scope.organisation,
                                     .person = scope.person,
                                     .module = {},
                                     .action = "mail.tested",
                                     .subject = {},
                                     .detail = {},
                                     .request_id = exchange.request.id});
    house.mail.expect();
    transaction.commit();
    return go(house, exchange, "/mail",
              KEREGE_TR("The letter is on its way. If the server does not take it, it stands in "
                        "the list and says why."));
}

Result<> retry(House& house, http::Exchange& exchange) {
    const auto& request = exchange.request;
    std::optional<int64_t> letter;
    if (const auto given = request.field("letter"); !given.empty()) {
        const auto id = Id<struct LetterTag>::parse(given);
        if (!id) return not_found("no letter id");
        letter = id->value;
    }
    auto transaction = house.database.write();
    const int64_t retried = mail::retry_letters(transaction, exchange.scope().organisation, letter,
                                                house.clock.now_ms());
    if (letter && retried == 0) return not_found("no letter that failed, of this tree");
    const std::string detail = "{\"letters\":" + std::to_string(retried) + "}";
    house.audit.append(transaction, {.organisation = exchange.scope().organisation,
                                     .person = exchange.scope().person,
                                     .module = {},
                                     .action = "mail.retried",
                                     .subject = {},
                                     .detail = detail,
                                     .request_id = request.id});
    house.mail.expect();
    transaction.commit();
    http::redirect_to(exchange, "/mail",
                      tr_plural(house, exchange, KEREGE_TR("{count} letter is tried again."),
                                KEREGE_TR("{count} letters are tried again."), retried));
    return success();
}

}  // namespace

void register_mail(http::Router& router, House& house) {
    get(router, house, "/mail", access::permission::kMailManage, list);
    post(router, house, "/mail/test", access::permission::kMailManage, send_trial);
    post(router, house, "/mail/retry", access::permission::kMailManage, retry);
}

}  // namespace kerege::pages
