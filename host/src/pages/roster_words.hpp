// How people of a roster, and what changes with them, are put into words.
#pragma once

#include <initializer_list>
#include <string>
#include <vector>

#include "host/src/directory/roster/plan.hpp"
#include "host/src/pages/person_words.hpp"
#include "host/src/pages/support.hpp"

namespace kerege::pages {

// By commas, without empty ones.
std::string by_commas(const std::vector<std::string>& parts);

// The value of a field as people read it; "–" for none.
std::string words_of_value(const House& house, const http::Exchange& exchange,
                           std::string_view field, const std::string& value);

// "Family Given, 31.12.2015, 7А, +7 701 123-45-67".
std::string person_words(const House& house, const http::Exchange& exchange,
                         const std::string& name, const std::string& birth_date,
                         const std::vector<std::string>& labels, const std::string& phone);
template <class Named>
std::string person_words(const House& house, const http::Exchange& exchange, const Named& person) {
    return person_words(house, exchange, full_name(person), person.birth_date, person.labels,
                        person.phone);
}

}  // namespace kerege::pages
