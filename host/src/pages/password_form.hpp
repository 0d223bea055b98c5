// The form of a new password, at the first sign-in, when the old one has run out, and on one's own
// wish.
#pragma once

#include "host/src/pages/support.hpp"

namespace kerege::pages {

// compromised: somebody else knows the password; reported: and the person has said so before.
enum class PasswordReason { first, expired, compromised, reported, own_wish };

struct PasswordForm {
    std::string_view action;  // where it is sent
    std::string_view done;    // where it leads when the password is changed
    PasswordReason reason;
};

Result<> show_password_form(House& house, http::Exchange& exchange, const PasswordForm& form,
                            const Fault* fault = nullptr);

// Whether the new password was typed the same way twice, and what is said if not.
bool same_twice(const http::Exchange& exchange);
const Fault& not_the_same();

// Takes the sent form: the new password, or the form once more with what is wrong with it.
Result<> change_password(House& house, http::Exchange& exchange, const PasswordForm& form);

}  // namespace kerege::pages
