// The ways into a plugin: a request, a slot, a service, an event, a job, a member's data.
#include <algorithm>
#include <chrono>
#include <exception>
#include <iterator>
#include <utility>

#include <fmt/format.h>

#include "host/src/plugins/call.hpp"
#include "host/src/plugins/privacy.hpp"
#include "host/src/plugins/rules.hpp"
#include "host/src/plugins/services.hpp"

namespace kerege::plugins {
namespace {

using std::chrono::steady_clock;

// What a plugin may return is a number; what it means is the host's.
Fault fault_of(const Plugin& plugin, kerege_status status, const std::string& reason) {
    Fault fault;
    fault.kind = status >= KEREGE_NOT_FOUND && status <= KEREGE_INTERNAL
                     ? static_cast<FaultKind>(status)
                     : FaultKind::internal;
    fault.log_text = fmt::format("{}: {}", plugin.manifest.id, reason);
    return fault;
}

// While one runs within a call, that call waits.
class Nested {
public:
    explicit Nested(kerege_call* call) : call_(call) {
        if (call_) ++call_->nested;
    }
    ~Nested() {
        if (call_) --call_->nested;
    }
    Nested(const Nested&) = delete;

private:
    kerege_call* call_;
};

// What a slot or a service shows is shown on the page above it.
void pass_views(kerege_call& call, kerege_call& parent) {
    std::move(call.viewed.begin(), call.viewed.end(), std::back_inserter(parent.viewed));
    call.viewed.clear();
}

void note_views(const kerege_call& call) {
    for (const std::string& subject : call.viewed)
        call.plugin.lent.views.note(call.scope.organisation, call.scope.person, audit::kPageViewed,
                                    subject, call.request_id, call.plugin.manifest.id);
}

// A handler that says all went well may have forgotten something: nobody would ever hear of it.
void warn_of_what_looks_forgotten(const kerege_call& call) {
    const http::Response* answer = call.exchange && call.output == &call.exchange->response.body
                                       ? &call.exchange->response
                                       : nullptr;
    if (call.undone > 0 && (!answer || answer->status < 400)) {
        call.log(LogLevel::warning,
                 fmt::format("it ended well, but the {} rows it changed were rolled back: is "
                             "commit() missing?",
                             call.undone));
    }
    const bool nothing = answer && answer->status == 200 && answer->body.empty() &&
                         answer->headers.empty() &&
                         answer->content_type == http::Response().content_type;
    if (nothing) {
        call.log(LogLevel::warning,
                 "it ended well without an answer: no page, body, redirect or status was given");
    }
}

// Runs `work` behind the boundary: measures it, catches what the plugin's own guard let through,
// and puts away what it left open.
template <class F>
kerege_status cross(kerege_call& call, std::string& reason, F&& work) {
    const auto began = steady_clock::now();
    TextSink error;
    kerege_status status = KEREGE_INTERNAL;
    try {
        status = work(error.sink());
        reason = error.text();
    } catch (const std::exception& exception) {
        reason =
            text::mended(fmt::format("an exception crossed the boundary: {}", exception.what()));
    } catch (...) {
        reason = "an exception crossed the boundary";
    }
    if (status == KEREGE_OK && call.misuse != KEREGE_OK) {
        // Nobody asked since: what was shown lacks something, which is a bug worth a line.
        call.log(LogLevel::error, call.misuse_text);
    }
    if (status != KEREGE_OK && reason.empty()) reason = fmt::format("status {}", status);
    call.roll_back();
    if (status == KEREGE_OK) warn_of_what_looks_forgotten(call);
    const auto took = steady_clock::now() - began;
    Plugin& plugin = call.plugin;
    if (status != KEREGE_OK) plugin.faults.fetch_add(1, std::memory_order_relaxed);
    plugin.timing.add(std::chrono::duration_cast<std::chrono::microseconds>(took));
    return status;
}

}  // namespace

Result<> run_across(kerege_call& call, const std::function<kerege_status(kerege_sink*)>& work) {
    std::string reason;
    const kerege_status status = cross(call, reason, work);
    if (status == KEREGE_OK) return success();
    return fault_of(call.plugin, status, reason);
}

Result<> handle_request(Plugin& plugin, http::Exchange& exchange, int32_t route_id) {
    // The token has been checked; it is no business of a plugin's form.
    std::erase_if(exchange.request.form,
                  [](const http::Field& field) { return field.name == "_csrf"; });
    kerege_call call(plugin, exchange.scope(), exchange.locale);
    call.request_id = exchange.request.id;
    call.exchange = &exchange;
    call.output = &exchange.response.body;
    call.deadline = steady_clock::now() + plugin.lent.workers.call_deadline;
    call.statements = &exchange.statements;
    std::string reason;
    const kerege_status status = cross(call, reason, [&](kerege_sink* error) {
        return plugin.http->handle(plugin.self, &call, route_id, error);
    });
    const auto forget_answer = [&] {
        auto cookies = std::move(exchange.response.cookies);  // the host's
        exchange.response = http::Response();
        exchange.response.cookies = std::move(cookies);
    };
    if (status == KEREGE_OK) {
        try {
            note_views(call);
        } catch (...) {
            forget_answer();
            throw;
        }
        return success();
    }
    forget_answer();
    exchange.fault_message = std::move(call.fault_message);
    return fault_of(plugin, status, reason);
}

Result<std::string> fill_slot(Plugin& plugin, http::Exchange& exchange, kerege_call* parent,
                              std::string_view slot, std::string_view subject) {
    std::string output;
    kerege_call call(plugin, exchange.scope(), exchange.locale);
    call.request_id = exchange.request.id;
    call.exchange = &exchange;
    call.output = &output;
    call.parent = parent;
    call.slot = true;
    call.reads_only = true;
    call.depth = parent ? parent->depth + 1 : 1;
    call.deadline = steady_clock::now() + plugin.lent.workers.slot_deadline;
    if (parent) call.deadline = std::min(call.deadline, parent->deadline);
    call.statements = &exchange.statements;
    const Nested nested(parent);
    std::string reason;
    const kerege_status status = cross(call, reason, [&](kerege_sink* error) {
        return plugin.slots->fill(plugin.self, &call, str_of(slot), str_of(subject), error);
    });
    if (status != KEREGE_OK) return fault_of(plugin, status, reason);
    if (parent)
        pass_views(call, *parent);
    else
        note_views(call);
    return output;
}

kerege_status serve_call(Plugin& provider, kerege_call& parent, kerege_str service,
                         kerege_str method, kerege_str request, AnswerSink& answer,
                         std::string& reason) {
    kerege_call call(provider, parent.scope, parent.locale);
    call.request_id = parent.request_id;
    call.parent = &parent;
    call.reads_only = parent.reads_only;
    call.services_deep = parent.services_deep + 1;
    call.deadline = parent.deadline;
    call.answer = answer.sink();
    call.statements = parent.statements;
    const Nested nested(&parent);
    const kerege_status status = cross(call, reason, [&](kerege_sink* error) {
        const kerege_status served = provider.services->serve(provider.self, &call, service, method,
                                                              request, answer.sink(), error);
        if (served != KEREGE_OK) return served;
        if (!answer.whole()) return refuse(error, KEREGE_TOO_MANY, rules::kAnswerTooLarge);
        if (!utf8(answer.bytes())) return refuse(error, KEREGE_INTERNAL, "the answer is not UTF-8");
        return KEREGE_OK;
    });
    if (status == KEREGE_OK) pass_views(call, parent);
    return call.settle(status);
}

Result<> handle_event(Plugin& plugin, const HeardEvent& event) {
    access::Scope scope;
    scope.organisation = event.organisation;
    kerege_call call(plugin, scope, scope.locale);
    call.deadline = steady_clock::now() + plugin.lent.workers.event_deadline;
    return run_across(call, [&](kerege_sink* error) {
        return plugin.events->handle(plugin.self, &call, event.id, str_of(event.topic),
                                     str_of(event.subject), str_of(event.payload), error);
    });
}

bool takes_part(const Plugin& plugin) { return plugin.privacy != nullptr; }

Result<std::vector<PersonalTable>> export_member(Plugin& plugin, OrganisationId organisation,
                                                 MembershipId membership, std::string_view locale) {
    access::Scope scope;
    scope.organisation = organisation;
    kerege_call call(plugin, scope, locale);
    call.deadline = steady_clock::now() + jobs::kDeadline;
    PersonalTables out;
    call.personal = &out;
    const auto given = run_across(call, [&](kerege_sink* error) {
        return plugin.privacy->export_member(plugin.self, &call, membership.value, error);
    });
    if (!given) return given.fault();
    return std::move(out.tables);
}

// The plugin's call runs within one that holds the transaction, as a service does within its
// caller's.
Result<> run_joined(Plugin& plugin, const access::Scope& scope, const JoinedWork& work) {
    kerege_call holder(plugin, scope, scope.locale);
    holder.deadline = steady_clock::now() + jobs::kDeadline;
    kerege_transaction* transaction = nullptr;
    TextSink failed;
    const auto as_the_host = [&](const std::function<void(data::Transaction&)>& what) {
        if (!what) return KEREGE_OK;
        return guarded(failed.sink(), [&] {
            return as_host(holder, [&](data::Transaction& on) {
                what(on);
                return KEREGE_OK;
            });
        });
    };
    kerege_status status = kDbService.begin(&holder, KEREGE_DB_WRITE, &transaction, failed.sink());
    if (status == KEREGE_OK) status = as_the_host(work.before);
    if (status != KEREGE_OK) return fault_of(plugin, status, failed.text());
    std::string reason;
    {
        kerege_call call(plugin, scope, scope.locale);
        call.parent = &holder;
        call.deadline = holder.deadline;
        const Nested nested(&holder);
        status = call.settle(
            cross(call, reason, [&](kerege_sink* error) { return work.within(call, error); }));
    }
    if (status != KEREGE_OK) return fault_of(plugin, status, reason);
    status = as_the_host(work.after);
    if (status == KEREGE_OK) status = kDbService.commit(transaction, failed.sink());
    if (status == KEREGE_OK) return success();
    return fault_of(plugin, status, failed.text());
}

Result<> erase_member(Plugin& plugin, OrganisationId organisation, MembershipId membership,
                      const ErasureNote& note) {
    access::Scope scope;
    scope.organisation = organisation;
    std::vector<Erased> erased;
    JoinedWork work;
    work.within = [&](kerege_call& call, kerege_sink* error) {
        call.erased = &erased;
        return plugin.privacy->erase_member(plugin.self, &call, membership.value, error);
    };
    work.after = [&](data::Transaction& transaction) { note(transaction, erased); };
    return run_joined(plugin, scope, work);
}

Result<> run_job(Plugin& plugin, jobs::Running& running) {
    const jobs::Taken& job = running.job;
    access::Scope scope;
    scope.organisation = job.organisation;
    kerege_call call(plugin, scope, scope.locale);
    call.job = &running;
    const JobEntry* declared = plugin.manifest.find_job(job.kind);
    call.deadline = steady_clock::now() + (declared ? declared->deadline : jobs::kDeadline);
    return run_across(call, [&](kerege_sink* error) {
        return plugin.jobs->run(plugin.self, &call, job.id.value, str_of(job.kind),
                                str_of(job.payload), job.attempt, error);
    });
}

}  // namespace kerege::plugins
