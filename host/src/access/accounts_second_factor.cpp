// One's own second factor: setting it up, recovery codes, switching it off; and taking off that of
// somebody who lost the phone.
#include "host/src/access/accounts_impl.hpp"
#include "host/src/access/tokens.hpp"
#include "host/src/access/totp.hpp"
#include "kerege/sdk/tr.hpp"
#include "queries/access.hpp"

namespace kerege::access {
namespace {

namespace sql = queries::access;

constexpr int kRecoveryCodes = 10;
constexpr int kRecoveryLetters = 10;

Fault wrong_code() {
    return invalid_fields({{"code", KEREGE_TR("This code is wrong, or it was used already.")}});
}

Fault none_possible() { return not_found("no key for second factors is configured"); }

// Half of it on each side of a line, without letters and digits that look alike: 49 bits.
std::string make_recovery_code() {
    constexpr std::string_view kLetters = "abcdefghjkmnpqrstuvwxyz23456789";
    std::string code;
    for (int i = 0; i < kRecoveryLetters; ++i) {
        if (i == kRecoveryLetters / 2) code += '-';
        code += kLetters[random_below(kLetters.size())];
    }
    return code;
}

// As people type it: with spaces, without the line, in capitals.
std::string plain_code(std::string_view typed) {
    std::string code;
    for (const char c : typed) {
        if (c >= 'A' && c <= 'Z') code += static_cast<char>(c - 'A' + 'a');
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) code += c;
    }
    return code;
}

std::string digest_of(const Sealer& sealer, PersonId person, std::string_view code) {
    return sealer.digest(person.text() + ":" + plain_code(code));
}

}  // namespace

std::optional<Accounts::Impl::StoredFactor> Accounts::Impl::factor_of(
    data::Transaction& transaction, PersonId person) {
    std::optional<StoredFactor> factor;
    transaction.first(sql::second_factor, {person.value}, [&](const data::Row& row) {
        factor.emplace();
        factor->secret = row.text(0);
        if (!row.is_null(1)) factor->confirmed_at_ms = row.int64(1);
        factor->last_step = row.int64(2);
    });
    return factor;
}

Result<> Accounts::Impl::take_code(data::Transaction& transaction, PersonId person,
                                   const StoredFactor& factor, std::string_view code) const {
    const auto key = sealer.ready() ? sealer.open(factor.secret, person.text()) : std::nullopt;
    if (!key) {
        return Fault{FaultKind::unavailable,
                     "the key of second_factor does not open the secret of " + subject_of(person),
                     KEREGE_TR("The code can't be checked at the moment. Tell the operator.")};
    }
    const int64_t now_ms = clock.now_ms();
    if (const auto step = totp_step(*key, code, now_ms, factor.last_step)) {
        if (transaction.execute(sql::second_factor_step, {*step, person.value}) == 1)
            return success();
        return wrong_code();
    }
    if (transaction.execute(sql::recovery_code_use,
                            {now_ms, person.value, digest_of(sealer, person, code)}) == 1)
        return success();
    return wrong_code();
}

Result<> Accounts::Impl::prove_password(PersonId person, std::string_view password) {
    std::string login;
    std::string hash;
    {
        auto transaction = database.read();
        transaction.first(sql::account_of_person, {person.value}, [&](const data::Row& row) {
            login = row.text(0);
            hash = row.text_or(1, {});
        });
    }
    // As in change_password(): guesses at an open session are counted apart.
    const std::string guessed = "\n" + login;
    if (auto open = throttle.attempt(guessed, {}); !open) return open;
    const auto pass = enter_gate();
    const bool same = pass && matches(hash, password);
    if (!pass || same) throttle.uncount(guessed, {});
    if (!pass) return busy();
    if (!same) return invalid_fields({{"password", KEREGE_TR("The current password is wrong.")}});
    return success();
}

std::string Accounts::Impl::login_of(PersonId person) {
    std::string login;
    auto transaction = database.read();
    transaction.first(sql::account_of_person, {person.value},
                      [&](const data::Row& row) { login = row.text(0); });
    return login;
}

