// The outbox of letters: a letter is written in the transaction of what it tells of, and sent once
// that is committed.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "host/src/base/clock.hpp"
#include "host/src/base/ids.hpp"
#include "host/src/data/database.hpp"
#include "kerege/sdk/ids.hpp"

namespace kerege::mail {

// Who gets a letter, as far as its writer may know.
struct Recipient {
    PersonId person;
    bool has_address = false;
    std::string locale;  // of the account, or empty
};

struct NewLetter {
    OrganisationId organisation;
    MembershipId membership;
    PersonId person;
    std::string_view module;
    std::string_view key;  // the same for the same news: with it a letter is written once
    std::string_view template_name;
    std::string_view locale;
    std::string_view subject;
    std::string_view text;
    std::string_view html;     // or empty
    std::string_view to = {};  // an address; empty: the person's when it is sent. Of the host alone
    // It opens an account: what it says is not kept, and it is not sent anew. Of the host alone.
    bool secret = false;
    // Where its list is left with one click; empty: it is of no list. Of the host alone.
    std::string_view unsubscribe = {};
};

class Outbox {
public:
    // All must outlive this. `on_added` (may be empty) is called before the transaction ends.
    Outbox(IdMaker& ids, const Clock& clock, const LocalTime& local_time,
           std::function<void()> on_added = {});

    // nullopt: no membership of the organisation today, or the module is off there.
    // REQUIRES: the transaction is the host's, or of the module's own login and acts as the host.
    // [any]
    std::optional<Recipient> recipient(data::Transaction& transaction, std::string_view module,
                                       OrganisationId organisation, MembershipId membership) const;
    // Returns false if the module has written this membership a letter with this key before.
    // REQUIRES: as above, and it writes. [any]
    bool add(data::Transaction& transaction, const NewLetter& letter) const;

private:
    IdMaker& ids_;
    const Clock& clock_;
    const LocalTime& local_time_;
    std::function<void()> on_added_;
};

}  // namespace kerege::mail
