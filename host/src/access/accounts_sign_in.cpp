#include <fmt/format.h>

#include "host/src/access/accounts_impl.hpp"
#include "host/src/access/restrictions.hpp"
#include "host/src/access/tokens.hpp"
#include "kerege/sdk/tr.hpp"
#include "queries/access.hpp"

namespace kerege::access {
namespace {

constexpr size_t kTicketBytes = 32;
constexpr int64_t kToldOfPersonAnHour = 12;
constexpr int64_t kToldOfNobodyAnHour = 100;
constexpr int64_t kCodeWaitMs = 10 * 60'000;
constexpr std::string_view kCodePurpose = "code";
// What a session was begun with, in the audit log.
constexpr std::string_view kByPassword = R"({"with":"password"})";
constexpr std::string_view kByCode = R"({"with":"password and code"})";
constexpr std::string_view kByRecoveryCode = R"({"with":"password and recovery code"})";

struct Found {
    PersonId person;
    std::string hash;  // empty: no such login, or no password yet
    std::string locale = "kk";
    int64_t until_ms = 0;  // of a temporary password; 0: without end
};

Found find_account(data::Database& database, std::string_view login) {
    Found found;
    auto transaction = database.read();
    transaction.first(queries::access::account_by_login, {login}, [&](const data::Row& row) {
        found.person = PersonId{row.int64(0)};
        found.hash = row.text_or(1, {});
        found.locale = row.text(2);
        found.until_ms = row.int64(3);
    });
    return found;
}

Fault wrong() {
    return {FaultKind::forbidden, "wrong login or password",
            KEREGE_TR("The login or the password is wrong.")};
}

Fault run_out() {
    return {
        FaultKind::forbidden, "the temporary password has run out",
        KEREGE_TR("The time of this temporary password is over. Ask whoever sent it for another "
                  "one.")};
}

Fault no_membership() {
    return {FaultKind::forbidden, "no membership is valid today",
            KEREGE_TR("You have no access at the moment. Ask the administrator of your "
                      "organisation.")};
}

// Somebody between the two steps.
struct Waiting {
    PersonId person;
    std::string login;
    std::string hash;
    std::string locale;
};

std::optional<Waiting> find_waiting(data::Database& database, std::string_view ticket_hash,
                                    int64_t now_ms) {
    std::optional<Waiting> waiting;
    auto transaction = database.read();
    transaction.first(queries::access::ticket_find, {ticket_hash, kCodePurpose, now_ms},
                      [&](const data::Row& row) {
                          const std::string hash(row.text_or(3, {}));
                          if (sha256_hex(hash) != row.text(1)) return;  // another password by now
                          waiting = {PersonId{row.int64(0)}, std::string(row.text(2)), hash,
                                     std::string(row.text(4))};
                      });
    return waiting;
}

Fault too_late() {
    return {FaultKind::not_found, "no such ticket",
            KEREGE_TR("Signing in took too long. Begin anew.")};
}

}  // namespace

std::string as_login(std::string_view typed) {
    constexpr std::string_view kSpaces = " \t\r\n";
    const auto begin = typed.find_first_not_of(kSpaces);
    if (begin == std::string_view::npos) return {};
    std::string login(typed.substr(begin, typed.find_last_not_of(kSpaces) - begin + 1));
    for (char& letter : login) {
        if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
    }
    return login;
}

Result<SignedIn> Accounts::sign_in(std::string_view typed_login, std::string_view password,
                                   std::string_view address, std::string_view request_id,
                                   std::string_view device) {
    const std::string login = as_login(typed_login);
    const auto attempt = impl_->throttle.attempt(login, address);
    if (!attempt) return attempt.fault();

    const Found account = find_account(impl_->database, login);
    std::string better_hash;
    {
        const auto pass = impl_->enter_gate();
        if (!pass) {
            impl_->throttle.uncount(login, address);
            return busy();
        }
        if (!impl_->matches(account.hash, password)) {
            impl_->note_wrong(account.person, *attempt, address, request_id);
            return wrong();
        }
        if (account.until_ms != 0 && account.until_ms <= impl_->clock.now_ms()) return run_out();
        if (needs_rehash(account.hash, impl_->settings.password_cost)) {
            better_hash = hash_password(password, impl_->settings.password_cost);
        }
    }

    SignedIn signed_in{account.person, account.locale, {}, {}, {}};
    auto transaction = impl_->database.write();
    // Who replaces the password ends all sessions with it, and waits for this row or is waited for:
    // no session of the old password is left behind.
    const auto& kept_hash = better_hash.empty() ? account.hash : better_hash;
    if (transaction.execute(queries::access::account_rehash,
                            {kept_hash, account.person.value, account.hash}) == 0) {
        return wrong();
    }
    impl_->throttle.succeeded(transaction, login, address);
    signed_in.memberships = impl_->memberships_of(transaction, account.person, account.locale);
    const auto factor = Impl::factor_of(transaction, account.person);
    // Only told to whoever knows the password.
    const auto blocked =
        block_of(transaction, account.person, impl_->clock.now_ms(), impl_->local_time);
    if (signed_in.memberships.empty() || blocked) {
        // Said below: the password was right.
    } else if (factor && factor->confirmed_at_ms) {
        signed_in.ticket = base64url(random_bytes(kTicketBytes));
        transaction.execute(queries::access::ticket_add,
                            {sha256_hex(signed_in.ticket), account.person.value, kCodePurpose,
                             sha256_hex(kept_hash), impl_->clock.now_ms() + kCodeWaitMs});
    } else {
        impl_->begin_session(transaction, signed_in, kByPassword, request_id, device);
    }
    transaction.commit();
    if (blocked) return *blocked;
    if (signed_in.memberships.empty()) return no_membership();
    return signed_in;
}

// An entry for the first wrong password within an hour and one for each pause that guessing leads
// to, so many an hour at most. Of a login that nobody has as well, of all of them together: neither
// the log nor the time it takes tells which there are. The account's row comes before the
// address's, as when the password is right.
void Accounts::Impl::note_wrong(PersonId person, const LoginThrottle::Attempt& attempt,
                                std::string_view address, std::string_view request_id) {
    auto transaction = database.write();
    transaction.execute(queries::access::account_failed, {person.value});
    throttle.failed(transaction, address);
    const bool told = (attempt.first || attempt.pauses) &&
                      throttle.may_tell(transaction, person ? person.text() : "nobody",
                                        person ? kToldOfPersonAnHour : kToldOfNobodyAnHour);
    if (told) {
        OrganisationId organisation;
        if (person) {
            const auto memberships = memberships_of(transaction, person, "kk");
            if (!memberships.empty()) organisation = memberships.front().organisation;
        }
        audit.append(transaction, {organisation,
                                   {},
                                   {},
                                   attempt.pauses ? "session.refused" : "session.failed",
                                   person ? subject_of(person) : std::string(),
                                   fmt::format(R"({{"failures":{}}})", attempt.failures),
                                   request_id});
    }
    transaction.commit();
}

void Accounts::Impl::begin_session(data::Transaction& transaction, SignedIn& signed_in,
                                   std::string_view detail, std::string_view request_id,
                                   std::string_view device) {
    const Choice& first = signed_in.memberships.front();
    transaction.execute(queries::access::account_signed_in,
                        {clock.now_ms(), signed_in.person.value});
    signed_in.token =
        sessions.begin(transaction, signed_in.person, first.organisation, first.membership, device);
    audit.append(transaction, {first.organisation,
                               signed_in.person,
                               {},
                               "session.begun",
                               subject_of(signed_in.person),
                               detail,
                               request_id});
}

Result<SignedIn> Accounts::sign_in_with_code(std::string_view ticket, std::string_view code,
                                             std::string_view address, std::string_view request_id,
                                             std::string_view device) {
    const std::string ticket_hash = sha256_hex(ticket);
    const auto waiting = find_waiting(impl_->database, ticket_hash, impl_->clock.now_ms());
    if (!waiting) return too_late();
    // Counted apart from passwords: no login begins like that.
    const std::string guessed = "\n2 " + waiting->login;
    if (auto open = impl_->throttle.attempt(guessed, address); !open) return open.fault();
    const auto attempt = impl_->attempt_code(waiting->person, code);
    if (!attempt) {
        impl_->throttle.uncount(guessed, address);
        return attempt.fault();
    }

    SignedIn signed_in{waiting->person, waiting->locale, {}, {}, {}};
    auto taken = [&]() -> Result<> {
        auto transaction = impl_->database.write();
        const auto factor = Impl::factor_of(transaction, waiting->person);
        if (!factor || !factor->confirmed_at_ms) return too_late();
        const auto right = impl_->take_code(transaction, waiting->person, *factor, code);
        if (!right) return right.fault();
        // Once; and with the password it was given for, whose row is held until the end.
        if (transaction.execute(queries::access::ticket_take, {ticket_hash}) == 0 ||
            transaction.execute(queries::access::account_rehash,
                                {waiting->hash, waiting->person.value, waiting->hash}) == 0)
            return too_late();
        impl_->throttle.succeeded(transaction, guessed, address);
        signed_in.memberships =
            impl_->memberships_of(transaction, waiting->person, waiting->locale);
        if (signed_in.memberships.empty()) return no_membership();
        if (auto blocked =
                block_of(transaction, waiting->person, impl_->clock.now_ms(), impl_->local_time))
            return *blocked;
        const bool by_app = *right == Impl::CodeKind::app;
        impl_->begin_session(transaction, signed_in, by_app ? kByCode : kByRecoveryCode, request_id,
                             device);
        transaction.commit();
        return success();
    }();
    impl_->judge_attempt(waiting->person, *attempt, taken, request_id);
    if (taken) return signed_in;
    if (taken.fault().kind == FaultKind::invalid) {
        impl_->throttle.failed(address);
    } else {
        impl_->throttle.uncount(guessed, address);
    }
    return taken.fault();
}

}  // namespace kerege::access
