#include "host/src/app/members.hpp"

#include <fmt/format.h>

#include "queries/app.hpp"

namespace kerege::app {

MembershipId membership_of(Console& console, const Invocation& invocation,
                           OrganisationId organisation) {
    const std::string login = invocation.needed("login");
    std::vector<std::pair<MembershipId, std::string>> found;
    auto transaction = console.database.read();
    transaction.each(
        queries::app::membership_of_login,
        {login, organisation.value, invocation.option("profile")},
        [&](const data::Row& row) { found.emplace_back(MembershipId{row.int64(0)}, row.text(1)); });
    if (found.empty()) throw Failure(fmt::format("\"{}\" is no member there", login));
    if (found.size() > 1)
        throw Failure(fmt::format("\"{}\" is several things there: say which by --profile", login));
    return found.front().first;
}

}  // namespace kerege::app
