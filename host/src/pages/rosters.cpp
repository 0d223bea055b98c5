// Importing a roster: upload, look at what would change, apply.
#include "host/src/access/roles.hpp"
#include "host/src/pages/field_words.hpp"
#include "host/src/pages/person_words.hpp"
#include "kerege/sdk/text.hpp"
#include "kerege/sdk/tr.hpp"

namespace kerege::pages {
namespace {

namespace roster = directory::roster;

constexpr size_t kFaultsShown = 500;
constexpr size_t kChangesShown = 200;

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
        model.add("waiting")
            .set("id", waiting.upload.value)
            .set("href", "/roster/" + waiting.upload.text())
            .set("file_name", waiting.file_name)
            .set("at", instant(house, exchange, waiting.uploaded_at_ms));
    return show(house, exchange, "roster/start", model, KEREGE_TR("Import a roster"), fault);
}

Result<> start(House& house, http::Exchange& exchange) {
    return show_start(house, exchange, nullptr);
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
    const auto staged = house.rosters.stage(
        exchange.scope().organisation, exchange.scope().person,
        kind == "staff" ? roster::Kind::staff : roster::Kind::learners, file.name, file.content);
    if (!staged) return show_start(house, exchange, &staged.fault());
    return go(house, exchange, "/roster/" + staged->text());
}

void add_faults(House& house, http::Exchange& exchange, const roster::Checked& checked,
                Model& model) {
    if (checked.faults.empty()) return;
    Model& section = model.add("faults");
    size_t shown = 0;
    for (const auto& fault : checked.faults) {
        if (++shown > kFaultsShown) break;
        section.add("fault")
            .set("row", fault.row)
            .set("column", fault.column)
            .set("value", fault.was)
            .set("message", sdk::with_values(tr(house, exchange, fault.message), fault.values));
    }
}

void add_changes(House& house, http::Exchange& exchange, const roster::Plan& plan, Model& model) {
    Model* section = nullptr;
    size_t shown = 0;
    for (const auto* people : {&plan.people, &plan.guardians}) {
        for (const auto& person : *people) {
            if (person.state != roster::State::changed) continue;
            if (!section) section = &model.add("changes");
            if (++shown > kChangesShown) continue;
            std::string text;
            for (const auto& field : person.changes) {
                if (!text.empty()) text += ", ";
                text += tr(house, exchange, field_label(field));
            }
            section->add("change").set("name", full_name(person)).set("text", text);
        }
    }
    if (shown > kChangesShown)
        section->add("more").set("text", tr_plural(house, exchange, KEREGE_TR("and {count} more"),
                                                   KEREGE_TR("and {count} more"),
                                                   static_cast<int64_t>(shown - kChangesShown)));
}

void add_apply(House& house, http::Exchange& exchange, const roster::Preview& preview,
               Model& model) {
    if (preview.checked.rows.empty() || preview.plan.changes_nothing()) {
        Model& section = model.add("may_not_apply");
        section.set("text", tr(house, exchange,
                               preview.checked.rows.empty()
                                   ? KEREGE_TR("No row of this file can be saved.")
                                   : KEREGE_TR("The file changes nothing: all of it is there.")));
        return;
    }
    Model& section = model.add("may_apply");
    section.set("id", preview.upload.value);
    const auto good = static_cast<int64_t>(preview.checked.rows.size());
    section.set("apply_label", tr_plural(house, exchange, KEREGE_TR("Save {count} row"),
                                         KEREGE_TR("Save {count} rows"), good));
    if (preview.checked.rows_faulty > 0)
        section.add("partly").set(
            "question", tr_plural(house, exchange, KEREGE_TR("Leave {count} row with faults out"),
                                  KEREGE_TR("Leave {count} rows with faults out"),
                                  preview.checked.rows_faulty));
}

Result<> show_preview(House& house, http::Exchange& exchange, const Fault* fault) {
    const auto id = roster::UploadId::parse(exchange.path_value("upload"));
    if (!id) return not_found("no upload id");
    const auto preview = house.rosters.preview(exchange.scope().organisation, *id);
    if (!preview) return preview.fault();
    const roster::Plan& plan = preview->plan;

    Model model;
    const auto& people = plan.people_tally;
    const auto& guardians = plan.guardians_tally;
    model.set("id", id->value)
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
    add_apply(house, exchange, *preview, model);
    add_faults(house, exchange, preview->checked, model);
    add_changes(house, exchange, plan, model);
    model.add("crumb")
        .set("label", tr(house, exchange, KEREGE_TR("Import a roster")))
        .set("href", "/roster");
    return show(house, exchange, "roster/preview", model, KEREGE_TR("Check before saving"), fault);
}

Result<> preview(House& house, http::Exchange& exchange) {
    return show_preview(house, exchange, nullptr);
}

Result<> apply(House& house, http::Exchange& exchange) {
    const auto id = roster::UploadId::parse(exchange.path_value("upload"));
    if (!id) return not_found("no upload id");
    const auto& request = exchange.request;
    const auto applied =
        house.rosters.apply(exchange.scope().organisation, *id, exchange.scope().person,
                            request.field("accept_good_rows") == "yes", request.id);
    if (!applied) return applied.fault();
    const int64_t saved = applied->people.fresh + applied->people.changed +
                          applied->guardians.fresh + applied->guardians.changed;
    http::redirect_to(exchange, "/people",
                      tr_plural(house, exchange, KEREGE_TR("{count} person saved."),
                                KEREGE_TR("{count} people saved."), saved));
    return success();
}

Result<> discard(House& house, http::Exchange& exchange) {
    const auto id = roster::UploadId::parse(exchange.path_value("upload"));
    if (!id) return not_found("no upload id");
    const auto discarded = house.rosters.discard(exchange.scope().organisation, *id);
    if (!discarded) return discarded.fault();
    return go(house, exchange, "/roster", KEREGE_TR("The file is thrown away."));
}

}  // namespace

void register_rosters(http::Router& router, House& house) {
    get(router, house, "/roster", access::permission::kRosterImport, start);
    post(router, house, "/roster", access::permission::kRosterImport, upload);
    get(router, house, "/roster/{upload}", access::permission::kRosterImport, preview);
    post(router, house, "/roster/{upload}", access::permission::kRosterImport, apply);
    post(router, house, "/roster/{upload}/discard", access::permission::kRosterImport, discard);
}

}  // namespace kerege::pages
