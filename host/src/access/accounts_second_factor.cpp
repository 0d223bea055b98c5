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

}  // namespace

std::vector<std::string> Accounts::Impl::write_recovery_codes(data::Transaction& transaction,
                                                              PersonId person) const {
    transaction.execute(sql::recovery_code_remove, {person.value});
    std::vector<std::string> codes;
    for (int i = 0; i < kRecoveryCodes; ++i) {
        codes.push_back(make_recovery_code());
        transaction.execute(sql::recovery_code_add,
                            {person.value, recovery_digest(person, codes.back())});
    }
    return codes;
}

void Accounts::Impl::remove_factor(data::Transaction& transaction, PersonId person) {
    transaction.execute(sql::second_factor_remove, {person.value});
    transaction.execute(sql::recovery_code_remove, {person.value});
}

void Accounts::Impl::log(data::Transaction& transaction, const Scope& scope,
                         std::string_view action, PersonId subject, std::string_view request_id,
                         std::string_view detail) const {
    audit.append(
        transaction,
        {scope.organisation, scope.person, {}, action, subject_of(subject), detail, request_id});
}

void Accounts::Impl::log_of(data::Transaction& transaction, PersonId person,
                            std::string_view action, std::string_view detail,
                            std::string_view request_id) const {
    const auto memberships = memberships_of(transaction, person, "kk");
    audit.append(transaction,
                 {memberships.empty() ? OrganisationId{} : memberships.front().organisation,
                  person,
                  {},
                  action,
                  subject_of(person),
                  detail,
                  request_id});
}

void Accounts::Impl::write_letter(data::Transaction& transaction, PersonId person,
                                  std::string_view name, const std::string& key) const {
    if (!letters) return;
    std::optional<std::string> locale;
    transaction.first(sql::person_reached, {person.value},
                      [&](const data::Row& row) { locale = row.text(0); });
    if (!locale) return;
    const auto memberships = memberships_of(transaction, person, *locale);
    if (memberships.empty()) return;
    const Choice& first = memberships.front();
    letters->write(transaction,
                   {first.organisation, first.membership, person, *locale, name, key, {}});
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
    if (auto own = impl_->prove_both(person, password, code, request_id); !own) return own.fault();
    auto transaction = impl_->database.write();
    // Of two requests at once the second takes the first one's codes away, too.
    if (transaction.execute(sql::second_factor_hold, {person.value}) == 0)
        return not_found("the second factor was switched off meanwhile");
    auto codes = impl_->write_recovery_codes(transaction, person);
    impl_->log(transaction, session.scope, "recovery_codes.renewed", person, request_id);
    transaction.commit();
    return codes;
}

Result<> Accounts::end_second_factor(const Session& session, std::string_view password,
                                     std::string_view code, std::string_view request_id) {
    const PersonId person = session.scope.person;
    if (auto own = impl_->prove_both(person, password, code, request_id); !own) return own;
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
                                          const Proof& proof, std::string_view request_id) {
    const auto wearer = [&](data::Transaction& transaction) -> Result<PersonId> {
        const auto targets = find_targets(transaction, scope, {&membership, 1}, impl_->today());
        if (!targets) return targets.fault();
        const PersonId person = targets->front().person;
        const auto factor = Impl::factor_of(transaction, person);
        if (!factor || !factor->confirmed_at_ms)
            return not_found("the person has no second factor");
        return person;
    };
    {
        auto transaction = impl_->database.read();
        if (auto there = wearer(transaction); !there) return there.fault();
    }
    const auto proved = impl_->prove(scope, proof, request_id);
    if (!proved) return proved.fault();
    auto transaction = impl_->database.write();
    const auto person = wearer(transaction);
    if (!person) return person.fault();
    Impl::remove_factor(transaction, *person);
    const int64_t now_ms = impl_->clock.now_ms();
    transaction.execute(sql::account_second_factor_taken_off, {now_ms, person->value});
    transaction.execute(sql::session_end_all, {person->value});  // on a phone that is lost, too
    transaction.execute(sql::join_code_remove, {person->value});
    impl_->log(transaction, scope, "second_factor.taken_off", *person, request_id, *proved);
    impl_->write_letter(transaction, *person, "second_factor_taken_off",
                        "second_factor." + std::to_string(now_ms));
    transaction.commit();
    impl_->sessions.forget(*person);
    return success();
}

}  // namespace kerege::access
