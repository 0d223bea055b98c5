// The first person of an organisation: an administrator, with an account that nobody has used yet
// and a letter that opens it. Used when an application is approved, and by the operator.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "host/src/access/login_letter.hpp"
#include "host/src/access/password.hpp"
#include "host/src/applications/form.hpp"
#include "host/src/audit/audit.hpp"
#include "host/src/base/clock.hpp"
#include "host/src/base/ids.hpp"
#include "host/src/data/database.hpp"
#include "host/src/directory/organisations.hpp"
#include "kerege/sdk/ids.hpp"
#include "kerege/sdk/result.hpp"

namespace kerege::applications {

// Made before the transaction, for a hash takes its time and its memory. The password is in the
// letter alone; the outbox empties that once it is sent.
struct FirstPassword {
    std::string clear;
    std::string hash;
};
FirstPassword make_first_password(const access::PasswordCost& cost);

struct FirstAdministrator {
    PersonId person;
    MembershipId membership;
    std::string login;
};

class FirstAdministrators {
public:
    // All must outlive this. days: for so long the password opens.
    FirstAdministrators(const audit::Audit& audit, IdMaker& ids, const Clock& clock,
                        const LocalTime& local_time, access::Letters& letters, int days);

    // Within the caller's transaction, with an account that has no password yet. The applicant as
    // checked_applicant() gives it. Fault: what create_account() refuses. [any]
    Result<FirstAdministrator> create(data::Transaction& transaction, OrganisationId organisation,
                                      const Applicant& applicant, const std::string& login,
                                      const std::string& locale, PersonId by,
                                      std::string_view request_id);
    // The same with the password in a letter.
    Result<FirstAdministrator> add(data::Transaction& transaction,
                                   const directory::Organisation& organisation,
                                   const Applicant& applicant, const std::string& locale,
                                   const FirstPassword& password, PersonId by,
                                   std::string_view request_id);
    // Another password in another letter. Fault: conflict (the account is in use), not_found.
    Result<> send_again(data::Transaction& transaction, const directory::Organisation& organisation,
                        MembershipId membership, const FirstPassword& password, PersonId by,
                        std::string_view request_id);

private:
    struct Member {
        FirstAdministrator one;
        std::string locale;
    };
    Result<> give(data::Transaction& transaction, const directory::Organisation& organisation,
                  const Member& member, const FirstPassword& password, PersonId by,
                  std::string_view request_id);

    const audit::Audit& audit_;
    IdMaker& ids_;
    const Clock& clock_;
    const LocalTime& local_time_;
    const access::LoginLetters letters_;
};

}  // namespace kerege::applications
