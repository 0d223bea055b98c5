// Logins made from names: "zhumabaeva.rayana", and with a number behind when somebody has it
// already.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "host/src/data/database.hpp"

namespace kerege::directory {

// family.given in ASCII, at most 40 letters. Names that leave nothing give "user".
std::string login_base(std::string_view family_name, std::string_view given_name);

// Gives logins that no account has yet, and none of those it gave before: the base, or the base
// with a number. A handful of look-ups for all of them together, however many of a name there are.
class Logins {
public:
    explicit Logins(data::Transaction& transaction) : transaction_(transaction) {}

    // One for each base. Within one transaction.
    std::vector<std::string> give(const std::vector<std::string>& bases);

private:
    struct Search;
    std::unordered_set<std::string> taken(const std::vector<Search*>& searches);
    void find(std::vector<Search>& searches);

    data::Transaction& transaction_;
    std::unordered_map<std::string, int64_t> last_;  // number given, by base
    std::unordered_set<std::string> given_;
};

}  // namespace kerege::directory
