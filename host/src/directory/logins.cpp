#include "host/src/directory/logins.hpp"

#include "host/src/base/text_letters.hpp"
#include "queries/directory.hpp"

namespace kerege::directory {

std::string login_base(std::string_view family_name, std::string_view given_name) {
    const std::string family = text::to_ascii(family_name).substr(0, 24);
    const std::string given = text::to_ascii(given_name).substr(0, 15);
    if (family.empty() && given.empty()) return "user";
    if (family.empty() || given.empty()) return family + given;
    return family + "." + given;
}

std::string free_login(data::Transaction& transaction, std::string_view family_name,
                       std::string_view given_name) {
    const std::string base = login_base(family_name, given_name);
    const auto with_number = [&](int64_t number) {
        return number == 1 ? base : base + std::to_string(number);
    };
    const auto taken = [&](int64_t number) {
        return transaction.first(queries::directory::login_taken, {with_number(number)},
                                 [](const data::Row&) {});
    };
    // Doubles until one is free, then narrows down: thousands of a name cost a dozen look-ups each.
    int64_t last_taken = 0, first_free = 1;
    while (taken(first_free)) {
        last_taken = first_free;
        first_free *= 2;
    }
    while (last_taken + 1 < first_free) {
        const int64_t middle = last_taken + (first_free - last_taken) / 2;
        (taken(middle) ? last_taken : first_free) = middle;
    }
    return with_number(first_free);
}

}  // namespace kerege::directory
