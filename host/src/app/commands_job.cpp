// job list, retry, cancel; search rebuild
#include <fmt/format.h>

#include "host/src/app/command.hpp"
#include "host/src/app/console.hpp"
#include "host/src/jobs/queue.hpp"
#include "host/src/jobs/reasons.hpp"
#include "host/src/plugins/search.hpp"

namespace kerege::app {
namespace {

constexpr int kLinesMax = 1000;

void print(const Console& console, const jobs::Line& line) {
    const std::string whose = line.module.empty() ? "kerege" : line.module;
    fmt::print("{}  {:<8} {} {}  {}  attempt {} of {}", line.id.value, line.state, whose, line.kind,
               line.organisation_code.empty() ? "-" : line.organisation_code, line.attempts,
               line.attempts_max);
    if (line.state == "waiting") fmt::print("  due {}", console.local_time.minute(line.next_at_ms));
    if (line.state == "running") fmt::print("  {} of {}", line.done, line.total);
    if (line.cancel_asked) fmt::print("  asked to end");
    if (const auto words = jobs::reason_words(line.reason); !words.empty())
        fmt::print("  {}", words);
    if (!line.error.empty()) fmt::print("  {}", line.error);
    fmt::print("\n");
}

int change(const Invocation& invocation, std::string_view action, std::string_view done,
           Result<> (jobs::Queue::*what)(data::Transaction&, jobs::JobId)) {
    const auto id = jobs::JobId::parse(invocation.arguments[0]);
    if (!id) throw Failure("a job is named by its number: see kerege job list", kUsage);
    ReadyConsole console(invocation.config);
    jobs::Queue queue(console.database, console.ids, console.clock);
    auto transaction = console.database.write();
    const auto line = unwrap(queue.find(transaction, *id));
    (void)unwrap((queue.*what)(transaction, *id));
    const std::string subject = "job:" + id->text();
    const std::string detail =
        fmt::format(R"({{"module":"{}","kind":"{}"}})", line.module, line.kind);
    console.audit.append(transaction, {.organisation = line.organisation,
                                       .person = {},
                                       .module = {},
                                       .action = action,
                                       .subject = subject,
                                       .detail = detail,
                                       .request_id = {}});
    transaction.commit();
    fmt::print("{} {}\n", id->value, done);
    return kDone;
}

}  // namespace

int job_list(const Invocation& invocation) {
    ReadyConsole console(invocation.config);
    jobs::Queue queue(console.database, console.ids, console.clock);
    for (const char* state : {"running", "waiting", "failed"}) {
        for (const auto& line : queue.list(state, {}, kLinesMax)) print(console, line);
    }
    const auto counts = queue.counts({});
    fmt::print("{} running, {} waiting, {} failed, {} done within the last days\n", counts.running,
               counts.waiting, counts.failed, counts.done);
    return kDone;
}

int job_retry(const Invocation& invocation) {
    return change(invocation, "job.retried", "will be tried again", &jobs::Queue::retry);
}

int job_cancel(const Invocation& invocation) {
    return change(invocation, "job.cancelled", "is cancelled, or will end soon",
                  &jobs::Queue::stop);
}

int search_rebuild(const Invocation& invocation) {
    ReadyConsole console(invocation.config);
    jobs::Queue queue(console.database, console.ids, console.clock);
    auto transaction = console.database.write();
    plugins::forget_search(transaction);
    const auto job =
        queue.add(transaction, {.module = {}, .organisation = {}, .kind = plugins::kSearchJob});
    console.audit.append(transaction, {.organisation = {},
                                       .person = {},
                                       .module = {},
                                       .action = "search.rebuilt",
                                       .subject = {},
                                       .detail = {},
                                       .request_id = {}});
    transaction.commit();
    fmt::print("{} will put everything into the search anew\n", job.value);
    return kDone;
}

}  // namespace kerege::app
