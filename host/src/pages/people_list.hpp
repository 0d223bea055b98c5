// What the lists of people share: those of one's own organisation, and those an official sees.
#pragma once

#include <string>
#include <string_view>

#include "host/src/directory/people.hpp"
#include "host/src/pages/pager.hpp"
#include "host/src/pages/support.hpp"

namespace kerege::pages {

struct PeopleKind {
    std::string_view code;    // a profile
    std::string_view label;   // a message id
    std::string_view column;  // what stands beside the name
};

// The one of the address, else the first.
const PeopleKind& people_kind(std::string_view code);

// Whom the address asks for, of that kind: q, class (not of staff) and page.
directory::PeopleFilter asked_people(const http::Exchange& exchange, const PeopleKind& kind);

// What partials/people_filter shows: `path`, to which it asks, `kind_code`, `q`, `kind` {href,
// label, current}, and where the organisation has classes and the kind is in them, `classes` {class
// {label, selected}}.
void add_people_filter(House& house, const http::Exchange& exchange, OrganisationId organisation,
                       const std::string& path, const PeopleKind& current,
                       const directory::PeopleFilter& filter, Model& model);

// Whether the exchange's person was let see the names of an organisation beneath their own.
bool sees_names(House& house, const http::Exchange& exchange, const directory::Organisation& there);

// One entry for the list in the organisation's log, which names the class: not one for each who
// stands in it.
void note_list(House& house, const http::Exchange& exchange, OrganisationId organisation,
               const directory::PeopleFilter& filter);

}  // namespace kerege::pages
