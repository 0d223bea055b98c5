#include "host/src/access/accounts.hpp"

#include <algorithm>

#include "host/src/access/accounts_impl.hpp"
#include "host/src/access/roles.hpp"
#include "host/src/access/tokens.hpp"
#include "host/src/directory/standing.hpp"
#include "kerege/sdk/tr.hpp"
#include "queries/access.hpp"

namespace kerege::access {
namespace {

constexpr size_t kLoginLettersMax = 64;

bool is_login(std::string_view login) {
    return !login.empty() && login.size() <= kLoginLettersMax &&
           login.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789.-_") ==
               std::string_view::npos;
}

bool is_locale(std::string_view locale) {
    return locale == "kk" || locale == "ru" || locale == "en";
}

}  // namespace

Fault busy() {
    return {FaultKind::unavailable, "no password hash came free in time",
            KEREGE_TR("Too many people are signing in right now. Try again in a minute.")};
}

std::string subject_of(PersonId person) { return "person:" + person.text(); }

Result<> create_account(data::Transaction& transaction, const Clock& clock,
                        const NewAccount& account) {
    if (!is_login(account.login)) return invalid("not a login: " + account.login);
    if (!is_locale(account.locale)) return invalid("not a locale: " + account.locale);
    const auto created =
        transaction.execute(queries::access::account_create,
                            {account.person.value, account.login, account.locale, clock.now_ms()});
    if (created == 0) return conflict("the login is taken, or the person has an account");
    return success();
}

Accounts::Impl::Impl(data::Database& database_in, Sessions& sessions_in,
                     const audit::Audit& audit_in, IdMaker& ids_in, const Clock& clock_in,
                     const LocalTime& local_time_in, AccountSettings settings_in,
                     Letters* letters_in)
    : database(database_in),
      sessions(sessions_in),
      audit(audit_in),
      ids(ids_in),
      clock(clock_in),
      local_time(local_time_in),
      settings(settings_in),
      letters(letters_in),
      login_letters(letters, ids, clock, local_time, settings.letter_days),
      throttle(database, clock, settings),
      gate(std::max(1, settings.hashes_at_once), settings.hashes_waiting_max),
      sealer(settings.second_factor_secret),
      nobodys_hash(hash_password(hex(random_bytes(16)), settings.password_cost)) {}

bool Accounts::Impl::matches(std::string_view hash, std::string_view password) {
    ++comparisons;
    const bool same = verify_password(hash.empty() ? std::string_view(nobodys_hash) : hash,
                                      password.substr(0, kPasswordBytesMax));
    return same && !hash.empty() && password.size() <= kPasswordBytesMax;
}

std::vector<Choice> Accounts::Impl::memberships_of(data::Transaction& transaction, PersonId person,
                                                   std::string_view locale) const {
    std::vector<Choice> choices;
    std::vector<std::string> profiles;
    transaction.each(
        queries::access::account_memberships, {person.value, today()}, [&](const data::Row& row) {
            Choice choice;
            profiles.emplace_back(row.text(2));
            choice.membership = MembershipId{row.int64(0)};
            choice.organisation = OrganisationId{row.int64(1)};
            choice.profile = profile_number(row.text(2));
            choice.position = row.text(3);
            choice.organisation_name = row.text(locale == "ru" ? 5 : locale == "en" ? 6 : 4);
            choices.push_back(std::move(choice));
        });
    std::vector<Choice> open, leaving;
    for (size_t i = 0; i < choices.size(); ++i) {
        const auto door = sessions.door(transaction, choices[i].organisation, profiles[i]);
        if (door.open)
            (door.leaving_until.empty() ? open : leaving).push_back(std::move(choices[i]));
    }
    // Whoever works elsewhere begins there.
    open.insert(open.end(), std::make_move_iterator(leaving.begin()),
                std::make_move_iterator(leaving.end()));
    return open;
}

Accounts::Accounts(data::Database& database, Sessions& sessions, const audit::Audit& audit,
                   IdMaker& ids, const Clock& clock, const LocalTime& local_time,
                   AccountSettings settings, Letters* letters)
    : impl_(std::make_unique<Impl>(database, sessions, audit, ids, clock, local_time, settings,
                                   letters)) {}

Accounts::~Accounts() = default;

std::vector<Choice> Accounts::memberships_of(PersonId person) {
    auto transaction = impl_->database.read();
    std::string locale = "kk";
    transaction.first(queries::access::account_of_person, {person.value},
                      [&](const data::Row& row) { locale = row.text(2); });
    return impl_->memberships_of(transaction, person, locale);
}

std::optional<FoundAccount> Accounts::find(std::string_view login, std::string_view locale) {
    FoundAccount found;
    auto transaction = impl_->database.read();
    transaction.first(queries::access::account_by_login, {as_login(login)},
                      [&](const data::Row& row) { found.person = PersonId{row.int64(0)}; });
    if (!found.person) return {};
    transaction.first(queries::access::account_of_person, {found.person.value},
                      [&](const data::Row& row) {
                          found.login = row.text(0);
                          found.name.append(row.text(3)).append(" ").append(row.text(4));
                      });
    found.memberships = impl_->memberships_of(transaction, found.person, locale);
    if (found.memberships.empty()) return {};
    return found;
}

Result<> Accounts::set_locale(const Scope& scope, std::string_view locale) {
    if (!is_locale(locale)) return invalid("not a locale");
    auto transaction = impl_->database.write();
    const auto changed =
        transaction.execute(queries::access::account_set_locale, {locale, scope.person.value});
    if (changed == 0) return not_found("the person has no account");
    transaction.commit();
    impl_->sessions.forget(scope.person);
    return success();
}

void Accounts::forget_old_failures() { impl_->throttle.forget_old(); }
uint64_t Accounts::comparisons() const { return impl_->comparisons.load(); }

}  // namespace kerege::access
