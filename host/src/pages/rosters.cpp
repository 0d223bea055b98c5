// Importing a roster: upload, look at what would change, apply.
#include "host/src/access/roles.hpp"
#include "host/src/directory/roster/exported.hpp"
#include "host/src/pages/person_words.hpp"
#include "host/src/pages/proof.hpp"
#include "host/src/pages/roster_columns.hpp"
#include "host/src/pages/roster_imports.hpp"
#include "host/src/pages/roster_lists.hpp"
#include "host/src/pages/roster_parts.hpp"
#include "host/src/pages/roster_questions.hpp"
#include "kerege/sdk/tr.hpp"

namespace kerege::pages {
namespace {

namespace roster = directory::roster;

Result<> show_start(House& house, http::Exchange& exchange, const Fault* fault) {
    Model model;
    const auto kind = exchange.request.field("kind");
    if (kind == "staff") model.add("staff_chosen");
    if (kind == "learners") model.add("learners_chosen");
    model
        .set("staff_columns",
             tr(house, exchange,
                KEREGE_TR("surname, name, patronymic, date of birth, sex, phone, e-mail, address, "
                          "position, subjects")))
        .set("learner_columns",
             tr(house, exchange,
                KEREGE_TR("class, surname, name, patronymic, date of birth, sex, phone, e-mail, "
                          "then for two parents: full name, phone, e-mail")));
    for (const auto& waiting : house.rosters.waiting(exchange.scope().organisation))
        model.add(waiting.under_way ? "under_way" : "waiting")
            .set("id", waiting.upload.value)
            .set("href", "/roster/" + waiting.upload.text())
            .set("file_name", waiting.file_name)
            .set("at", instant(house, exchange, waiting.uploaded_at_ms));
    add_history(house, exchange, model);
    return show(house, exchange, "roster/start", model, KEREGE_TR("Import a roster"), fault);
}

Result<> start(House& house, http::Exchange& exchange) {
    return show_start(house, exchange, nullptr);
}

// Empty but for the heading, in the language of the page.
Result<> empty_list(House& house, http::Exchange& exchange) {
    const std::string name(exchange.path_value("file"));
    const auto file = roster::export_file(name);
    if (!file) return not_found("roster: no such template");
    auto content = roster::template_file(*file, exchange.locale, house.clock.now_ms() / 1000);
    if (!content) return not_found("roster: no template of this");
    exchange.response.body = *std::move(content);
    exchange.response.content_type = roster::media_type(*file);
    exchange.response.set_header("Content-Disposition", "attachment; filename=\"" + name + "\"");
    return success();
}

Result<> upload(House& house, http::Exchange& exchange) {
    const auto& request = exchange.request;
    const auto kind = request.field("kind");
    if (kind != "staff" && kind != "learners") {
        const Fault fault =
            invalid("no kind", KEREGE_TR("Say whether the file lists staff or learners."));
        return show_start(house, exchange, &fault);
    }
    if (request.files.empty() || request.files.front().content.empty()) {
        const Fault fault = invalid("no file", KEREGE_TR("Choose a file."));
        return show_start(house, exchange, &fault);
    }
    const auto& file = request.files.front();
    const auto staged =
        house.rosters.stage(exchange.scope().organisation, exchange.scope().person,
                            kind == "staff" ? roster::Kind::staff : roster::Kind::learners,
                            file.name, file.content, exchange.request.id);
    if (!staged) return show_start(house, exchange, &staged.fault());
    return go(house, exchange, "/roster/" + staged->text());
}

// Whoever finds a session open must not make administrators by a file.
void add_to_appoint(House& house, http::Exchange& exchange, const roster::Plan& plan,
                    Model& model) {
    const auto people = plan.to_appoint();
    if (people.empty()) return;
    std::string names;
    for (const auto* one : people) names += (names.empty() ? "" : ", ") + full_name(*one);
    model.add("to_appoint")
        .set("text",
             view::fill(tr(house, exchange,
                           KEREGE_TR("A list makes nobody an administrator. Once it is saved, make "
                                     "them administrator on the card: {names}")),
                        {{"names", names}}));
}

// Whose letters would go elsewhere, also those with a link for a new password.
void add_new_addresses(House& house, http::Exchange& exchange, const roster::Preview& preview,
                       const Fault* fault, Model& form) {
    const auto people = preview.plan.new_addresses();
    if (people.empty()) return;
    Model& section = form.add("addresses");
    section.set("text",
                tr_plural(house, exchange,
                          KEREGE_TR("{count} person who signs in already gets another e-mail "
                                    "address: links for a new password will go there."),
                          KEREGE_TR("{count} people who sign in already get another e-mail "
                                    "address: links for a new password will go there."),
                          static_cast<int64_t>(people.size())));
    section.add("optional");
    section.set("href", "/roster/" + preview.upload.text() + "/rows?of=addresses");
    add_proof(house, exchange, fault, section);
}

void add_apply(House& house, http::Exchange& exchange, const roster::Preview& preview,
               const Fault* fault, Model& model) {
    const bool nothing = preview.plan.changes_nothing() && !preview.plan.asks();
    if (preview.checked.rows.empty() || nothing) {
        Model& section = model.add("may_not_apply");
        section.set("text", tr(house, exchange,
                               preview.checked.rows.empty()
                                   ? KEREGE_TR("No row of this file can be saved.")
                                   : KEREGE_TR("The file changes nothing: all of it is there.")));
        return;
    }
    const roster::Answers answers = read_roster_answers(exchange.request, preview.answers);
    Model& section = model.add("may_apply");
    section.set("id", preview.upload.value);
    const auto good = static_cast<int64_t>(preview.checked.rows.size());
    section.set("apply_label", tr_plural(house, exchange, KEREGE_TR("Save {count} row"),
                                         KEREGE_TR("Save {count} rows"), good));
    if (preview.checked.rows_faulty > 0) {
        Model& partly = section.add("partly");
        partly.set("question",
                   tr_plural(house, exchange, KEREGE_TR("Leave {count} row with faults out"),
                             KEREGE_TR("Leave {count} rows with faults out"),
                             preview.checked.rows_faulty));
        if (answers.accept_faulty) partly.add("checked");
    }
    add_roster_questions(house, exchange, preview, answers, section);
    add_new_addresses(house, exchange, preview, fault, section);
}

Result<> show_preview(House& house, http::Exchange& exchange, const roster::Record& record,
                      const Fault* fault = nullptr) {
    const auto preview = house.rosters.preview(exchange.scope().organisation, record.upload);
    if (!preview) return to_what_is_asked(house, exchange, record.upload, preview.fault());
    const roster::Plan& plan = preview->plan;

    Model model;
    const auto& people = plan.people_tally;
    const auto& guardians = plan.guardians_tally;
    if (record.stage == roster::Stage::failed) model.add("failed");
    model.set("id", record.upload.value)
        .set("file_name", preview->file_name)
        .set("new_count", people.fresh + guardians.fresh)
        .set("changed_count", people.changed + guardians.changed)
        .set("unchanged_count", people.unchanged + guardians.unchanged)
        .set("mended_count", preview->checked.mended.all())
        .set("fault_count", preview->checked.rows_faulty)
        .set("fault_class", preview->checked.rows_faulty ? "bad" : "good");
    if (preview->checked.kind == roster::Kind::learners)
        model.add("totals").set(
            "text",
            view::fill(tr(house, exchange, KEREGE_TR("{learners} learners and {parents} parents")),
                       {{"learners", std::to_string(plan.people.size())},
                        {"parents", std::to_string(plan.guardians.size())}}));
    add_roster_part(house, exchange, record.upload, model);
    add_apply(house, exchange, *preview, fault, model);
    add_to_appoint(house, exchange, plan, model);
    add_roster_lists(house, exchange, *preview, model);
    add_roster_columns(house, exchange, preview->checked, model);
    model.add("crumb")
        .set("label", tr(house, exchange, KEREGE_TR("Import a roster")))
        .set("href", "/roster");
    return show(house, exchange, "roster/preview", model, KEREGE_TR("Check before saving"), fault);
}

// What an upload's address shows depends on how far it is.
Result<> look(House& house, http::Exchange& exchange) {
    const auto id = roster::UploadId::parse(exchange.path_value("upload"));
    if (!id) return not_found("no upload id");
    const auto record = house.imports.record(exchange.scope().organisation, *id);
    if (!record) return record.fault();
    switch (record->stage) {
        case roster::Stage::queued:
        case roster::Stage::running:
            return show_progress(house, exchange, *record);
        case roster::Stage::applied:
        case roster::Stage::undone:
            return show_record(house, exchange, *record);
        case roster::Stage::waiting:
        case roster::Stage::failed:
            break;
    }
    return show_preview(house, exchange, *record);
}

// A long file is handed over to a job; whoever sends the form twice sees how far it is.
Result<> hand_over(House& house, http::Exchange& exchange, const roster::Record& record,
                   const roster::Answers& answers) {
    const std::string page = "/roster/" + record.upload.text();
    const bool under_way =
        record.stage == roster::Stage::queued || record.stage == roster::Stage::running;
    if (!under_way) {
        const access::Scope& scope = exchange.scope();
        const auto handed = house.imports.hand_over(scope.organisation, record.upload, scope.person,
                                                    answers, exchange.request.id);
        if (!handed) return handed.fault();
        house.plugins.runner().wake();
    }
    return go(house, exchange, page);
}

Result<> apply(House& house, http::Exchange& exchange) {
    const auto id = roster::UploadId::parse(exchange.path_value("upload"));
    if (!id) return not_found("no upload id");
    const auto& request = exchange.request;
    const OrganisationId organisation = exchange.scope().organisation;
    const auto record = house.imports.record(organisation, *id);
    if (!record) return record.fault();
    roster::Answers answers =
        read_roster_answers(request, house.rosters.kept_answers(organisation, *id));
    if (const auto others = other_questions(request)) {
        house.rosters.keep_answers(organisation, *id, answers);
        return go(house, exchange, "/roster/" + id->text() + *others);
    }
    const access::Proof proof = sent_proof(exchange);
    const bool to_be_saved =
        record->stage == roster::Stage::waiting || record->stage == roster::Stage::failed;
    if (!proof.password.empty() && to_be_saved) {
        const auto proved = house.accounts.prove(exchange.scope(), proof, request.id);
        if (!proved) return show_preview(house, exchange, *record, &proved.fault());
        answers.new_addresses = true;
    }
    if (record->rows_total > roster::kAtOnceRowsMax && record->applied_at_ms == 0)
        return hand_over(house, exchange, *record, answers);
    const auto applied =
        house.rosters.apply(organisation, *id, exchange.scope().person, answers, request.id);
    if (!applied) return applied.fault();
    const int64_t saved = applied->people.fresh + applied->people.changed +
                          applied->guardians.fresh + applied->guardians.changed;
    std::string notice = tr_plural(house, exchange, KEREGE_TR("{count} person saved."),
                                   KEREGE_TR("{count} people saved."), saved);
    if (applied->to_appoint > 0)
        notice += " " + tr(house, exchange,
                           KEREGE_TR("Nobody became an administrator: make them administrator on "
                                     "the card."));
    if (applied->addresses_kept > 0)
        notice += " " + tr_plural(house, exchange,
                                  KEREGE_TR("{count} e-mail address stays as it was: changing it "
                                            "needs your own password."),
                                  KEREGE_TR("{count} e-mail addresses stay as they were: changing "
                                            "them needs your own password."),
                                  applied->addresses_kept);
    http::redirect_to(exchange, "/people", notice);
    return success();
}

Result<> discard(House& house, http::Exchange& exchange) {
    const auto id = roster::UploadId::parse(exchange.path_value("upload"));
    if (!id) return not_found("no upload id");
    const auto discarded = house.rosters.discard(exchange.scope().organisation, *id,
                                                 exchange.scope().person, exchange.request.id);
    if (!discarded) return discarded.fault();
    return go(house, exchange, "/roster", KEREGE_TR("The file is thrown away."));
}

}  // namespace

void register_rosters(http::Router& router, House& house) {
    get(router, house, "/roster", access::permission::kRosterImport, start);
    post(router, house, "/roster", access::permission::kRosterImport, upload);
    get(router, house, "/roster/template/{file}", access::permission::kRosterImport, empty_list);
    get(router, house, "/roster/{upload}", access::permission::kRosterImport, look);
    post(router, house, "/roster/{upload}", access::permission::kRosterImport, apply);
    post(router, house, "/roster/{upload}/discard", access::permission::kRosterImport, discard);
}

}  // namespace kerege::pages