Result<> Accounts::Impl::prove_both(PersonId person, std::string_view password,
                                    std::string_view code) {
    if (auto own = prove_password(person, password); !own) return own;
    const std::string guessed = "\n2 " + login_of(person);
    if (auto open = throttle.attempt(guessed, {}); !open) return open;
    const auto taken = [&]() -> Result<> {
        auto transaction = database.write();
        const auto factor = factor_of(transaction, person);
        if (!factor || !factor->confirmed_at_ms)
            return not_found("the person has no second factor");
        auto right = take_code(transaction, person, *factor, code);
        if (right) transaction.commit();
        return right;
    }();
    if (taken || taken.fault().kind != FaultKind::invalid) throttle.uncount(guessed, {});
    return taken;
}

std::vector<std::string> Accounts::Impl::write_recovery_codes(data::Transaction& transaction,
                                                              PersonId person) const {
    transaction.execute(sql::recovery_code_remove, {person.value});
    std::vector<std::string> codes;
    for (int i = 0; i < kRecoveryCodes; ++i) {
        codes.push_back(make_recovery_code());
        transaction.execute(sql::recovery_code_add,
                            {person.value, digest_of(sealer, person, codes.back())});
    }
    return codes;
}

void Accounts::Impl::remove_factor(data::Transaction& transaction, PersonId person) {
    transaction.execute(sql::second_factor_remove, {person.value});
    transaction.execute(sql::recovery_code_remove, {person.value});
}

void Accounts::Impl::log(data::Transaction& transaction, const Scope& scope,
                         std::string_view action, PersonId subject,
                         std::string_view request_id) const {
    audit.append(
        transaction,
        {scope.organisation, scope.person, {}, action, subject_of(subject), {}, request_id});
}

// A key that is not confirmed yet is for the session that asked for it: seen by another one, it
// would be known to somebody else when it is confirmed.
static std::string offered_to(const Session& session) {
    return session.scope.person.text() + ":" + session.token_hash;
}

SecondFactor Accounts::second_factor(const Session& session) {
    const PersonId person = session.scope.person;
    SecondFactor own;
    own.possible = impl_->sealer.ready();
    const std::string login = impl_->login_of(person);
    auto transaction = impl_->database.read();
    transaction.first(sql::account_second_factor_news, {person.value},
                      [&](const data::Row& row) { own.taken_off_at_ms = row.int64_or(0, 0); });
    transaction.first(sql::recovery_code_count, {person.value},
                      [&](const data::Row& row) { own.codes_left = row.int64(0); });
    const auto factor = Impl::factor_of(transaction, person);
    if (!factor) return own;
    own.since_ms = factor->confirmed_at_ms.value_or(0);
    if (factor->confirmed_at_ms || !own.possible) return own;
    if (const auto key = impl_->sealer.open(factor->secret, offered_to(session))) {
        own.key = base32(*key);
        own.address = totp_address(*key, impl_->settings.site_name, login);
    }
    return own;
}

Result<> Accounts::offer_second_factor(const Session& session) {
    if (!impl_->sealer.ready()) return none_possible();
    const PersonId person = session.scope.person;
    const std::string sealed = impl_->sealer.seal(random_bytes(kTotpKeyBytes), offered_to(session));
    auto transaction = impl_->database.write();
    if (transaction.execute(sql::second_factor_offer, {person.value, sealed}) == 0)
        return conflict("the second factor is on");
    transaction.commit();
    return success();
}

