// One request, slot, event or job being handled: everything a handler needs, in its own words.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "kerege/sdk/database.hpp"
#include "kerege/sdk/jobs.hpp"
#include "kerege/sdk/model.hpp"
#include "kerege/sdk/result.hpp"

namespace kerege::sdk {

struct Scope {
    PersonId person;
    MembershipId membership;
    OrganisationId organisation;
    int32_t profile = KEREGE_PROFILE_NONE;  // KEREGE_PROFILE_…
};

// What became of a letter: `known` was written before with this key, `no_member` is nobody of the
// call's organisation today.
enum class Mailed { queued, known, no_address, no_member };

class Call {
public:
    Call(const Host& host, const Statements& statements, kerege_call* call)
        : host_(host), statements_(statements), call_(call) {}
    Call(const Call&) = delete;
    Call& operator=(const Call&) = delete;

    // Who asks.
    Scope scope() const {
        kerege_scope s{};
        s.size = sizeof(s);
        require(host_.access->scope(call_, &s), "scope");
        return {{s.person_id}, {s.membership_id}, {s.organisation_id}, s.profile};
    }
    bool permitted(std::string_view permission) const {
        return host_.access->permitted(call_, str(permission)) == 1;
    }
    // A line for the audit log, in the open transaction if there is one.
    void audit(std::string_view action, std::string_view subject, std::string_view detail = {}) {
        StringSink error;
        require(host_.access->audit(call_, str(action), str(subject), str(detail), error.sink()),
                error, "audit");
    }

    // The answer shows somebody by name: a member, or the list of a class by its label. It is noted
    // in the audit log, once an hour. Only in a request.
    void note_view(MembershipId member) { note_view("membership:" + member.text()); }
    void note_class_view(std::string_view label) { note_view("class:" + std::string(label)); }

    // The request. Views live until the handler returns; absent is empty.
    bool is_post() const { return host_.http->method(call_) == KEREGE_METHOD_POST; }
    std::string_view path() const { return view(host_.http->path(call_)); }
    std::string_view path_value(std::string_view name) const {
        return view(host_.http->path_value(call_, str(name)));
    }
    template <class SomeId>
    std::optional<SomeId> path_id(std::string_view name) const {
        return SomeId::parse(path_value(name));
    }
    std::string_view query_value(std::string_view name) const {
        return view(host_.http->query_value(call_, str(name)));
    }
    std::string_view header(std::string_view name) const {
        return view(host_.http->header(call_, str(name)));
    }
    std::string_view field(std::string_view name) const {
        return view(host_.http->field(call_, str(name)));
    }
    // The body as it came, of any type; empty for a multipart form, whose fields are at hand.
    std::string_view body() const { return view(host_.http->body(call_)); }
    // Calls f(name, value) for each field of the form, in order.
    template <class F>
    void each_field(F&& f) const {
        const uint32_t count = host_.http->field_count(call_);
        for (uint32_t i = 0; i < count; ++i) {
            kerege_str name{}, value{};
            require(host_.http->field_at(call_, i, &name, &value), "field_at");
            f(view(name), view(value));
        }
    }

    // Words.
    std::string_view locale() const { return view(host_.i18n->locale(call_)); }
    std::string_view tr(std::string_view message) const {
        return view(host_.i18n->translate(call_, str(message)));
    }
    // "{count}" in the text becomes the number.
    std::string tr_plural(std::string_view one, std::string_view many, int64_t count) const {
        return with_values(
            std::string(view(host_.i18n->translate_plural(call_, str(one), str(many), count))),
            {{"count", std::to_string(count)}});
    }
    std::string day(std::string_view day, int32_t style = KEREGE_DAY_FULL) const {
        StringSink out;
        require(host_.i18n->format_day(call_, str(day), style, out.sink()), "day",
                "a day of the calendar is written YYYY-MM-DD", day);
        return out.take();
    }
    // Whether a text is a day of the calendar, written YYYY-MM-DD.
    bool is_day(std::string_view day) const {
        StringSink out;
        return host_.i18n->format_day(call_, str(day), KEREGE_DAY_FULL, out.sink()) == KEREGE_OK;
    }
    std::string instant(int64_t at_ms) const {
        StringSink out;
        require(host_.i18n->format_instant(call_, at_ms, out.sink()), "instant",
                "UTC milliseconds since 1970, up to the year 9999", std::to_string(at_ms));
        return out.take();
    }
    std::string today() const {
        StringSink out;
        require(host_.i18n->today(call_, out.sink()), "today");
        return out.take();
    }

