// Where the directory tells that somebody's e-mail address changed: links for a new password go
// there.
#pragma once

#include <string_view>

#include "host/src/data/database.hpp"
#include "kerege/sdk/ids.hpp"

namespace kerege::directory {

struct AddressChange {
    OrganisationId organisation;  // which changed it
    MembershipId membership;      // the person's there
    PersonId person;
    PersonId by;                   // none: the host's console
    std::string_view old_address;  // empty: there was none
    std::string_view request_id;
};

class AddressWatch {
public:
    virtual ~AddressWatch() = default;
    // In the transaction of the change, once it is written. [any]
    virtual void address_changed(data::Transaction& transaction, const AddressChange& change) = 0;
};

}  // namespace kerege::directory
