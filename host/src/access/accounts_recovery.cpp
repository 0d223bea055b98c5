// A forgotten password: a letter with a link that opens once. Whether there is such an account is
// nobody's business: who asks is answered before anybody is looked up.
#include <algorithm>

#include "host/src/access/accounts_impl.hpp"
#include "host/src/access/roles.hpp"
#include "host/src/access/tokens.hpp"
#include "host/src/base/address.hpp"
#include "queries/access.hpp"

namespace kerege::access {
namespace {

namespace sql = queries::access;

constexpr size_t kLinkBytes = 32;
constexpr int64_t kLinkOpenMs = 30 * 60'000;
// Whoever finds an administrator's session open can give anybody another address: for a day a link
// goes nowhere, while the address before is told.
constexpr int64_t kAddressRestsMs = int64_t{24} * 60 * 60'000;
// Anybody can ask: the person's other letters keep their place among those a day may bring.
constexpr int64_t kLettersADayMax = 3;
// Of a family at one address, each may need one; whoever asks for them all floods nobody's mailbox.
constexpr int64_t kMailboxLettersADayMax = 10;

}  // namespace

bool Accounts::recovery_offered() const { return impl_->settings.recovery_by_mail; }

Result<PersonId> Accounts::ask_recovery(std::string_view typed_login, std::string_view address) {
    if (!recovery_offered()) return not_found("recovery by mail is switched off");
    const std::string login = as_login(typed_login);
    // Every question counts, apart from passwords: of the login, and of the address.
    const std::string asker = "recovery " + address_key(address);
    if (auto open = impl_->throttle.attempt("\n3 " + login, asker); !open) return open.fault();
    impl_->throttle.failed(asker);
    PersonId person;
    auto transaction = impl_->database.read();
    transaction.first(sql::account_by_login, {login},
                      [&](const data::Row& row) { person = PersonId{row.int64(0)}; });
    return person;
}

// The address on file may be written by the administrator of any school a person belongs to: it
// opens no more than such an administrator's slip would.
bool Accounts::Impl::may_recover(data::Transaction& transaction, PersonId person) const {
    const auto memberships = memberships_of(transaction, person, "kk");
    bool may = !memberships.empty();
    for (const Choice& one : memberships) {
        const bool of_a_school = one.profile == KEREGE_PROFILE_EMPLOYEE ||
                                 one.profile == KEREGE_PROFILE_LEARNER ||
                                 one.profile == KEREGE_PROFILE_GUARDIAN;
        if (!of_a_school || one.organisation != memberships.front().organisation) may = false;
    }
    transaction.each(sql::person_roles, {person.value, today()}, [&](const data::Row& row) {
        for (const auto& role : roles_of(profile_number(row.text(0)), {std::string(row.text(1))})) {
            const auto& excluded = settings.recovery_not_for;
            if (std::ranges::find(excluded, role) != excluded.end()) may = false;
        }
    });
    return may;
}

void Accounts::write_recovery_letter(PersonId person) {
    if (!recovery_offered() || !impl_->letters) return;
    std::string hash;
    std::string locale;
    auto transaction = impl_->database.write();
    const int64_t now_ms = impl_->clock.now_ms();
    // First, for it holds the account: an address that is being changed is seen changed below.
    if (transaction.execute(sql::recovery_letter_count,
                            {impl_->today(), person.value, kLettersADayMax}) == 0)
        return;
    int64_t to_mailbox = 0;  // with this one
    transaction.first(sql::recovery_mailbox_count, {person.value, impl_->today()},
                      [&](const data::Row& row) { to_mailbox = row.int64(0); });
    if (to_mailbox > kMailboxLettersADayMax) return;
    transaction.first(sql::recovery_target,
                      {person.value, now_ms - kAddressRestsMs, now_ms + kAddressRestsMs},
                      [&](const data::Row& row) {
                          hash = row.text(0);
                          locale = row.text(1);
                      });
    if (hash.empty() || !impl_->may_recover(transaction, person)) return;
    const auto memberships = impl_->memberships_of(transaction, person, locale);
    const std::string token = base64url(random_bytes(kLinkBytes));
    // Only the newest link opens, and none once the password is another one.
    transaction.execute(sql::ticket_remove, {person.value, kRecoveryPurpose});
    transaction.execute(sql::ticket_add, {sha256_hex(token), person.value, kRecoveryPurpose,
                                          sha256_hex(hash), now_ms + kLinkOpenMs});
    const Choice& first = memberships.front();
    impl_->letters->write(transaction, {first.organisation,
                                        first.membership,
                                        person,
                                        locale,
                                        "recovery",
                                        "recovery." + sha256_hex(token).substr(0, 32),
                                        {{"token", token}},
                                        {},
                                        true});
    impl_->audit.append(
        transaction, {first.organisation, person, {}, "recovery.sent", subject_of(person), {}, {}});
    transaction.commit();
}

bool Accounts::recovery_open(std::string_view token) {
    return recovery_offered() && impl_->recovering(sha256_hex(token)).has_value();
}

// What was used before is refused in words: a link is no way to try many passwords out.
bool Accounts::Impl::count_try(std::string_view token_hash) {
    auto transaction = database.write();
    if (transaction.execute(sql::ticket_try, {token_hash, kRecoveryTriesMax}) == 0) return false;
    transaction.commit();
    return true;
}

std::optional<PersonId> Accounts::Impl::recovering(std::string_view token_hash) {
    std::optional<PersonId> person;
    auto transaction = database.read();
    transaction.first(sql::ticket_find, {token_hash, kRecoveryPurpose, clock.now_ms()},
                      [&](const data::Row& row) {
                          const bool tried_out = row.int64(5) >= kRecoveryTriesMax;
                          if (!tried_out && sha256_hex(row.text_or(3, {})) == row.text(1))
                              person = PersonId{row.int64(0)};
                      });
    return person;
}

}  // namespace kerege::access
