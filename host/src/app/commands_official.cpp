// account officials, account grant-names, account withdraw-names
#include <fmt/format.h>

#include "host/src/app/members.hpp"
#include "host/src/directory/names_grants.hpp"
#include "host/src/directory/officials.hpp"

namespace kerege::app {
namespace {

directory::NamesGrants grants_of(Console& console) {
    return {console.database, console.audit, console.ids, console.clock, console.local_time};
}

}  // namespace

int account_officials(const Invocation& invocation) {
    ReadyConsole console(invocation.config);
    const auto top = unwrap(console.organisation(invocation.needed("organisation")));
    directory::Officials officials(console.database, console.clock, console.local_time);
    directory::OfficialsFilter filter;
    for (int pages = 1; filter.page <= pages; ++filter.page) {
        const auto page = officials.list(top.id, filter);
        pages = page.pages;
        for (const auto& one : page.lines)
            fmt::print("{:<24} {:<9} {:<20} {:<12} {} {}\n", one.login, one.profile, one.code,
                       one.names_until.empty() ? "numbers" : "names until " + one.names_until,
                       one.family_name, one.given_name);
    }
    return kDone;
}

int account_grant_names(const Invocation& invocation) {
    ReadyConsole console(invocation.config);
    const auto organisation = unwrap(console.organisation(invocation.needed("organisation")));
    const MembershipId membership = membership_of(console, invocation, organisation.id);
    const directory::NamesWish wish{invocation.needed("reason"), invocation.needed("until")};
    (void)unwrap_field(grants_of(console).grant(organisation.id, membership, wish, {}));
    fmt::print("{} sees names beneath {} until {}\n", invocation.needed("login"), organisation.code,
               wish.last_day);
    return kDone;
}

int account_withdraw_names(const Invocation& invocation) {
    ReadyConsole console(invocation.config);
    const auto organisation = unwrap(console.organisation(invocation.needed("organisation")));
    const MembershipId membership = membership_of(console, invocation, organisation.id);
    (void)unwrap_field(grants_of(console).withdraw(organisation.id, membership, {}));
    fmt::print("{} sees numbers beneath {}\n", invocation.needed("login"), organisation.code);
    return kDone;
}

}  // namespace kerege::app
