// Who asks, for which organisation, and with which rights: the first argument of every use case.
#pragma once

#include <bitset>
#include <string>
#include <vector>

#include "kerege/abi/access.h"
#include "kerege/sdk/ids.hpp"

namespace kerege::access {

// Numbers of permissions are given once, when the host starts (access::Permissions).
inline constexpr size_t kPermissionsMax = 512;
using PermissionSet = std::bitset<kPermissionsMax>;

struct Scope {
    PersonId person;
    MembershipId membership;
    OrganisationId organisation;
    int32_t profile = KEREGE_PROFILE_NONE;
    std::vector<std::string> roles;
    PermissionSet permissions;
    std::string locale = "kk";
    // What the page's header shows.
    std::string person_name;
    std::string organisation_name;

    bool signed_in() const { return static_cast<bool>(person); }
};

// A session as requests see it: the scope and what guards need beside it.
struct Session {
    Scope scope;
    std::string token_hash;
    std::string csrf_secret;    // hexadecimal
    bool must_confirm = false;  // first login: personal data not checked yet
    bool must_accept = false;   // a document in force
    bool documents = false;     // there are documents to read
    bool must_change_password = false;
    bool password_temporary = false;         // from a slip
    bool compromised = false;                // the person said so; otherwise it has grown old
    bool must_set_up_second_factor = false;  // their role asks for one
    bool second_factor_taken_off = false;    // by somebody else, not read yet
    bool address_news = false;               // changed by somebody else, not read yet
    bool restricted = false;                 // by the operator: looks, and changes nothing
    bool suspended = false;                  // the organisation is: its people look, see guards
    std::string leaving_until;               // it is closed: what is theirs is fetched until then

    bool leaving() const { return !leaving_until.empty(); }
};

}  // namespace kerege::access
