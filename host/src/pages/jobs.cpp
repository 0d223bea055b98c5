// What is done beside requests: jobs that run, wait or have failed, events that nobody could take,
// and modules in trouble. For the operator.
#include "host/src/jobs/queue.hpp"

#include <fmt/format.h>

#include "host/src/access/roles.hpp"
#include "host/src/jobs/reasons.hpp"
#include "host/src/pages/support.hpp"
#include "host/src/plugins/events.hpp"
#include "host/src/plugins/search.hpp"
#include "kerege/sdk/tr.hpp"

namespace kerege::pages {
namespace {

constexpr int kLines = 100;

std::string_view domain_of(std::string_view module) {
    return module.empty() ? std::string_view("core") : module;
}

// The kind's label; of one that no loaded module knows the kind itself.
std::string label_of(const House& house, const http::Exchange& exchange, const jobs::Line& line) {
    const auto* kind = house.plugins.runner().find(line.module, line.kind);
    if (!kind) return line.kind;
    return std::string(
        house.pages.translator().translate(domain_of(line.module), exchange.locale, kind->label));
}

Model& add_line(const House& house, const http::Exchange& exchange, const jobs::Line& line,
                Model& table) {
    Model& row = table.add("line");
    row.set("id", line.id.value)
        .set("label", label_of(house, exchange, line))
        .set("module", module_name(house, exchange, line.module))
        .set("organisation", name_of(line, exchange))
        .set("reason", tr(house, exchange, jobs::reason_words(line.reason)))
        .set("error", line.error)
        .set("attempts", view::fill(tr(house, exchange, KEREGE_TR("{attempt} of {most}")),
                                    {{"attempt", std::to_string(line.attempts)},
                                     {"most", std::to_string(line.attempts_max)}}));
    if (line.cancel_asked) row.add("ending");
    if (may(house, exchange, access::permission::kJobsManage)) {
        if (line.state != "running") row.add("retry");
        if (line.state != "failed" && !line.cancel_asked) row.add("cancel");
    }
    return row;
}

// The lines of one state, or that there are none.
void add_state(House& house, http::Exchange& exchange, std::string_view state, int64_t count,
               Model& model) {
    Model& section = model.add(std::string(state));
    section.set("count", count);
    const auto lines = house.plugins.queue().list(state, exchange.scope().organisation, kLines);
    if (lines.empty()) {
        section.add("empty");
        return;
    }
    Model& table = section.add("table");
    for (const auto& line : lines) {
        Model& row = add_line(house, exchange, line, table);
        const int64_t at_ms = state == "running"  ? line.began_at_ms
                              : state == "failed" ? line.finished_at_ms
                                                  : line.next_at_ms;
        row.set("at", instant(house, exchange, at_ms));
        if (line.total > 0) row.add("progress").set("done", line.done).set("total", line.total);
    }
    if (count > kLines)
        section.add("more").set("text", tr_plural(house, exchange, KEREGE_TR("and {count} more"),
                                                  KEREGE_TR("and {count} more"), count - kLines));
}

void add_troubles(House& house, http::Exchange& exchange, Model& model) {
    Model* troubles = nullptr;
    const auto add_trouble = [&](const std::string& module, const std::string& text) {
        if (!troubles) troubles = &model.add("troubles");
        troubles->add("module").set("name", module_name(house, exchange, module)).set("text", text);
    };
    for (const auto& one : house.plugins.deliverer().backlog()) {
        if (one.failing == 0) continue;
        add_trouble(one.module,
                    view::fill(tr(house, exchange,
                                  KEREGE_TR("Events it could not take: {failing}. They are tried "
                                            "again at least every 15 minutes; the log says why.")),
                               {{"failing", std::to_string(one.failing)}}));
    }
    for (const auto& module : house.plugins.runner().stuck())
        add_trouble(module, tr(house, exchange,
                               KEREGE_TR("One of its jobs does not end. It gets no others until "
                                         "then, or until the host is started again.")));
    for (const auto& entry : house.plugins.catalogue().entries()) {
        if (const auto trouble = house.plugins.trouble(entry.id); !trouble.empty())
            add_trouble(entry.id, trouble);
    }
}

Result<> show_jobs(House& house, http::Exchange& exchange, const Fault* fault) {
    Model model;
    model.add("wide");
    add_troubles(house, exchange, model);
    const auto counts = house.plugins.queue().counts(exchange.scope().organisation);
    add_state(house, exchange, "failed", counts.failed, model);
    add_state(house, exchange, "running", counts.running, model);
    add_state(house, exchange, "waiting", counts.waiting, model);
    if (may(house, exchange, access::permission::kInstallationManage)) model.add("search");
    return show(house, exchange, "operator/jobs", model, KEREGE_TR("Background jobs"), fault);
}

Result<> list(House& house, http::Exchange& exchange) {
    return show_jobs(house, exchange, nullptr);
}

Result<> change(House& house, http::Exchange& exchange, std::string_view action,
                Result<> (jobs::Queue::*what)(data::Transaction&, jobs::JobId),
                std::string_view notice) {
    const auto id = jobs::JobId::parse(exchange.path_value("job"));
    if (!id) return not_found("no job id");
    const access::Scope& scope = exchange.scope();
    jobs::Queue& queue = house.plugins.queue();
    const auto found = [&] {
        auto transaction = house.database.read();
        return queue.find(transaction, *id);
    }();
    if (!found.ok()) return found.fault();
    const bool theirs = found->organisation
                            ? house.organisations.within(found->organisation, scope.organisation)
                            : may(house, exchange, access::permission::kInstallationManage);
    if (!theirs) return not_found("job: of another tree, or of the installation");
    auto transaction = house.database.write();
    if (const auto done = (queue.*what)(transaction, *id); !done.ok()) {
        transaction.rollback();
        return show_jobs(house, exchange, &done.fault());
    }
    const std::string subject = "job:" + id->text();
    const std::string detail =
        fmt::format(R"({{"module":"{}","kind":"{}"}})", found->module, found->kind);
    house.audit.append(transaction, {.organisation = scope.organisation,
                                     .person = scope.person,
                                     .module = {},
                                     .action = action,
                                     .subject = subject,
                                     .detail = detail,
                                     .request_id = exchange.request.id});
    transaction.commit();
    house.plugins.runner().wake();
    return go(house, exchange, "/jobs", notice);
}

Result<> retry(House& house, http::Exchange& exchange) {
    return change(house, exchange, "job.retried", &jobs::Queue::retry,
                  KEREGE_TR("The job will be tried again."));
}

Result<> cancel(House& house, http::Exchange& exchange) {
    return change(house, exchange, "job.cancelled", &jobs::Queue::stop,
                  KEREGE_TR("The job is cancelled, or will end soon."));
}

// What can be found meanwhile is what was found before.
Result<> rebuild_search(House& house, http::Exchange& exchange) {
    const access::Scope& scope = exchange.scope();
    auto transaction = house.database.write();
    plugins::forget_search(transaction);
    house.plugins.queue().add(transaction,
                              {.module = {}, .organisation = {}, .kind = plugins::kSearchJob});
    house.audit.append(transaction, {.organisation = scope.organisation,
                                     .person = scope.person,
                                     .module = {},
                                     .action = "search.rebuilt",
                                     .subject = {},
                                     .detail = {},
                                     .request_id = exchange.request.id});
    transaction.commit();
    house.plugins.runner().wake();
    return go(house, exchange, "/jobs",
              KEREGE_TR("Modules say anew what can be found of them; it may take some minutes."));
}

}  // namespace

void register_jobs(http::Router& router, House& house) {
    get(router, house, "/jobs", access::permission::kJobsView, list);
    post(router, house, "/jobs/{job}/retry", access::permission::kJobsManage, retry);
    post(router, house, "/jobs/{job}/cancel", access::permission::kJobsManage, cancel);
    post(router, house, "/jobs/search", access::permission::kInstallationManage, rebuild_search);
}

}  // namespace kerege::pages
