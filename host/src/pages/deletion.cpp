// The administrator's side of people's data: a copy on a written request, the deletion of a
// profile, and the certificates of what was erased.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "host/src/access/roles.hpp"
#include "host/src/files/answer.hpp"
#include "host/src/pages/certificate_sheet.hpp"
#include "host/src/pages/guardians_alone.hpp"
#include "host/src/pages/person_words.hpp"
#include "host/src/pages/proof.hpp"
#include "host/src/privacy/eraser.hpp"
#include "kerege/abi/i18n.h"
#include "kerege/sdk/tr.hpp"

namespace kerege::pages {
namespace {

using privacy::DeletionState;

std::string_view ground_of(std::string_view ground) {
    if (ground == "own_request") return KEREGE_TR("At the person's own request");
    if (ground == "agreement") return KEREGE_TR("On the grounds of the agreement");
    return KEREGE_TR("Consent withdrawn");
}

struct StateWords {
    std::string_view label;
    const char* badge;
};

StateWords words_of(DeletionState state) {
    switch (state) {
        case DeletionState::asked:
            return {KEREGE_TR("Waits for a yes"), "warn"};
        case DeletionState::running:
            return {KEREGE_TR("Deleted, can be taken back"), "warn"};
        case DeletionState::erasing:
            return {KEREGE_TR("Being erased"), "bad"};
        case DeletionState::erased:
            return {KEREGE_TR("Erased"), "quiet"};
        default:
            return {KEREGE_TR("Taken back"), "quiet"};
    }
}

std::string day(const http::Exchange& exchange, const std::string& text) {
    return text.empty() ? text : view::format_day(exchange.locale, text, KEREGE_DAY_FULL);
}

void fill(const House& house, const http::Exchange& exchange, const privacy::Deletion& one,
          Model& place) {
    const StateWords words = words_of(one.state);
    place.set("id", one.id)
        .set("membership", one.membership.value)
        .set("name", one.name)
        .set("state", tr(house, exchange, words.label))
        .set("badge", words.badge)
        .set("ground", tr(house, exchange, ground_of(one.ground)))
        .set("note", one.note)
        .set("by", one.by_name)
        .set("asked", instant(house, exchange, one.asked_at_ms))
        .set("erase_on",
             one.state == DeletionState::taken_back ? std::string() : day(exchange, one.erase_on));
    if (one.by_themselves) place.add("themselves");
    const bool taken_back = one.state == DeletionState::taken_back;
    if (!one.erase_on.empty() && one.state != DeletionState::erased && !taken_back)
        place.add("clock").set("erase_on", day(exchange, one.erase_on));
    if (one.state == DeletionState::asked)
        place.add("waits").set("membership", one.membership.value);
    if (one.scan.file != 0) place.add("scan").set("id", one.id);
    if (one.state == DeletionState::erased)
        place.add("certificate").set("id", one.id).set("name", one.name);
}

Result<> show_data(House& house, http::Exchange& exchange, MembershipId membership,
                   const privacy::DeletionWish& wish, const Fault* fault) {
    const access::Scope& scope = exchange.scope();
    const auto card = house.people.card(scope.organisation, membership);
    if (!card) return card.fault();
    Model model;
    model.set("id", membership.value).set("name", full_name(card->line));
    const auto deletion = house.deletions.of(scope.organisation, membership);
    const bool asked = deletion && deletion->state == DeletionState::asked;
    if (deletion) {
        Model& shown = model.add("deletion");
        fill(house, exchange, *deletion, shown);
        if (asked || deletion->state == DeletionState::running)
            shown.add("back").set("id", membership.value);
    }
    const bool erased = deletion && deletion->state == DeletionState::erased;
    if (!erased) {
        Model& copy = model.add("copy");
        copy.set("id", membership.value);
        add_proof(house, exchange, fault, copy);
    }
    if ((!deletion || asked) && card->line.person != scope.person) {
        Model& form = model.add("form");
        form.set("id", membership.value).set("note", wish.note);
        for (const std::string_view ground : privacy::deletion_grounds()) {
            Model& item = form.add("choice");
            item.set("code", ground).set("label", tr(house, exchange, ground_of(ground)));
            if (ground == wish.ground ||
                (wish.ground.empty() && asked && deletion->ground == ground))
                item.add("chosen");
        }
        // Whose only child is deleted here has no business here any more, unless somebody says so.
        std::vector<MembershipId> ticked = wish.guardians;
        if (exchange.request.field("shown").empty())
            for (const auto& guardian :
                 house.endings.guardians_to_ask(scope.organisation, membership))
                ticked.push_back(guardian.membership);
        add_guardians_alone(house, exchange, membership, {}, ticked, form);
        add_field_faults(house, exchange, fault, form);
    }
    model.add("crumb")
        .set("label", full_name(card->line))
        .set("href", "/people/" + membership.text());
    return show(house, exchange, "people/data", model, KEREGE_TR("Data of this person"), fault);
}

std::optional<MembershipId> named(const http::Exchange& exchange) {
    return MembershipId::parse(exchange.path_value("membership"));
}

Result<> data(House& house, http::Exchange& exchange) {
    const auto membership = named(exchange);
    if (!membership) return not_found("no membership id");
    return show_data(house, exchange, *membership, {}, nullptr);
}

Result<> copy(House& house, http::Exchange& exchange) {
    const auto membership = named(exchange);
    if (!membership) return not_found("no membership id");
    if (const auto proven = prove(house, exchange); !proven)
        return show_data(house, exchange, *membership, {}, &proven.fault());
    const auto asked = house.copies.ask_for_member(exchange.scope(), *membership, exchange.locale,
                                                   exchange.request.id);
    if (!asked && asked.fault().kind == FaultKind::conflict)
        return show_data(house, exchange, *membership, {}, &asked.fault());
    if (!asked) return asked.fault();
    return go(house, exchange, "/account/data",
              KEREGE_TR("The copy is being made. It will stand here."));
}

// The paper that came with the form, looked into and kept once the deletion is written.
Result<> take_scan(House& house, const http::Exchange& exchange, privacy::DeletionWish& wish) {
    const auto& sent = exchange.request.files;
    if (sent.empty() || sent.front().content.empty()) return success();
    const files::Owner owner{"core", exchange.scope().organisation};
    files::Draft draft = house.files.draft();
    draft.write(sent.front().content);
    const auto prepared =
        house.files.prepare({sent.front().name, sent.front().type, privacy::kScanTypes}, draft);
    if (!prepared.ok() && prepared.fault().kind != FaultKind::invalid) return prepared.fault();
    if (!prepared.ok())
        return invalid_fields({{"scan", KEREGE_TR("This file is neither a PDF nor a picture.")}});
    wish.keep_scan = [&house, owner, by = exchange.scope().person,
                      info = *prepared](data::Transaction& transaction) -> Result<privacy::Scan> {
        const auto id = house.files.add(transaction, owner, by, info);
        if (!id.ok()) return id.fault();
        return privacy::Scan{*id, info.sha256};
    };
    return success();
}

Result<> begin(House& house, http::Exchange& exchange) {
    const auto membership = named(exchange);
    if (!membership) return not_found("no membership id");
    const auto& request = exchange.request;
    privacy::DeletionWish wish{std::string(request.field("ground")),
                               std::string(request.field("note"))};
    auto guardians = ticked_guardians(request);
    if (!guardians) return guardians.fault();
    wish.guardians = *std::move(guardians);
    if (const auto taken = take_scan(house, exchange, wish); !taken.ok())
        return show_data(house, exchange, *membership, wish, &taken.fault());
    const access::Scope& scope = exchange.scope();
    const auto begun =
        house.deletions.begin(scope.organisation, *membership, wish, scope.person, request.id);
    if (!begun) {
        if (begun.fault().kind == FaultKind::not_found) return begun.fault();
        return show_data(house, exchange, *membership, wish, &begun.fault());
    }
    for (const PersonId person : *begun) house.sessions.forget(person);
    return go(house, exchange, "/people/" + membership->text() + "/data",
              KEREGE_TR("The profile is deleted: access has ended, and the clock runs."));
}

Result<> take_back(House& house, http::Exchange& exchange) {
    const auto membership = named(exchange);
    if (!membership) return not_found("no membership id");
    const access::Scope& scope = exchange.scope();
    const auto done = house.deletions.take_back(scope.organisation, *membership, scope.person,
                                                exchange.request.id);
    if (!done) {
        if (done.fault().kind == FaultKind::not_found) return done.fault();
        return show_data(house, exchange, *membership, {}, &done.fault());
    }
    for (const PersonId person : *done) house.sessions.forget(person);
    return go(house, exchange, "/people/" + membership->text() + "/data",
              KEREGE_TR("Taken back: nothing is erased."));
}

Result<> list(House& house, http::Exchange& exchange) {
    Model model;
    model.add("wide");
    const auto deletions = house.deletions.list(exchange.scope().organisation);
    if (deletions.empty()) {
        model.add("empty");
    } else {
        note_list(house, exchange, "deletions");
    }
    Model* table = deletions.empty() ? nullptr : &model.add("table");
    for (const auto& one : deletions) fill(house, exchange, one, table->add("line"));
    model.add("crumb")
        .set("label", tr(house, exchange, KEREGE_TR("People")))
        .set("href", "/people");
    return show(house, exchange, "people/deletions", model, KEREGE_TR("Deleted profiles"));
}

// What the host itself keeps, by its tables.
std::string_view host_label(std::string_view table) {
    static constexpr std::pair<std::string_view, std::string_view> kLabels[] = {
        {"core_person", KEREGE_TR("Names, day of birth, sex, contacts")},
        {"core_membership", KEREGE_TR("Position, and whose the membership was")},
        {"core_membership_role", KEREGE_TR("Roles")},
        {"core_placement", KEREGE_TR("Classes and subjects in the roster")},
        {"core_placement_time", KEREGE_TR("Classes and subjects, from when until when")},
        {"core_guardianship", KEREGE_TR("Parents and children")},
        {"core_account", KEREGE_TR("Account")},
        {"core_password_history", KEREGE_TR("Earlier passwords")},
        {"core_session", KEREGE_TR("Sessions and devices")},
        {"core_second_factor", KEREGE_TR("Second factor")},
        {"core_recovery_code", KEREGE_TR("Recovery codes")},
        {"core_ticket", KEREGE_TR("Sign-ins under way")},
        {"core_mail", KEREGE_TR("Letters")},
        {"core_data_report", KEREGE_TR("Reports to the administrator")},
        {"core_membership_end", KEREGE_TR("Notes on the end of access")},
        {"core_transfer", KEREGE_TR("Transfers")},
        {"core_restriction", KEREGE_TR("Notes on restrictions")},
        {"core_personal_copy", KEREGE_TR("Copies of personal data")},
        {"core_school_archive", KEREGE_TR("Archive of the organisation")},
        {"core_file", KEREGE_TR("Scanned paper")},
        {"core_agreement_acceptance", KEREGE_TR("Agreements accepted")},
    };
    for (const auto& [known, label] : kLabels)
        if (known == table) return label;
    return {};
}

// A module's own words for what it keeps, as its manifest has them.
std::string label_of(const House& house, const http::Exchange& exchange, std::string_view module,
                     const plugins::Erased& line) {
    if (module == "core") {
        const auto label =
            line.field == "residence" ? KEREGE_TR("Residence") : host_label(line.table);
        return label.empty() ? line.table : tr(house, exchange, label);
    }
    const std::string plain = line.field.empty() ? line.table : line.table + "." + line.field;
    const auto* entry = house.plugins.catalogue().find(module);
    if (!entry) return plain;
    for (const auto& data : entry->manifest.personal_data) {
        const auto& fields = data.fields;
        const bool fits = fields.empty()
                              ? line.field.empty()
                              : std::find(fields.begin(), fields.end(), line.field) != fields.end();
        if (data.table == line.table && fits)
            return std::string(
                house.pages.translator().translate(module, exchange.locale, data.purpose));
    }
    return plain;
}

std::string_view how_label(std::string_view how) {
    if (how == "deleted") return KEREGE_TR("Deleted");
    return how == "kept" ? KEREGE_TR("Kept, without a name") : KEREGE_TR("Made anonymous");
}

// Of the erasure the path names.
Result<privacy::Deletion> erased_of(House& house, const http::Exchange& exchange) {
    const auto id = Id<struct DeletionTag>::parse(exchange.path_value("deletion"));
    if (!id) return not_found("no deletion id");
    auto deletion = house.deletions.find(exchange.scope().organisation, id->value);
    if (!deletion) return deletion.fault();
    if (!deletion->erased_at_ms) return not_found("nothing was erased yet");
    return *std::move(deletion);
}

constexpr const char* kNothing = KEREGE_TR("Nothing was kept here.");
constexpr const char* kSilent = KEREGE_TR(
    "This module keeps data about people and takes no part in their erasure. Ask whoever made it.");

Result<> certificate_sheet(House& house, http::Exchange& exchange) {
    const auto deletion = erased_of(house, exchange);
    if (!deletion) return deletion.fault();
    const auto found = privacy::certificate_of(house.database, *deletion);
    const auto words = [&](std::string_view message) { return tr(house, exchange, message); };
    CertificateSheet sheet;
    sheet.title = words(KEREGE_TR("Certificate of erasure"));
    sheet.facts = {{words(KEREGE_TR("Organisation")), exchange.scope().organisation_name},
                   {words(KEREGE_TR("Membership")), deletion->membership.text()},
                   {words(KEREGE_TR("Ground")), words(ground_of(deletion->ground))},
                   {words(KEREGE_TR("Asked for")), instant(house, exchange, deletion->asked_at_ms)},
                   {words(KEREGE_TR("Confirmed")),
                    instant(house, exchange, deletion->confirmed_at_ms.value_or(0))},
                   {words(KEREGE_TR("Erased")), instant(house, exchange, *deletion->erased_at_ms)}};
    for (const auto& part : found.parts) {
        CertificateSheet::Part shown{module_name(house, exchange, part.module), {}};
        if (part.lines.empty())
            shown.lines.push_back(words(part.module == "core" ? kNothing : kSilent));
        for (const auto& line : part.lines)
            shown.lines.push_back(fmt::format("{} · {}: {}",
                                              label_of(house, exchange, part.module, line),
                                              words(how_label(line.how)), line.count));
        sheet.parts.push_back(std::move(shown));
    }
    sheet.state = words(found.whole ? KEREGE_TR("As it was written")
                                    : KEREGE_TR("Changed since it was written"));
    sheet.hash_label =
        words(KEREGE_TR("SHA-256 of this certificate, which also stands in the log of changes:"));
    sheet.hash = deletion->certificate;
    auto& response = exchange.response;
    response.body = certificate_pdf(sheet, exchange.locale);
    response.content_type = "application/pdf";
    response.set_header("Content-Disposition",
                        fmt::format("attachment; filename=\"erasure-{}.pdf\"", deletion->id));
    return success();
}

Result<> certificate(House& house, http::Exchange& exchange) {
    const auto deletion = erased_of(house, exchange);
    if (!deletion) return deletion.fault();
    const access::Scope& scope = exchange.scope();
    const auto found = privacy::certificate_of(house.database, *deletion);
    Model model;
    fill(house, exchange, *deletion, model);
    model.set("organisation", scope.organisation_name)
        .set("confirmed", instant(house, exchange, deletion->confirmed_at_ms.value_or(0)))
        .set("erased", instant(house, exchange, *deletion->erased_at_ms))
        .set("hash", deletion->certificate);
    model.add(found.whole ? "whole" : "broken");
    for (const auto& part : found.parts) {
        Model& section = model.add("part");
        section.set("module", module_name(house, exchange, part.module));
        if (part.lines.empty()) section.add(part.module == "core" ? "nothing" : "silent");
        for (const auto& line : part.lines)
            section.add("line")
                .set("label", label_of(house, exchange, part.module, line))
                .set("how", tr(house, exchange, how_label(line.how)))
                .set("count", line.count);
    }
    model.add("crumb")
        .set("label", tr(house, exchange, KEREGE_TR("Deleted profiles")))
        .set("href", "/deletions");
    return show(house, exchange, "people/erasure", model, KEREGE_TR("Certificate of erasure"));
}

Result<> scan(House& house, http::Exchange& exchange) {
    const auto id = Id<struct DeletionTag>::parse(exchange.path_value("deletion"));
    if (!id) return not_found("no deletion id");
    const OrganisationId organisation = exchange.scope().organisation;
    const auto deletion = house.deletions.find(organisation, id->value);
    if (!deletion) return deletion.fault();
    auto transaction = house.database.read();
    const auto info = house.files.find(transaction, {"core", organisation}, deletion->scan.file);
    if (!info) return info.fault();
    auto file = house.files.open(*info);
    if (!file) return file.fault();
    house.views.note(organisation, exchange.scope().person, "scan.viewed",
                     "membership:" + deletion->membership.text(), exchange.request.id);
    files::answer(exchange.request, {info->name, info->type, info->sha256, false}, std::move(*file),
                  exchange.response);
    return success();
}

// What the operator is told of at once (K3.3.4).
Result<> withdrawals(House& house, http::Exchange& exchange) {
    Model model;
    model.add("wide");
    const auto found = house.deletions.withdrawals(exchange.scope().organisation);
    if (found.empty()) {
        model.add("empty");
    } else {
        note_list(house, exchange, "withdrawals");
    }
    Model* table = found.empty() ? nullptr : &model.add("table");
    for (const auto& one : found) {
        Model& line = table->add("line");
        fill(house, exchange, one, line);
        line.set("organisation", one.organisation_code);
    }
    return show(house, exchange, "operator/withdrawals", model, KEREGE_TR("Withdrawn consent"));
}

}  // namespace

void register_deletion(http::Router& router, House& house) {
    get(router, house, "/people/{membership}/data", access::permission::kPeopleEdit, data);
    post(router, house, "/people/{membership}/data", access::permission::kPeopleEdit, copy);
    post(router, house, "/people/{membership}/deletion", access::permission::kPeopleEdit, begin);
    post(router, house, "/people/{membership}/deletion/take-back", access::permission::kPeopleEdit,
         take_back);
    get(router, house, "/deletions", access::permission::kPeopleEdit, list);
    get(router, house, "/deletions/{deletion}/scan", access::permission::kPeopleEdit, scan);
    get(router, house, "/deletions/{deletion}/sheet", access::permission::kPeopleEdit,
        certificate_sheet);
    get(router, house, "/withdrawals", access::permission::kProfileRestrict, withdrawals);
    get(router, house, "/deletions/{deletion}", access::permission::kPeopleEdit, certificate);
}

}  // namespace kerege::pages
