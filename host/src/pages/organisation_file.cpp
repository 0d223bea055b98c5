// The tree as a file: what is beneath the operator's organisation to take along, and a file that
// creates and changes organisations, with their first administrators. Their letters:
// administrator_letters.cpp.
#include "host/src/directory/organisation_file.hpp"

#include <algorithm>

#include "host/src/access/roles.hpp"
#include "host/src/applications/creation.hpp"
#include "host/src/pages/administrator_letters.hpp"
#include "host/src/pages/administrator_slips.hpp"
#include "host/src/pages/batch_words.hpp"
#include "host/src/pages/file_faults.hpp"
#include "host/src/pages/proof.hpp"
#include "kerege/sdk/tr.hpp"

namespace kerege::pages {
namespace {

constexpr std::string_view kTitle = KEREGE_TR("Organisations from a file");
constexpr const char* kName = "organisations.yaml";
// Their passwords are made by a job.
constexpr size_t kAdministratorsMax = access::kBatchPeopleMax;
constexpr size_t kShownMax = 50;

// What was read of a file, and what is wrong in it.
struct Reading {
    std::string text;
    std::vector<directory::FileOrganisation> organisations;
    std::vector<applications::Appointed> administrators;
    std::vector<directory::LineFault> faults;
    std::string unreadable;  // no such file at all: in the reader's words
    directory::Imported counts;
};

Reading read(House& house, http::Exchange& exchange, std::string text, directory::ImportMode mode) {
    Reading reading;
    reading.text = std::move(text);
    auto parsed = directory::parse_organisations(reading.text, kName);
    if (!parsed) {
        reading.unreadable = parsed.fault().log_text;
        return reading;
    }
    reading.organisations = *std::move(parsed);
    if (const auto named = applications::administrators_of(reading.organisations, &reading.faults))
        reading.administrators = *named;
    // With such a fault nothing is to be written, whatever the rest is.
    if (!reading.faults.empty()) mode = directory::ImportMode::tried;
    const auto& scope = exchange.scope();
    const auto done = directory::import_organisations(house.database, house.organisations,
                                                      house.standings, reading.organisations,
                                                      {.name = kName,
                                                       .mode = mode,
                                                       .top = scope.organisation,
                                                       .by = scope.person,
                                                       .faults = &reading.faults});
    if (done) reading.counts = *done;
    return reading;
}

// The way to the first administrators: a letter to each, or slips for who sent the file.
bool wants_slips(const House& house, const http::Exchange& exchange) {
    return !house.mail.configured() || exchange.request.field("as") == "slips";
}

void add_handing(const House& house, const http::Exchange& exchange, Model& form) {
    const bool slips = wants_slips(house, exchange);
    form.set("once", form_once());
    Model& letter = form.add("handing");
    letter.set("value", "letters")
        .set("label",
             tr(house, exchange, KEREGE_TR("A letter to each, to the address in the file")));
    Model& slip = form.add("handing");
    slip.set("value", "slips")
        .set("label",
             tr(house, exchange, KEREGE_TR("A PDF with a slip for each, which I hand out")));
    (slips ? slip : letter).add("selected");
}

void add_preview(House& house, http::Exchange& exchange, const Reading& reading, const Fault* fault,
                 Model& model) {
    Model& preview = model.add("preview");
    preview.set("created", reading.counts.created)
        .set("changed", reading.counts.changed)
        .set("unchanged", reading.counts.unchanged)
        .set("text", reading.text);
    if (reading.administrators.empty()) {
        if (reading.counts.created + reading.counts.changed == 0)
            preview.add("nothing");
        else
            preview.add("may");
        return;
    }
    Model& list = preview.add("administrators");
    const size_t all = reading.administrators.size();
    for (size_t i = 0; i < std::min(all, kShownMax); ++i) {
        const auto& one = reading.administrators[i];
        list.add("one")
            .set("code", one.code)
            .set("name", one.applicant.family_name + " " + one.applicant.given_name)
            .set("email", one.applicant.email);
    }
    if (all > kShownMax)
        list.add("more").set("text", tr_plural(house, exchange, KEREGE_TR("and {count} more"),
                                               KEREGE_TR("and {count} more"),
                                               static_cast<int64_t>(all - kShownMax)));
    if (reading.administrators.size() > kAdministratorsMax) {
        preview.add("too_many").set("most", static_cast<int64_t>(kAdministratorsMax));
    } else {
        Model& form = preview.add("may");
        if (house.mail.configured()) {
            add_handing(house, exchange, form.add("by_letter"));
        } else {
            form.add("by_slip");
        }
        add_proof(house, exchange, fault, form);
    }
}

Result<> show_page(House& house, http::Exchange& exchange, const Reading* reading,
                   const Fault* fault) {
    Model model;
    model.add("wide");
    add_open_letters(house, exchange, model);
    if (!reading) add_waiting_administrators(house, exchange, nullptr, model);
    bool wrong = false;
    if (reading) {
        wrong = !reading->unreadable.empty() || !reading->faults.empty();
        add_file_faults(house, exchange, reading->unreadable, reading->faults, model);
        if (!wrong) add_preview(house, exchange, *reading, fault, model);
    }
    const Fault faulty = faulty_file();
    return show(house, exchange, "operator/organisation_file", model, kTitle,
                wrong ? &faulty : fault);
}

Result<> page(House& house, http::Exchange& exchange) {
    return show_page(house, exchange, nullptr, nullptr);
}

Result<> preview(House& house, http::Exchange& exchange) {
    std::string text = sent_text(exchange.request);
    if (text.empty()) {
        const Fault fault = invalid("no file", KEREGE_TR("Choose a file."));
        return show_page(house, exchange, nullptr, &fault);
    }
    const Reading reading = read(house, exchange, std::move(text), directory::ImportMode::tried);
    return show_page(house, exchange, &reading, nullptr);
}

Result<> import(House& house, http::Exchange& exchange) {
    std::string text = sent_text(exchange.request);
    Reading reading = read(house, exchange, text, directory::ImportMode::tried);
    if (!reading.unreadable.empty() || !reading.faults.empty())
        return show_page(house, exchange, &reading, nullptr);
    if (!reading.administrators.empty()) {
        if (reading.administrators.size() > kAdministratorsMax)
            return show_page(house, exchange, &reading, nullptr);
        if (const auto proved = prove(house, exchange); !proved)
            return show_page(house, exchange, &reading, &proved.fault());
    }
    reading = read(house, exchange, std::move(text), directory::ImportMode::done);
    if (!reading.faults.empty()) return show_page(house, exchange, &reading, nullptr);
    const auto& scope = exchange.scope();
    // Whose organisation has an administrator already is left as it is.
    const bool slips = wants_slips(house, exchange);
    const auto appointed = house.applications.appoint_all(
        {scope.organisation, scope.person, exchange.request.id}, reading.administrators,
        slips ? access::Handing::slips : access::Handing::letters);
    if (!appointed) return appointed.fault();
    house.sessions.forget_all();  // states may have changed
    house.modules.reload();
    if (appointed->batch) house.batches.make_few(scope, appointed->batch);
    const std::string count = std::to_string(appointed->count);
    const std::string_view words =
        slips ? KEREGE_TR(
                    "Created: {created}, changed: {changed}, slips for administrators: "
                    "{slips}.")
              : KEREGE_TR(
                    "Created: {created}, changed: {changed}, letters to administrators: "
                    "{letters}.");
    http::redirect_to(
        exchange,
        !appointed->batch ? "/organisations"
        : slips           ? administrator_slips_path(appointed->batch)
                          : letters_path(appointed->batch),
        view::fill(tr(house, exchange, words), {{"created", std::to_string(reading.counts.created)},
                                                {"changed", std::to_string(reading.counts.changed)},
                                                {"letters", count},
                                                {"slips", count}}));
    return success();
}

Result<> save(House& house, http::Exchange& exchange) {
    return exchange.request.field("answer") == "save" ? import(house, exchange)
                                                      : preview(house, exchange);
}

Result<> download(House& house, http::Exchange& exchange) {
    auto& response = exchange.response;
    response.body = directory::export_organisations(house.organisations, house.standings,
                                                    exchange.scope().organisation);
    response.content_type = "application/yaml; charset=utf-8";
    response.set_header("Content-Disposition",
                        std::string("attachment; filename=\"") + kName + "\"");
    response.set_header("Cache-Control", "no-store");
    return success();
}

}  // namespace

void register_organisation_file(http::Router& router, House& house) {
    get(router, house, "/organisations/file", access::permission::kOrganisationManage, page);
    post(router, house, "/organisations/file", access::permission::kOrganisationManage, save);
    get(router, house, "/organisations/file/export", access::permission::kOrganisationManage,
        download);
}

}  // namespace kerege::pages
