// Which entries of the audit log somebody asked for, as the address says it.
#pragma once

#include <string>
#include <string_view>

#include "host/src/audit/audit.hpp"
#include "host/src/directory/people.hpp"
#include "host/src/pages/support.hpp"

namespace kerege::pages {

struct AuditFilter {
    audit::Filter entries;
    bool chosen = false;      // entries.organisation is not the asker's own
    std::string about_name;   // of whom it concerns
    std::string from, until;  // days as they were read, or empty
    // Names that were typed and fit nobody or several people yet.
    std::string who, whom;
    // Nothing is listed before one of them is chosen.
    bool unclear() const { return !who.empty() || !whom.empty(); }

    // The address of `page` with this filter, and with these in place of what it says.
    std::string address(std::string_view page, int64_t before_id = 0) const;
    std::string address_of_person(PersonId person) const;
    std::string address_about(MembershipId membership) const;
    std::string address_within(OrganisationId organisation) const;
};

// What the query says. Operators see the organisations beneath theirs as well, others their own. A
// name that fits one person stands for that person. Fault: invalid, not_found; too_many for names
// that are asked for fast.
Result<AuditFilter> read_audit_filter(House& house, const http::Exchange& exchange);

// Members of one's own organisation whom a name fits, of all profiles, at most so many. Noted as
// the lists of people are that would have shown them.
std::vector<directory::PersonLine> members_named(House& house, const http::Exchange& exchange,
                                                 std::string_view name, size_t most);

}  // namespace kerege::pages
