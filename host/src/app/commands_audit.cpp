// audit verify, head, seal
#include <fmt/format.h>

#include <optional>

#include "host/src/app/command.hpp"
#include "host/src/app/console.hpp"
#include "host/src/audit/chain.hpp"

namespace kerege::app {
namespace {

void print_tail(const Console& console, const audit::Tail& tail) {
    if (tail.entries == 0) return;
    fmt::print("{} not sealed yet, the oldest of {}\n", tail.entries,
               console.local_time.minute(tail.oldest_at_ms));
}

}  // namespace

int audit_verify(const Invocation& invocation) {
    std::optional<audit::Head> kept;
    if (invocation.has("head")) {
        kept = audit::Head::parse(invocation.option("head"));
        if (!kept) throw Failure("--head takes what `kerege audit head` printed", kUsage);
    }
    ReadyConsole console(invocation.config);
    const auto verdict = audit::verify(console.database, kept);
    if (verdict.broken) {
        const audit::Broken& broken = *verdict.broken;
        std::string where;
        if (broken.number > 0) where += fmt::format("number {}", broken.number);
        if (broken.entry > 0)
            where += fmt::format("{}entry {}", where.empty() ? "" : ", ", broken.entry);
        throw Failure(
            fmt::format("the audit log is broken at {}: {}; {} entries before it are as "
                        "they were sealed",
                        where, broken.what, verdict.head.number));
    }
    fmt::print("{} entries are as they were sealed{}\n", verdict.head.number,
               kept ? ", among them those before the head kept" : "");
    print_tail(console, verdict.tail);
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
