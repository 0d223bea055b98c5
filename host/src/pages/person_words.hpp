// How people are named on the host's pages.
#pragma once

#include <string>

#include "host/src/directory/people.hpp"
#include "host/src/pages/support.hpp"

namespace kerege::pages {

// "Family Given Patronymic".
template <class Named>
std::string full_name(const Named& person) {
    std::string name = person.family_name + " " + person.given_name;
    if (!person.patronymic.empty()) name += " " + person.patronymic;
    return name;
}

// "in use", "never signed in", "no password yet", "no account".
std::string account_state(const House& house, const http::Exchange& exchange,
                          const directory::PersonLine& person);

}  // namespace kerege::pages
