#include "host/src/access/accounts_impl.hpp"
#include "kerege/sdk/tr.hpp"
#include "queries/access.hpp"

namespace kerege::access {
namespace {

struct Found {
    PersonId person;
    std::string hash;  // empty: no such login, or no password yet
    std::string locale = "kk";
};

// As people type it: with a space from copying, with a capital from their phone.
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

Found find_account(data::Database& database, std::string_view login) {
    Found found;
    auto transaction = database.read();
    transaction.first(queries::access::account_by_login, {login}, [&](const data::Row& row) {
        found.person = PersonId{row.int64(0)};
        found.hash = row.text_or(1, {});
        found.locale = row.text(2);
    });
    return found;
}

Fault wrong() {
    return {FaultKind::forbidden, "wrong login or password",
            KEREGE_TR("The login or the password is wrong.")};
}

Fault no_membership() {
    return {FaultKind::forbidden, "no membership is valid today",
            KEREGE_TR("You have no access at the moment. Ask the administrator of your "
                      "organisation.")};
}

}  // namespace

Result<SignedIn> Accounts::sign_in(std::string_view typed_login, std::string_view password,
                                   std::string_view address, std::string_view request_id,
                                   std::string_view device) {
    const std::string login = as_login(typed_login);
    if (auto open = impl_->throttle.attempt(login, address); !open) return open.fault();

    const Found account = find_account(impl_->database, login);
    std::string better_hash;
    {
        const auto pass = impl_->enter_gate();
        if (!pass) {
            impl_->throttle.uncount(login, address);
            return busy();
        }
        if (!impl_->matches(account.hash, password)) {
            impl_->throttle.failed(address);
            return wrong();
        }
        if (needs_rehash(account.hash, impl_->settings.password_cost)) {
            better_hash = hash_password(password, impl_->settings.password_cost);
        }
    }

    SignedIn signed_in{account.person, account.locale, {}, {}};
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
    if (!signed_in.memberships.empty()) {
        transaction.execute(queries::access::account_signed_in,
                            {impl_->clock.now_ms(), account.person.value});
        const Choice& first = signed_in.memberships.front();
        signed_in.token = impl_->sessions.begin(transaction, account.person, first.organisation,
                                                first.membership, device);
        impl_->audit.append(transaction, {first.organisation,
                                          account.person,
                                          {},
                                          "session.begun",
                                          subject_of(account.person),
                                          {},
                                          request_id});
    }
    transaction.commit();
    if (signed_in.memberships.empty()) return no_membership();
    return signed_in;
}

}  // namespace kerege::access
