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

// `kind` {href, label, current}: links of `path` to each.
void add_people_kinds(const House& house, const http::Exchange& exchange, const std::string& path,
                      const PeopleKind& current, Model& model);

// `classes` {class {label, selected}}, where the organisation has some.
void add_class_choice(House& house, OrganisationId organisation, std::string_view chosen,
                      Model& model);

// Whether the exchange's person was let see the names of an organisation beneath their own.
bool sees_names(House& house, const http::Exchange& exchange, const directory::Organisation& there);

// One entry for the list in the organisation's log, which names the class: not one for each who
// stands in it.
void note_list(House& house, const http::Exchange& exchange, OrganisationId organisation,
               const directory::PeopleFilter& filter);

}  // namespace kerege::pages