    // Data.
    Transaction read() { return {host_, statements_, call_, KEREGE_DB_READ}; }
    // Others may write at the same time: a change names what it was based on in its condition
    // (`where … and revision = :revision`), and execute() tells whether it still held.
    Transaction write() { return {host_, statements_, call_, KEREGE_DB_WRITE}; }
    int64_t new_id() const { return host_.db->new_id(host_.handle); }
    int64_t now_ms() const { return host_.db->now_ms(host_.handle); }
    // Of a setting of type int, or bool (0 or 1).
    int64_t setting_int(std::string_view key) const {
        int64_t value = 0;
        require(host_.settings->get_int(call_, str(key), &value), "setting_int",
                "plugin.yaml declares it under settings, with type: int", key);
        return value;
    }
    bool setting_bool(std::string_view key) const { return setting_int(key) != 0; }
    // Of a setting of type text or choice. Lives until the handler returns.
    std::string_view setting_text(std::string_view key) const {
        kerege_str value{};
        require(host_.settings->get_text(call_, str(key), &value), "setting_text",
                "plugin.yaml declares it under settings, with type: text", key);
        return view(value);
    }
    // A letter to a member of the organisation, in the open transaction and in the language of
    // whoever gets it: templates/mail/<template_name>.txt. One for a key, however often it is
    // written.
    Mailed mail(MembershipId to, std::string_view template_name, const Model& model,
                std::string_view key) {
        StringSink error;
        int32_t outcome = 0;
        const kerege_letter letter = {sizeof(kerege_letter), 0,       to.value, str(template_name),
                                      model.handle(),        str(key)};
        const kerege_status status = host_.mail->send(call_, &letter, &outcome, error.sink());
        if (status == KEREGE_NOT_FOUND) return Mailed::no_member;
        require(status, error, "mail");
        if (outcome == KEREGE_MAIL_QUEUED) return Mailed::queued;
        return outcome == KEREGE_MAIL_KNOWN ? Mailed::known : Mailed::no_address;
    }
    // An event for other modules, in the open transaction. topic: "<plugin>.<noun>.<verb>";
    // subject: what it is about, "learner:123", within which order is kept.
    void publish(std::string_view topic, std::string_view subject, std::string_view payload) {
        StringSink error;
        require(host_.events->publish(call_, str(topic), str(subject), str(payload), error.sink()),
                error, "publish");
    }

