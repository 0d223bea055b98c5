// Entries of the audit log in words.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "host/src/audit/audit.hpp"
#include "host/src/pages/support.hpp"

namespace kerege::pages {

// A deed as people say it; of one that nobody translated, its code. A module's action is a message
// id of its translations.
std::string action_words(const House& house, const http::Exchange& exchange,
                         std::string_view module, std::string_view action);

// The host's own deeds, in the order of its list.
std::vector<std::string_view> host_actions();

// Who did it: a name, or the system.
std::string doer_words(const House& house, const http::Exchange& exchange,
                       const audit::Record& record);

// What it was done to. A module says the name in the entry's detail, as "name".
struct SubjectWords {
    std::string name;
    std::string href;   // of a page that whoever asks may open; or empty
    bool code = false;  // the name is what stands in the log
};
SubjectWords subject_words(const House& house, const http::Exchange& exchange,
                           const audit::Record& record);

// The fields of a person that were changed, by their labels; empty: none are named.
std::string changed_fields(const House& house, const http::Exchange& exchange,
                           const audit::Record& record);

// The detail without a name that subject_words() shows already.
std::string detail_words(const audit::Record& record);

}  // namespace kerege::pages
