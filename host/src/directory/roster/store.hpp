// Reads what an organisation knows of people, and writes what a plan says. No decisions here.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "host/src/base/ids.hpp"
#include "host/src/data/database.hpp"
#include "host/src/directory/address_watch.hpp"
#include "host/src/directory/roster/plan.hpp"

namespace kerege::directory::roster {

// Everybody of the organisation, with class or subjects, guardians and whether they have an
// account.
std::vector<Known> known_people(data::Transaction& transaction, OrganisationId organisation,
                                std::string_view today);

// Where a roster is taken over, and by whom.
struct Takeover {
    OrganisationId organisation;
    PersonId by;
    std::string_view request_id;
};

class Writer {
public:
    // All must outlive this.
    Writer(data::Transaction& transaction, const Takeover& takeover, AddressWatch& addresses,
           IdMaker& ids, int64_t now_ms, std::string today)
        : transaction_(transaction),
          takeover_(takeover),
          organisation_(takeover.organisation),
          addresses_(addresses),
          ids_(ids),
          now_ms_(now_ms),
          today_(std::move(today)) {}

    // Writes the plan and fills in the ids of what is new. Throws data::ConstraintViolation if
    // another import took a login in the same moment.
    void write(Plan& plan);
    int accounts() const { return accounts_; }

private:
    void write(Planned& planned);
    void add_person(Planned& planned);
    void change_person(const Planned& planned);
    void write_membership(Planned& planned);
    void write_labels(const Planned& planned);
    void write_account(const Planned& planned);

    data::Transaction& transaction_;
    const Takeover takeover_;
    const OrganisationId organisation_;
    AddressWatch& addresses_;
    IdMaker& ids_;
    int64_t now_ms_;
    std::string today_;
    int accounts_ = 0;
};

}  // namespace kerege::directory::roster
