// What a person sees and does of their own sessions.
#include "host/src/access/accounts_impl.hpp"
#include "host/src/access/tokens.hpp"
#include "kerege/sdk/tr.hpp"
#include "queries/access.hpp"

namespace kerege::access {
namespace {

constexpr int kSessionsShown = 100;
constexpr size_t kKeyLetters = 32;

struct ListedSession {
    OwnSession own;
    std::string token_hash;
};

// The token's digest finds the session in the database; what stands in a page is a digest of that.
std::vector<ListedSession> list_sessions(data::Transaction& transaction, const Session& session,
                                         int64_t now_ms) {
    std::vector<ListedSession> listed;
    transaction.each(queries::access::session_list,
                     {session.scope.person.value, now_ms, kSessionsShown},
                     [&](const data::Row& row) {
                         ListedSession one;
                         one.token_hash = row.text(0);
                         one.own.key = sha256_hex(one.token_hash).substr(0, kKeyLetters);
                         one.own.device = row.text(1);
                         one.own.begun_at_ms = row.int64(2);
                         one.own.used_at_ms = row.int64(3);
                         one.own.here = one.token_hash == session.token_hash;
                         listed.push_back(std::move(one));
                     });
    return listed;
}

// Devices come from our own lists of names: nothing in them needs escaping.
std::string device_detail(std::string_view device) {
    if (device.empty()) return {};
    return std::string("{\"device\":\"").append(device).append("\"}");
}

}  // namespace

std::vector<OwnSession> Accounts::sessions_of(const Session& session) {
    std::vector<OwnSession> sessions;
    auto transaction = impl_->database.read();
    for (auto& one : list_sessions(transaction, session, impl_->clock.now_ms()))
        sessions.push_back(std::move(one.own));
    return sessions;
}

std::vector<OwnSession> Accounts::sessions_of(PersonId person) {
    Session nobodys;  // none of the sessions is the one that asks
    nobodys.scope.person = person;
    return sessions_of(nobodys);
}

Result<int64_t> Accounts::end_sessions_of(const Scope& scope, PersonId person, const Proof& proof,
                                          std::string_view request_id) {
    if (person == scope.person)
        return Fault{FaultKind::forbidden, "one's own sessions",
                     KEREGE_TR("Your own sessions are ended under My account.")};
    const auto proved = impl_->prove(scope, proof, request_id);
    if (!proved) return proved.fault();
    auto transaction = impl_->database.write();
    transaction.execute(queries::access::ticket_remove_all, {person.value});
    const int64_t ended = transaction.execute(queries::access::session_end_all, {person.value});
    transaction.execute(queries::access::join_code_remove, {person.value});
    impl_->audit.append(transaction, {scope.organisation,
                                      scope.person,
                                      {},
                                      "sessions.ended_for",
                                      subject_of(person),
                                      *proved,
                                      request_id});
    transaction.commit();
    impl_->sessions.forget(person);
    return ended;
}

Result<> Accounts::end_session(const Session& session, std::string_view key,
                               std::string_view request_id) {
    const PersonId person = session.scope.person;
    auto transaction = impl_->database.write();
    for (const auto& one : list_sessions(transaction, session, impl_->clock.now_ms())) {
        if (one.own.key != key) continue;
        transaction.execute(queries::access::session_end, {one.token_hash});
        impl_->audit.append(transaction, {session.scope.organisation,
                                          person,
                                          {},
                                          "session.ended",
                                          subject_of(person),
                                          device_detail(one.own.device),
                                          request_id});
        transaction.commit();
        impl_->sessions.forget(person);
        return success();
    }
    return not_found("no such session of this person");
}

SignIns Accounts::sign_ins(PersonId person) {
    SignIns found;
    impl_->database.read().first(queries::access::account_sign_ins, {person.value},
                                 [&](const data::Row& row) {
                                     found = {row.int64_or(0, 0), row.int64(1)};
                                 });
    return found;
}

void Accounts::sign_out(const Session& session, std::string_view request_id) {
    const Scope& scope = session.scope;
    auto transaction = impl_->database.write();
    transaction.execute(queries::access::session_end, {session.token_hash});
    impl_->audit.append(transaction, {scope.organisation,
                                      scope.person,
                                      {},
                                      "session.signed_out",
                                      subject_of(scope.person),
                                      {},
                                      request_id});
    transaction.commit();
    impl_->sessions.forget(scope.person);
}

Result<> Accounts::switch_membership(const Session& session, MembershipId membership,
                                     std::string_view request_id) {
    const PersonId person = session.scope.person;
    auto transaction = impl_->database.write();
    const auto organisation = impl_->sessions.switch_membership(transaction, session, membership);
    if (!organisation) return organisation.fault();
    const std::string subject = "membership:" + membership.text();
    impl_->audit.append(
        transaction, {*organisation, person, {}, "membership.switched", subject, {}, request_id});
    transaction.commit();
    impl_->sessions.forget(person);
    return success();
}

void Accounts::end_other_sessions(const Session& session, std::string_view request_id) {
    const PersonId person = session.scope.person;
    auto transaction = impl_->database.write();
    const auto ended = transaction.execute(queries::access::session_end_others,
                                           {person.value, session.token_hash});
    transaction.execute(queries::access::join_code_remove, {person.value});
    const std::string detail = "{\"sessions\":" + std::to_string(ended) + "}";
    impl_->audit.append(transaction, {session.scope.organisation,
                                      person,
                                      {},
                                      "sessions.ended",
                                      subject_of(person),
                                      detail,
                                      request_id});
    transaction.commit();
    impl_->sessions.forget(person);
}

void Accounts::Impl::tell_compromised(data::Transaction& transaction, const Scope& scope,
                                      OrganisationId organisation, std::string_view request_id) {
    const int64_t report = ids.next();
    const auto added =
        transaction.execute(queries::access::data_report_add_compromised,
                            {organisation.value, report, scope.person.value, clock.now_ms()});
    audit.append(transaction, {organisation,
                               scope.person,
                               {},
                               "account.compromised",
                               subject_of(scope.person),
                               {},
                               request_id});
    if (added == 0 || !letters) return;
    std::vector<AccountLetter> written;
    const auto tell = [&](OrganisationId where, const data::Row& row, size_t column) {
        written.push_back({where,
                           MembershipId{row.int64(column)},
                           PersonId{row.int64(column + 1)},
                           std::string(row.text(column + 2)),
                           "compromised",
                           "compromised." + std::to_string(report),
                           {{"name", scope.person_name}}});
    };
    const std::string day = today();
    transaction.each(queries::access::administrators, {organisation.value, scope.person.value, day},
                     [&](const data::Row& row) { tell(organisation, row, 0); });
    // Of an only administrator, of officials and operators nobody there hears.
    if (written.empty())
        transaction.each(queries::access::operators_besides,
                         {organisation.value, scope.person.value, day},
                         [&](const data::Row& row) { tell(OrganisationId{row.int64(0)}, row, 1); });
    for (const AccountLetter& letter : written) letters->write(transaction, letter);
}

}  // namespace kerege::access
