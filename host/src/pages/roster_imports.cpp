#include "host/src/pages/roster_imports.hpp"

#include "host/src/access/roles.hpp"
#include "host/src/pages/roster_words.hpp"
#include "kerege/sdk/tr.hpp"

namespace kerege::pages {
namespace {

namespace roster = directory::roster;

constexpr int kHistoryMost = 50;

std::string who(const House& house, const http::Exchange& exchange, const std::string& name) {
    return name.empty() ? tr(house, exchange, KEREGE_TR("Command line")) : name;
}

std::optional<roster::UploadId> upload_of(const http::Exchange& exchange) {
    return roster::UploadId::parse(exchange.path_value("upload"));
}

Result<> take_back(House& house, http::Exchange& exchange) {
    const auto id = upload_of(exchange);
    if (!id) return not_found("no upload id");
    const auto taken = house.imports.take_back(exchange.scope().organisation, *id,
                                               exchange.scope().person, exchange.request.id);
    if (!taken && taken.fault().kind == FaultKind::not_found) return taken.fault();
    // The page shows how far it is if the job was first.
    return go(house, exchange, "/roster/" + id->text(),
              taken ? std::string_view(KEREGE_TR("It is not saved."))
                    : std::string_view(taken.fault().user_message));
}

// As the preview said, for whoever comes back to it after a job.
void add_to_appoint(House& house, const http::Exchange& exchange, const roster::Record& record,
                    Model& model) {
    const auto people = house.imports.to_appoint(exchange.scope().organisation, record.upload);
    if (people.empty()) return;
    Model& section = model.add("to_appoint");
    for (const auto& one : people)
        section.add("person").set("id", one.membership.value).set("name", full_name(one));
}

}  // namespace

void add_roster_crumb(const House& house, const http::Exchange& exchange, Model& model) {
    model.add("crumb")
        .set("label", tr(house, exchange, KEREGE_TR("Import a roster")))
        .set("href", "/roster");
}

void set_import(const House& house, const http::Exchange& exchange, const roster::Record& record,
                Model& model) {
    model.set("id", record.upload.value)
        .set("file_name", record.file_name)
        .set("at", instant(house, exchange, record.applied_at_ms))
        .set("by", who(house, exchange, record.by_name))
        .set("new_count", record.fresh)
        .set("changed_count", record.changed)
        .set("left_out_count", record.left_out);
    if (record.stage == roster::Stage::undone) {
        model.add("undone")
            .set("at", instant(house, exchange, record.undone_at_ms))
            .set("by", who(house, exchange, record.undone_by_name));
    } else if (record.undoable) {
        model.add("may_undo").set("id", record.upload.value).set("of", record.file_name);
    }
}

Result<> show_progress(House& house, http::Exchange& exchange, const roster::Record& record) {
    Model model;
    model.set("id", record.upload.value).set("file_name", record.file_name).add("refresh");
    if (record.stage == roster::Stage::queued) {
        model.add("queued").set("id", record.upload.value);
    } else if (record.total == 0) {
        model.add("begins");
    } else {
        model.add("running")
            .set("done", record.done)
            .set("total", record.total)
            .set("text", view::fill(tr(house, exchange, KEREGE_TR("{done} of {total} people")),
                                    {{"done", std::to_string(record.done)},
                                     {"total", std::to_string(record.total)}}));
    }
    add_roster_crumb(house, exchange, model);
    return show(house, exchange, "roster/progress", model, KEREGE_TR("The file is being saved"));
}

Result<> show_record(House& house, http::Exchange& exchange, const roster::Record& record) {
    // Scripts that followed the progress go on to the whole page.
    if (exchange.request.wants_fragment())
        exchange.response.headers.emplace_back("hx-redirect", "/roster/" + record.upload.text());
    Model model;
    set_import(house, exchange, record, model);
    if (record.stage == roster::Stage::applied) add_to_appoint(house, exchange, record, model);
    add_roster_crumb(house, exchange, model);
    return show(house, exchange, "roster/record", model, KEREGE_TR("Import of a roster"));
}

void add_history(House& house, http::Exchange& exchange, Model& model) {
    const auto all = house.imports.history(exchange.scope().organisation, kHistoryMost);
    if (all.empty()) return;
    Model& section = model.add("history");
    for (const auto& record : all) set_import(house, exchange, record, section.add("import"));
}

void register_roster_imports(http::Router& router, House& house) {
    post(router, house, "/roster/{upload}/take-back", access::permission::kRosterImport, take_back);
}

}  // namespace kerege::pages
