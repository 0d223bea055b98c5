// audit list, verify, head, seal
#include <fmt/format.h>

#include <optional>

#include "host/src/app/command.hpp"
#include "host/src/app/console.hpp"
#include "host/src/audit/audit.hpp"
#include "host/src/audit/chain.hpp"
#include "host/src/base/text_values.hpp"
#include "queries/app.hpp"

namespace kerege::app {
namespace {

void print_tail(const Console& console, const audit::Tail& tail) {
    if (tail.entries == 0) return;
    fmt::print("{} not sealed yet, the oldest of {}\n", tail.entries,
               console.local_time.minute(tail.oldest_at_ms));
}

std::optional<audit::Head> noted_head(const Invocation& invocation, const std::string& option) {
    if (!invocation.has(option)) return {};
    auto head = audit::Head::parse(invocation.option(option));
    if (!head)
        throw Failure(fmt::format("--{} takes what `kerege audit head` printed", option), kUsage);
    return head;
}

PersonId person_by_login(Console& console, const std::string& login) {
    PersonId person;
    auto transaction = console.database.read();
    transaction.first(queries::app::account_memberships, {login, console.today()},
                      [&](const data::Row& row) { person = PersonId{row.int64(0)}; });
    if (!person)
        throw Failure(fmt::format("no account \"{}\" with a membership valid today", login));
    return person;
}

// The instant at which the option's day begins, or one so many days later.
int64_t begin_of(const Console& console, const Invocation& invocation, const char* option,
                 int days) {
    const std::string day = invocation.needed(option);
    if (!text::is_day(day)) throw Failure(fmt::format("--{} is a day, YYYY-MM-DD", option), kUsage);
    return console.local_time.at_ms(text::day_number(day) + days, 0);
}

// "number 17, entry 4711", as much of it as there is.
std::string place_of(const audit::Broken& broken) {
    std::string place;
    if (broken.number > 0) place = fmt::format("number {}", broken.number);
    if (broken.entry > 0)
        place += fmt::format("{}entry {}", place.empty() ? "" : ", ", broken.entry);
    return place;
}

}  // namespace

int audit_list(const Invocation& invocation) {
    ReadyConsole console(invocation.config);
    audit::Filter filter;
    filter.organisation = unwrap(console.organisation(invocation.needed("organisation"))).id;
    filter.beneath = true;
    filter.action = invocation.option("action");
    if (invocation.has("login"))
        filter.person = person_by_login(console, invocation.needed("login"));
    if (invocation.has("from")) filter.from_ms = begin_of(console, invocation, "from", 0);
    if (invocation.has("until")) filter.until_ms = begin_of(console, invocation, "until", 1);
    for (const auto& one : audit::list(console.database, filter, audit::kListMax, "ru"))
        fmt::print("{}  {:<24} {:<30} {}  {}  {}\n", console.local_time.minute(one.at_ms),
                   one.action, one.subject,
                   one.organisation_name.empty() ? "-" : one.organisation_name,
                   one.person_name.empty() ? "-" : one.person_name, one.detail);
    return kDone;
}

int audit_verify(const Invocation& invocation) {
    const audit::Noted noted{noted_head(invocation, "after"), noted_head(invocation, "head")};
    if (noted.after && noted.head && noted.head->number < noted.after->number)
        throw Failure("--head lies before --after", kUsage);
    ReadyConsole console(invocation.config);
    const auto verdict = audit::verify(console.database, noted);
    const int64_t good = verdict.head.number - (noted.after ? noted.after->number : 0);
    if (!verdict.broken.empty()) {
        for (const audit::Broken& broken : verdict.broken)
            fmt::print("{}: {}\n", place_of(broken), broken.what);
        if (verdict.broken_more > 0) fmt::print("and {} more\n", verdict.broken_more);
        throw Failure(fmt::format(
            "the audit log is broken; {} entries before the first break are as they were sealed",
            good));
    }
    fmt::print("{} entries are as they were sealed{}\n", good,
               noted.head ? ", among them those before the head kept" : "");
    print_tail(console, verdict.tail);
    if (verdict.tail.stale(console.clock.now_ms()))
        throw Failure(
            "nobody seals: what waits could be changed unnoticed. No host serves, or its "
            "job audit.seal fails: see kerege job list");
    return kDone;
}

int audit_head(const Invocation& invocation) {
    ReadyConsole console(invocation.config);
    const auto head = audit::head(console.database);
    if (head.number == 0) throw Failure("nothing is sealed yet: see kerege audit seal");
    fmt::print("{}\n", head.text());
    return kDone;
}

int audit_seal(const Invocation& invocation) {
    ReadyConsole console(invocation.config);
    int64_t sealed = 0, more = 0;
    do {
        more = audit::seal_some(console.database, console.clock);
        sealed += more;
    } while (more == audit::kSealedAtOnce);
    fmt::print("{} sealed\n", sealed);
    return kDone;
}

}  // namespace kerege::app
