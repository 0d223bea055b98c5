// Newsletters: the list, and one of them while it is written, on its way, and afterwards.
#include "host/src/news/newsletters.hpp"

#include "host/src/access/roles.hpp"
#include "host/src/pages/form_fields.hpp"
#include "host/src/pages/proof.hpp"
#include "kerege/sdk/tr.hpp"

namespace kerege::pages {
namespace {

using news::Draft;
using news::Newsletter;
using news::Words;

constexpr std::string_view kTitle = KEREGE_TR("News by mail");
constexpr std::string_view kAgain = KEREGE_TR("This newsletter");

struct Language {
    const char* code;
    std::string_view subject_label;
    std::string_view text_label;
    Words Draft::*words;
};
constexpr Language kLanguages[] = {
    {"kk", KEREGE_TR("Subject, in Kazakh"), KEREGE_TR("Text, in Kazakh"), &Draft::kk},
    {"ru", KEREGE_TR("Subject, in Russian"), KEREGE_TR("Text, in Russian"), &Draft::ru},
    {"en", KEREGE_TR("Subject, in English"), KEREGE_TR("Text, in English"), &Draft::en},
};

std::string path_of(news::NewsletterId id) { return "/newsletters/" + id.text(); }

news::Doer doer_of(const http::Exchange& exchange) {
    return {exchange.scope().person, exchange.request.id};
}

struct State {
    std::string_view label;
    const char* badge;
};

State state_of(const Newsletter& one) {
    if (one.broken_off) return {KEREGE_TR("Broken off"), "bad"};
    if (one.state == "draft") return {KEREGE_TR("Draft"), "quiet"};
    if (one.state == "cancelled") return {KEREGE_TR("Cancelled"), "warn"};
    const bool on_its_way = one.state == "sending" || one.waiting > 0;
    if (on_its_way) return {KEREGE_TR("On its way"), "warn"};
    return {KEREGE_TR("Sent"), "good"};
}

void add_state(const House& house, const http::Exchange& exchange, const Newsletter& one,
               Model& item) {
    const State state = state_of(one);
    item.set("state", tr(house, exchange, state.label)).set("badge", state.badge);
}

Result<> list(House& house, http::Exchange& exchange) {
    const auto organisation = exchange.scope().organisation;
    Model model;
    model.add("wide");
    const int64_t readers = house.newsletters.readers(organisation);
    model.set("readers", tr_plural(house, exchange, KEREGE_TR("{count} reader"),
                                   KEREGE_TR("{count} readers"), readers));
    if (!house.mail.configured()) model.add("no_mail");
    const auto all = house.newsletters.list(organisation);
    if (all.empty()) model.add("empty");
    Model* table = all.empty() ? nullptr : &model.add("table");
    for (const Newsletter& one : all) {
        Model& line = table->add("line");
        line.set("id", one.id.value)
            .set("subject", one.subject(exchange.locale))
            .set("by", one.by_name)
            .set("at", instant(house, exchange,
                               one.begun_at_ms != 0 ? one.begun_at_ms : one.changed_at_ms));
        if (one.state != "draft") line.set("written", one.written);
        add_state(house, exchange, one, line);
    }
    return show(house, exchange, "operator/newsletters", model, kTitle);
}

Draft typed_draft(const http::Exchange& exchange) {
    Draft draft;
    for (const Language& language : kLanguages) {
        Words& words = draft.*language.words;
        words.subject = exchange.request.field(std::string("subject_") + language.code);
        words.text = exchange.request.field(std::string("text_") + language.code);
    }
    const auto revision = Id<struct RevisionTag>::parse(exchange.request.field("revision"));
    draft.revision = revision ? revision->value : 0;
    return draft;
}

void add_form(House& house, http::Exchange& exchange, const Draft& draft, const Fault* fault,
              Model& form) {
    form.set("revision", draft.revision);
    for (const Language& language : kLanguages) {
        const Words& words = draft.*language.words;
        Model& group = form.add("language");
        const std::string subject = std::string("subject_") + language.code;
        add_field(house, exchange, {subject, language.subject_label}, words.subject, fault, group);
        const std::string text = std::string("text_") + language.code;
        add_field(house, exchange, {text, language.text_label}, words.text, fault, group, "area");
    }
}

void add_crumb(const House& house, const http::Exchange& exchange, Model& model) {
    model.add("crumb").set("label", tr(house, exchange, kTitle)).set("href", "/newsletters");
}

Result<> show_new(House& house, http::Exchange& exchange, const Draft& draft, const Fault* fault) {
    Model model;
    Model& form = model.add("form");
    form.set("action", "/newsletters/new");
    add_form(house, exchange, draft, fault, form);
    add_crumb(house, exchange, model);
    return show(house, exchange, "operator/newsletter", model, KEREGE_TR("A new newsletter"),
                fault);
}

Result<> new_page(House& house, http::Exchange& exchange) {
    return show_new(house, exchange, {}, nullptr);
}

Result<> create(House& house, http::Exchange& exchange) {
    const Draft draft = typed_draft(exchange);
    const auto made =
        house.newsletters.add(exchange.scope().organisation, draft, doer_of(exchange));
    if (!made) return show_new(house, exchange, draft, &made.fault());
    return go(house, exchange, path_of(*made), KEREGE_TR("It is saved. Look at it below."));
}

Result<Newsletter> asked_for(House& house, const http::Exchange& exchange) {
    const auto id = news::NewsletterId::parse(exchange.path_value("newsletter"));
    if (!id) return not_found("no number of a newsletter");
    return house.newsletters.find(exchange.scope().organisation, *id);
}

// Each language there is, as its readers get it.
void add_preview(const House& house, const Newsletter& one, Model& model) {
    for (const char* locale : {"kk", "ru", "en"}) {
        if (one.locale_for(locale) != locale) continue;
        const auto text = house.newsletters.letter(one, locale, {});
        model.add("preview")
            .set("lang", locale)
            .set("subject", text.subject)
            .set("text", text.body);
    }
}

void add_draft(House& house, http::Exchange& exchange, const Newsletter& one, const Draft& typed,
               const Fault* fault, Model& model) {
    Model& form = model.add("form");
    form.set("action", path_of(one.id));
    add_form(house, exchange, typed, fault, form);
    form.add("saved");
    model.add("remove").set("href", path_of(one.id));
    const int64_t readers = house.newsletters.readers(one.organisation);
    if (!house.mail.configured()) {
        model.add("no_mail");
        return;
    }
    model.add("test").set("href", path_of(one.id));
    if (readers == 0) {
        model.add("nobody");
        return;
    }
    Model& send = model.add("send");
    send.set("href", path_of(one.id))
        .set("revision", one.draft.revision)
        .set("readers", tr_plural(house, exchange, KEREGE_TR("It reaches {count} reader."),
                                  KEREGE_TR("It reaches {count} readers."), readers));
    add_proof(house, exchange, fault, send);
}

void add_sent(House& house, http::Exchange& exchange, const Newsletter& one, Model& model) {
    const bool going_on = one.state == "sending" && !one.broken_off;
    const bool on_its_way = going_on || (one.state == "sent" && one.waiting > 0);
    Model& facts = model.add("facts");
    facts.set("begun", instant(house, exchange, one.begun_at_ms))
        .set("by", one.by_name)
        .set("readers", one.readers)
        .set("written", one.written)
        .set("waiting", one.waiting);
    add_state(house, exchange, one, facts);
    if (on_its_way) {
        const int64_t left = one.written - one.waiting;
        Model& progress = model.add("refresh");
        Model& bar = progress.add(left == 0 ? "begins" : "making");
        bar.set("done", left).set("total", one.readers);
        bar.set(
            "text",
            view::fill(tr(house, exchange, KEREGE_TR("{done} of {total} letters have left")),
                       {{"done", std::to_string(left)}, {"total", std::to_string(one.readers)}}));
    }
    if (one.broken_off) model.add("broken_off");
    if (on_its_way || one.broken_off) model.add("cancel").set("href", path_of(one.id));
}

Result<> show_one(House& house, http::Exchange& exchange, const Newsletter& one, const Draft* typed,
                  const Fault* fault) {
    Model model;
    model.set("href", path_of(one.id));
    if (one.state == "draft") {
        add_draft(house, exchange, one, typed ? *typed : one.draft, fault, model);
    } else {
        add_sent(house, exchange, one, model);
    }
    add_preview(house, one, model);
    add_crumb(house, exchange, model);
    return show(house, exchange, "operator/newsletter", model,
                one.state == "draft" ? KEREGE_TR("A newsletter that is written") : kAgain, fault);
}

Result<> page(House& house, http::Exchange& exchange) {
    const auto one = asked_for(house, exchange);
    if (!one) return one.fault();
    return show_one(house, exchange, *one, nullptr, nullptr);
}

Result<> save(House& house, http::Exchange& exchange) {
    const auto one = asked_for(house, exchange);
    if (!one) return one.fault();
    const Draft draft = typed_draft(exchange);
    const auto saved = house.newsletters.save(one->organisation, one->id, draft, doer_of(exchange));
    if (!saved) return show_one(house, exchange, *one, &draft, &saved.fault());
    return go(house, exchange, path_of(one->id), KEREGE_TR("It is saved. Look at it below."));
}

// What went wrong stands on the newsletter's page.
Result<> done_or_shown(House& house, http::Exchange& exchange, const Newsletter& one,
                       const Result<>& done, std::string_view notice) {
    if (done) return go(house, exchange, path_of(one.id), notice);
    return show_one(house, exchange, one, nullptr, &done.fault());
}

Result<> test(House& house, http::Exchange& exchange) {
    const auto one = asked_for(house, exchange);
    if (!one) return one.fault();
    return done_or_shown(house, exchange, *one, house.newsletters.test(exchange.scope(), one->id),
                         KEREGE_TR("A letter to you is on its way, in each language there is."));
}

Result<> send(House& house, http::Exchange& exchange) {
    const auto one = asked_for(house, exchange);
    if (!one) return one.fault();
    if (!house.mail.configured() || one->state != "draft")
        return go(house, exchange, path_of(one->id));
    if (const auto proved = prove(house, exchange); !proved)
        return show_one(house, exchange, *one, nullptr, &proved.fault());
    const auto sent = house.newsletters.send(one->organisation, one->id,
                                             typed_draft(exchange).revision, doer_of(exchange));
    if (sent) house.plugins.runner().wake();
    return done_or_shown(house, exchange, *one, sent, KEREGE_TR("The newsletter is on its way."));
}

Result<> cancel(House& house, http::Exchange& exchange) {
    const auto one = asked_for(house, exchange);
    if (!one) return one.fault();
    return done_or_shown(house, exchange, *one,
                         house.newsletters.cancel(one->organisation, one->id, doer_of(exchange)),
                         KEREGE_TR("It is cancelled. Letters that have left can't be taken back."));
}

Result<> remove(House& house, http::Exchange& exchange) {
    const auto one = asked_for(house, exchange);
    if (!one) return one.fault();
    const auto removed = house.newsletters.remove(one->organisation, one->id, doer_of(exchange));
    if (!removed) return show_one(house, exchange, *one, nullptr, &removed.fault());
    return go(house, exchange, "/newsletters", KEREGE_TR("The draft is thrown away."));
}

}  // namespace

void register_newsletters(http::Router& router, House& house) {
    using access::permission::kNewsSend;
    get(router, house, "/newsletters", kNewsSend, list);
    get(router, house, "/newsletters/new", kNewsSend, new_page);
    post(router, house, "/newsletters/new", kNewsSend, create);
    get(router, house, "/newsletters/{newsletter}", kNewsSend, page);
    post(router, house, "/newsletters/{newsletter}", kNewsSend, save);
    post(router, house, "/newsletters/{newsletter}/test", kNewsSend, test);
    post(router, house, "/newsletters/{newsletter}/send", kNewsSend, send);
    post(router, house, "/newsletters/{newsletter}/cancel", kNewsSend, cancel);
    post(router, house, "/newsletters/{newsletter}/remove", kNewsSend, remove);
}

}  // namespace kerege::pages
