// Slips with logins and temporary passwords, to cut and to hand over against a signature.
#pragma once

#include <string>
#include <vector>

#include "host/src/pages/support.hpp"

namespace kerege::pages {

struct Slip {
    std::string name;
    std::string place;  // class or subjects, may be empty
    std::string login;
    std::string password;
    // Where slips of many organisations lie together; or empty. On the sheet to sign, too.
    std::string organisation = {};
};

// Where people sign in, as a browser takes it: "https://…/sign-in".
std::string sign_in_address(const House& house, const http::Exchange& exchange);

// A child "slip" for each and a "line" of the sheet to sign.
void add_slips(const House& house, const http::Exchange& exchange, const std::vector<Slip>& slips,
               Model& model);

// The same as A4 pages: ten slips each, then the sheet to sign. Throws std::runtime_error.
std::string slips_pdf(const House& house, const http::Exchange& exchange,
                      const std::vector<Slip>& slips);

}  // namespace kerege::pages
