#include "host/src/applications/first_administrator.hpp"

#include "host/src/access/accounts.hpp"
#include "host/src/access/roles.hpp"
#include "host/src/directory/logins.hpp"
#include "kerege/sdk/tr.hpp"
#include "queries/applications.hpp"

namespace kerege::applications {

FirstPassword make_first_password(const access::PasswordCost& cost) {
    FirstPassword password;
    password.clear = access::make_temporary_password();
    password.hash = access::hash_password(password.clear, cost);
    return password;
}

FirstAdministrators::FirstAdministrators(const audit::Audit& audit, IdMaker& ids,
                                         const Clock& clock, const LocalTime& local_time,
                                         access::Letters& letters, int days)
    : audit_(audit),
      ids_(ids),
      clock_(clock),
      local_time_(local_time),
      letters_(&letters, ids, clock, local_time, days) {}

Result<FirstAdministrator> FirstAdministrators::create(
    data::Transaction& transaction, OrganisationId organisation, const Applicant& applicant,
    const std::string& login, const std::string& locale, PersonId by, std::string_view request_id) {
    namespace sql = queries::applications;
    FirstAdministrator one{PersonId{ids_.next()}, MembershipId{ids_.next()}, login};
    const int64_t now_ms = clock_.now_ms();
    transaction.execute(sql::first_person,
                        {one.person.value, applicant.family_name, applicant.given_name,
                         applicant.patronymic, applicant.phone, applicant.email, now_ms});
    transaction.execute(sql::first_membership,
                        {organisation.value, one.membership.value, one.person.value,
                         applicant.position, local_time_.day(now_ms)});
    transaction.execute(sql::first_role,
                        {organisation.value, one.membership.value, access::role::kAdministrator});
    const auto made = access::create_account(transaction, clock_, {one.person, one.login, locale});
    if (!made) return made.fault();
    audit_.append(transaction, {.organisation = organisation,
                                .person = by,
                                .module = {},
                                .action = "account.created",
                                .subject = "person:" + one.person.text(),
                                .detail = {},
                                .request_id = request_id});
    return one;
}

Result<FirstAdministrator> FirstAdministrators::add(data::Transaction& transaction,
                                                    const directory::Organisation& organisation,
                                                    const Applicant& applicant,
                                                    const std::string& locale,
                                                    const FirstPassword& password, PersonId by,
                                                    std::string_view request_id) {
    const std::string base = directory::login_base(applicant.family_name, applicant.given_name);
    const std::string login = directory::Logins(transaction).give({base}).front();
    auto one = create(transaction, organisation.id, applicant, login, locale, by, request_id);
    if (!one) return one;
    const auto given = give(transaction, organisation, {*one, locale}, password, by, request_id);
    if (!given) return given.fault();
    return one;
}

Result<> FirstAdministrators::send_again(data::Transaction& transaction,
                                         const directory::Organisation& organisation,
                                         MembershipId membership, const FirstPassword& password,
                                         PersonId by, std::string_view request_id) {
    Member member;
    member.one.membership = membership;
    transaction.first(queries::applications::first_login, {organisation.id.value, membership.value},
                      [&](const data::Row& row) {
                          member.one.person = PersonId{row.int64(0)};
                          member.one.login = row.text(1);
                          member.locale = row.text(2);
                      });
    if (!member.one.person) return not_found("first administrator: no such member");
    return give(transaction, organisation, member, password, by, request_id);
}

Result<> FirstAdministrators::give(data::Transaction& transaction,
                                   const directory::Organisation& organisation,
                                   const Member& member, const FirstPassword& password, PersonId by,
                                   std::string_view request_id) {
    const bool sent =
        letters_.send(transaction, {.organisation = organisation.id,
                                    .membership = member.one.membership,
                                    .person = member.one.person,
                                    .locale = member.locale,
                                    .organisation_name = organisation.name(member.locale),
                                    .login = member.one.login,
                                    .password = password.clear,
                                    .hash = password.hash,
                                    .name = "activation"});
    if (!sent)
        return conflict("first administrator: the account is in use",
                        KEREGE_TR("The account is in use already: who forgot the password gets "
                                  "another one as everybody does."));
    audit_.append(transaction, {.organisation = organisation.id,
                                .person = by,
                                .module = {},
                                .action = "password.issued",
                                .subject = "person:" + member.one.person.text(),
                                .detail = {},
                                .request_id = request_id});
    return success();
}

}  // namespace kerege::applications