    // Jobs of this plugin in this organisation. Queues one in the open transaction; returns its id,
    // or that of the one which has the same key.
    int64_t enqueue(const NewJob& job) {
        const kerege_job wanted = {sizeof(kerege_job), 0,
                                   str(job.kind),      str(job.key),
                                   str(job.payload),   job.not_before_ms};
        int64_t id = 0;
        StringSink error;
        require(host_.jobs->enqueue(call_, &wanted, &id, error.sink()), error, "enqueue");
        return id;
    }
    // nullopt: there is none of this id.
    std::optional<JobFacts> job(int64_t id) const {
        kerege_job_facts facts{};
        facts.size = sizeof(facts);
        StringSink error;
        const kerege_status status = host_.jobs->get(call_, id, &facts, error.sink());
        if (status == KEREGE_NOT_FOUND) return {};
        require(status, error, "job");
        return JobFacts{facts.state, facts.attempts, facts.done, facts.total};
    }
    // In the open transaction. False: there is none of this id, or it has ended.
    bool cancel_job(int64_t id) {
        StringSink error;
        const kerege_status status = host_.jobs->cancel(call_, id, error.sink());
        if (status == KEREGE_NOT_FOUND || status == KEREGE_CONFLICT) return false;
        require(status, error, "cancel_job");
        return true;
    }
    // Within a job: how far it is, and what it should do now (KEREGE_JOB_CONTINUE …).
    int32_t progress(int64_t done, int64_t total) {
        int32_t ask = KEREGE_JOB_CONTINUE;
        require(host_.jobs->progress(call_, done, total, &ask), "progress",
                "only within a job of this plugin");
        return ask;
    }
    // Asks another plugin: service "school.calendar/1", a method of it, JSON in and out. Its faults
    // are results; not_found also says that it is not there or off (see can_ask). Throws CallFailed
    // for what is a bug on either side.
    Result<std::string> ask(std::string_view service, std::string_view method,
                            std::string_view request) {
        StringSink answer, error;
        const kerege_status status = host_.call->call(call_, str(service), str(method),
                                                      str(request), answer.sink(), error.sink());
        if (status == KEREGE_OK) return answer.take();
        if (status > KEREGE_OK && status < KEREGE_INTERNAL)
            return Fault{static_cast<FaultKind>(status), error.take(), {}};
        throw CallFailed(status, error.take());
    }
    bool can_ask(std::string_view service) const {
        return host_.call->available(call_, str(service)) == 1;
    }

    // The answer.
    Model model() { return {host_, host_.view->model(call_)}; }
    Result<> page(std::string_view template_name, const Model& model) {
        StringSink error;
        require(host_.view->render_page(call_, str(template_name), model.handle(), error.sink()),
                error, "render_page");
        return success();
    }
    Result<> fragment(std::string_view template_name, const Model& model) {
        StringSink error;
        require(
            host_.view->render_fragment(call_, str(template_name), model.handle(), error.sink()),
            error, "render_fragment");
        return success();
    }
    // 303; `notice` is shown once on the next page, translated already.
    Result<> redirect(std::string_view path, std::string_view notice = {}) {
        require(host_.http->redirect(call_, str(path), str(notice)), "redirect",
                "the path begins with one / and stays on this site, at most 8 KiB; the notice is "
                "UTF-8, at most 1,000 bytes; a slot has none",
                path);
        return success();
    }
    void status(int32_t status) {
        require(host_.http->set_status(call_, status), "status", "200 to 599, and not in a slot",
                std::to_string(status));
    }
    void header(std::string_view name, std::string_view value) {
        require(host_.http->set_header(call_, str(name), str(value)), "header",
                "one line of at most 8 KiB; set-cookie and those of the connection are the host's",
                name);
    }
    // Bytes as they are: text, JSON, a file, a fragment of an HtmlWriter.
    Result<> body(std::string_view content_type, std::string_view bytes) {
        header("content-type", content_type);
        require(host_.http->write(call_, str(bytes)), "body", "an answer has at most 16 MiB",
                std::to_string(bytes.size()) + " bytes");
        return success();
    }

    void log(int32_t level, std::string_view message) const {
        host_.log->write(host_.handle, call_, level, str(message));
    }
    // Tells the person why, in words, when the handler is about to return this fault: its message
    // with its values, or what is wrong with the first of its fields.
    void explain(const Fault& fault) const {
        std::string_view message = fault.user_message;
        if (message.empty() && !fault.fields.empty()) message = fault.fields.front().message;
        if (message.empty()) return;
        host_.http->set_fault_message(call_,
                                      str(with_values(std::string(tr(message)), fault.values)));
    }

private:
    friend class Files;
    friend class SearchIndex;

    void note_view(const std::string& subject) {
        StringSink error;
        require(host_.access.later(&kerege_access_v1::note_view)(call_, str(subject), error.sink()),
                error, "note_view");
    }

    const Host& host_;
    const Statements& statements_;
    kerege_call* call_;
};

}  // namespace kerege::sdk
