// How the host writes to people about their accounts. What sends letters implements it.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "host/src/data/database.hpp"
#include "kerege/sdk/ids.hpp"

namespace kerege::access {

struct AccountLetter {
    OrganisationId organisation;
    MembershipId membership;
    PersonId person;
    std::string locale;
    std::string_view name;  // of the template: "compromised"
    std::string key;        // the same for the same news: a letter is written once
    std::vector<std::pair<std::string, std::string>> values;
    std::string to = {};  // an address; empty: the person's when it is sent
    bool secret = false;  // it opens an account: what it says is not kept once it is sent
};

class Letters {
public:
    virtual ~Letters() = default;
    // Writes it into the transaction: it is sent if the change lasts. Nothing happens where no mail
    // server is configured. [any]
    virtual void write(data::Transaction& transaction, const AccountLetter& letter) = 0;
};

}  // namespace kerege::access
