#include "host/src/mail/outbox.hpp"

#include <utility>

#include "host/src/data/ownership.hpp"
#include "queries/mail.hpp"

namespace kerege::mail {

namespace sql = queries::mail;

Outbox::Outbox(IdMaker& ids, const Clock& clock, const LocalTime& local_time,
               std::function<void()> on_added)
    : ids_(ids), clock_(clock), local_time_(local_time), on_added_(std::move(on_added)) {}

// In a session of a plugin's login the host reads and writes by functions, which know it by the
// key, and the module by the session.
std::optional<Recipient> Outbox::recipient(data::Transaction& transaction, std::string_view module,
                                           OrganisationId organisation,
                                           MembershipId membership) const {
    std::optional<Recipient> found;
    const auto take = [&](const data::Row& row) {
        found = Recipient{PersonId{row.int64(0)}, row.int64(1) == 1, std::string(row.text(2))};
    };
    const std::string today = local_time_.day(clock_.now_ms());
    const std::string_view key = transaction.login_key();
    if (key.empty()) {
        transaction.first(sql::recipient,
                          {data::owner_name(module), organisation.value, membership.value, today},
                          take);
    } else {
        transaction.first(sql::recipient_for_plugin,
                          {key, organisation.value, membership.value, today}, take);
    }
    return found;
}

bool Outbox::add(data::Transaction& transaction, const NewLetter& letter) const {
    const int64_t now = clock_.now_ms();
    const int64_t id = ids_.next();
    const std::string_view key = transaction.login_key();
    int64_t added = 0;
    if (key.empty()) {
        added = transaction.execute(
            sql::letter_add,
            {letter.organisation.value, id, letter.module, letter.key, letter.membership.value,
             letter.person.value, letter.template_name, letter.locale, letter.subject, letter.text,
             letter.html, now, letter.to, int64_t{letter.secret}, letter.unsubscribe});
    } else {
        transaction.first(sql::letter_add_for_plugin,
                          {key, letter.organisation.value, id, letter.key, letter.membership.value,
                           letter.person.value, letter.template_name, letter.locale, letter.subject,
                           letter.text, letter.html, now},
                          [&](const data::Row& row) { added = row.int64(0); });
    }
    if (added == 1 && on_added_) on_added_();
    return added == 1;
}

}  // namespace kerege::mail
