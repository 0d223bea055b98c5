// Reads what an organisation knows of people, and writes what a plan says. No decisions here.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "host/src/base/ids.hpp"
#include "host/src/data/batch.hpp"
#include "host/src/data/database.hpp"
#include "host/src/directory/address_watch.hpp"
#include "host/src/directory/edit_notes.hpp"
#include "host/src/directory/logins.hpp"
#include "host/src/directory/placement_times.hpp"
#include "host/src/directory/roster/plan.hpp"

namespace kerege::directory::roster {

// Everybody of the organisation, with class or subjects, guardians and whether they have an
// account.
std::vector<Known> known_people(data::Transaction& transaction, OrganisationId organisation,
                                std::string_view today);

// Where a roster is taken over, by whom, and which; none: people entered by hand, which no undoing
// takes back.
struct Takeover {
    OrganisationId organisation;
    PersonId by;
    std::string_view request_id;
    UploadId upload;
};

// How many people are written, of how many. False: break it off.
using Follow = std::function<bool(int64_t done, int64_t total)>;
struct BrokenOff {};

class Writer {
public:
    // All must outlive this.
    Writer(data::Transaction& transaction, const Takeover& takeover, const audit::Audit& audit,
           AddressWatch& addresses, IdMaker& ids, int64_t now_ms, const LocalTime& local_time);

    // Writes the plan and fills in the ids of what is new. Throws data::ConstraintViolation if
    // another import took a login in the same moment, BrokenOff if `follow` says so.
    void write(Plan& plan, const Follow& follow = {});
    int accounts() const { return accounts_; }

private:
    void write_some(std::span<Planned> people);
    void write(Planned& planned, const std::string& login);
    void write_links(const Plan& plan);
    void note(MembershipId membership, std::string_view field, const std::string& was,
              const std::string& became);
    void note_changes(const Planned& planned);
    void add_person(Planned& planned);
    void change_person(const Planned& planned);
    void write_membership(Planned& planned);
    void write_labels(const Planned& planned, bool made);
    void flush();

    data::Transaction& transaction_;
    const Takeover takeover_;
    const OrganisationId organisation_;
    AddressWatch& addresses_;
    IdMaker& ids_;
    int64_t now_ms_;
    std::string today_;
    int accounts_ = 0;
    int noted_ = 0;
    std::unordered_set<int64_t> made_;  // memberships
    Logins logins_;
    EditNotes edits_;
    PlacementTimes placement_times_;
    data::Batch persons_, memberships_, roles_, placements_, accounts_rows_, links_, kinships_,
        changes_;
};

}  // namespace kerege::directory::roster
