#include "host/src/access/accounts_impl.hpp"
#include "queries/access.hpp"

namespace kerege::access {

Result<> Accounts::confirm_personal_data(const Scope& scope, std::string_view request_id) {
    auto transaction = impl_->database.write();
    const auto changed = transaction.execute(queries::access::person_confirm,
                                             {impl_->clock.now_ms(), scope.person.value});
    if (changed > 0) {
        impl_->audit.append(transaction, {scope.organisation,
                                          scope.person,
                                          {},
                                          "person.confirmed",
                                          subject_of(scope.person),
                                          {},
                                          request_id});
    }
    transaction.commit();
    impl_->sessions.forget(scope.person);
    return success();
}

int64_t Accounts::address_news(const Session& session) {
    int64_t at_ms = 0;
    auto transaction = impl_->database.read();
    transaction.first(queries::access::account_address_news, {session.scope.person.value},
                      [&](const data::Row& row) { at_ms = row.int64_or(0, 0); });
    return at_ms;
}

void Accounts::read_address_news(const Session& session) {
    auto transaction = impl_->database.write();
    transaction.execute(queries::access::account_address_read, {session.scope.person.value});
    transaction.commit();
    impl_->sessions.forget(session.scope.person);
}

}  // namespace kerege::access
