// A login with its temporary password by mail: the one way in which a password travels. It opens an
// account nobody has used yet, for some days; the letter alone has it in clear, and the outbox
// forgets what the letter says once it is sent.
#pragma once

#include <string>
#include <string_view>

#include "host/src/access/letters.hpp"
#include "host/src/base/clock.hpp"
#include "host/src/base/ids.hpp"
#include "host/src/data/database.hpp"
#include "kerege/sdk/ids.hpp"

namespace kerege::access {

inline constexpr int kLetterDays = 14;  // unless the configuration says otherwise

struct LoginLetter {
    OrganisationId organisation;
    MembershipId membership;
    PersonId person;
    std::string locale;
    std::string organisation_name;  // in that language
    std::string login;
    std::string password;                // in clear
    std::string hash;                    // of it
    std::string_view name = "password";  // of the template
};

class LoginLetters {
public:
    // All must outlive this. letters may be null: nobody is written to. days: for so long the
    // password opens.
    LoginLetters(Letters* letters, IdMaker& ids, const Clock& clock, const LocalTime& local_time,
                 int days);

    // Gives the account the password and writes the letter, within the caller's transaction. False:
    // somebody has signed in with it, and a letter replaces nobody's password. [any]
    bool send(data::Transaction& transaction, const LoginLetter& letter) const;
    // Until when a password given now opens.
    int64_t until_ms() const;

private:
    Letters* const letters_;
    IdMaker& ids_;
    const Clock& clock_;
    const LocalTime& local_time_;
    const int days_;
};

}  // namespace kerege::access
