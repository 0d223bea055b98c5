#include "host/src/access/newcomer.hpp"

#include <optional>
#include <vector>

#include "host/src/access/accounts.hpp"
#include "host/src/base/text.hpp"
#include "host/src/directory/logins.hpp"
#include "host/src/directory/rows.hpp"
#include "kerege/sdk/tr.hpp"
#include "queries/access.hpp"

namespace kerege::access {
namespace {

std::vector<FieldFault> name_faults(const Newcomer& newcomer) {
    std::vector<FieldFault> faults;
    const auto look = [&](const char* field, const std::string& name, bool needed) {
        if (needed && name.empty())
            faults.push_back({field, KEREGE_TR("Write the name.")});
        else if (text::length(name) > kNewcomerNameLettersMax)
            faults.push_back({field, KEREGE_TR("This is too long. Shorten it.")});
    };
    look("family_name", newcomer.family_name, true);
    look("given_name", newcomer.given_name, true);
    look("patronymic", newcomer.patronymic, false);
    return faults;
}

}  // namespace

Result<MadeNewcomer> add_newcomer(data::Transaction& transaction, const audit::Audit& audit,
                                  IdMaker& ids, const Clock& clock, const std::string& today,
                                  const Newcomer& newcomer, PersonId by,
                                  std::string_view request_id) {
    namespace sql = queries::access;
    if (auto faults = name_faults(newcomer); !faults.empty())
        return invalid_fields(std::move(faults));
    MadeNewcomer made{PersonId{ids.next()}, MembershipId{ids.next()}, newcomer.login};
    if (made.login.empty())
        made.login = directory::Logins(transaction)
                         .give({directory::login_base(newcomer.family_name, newcomer.given_name)})
                         .front();
    const int64_t now_ms = clock.now_ms();
    std::optional<int64_t> confirmed_at_ms;
    if (newcomer.confirmed) confirmed_at_ms = now_ms;
    transaction.execute(sql::newcomer_person,
                        {made.person.value, newcomer.family_name, newcomer.given_name,
                         newcomer.patronymic, directory::null_if_empty(newcomer.birth_date),
                         directory::null_if_empty(newcomer.sex), confirmed_at_ms, now_ms});
    transaction.execute(sql::newcomer_membership,
                        {newcomer.organisation.value, made.membership.value, made.person.value,
                         newcomer.profile, today});
    if (!newcomer.role.empty())
        transaction.execute(sql::newcomer_role,
                            {newcomer.organisation.value, made.membership.value, newcomer.role});
    const auto account =
        create_account(transaction, clock, {made.person, made.login, newcomer.locale});
    if (!account) return account.fault();
    const std::string subject = "person:" + made.person.text();
    audit.append(transaction, {.organisation = newcomer.organisation,
                               .person = by,
                               .module = {},
                               .action = "account.created",
                               .subject = subject,
                               .detail = {},
                               .request_id = request_id});
    return made;
}

}  // namespace kerege::access