Result<std::vector<std::string>> Accounts::set_up_second_factor(const Session& session,
                                                                std::string_view password,
                                                                std::string_view code,
                                                                std::string_view request_id) {
    if (!impl_->sealer.ready()) return none_possible();
    const PersonId person = session.scope.person;
    if (auto own = impl_->prove_password(person, password); !own) return own.fault();
    auto transaction = impl_->database.write();
    const auto factor = Impl::factor_of(transaction, person);
    const auto key = factor && !factor->confirmed_at_ms
                         ? impl_->sealer.open(factor->secret, offered_to(session))
                         : std::nullopt;
    if (!key) return conflict("nothing is being set up here");
    const int64_t now_ms = impl_->clock.now_ms();
    const auto step = totp_step(*key, code, now_ms, 0);
    if (!step) return wrong_code();
    if (transaction.execute(sql::second_factor_confirm,
                            {now_ms, *step, impl_->sealer.seal(*key, person.text()), person.value,
                             factor->secret}) == 0)
        return conflict("another key was offered meanwhile");
    // Whoever signed in before, perhaps with a stolen password, did so without it.
    transaction.execute(sql::session_end_others, {person.value, session.token_hash});
    transaction.execute(sql::account_second_factor_taken_off, {nullptr, person.value});
    auto codes = impl_->write_recovery_codes(transaction, person);
    impl_->log(transaction, session.scope, "second_factor.set_up", person, request_id);
    transaction.commit();
    impl_->sessions.forget(person);
    return codes;
}

Result<std::vector<std::string>> Accounts::renew_recovery_codes(const Session& session,
                                                                std::string_view password,
                                                                std::string_view code,
                                                                std::string_view request_id) {
    const PersonId person = session.scope.person;
    if (auto own = impl_->prove_both(person, password, code); !own) return own.fault();
    auto transaction = impl_->database.write();
    auto codes = impl_->write_recovery_codes(transaction, person);
    impl_->log(transaction, session.scope, "recovery_codes.renewed", person, request_id);
    transaction.commit();
    return codes;
}

Result<> Accounts::end_second_factor(const Session& session, std::string_view password,
                                     std::string_view code, std::string_view request_id) {
    const PersonId person = session.scope.person;
    if (auto own = impl_->prove_both(person, password, code); !own) return own;
    auto transaction = impl_->database.write();
    Impl::remove_factor(transaction, person);
    impl_->log(transaction, session.scope, "second_factor.ended", person, request_id);
    transaction.commit();
    impl_->sessions.forget(person);
    return success();
}

void Accounts::read_second_factor_news(const Session& session) {
    auto transaction = impl_->database.write();
    transaction.execute(sql::account_second_factor_taken_off,
                        {nullptr, session.scope.person.value});
    transaction.commit();
    impl_->sessions.forget(session.scope.person);
}

bool Accounts::has_second_factor(PersonId person) {
    auto transaction = impl_->database.read();
    const auto factor = Impl::factor_of(transaction, person);
    return factor && factor->confirmed_at_ms;
}

Result<> Accounts::take_off_second_factor(const Scope& scope, MembershipId membership,
                                          std::string_view request_id) {
    auto transaction = impl_->database.write();
    const auto targets = find_targets(transaction, scope, {&membership, 1}, impl_->today());
    if (!targets) return targets.fault();
    const PersonId person = targets->front().person;
    // Somebody at an administrator's open session must not get rid of the administrator's own.
    if (person == scope.person)
        return Fault{FaultKind::forbidden, "one's own second factor",
                     KEREGE_TR("Your own second factor is switched off under My account, with the "
                               "password and a code.")};
    const auto factor = Impl::factor_of(transaction, person);
    if (!factor || !factor->confirmed_at_ms) return not_found("the person has no second factor");
    Impl::remove_factor(transaction, person);
    const int64_t now_ms = impl_->clock.now_ms();
    transaction.execute(sql::account_second_factor_taken_off, {now_ms, person.value});
    transaction.execute(sql::session_end_all, {person.value});  // on a phone that is lost, too
    impl_->log(transaction, scope, "second_factor.taken_off", person, request_id);
    std::optional<std::string> locale;
    transaction.first(sql::person_reached, {person.value},
                      [&](const data::Row& row) { locale = row.text(0); });
    if (locale && impl_->letters) {
        impl_->letters->write(transaction, {scope.organisation,
                                            membership,
                                            person,
                                            *locale,
                                            "second_factor_taken_off",
                                            "second_factor." + std::to_string(now_ms),
                                            {}});
    }
    transaction.commit();
    impl_->sessions.forget(person);
    return success();
}

}  // namespace kerege::access
