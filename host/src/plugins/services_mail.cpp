// kerege.mail/1: letters into the outbox.
#include <fmt/format.h>

#include <stdexcept>

#include "host/src/mail/outbox.hpp"
#include "host/src/plugins/call.hpp"
#include "host/src/plugins/rules.hpp"
#include "host/src/plugins/services.hpp"

namespace kerege::plugins {
namespace {

constexpr int kLettersOfACallMax = 10'000;

// What stands in the way before anybody is looked up.
kerege_status refusal(kerege_call* call, const kerege_letter& letter, kerege_sink* error) {
    if (!may_write(*call))
        return refuse(error, KEREGE_INVALID, "mail: no open transaction that writes");
    const kerege_model* model = letter.model;
    if (!model || !model->model || model->call != call)
        return refuse(error, KEREGE_INVALID, "mail: the model is not of this call");
    if (call->misuse != KEREGE_OK) {
        const kerege_status status = call->misuse;
        call->misuse = KEREGE_OK;
        return refuse(error, status, call->misuse_text);
    }
    if (!good_text(letter.template_name, rules::kNameBytesMax) || letter.key.size == 0 ||
        !good_text(letter.key, rules::kMailKeyBytesMax))
        return refuse(error, KEREGE_INVALID,
                      "mail: a template's name and a key of at most 200 bytes are expected");
    if (call->letters >= kLettersOfACallMax)
        return refuse(error, KEREGE_TOO_MANY,
                      fmt::format("mail: more than {} letters in one call", kLettersOfACallMax));
    return KEREGE_OK;
}

// The same as markup, in a frame of the host's, where the plugin has a template of that name for
// pages as well.
std::string markup_of(const Plugin& plugin, std::string_view name, std::string_view locale,
                      const std::string& subject, const view::Model& model) {
    const std::string page = fmt::format("{}/mail/{}", plugin.manifest.id, name);
    if (!plugin.lent.renderer.has(page)) return {};
    std::string content;
    plugin.lent.renderer.render(page, locale, model, content);
    view::Model frame;
    frame.set("lang", locale).set("title", subject).set_html("content", content);
    std::string html;
    plugin.lent.renderer.render("core/mail/frame", locale, frame, html);
    if (html.size() > view::kTextBytesMax) throw std::length_error("a letter of more than 256 KiB");
    return html;
}

// Writes the letter for somebody who was found; true: it was not written before. Throws
// std::length_error.
bool write_letter(kerege_call& call, MembershipId membership, const mail::Recipient& recipient,
                  std::string_view name, const view::Model& model, std::string_view key) {
    const Plugin& plugin = call.plugin;
    const std::string_view locale =
        view::is_locale(recipient.locale) ? std::string_view(recipient.locale) : view::kLocales[0];
    const auto text =
        plugin.lent.letters.render(fmt::format("{}/{}", plugin.manifest.id, name), locale, model);
    const std::string html = markup_of(plugin, name, locale, text.subject, model);
    return plugin.lent.mail.add(
        *call.open->on, {call.scope.organisation, membership, recipient.person, plugin.manifest.id,
                         key, name, locale, text.subject, text.body, html});
}

kerege_status queue(kerege_call& call, data::Transaction& transaction, const kerege_letter& letter,
                    int32_t& outcome, kerege_sink* error) {
    const Plugin& plugin = call.plugin;
    const MembershipId membership{letter.membership_id};
    const auto recipient = plugin.lent.mail.recipient(transaction, plugin.manifest.id,
                                                      call.scope.organisation, membership);
    if (!recipient)
        return refuse(error, KEREGE_NOT_FOUND, "mail: no such member of the organisation");
    if (!recipient->has_address) {
        outcome = KEREGE_MAIL_NO_ADDRESS;
        return KEREGE_OK;
    }
    try {
        const bool added = write_letter(call, membership, *recipient, text_of(letter.template_name),
                                        *letter.model->model, text_of(letter.key));
        call.letters += added ? 1 : 0;
        outcome = added ? KEREGE_MAIL_QUEUED : KEREGE_MAIL_KNOWN;
        return KEREGE_OK;
    } catch (const std::length_error& too_much) {
        return refuse(error, KEREGE_TOO_MANY, too_much.what());
    }
}

kerege_status send(kerege_call* call, const kerege_letter* letter, int32_t* out_outcome,
                   kerege_sink* error) noexcept {
    if (out_outcome) *out_outcome = 0;
    if (!usable(call)) return refuse(error, KEREGE_INTERNAL, "mail: no call");
    if (!letter || letter->size < KEREGE_LETTER_V1_SIZE || !out_outcome)
        return refuse(error, KEREGE_INVALID, "mail: no letter, or no place for the outcome");
    return guarded(error, [&] {
        const kerege_status refused = refusal(call, *letter, error);
        if (refused != KEREGE_OK) return refused;
        const Plugin& plugin = call->plugin;
        const std::string_view name = text_of(letter->template_name);
        if (!plugin.lent.letters.has(fmt::format("{}/{}", plugin.manifest.id, name)))
            return refuse(error, KEREGE_INVALID,
                          fmt::format("there is no template \"mail/{}.txt\"", name));
        return as_host(*call, [&](data::Transaction& transaction) {
            return queue(*call, transaction, *letter, *out_outcome, error);
        });
    });
}

}  // namespace

const kerege_mail_v1 kMailService = {sizeof(kerege_mail_v1), 0, send};

}  // namespace kerege::plugins
