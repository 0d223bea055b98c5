// A letter as it travels: RFC 5322 and MIME.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace kerege::mail {

struct Message {
    std::string from;  // addresses; REQUIRES: good_address() of both
    std::string from_name;
    std::string to;
    std::string locale;
    std::string subject;
    std::string text;              // UTF-8, lines end with \n
    std::string html;              // the same as markup, or empty
    std::string unsubscribe = {};  // an address of a page that ends a list; empty: of none
    int64_t id = 0;                // the same for each try, so that a server may know one it has
    int64_t date_ms = 0;
};

// ASCII, lines of at most 76 characters, but for the address that ends a list, that end with CR LF,
// none begins with a dot. Control characters in what comes into the head are spaces there: nothing
// given can begin another line of it. [any]
std::string compose(const Message& message);

}  // namespace kerege::mail
