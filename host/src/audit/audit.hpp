// The audit log: who did what to what, written in the transaction of the change itself. There is no
// statement that changes or deletes a line.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "host/src/base/clock.hpp"
#include "host/src/base/ids.hpp"
#include "host/src/data/database.hpp"
#include "kerege/sdk/ids.hpp"

namespace kerege::audit {

inline constexpr size_t kDetailBytesMax = 4096;
inline constexpr size_t kNameBytesMax = 200;  // of action, subject, module and request
inline constexpr int kListMax = 200;

struct Entry {
    OrganisationId organisation;  // none: of the installation as a whole
    PersonId person;              // none: the host itself
    std::string_view module;      // plugin id; empty: the host's own
    std::string_view action;      // "password.changed"
    std::string_view subject;     // what it was done to, as "kind:id"
    std::string_view detail;      // JSON or empty
    std::string_view request_id;
};

struct Record {
    int64_t id = 0;  // rises with time
    int64_t at_ms = 0;
    OrganisationId organisation;  // none: the installation
    std::string organisation_name;
    PersonId person;
    std::string person_name;  // "Family Given", empty for the host itself
    std::string module;
    std::string action;
    std::string subject;
    std::string subject_name;         // of a person, an organisation or a roster's file; or empty
    MembershipId subject_membership;  // of a person in the entry's organisation; or none
    std::string detail;
    std::string request_id;
};

class Audit {
public:
    // Both must outlive this.
    Audit(IdMaker& ids, const Clock& clock) : ids_(ids), clock_(clock) {}

    // Adds a line; it lasts if the transaction does. Throws std::invalid_argument for an entry
    // without an action or beyond the limits above. [any]
    void append(data::Transaction& transaction, const Entry& entry) const;
    // Adds many with one statement. As append(); none do nothing. [any]
    void append_many(data::Transaction& transaction, const std::vector<Entry>& entries) const;

private:
    IdMaker& ids_;
    const Clock& clock_;
};

// By which names entries call a member of an organisation. Lists of classes concern a learner who
// stood in the class when somebody opened it.
struct Member {
    PersonId person;
    MembershipId membership;
    std::string profile;
};

// Which entries. What is empty leaves all.
struct Filter {
    OrganisationId organisation;
    bool beneath = false;  // those of organisations beneath as well; at the top, the installation's
    PersonId person = {};  // who did it
    Member about = {};     // whom it concerns; not together with `beneath`
    std::string action = {};
    int64_t from_ms = 0;
    int64_t until_ms = 0;   // 0: now
    int64_t before_id = 0;  // 0: from the newest
};

// The newest entries first, at most `limit` and kListMax. locale: of the organisations' names.
// [request]
std::vector<Record> list(data::Database& database, const Filter& filter, int limit,
                         std::string_view locale = "kk");

// A kind of deed, and the module whose word it is.
struct Action {
    std::string action;
    std::string module;
};
// Those that occur in one organisation. [request]
std::vector<Action> actions(data::Database& database, OrganisationId organisation);

}  // namespace kerege::audit
