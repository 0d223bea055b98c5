// The card of one person: what is known, and what the administrator may mend.
#include <algorithm>

#include "host/src/access/roles.hpp"
#include "host/src/base/text_values.hpp"
#include "host/src/directory/person_edit.hpp"
#include "host/src/pages/batch_words.hpp"
#include "host/src/pages/field_words.hpp"
#include "host/src/pages/form_fields.hpp"
#include "host/src/pages/kinship_words.hpp"
#include "host/src/pages/person_card.hpp"
#include "host/src/pages/person_fields.hpp"
#include "host/src/pages/person_words.hpp"
#include "host/src/pages/proof.hpp"
#include "host/src/pages/roster_words.hpp"
#include "host/src/pages/standing_words.hpp"
#include "kerege/abi/i18n.h"
#include "kerege/sdk/tr.hpp"

namespace kerege::pages {
namespace {

struct RoleName {
    std::string_view code;
    std::string_view label;
};
constexpr RoleName kRoleNames[] = {
    {access::role::kAdministrator, KEREGE_TR("Administrator")},
    {access::role::kDeputy, KEREGE_TR("Deputy head")},
    {access::role::kTeacher, KEREGE_TR("Teacher")},
    {access::role::kEditor, KEREGE_TR("Editor")},
    {access::role::kStaff, KEREGE_TR("Other staff")},
};

directory::PersonEdit edit_of(const directory::PersonCard& card) {
    directory::PersonEdit edit;
    edit.family_name = card.line.family_name;
    edit.given_name = card.line.given_name;
    edit.patronymic = card.line.patronymic;
    edit.birth_date = card.line.birth_date;
    edit.sex = card.sex;
    edit.phone = card.line.phone;
    edit.email = card.line.email;
    edit.residence = card.residence;
    edit.position = card.line.position;
    edit.roles = card.roles;
    for (const auto& guardian : card.guardians)
        edit.kinships[guardian.membership] = guardian.kinship;
    edit.revision = card.revision;
    return edit;
}

std::string_view sex_label(std::string_view sex) {
    if (sex == "female") return KEREGE_TR("female");
    return sex == "male" ? KEREGE_TR("male") : KEREGE_TR("not known");
}

bool holds(const std::vector<std::string>& roles, std::string_view role) {
    return std::find(roles.begin(), roles.end(), role) != roles.end();
}

std::string role_words(const House& house, const http::Exchange& exchange,
                       const std::vector<std::string>& roles) {
    std::string words;
    for (const RoleName& role : kRoleNames) {
        if (!holds(roles, role.code)) continue;
        words += (words.empty() ? "" : ", ") + tr(house, exchange, role.label);
    }
    return words;
}

// After somebody else has changed the card: what stands there now, beside what was typed.
void add_stored(const House& house, const http::Exchange& exchange, const char* key,
                const std::string& stored, Model& place) {
    const std::string shown = stored.empty() ? tr(house, exchange, KEREGE_TR("nothing")) : stored;
    place.add(key).set(
        "text",
        view::fill(tr(house, exchange, KEREGE_TR("In the card now: {value}")), {{"value", shown}}));
}

void add_roles(House& house, http::Exchange& exchange, const std::vector<std::string>& chosen,
               Model& form) {
    Model& roles = form.add("roles");
    for (const RoleName& role : kRoleNames) {
        Model& item = roles.add("role");
        item.set("code", role.code).set("label", tr(house, exchange, role.label));
        if (holds(chosen, role.code)) item.add("held");
    }
}

// What each parent is to the learner whose card it is.
void add_relations(House& house, http::Exchange& exchange, const directory::PersonCard& card,
                   const directory::PersonEdit& edit, bool clash, Model& form) {
    if (card.profile != "learner" || card.guardians.empty()) return;
    Model& relations = form.add("relations");
    for (const auto& guardian : card.guardians) {
        const auto typed = edit.kinships.find(guardian.membership);
        const std::string& chosen = typed == edit.kinships.end() ? guardian.kinship : typed->second;
        Model& item = relations.add("guardian");
        item.set("id", guardian.membership.value).set("name", full_name(guardian));
        add_kinships(house, exchange, chosen, item);
        if (clash && chosen != guardian.kinship)
            add_stored(house, exchange, "stored", kinship_words(house, exchange, guardian.kinship),
                       item);
    }
}

void add_edit(House& house, http::Exchange& exchange, const directory::PersonCard& card,
              const directory::PersonEdit& edit, const Fault* fault, Model& model) {
    const bool clash = fault && fault->kind == FaultKind::conflict && fault->fields.empty();
    const directory::PersonEdit stored = edit_of(card);
    Model& form = model.add("edit");
    // Whoever saves after a clash has seen what stands there now.
    form.set("revision", clash ? card.revision : edit.revision);
    for (const PersonField& one : person_fields()) {
        if (one.employees_only && card.profile != "employee") continue;
        Model& item = add_field(house, exchange, one.field, edit.*one.value, fault, form);
        if (clash && edit.*one.value != stored.*one.value)
            add_stored(house, exchange, "stored", stored.*one.value, item);
    }
    add_sex(edit, form);
    if (clash && edit.sex != stored.sex)
        add_stored(house, exchange, "sex_stored", tr(house, exchange, sex_label(stored.sex)), form);
    add_relations(house, exchange, card, edit, clash, form);
    if (card.profile == "employee") {
        const auto& chosen = edit.roles ? *edit.roles : card.roles;
        add_roles(house, exchange, chosen, form);
        const std::string now = role_words(house, exchange, card.roles);
        if (clash && role_words(house, exchange, chosen) != now)
            add_stored(house, exchange, "roles_stored", now, form);
    }
    if (fault && opens_accounts(house, card, edit))
        add_proof(house, exchange, fault, form.add("prove"));
    add_field_faults(house, exchange, fault, form);
}

// From which of the card's forms a refused one came.
bool sent_from(const http::Exchange& exchange, std::string_view form) {
    return exchange.request.field("from") == form;
}

// Of somebody else: one's own password and second factor are changed under My account.
void add_access(House& house, http::Exchange& exchange, const directory::PersonCard& card,
                const Fault* fault, Model& model) {
    Model& issue = model.add("may_issue");
    issue.set("id", card.line.membership.value).set("once", form_once());
    const bool sent_from_here = sent_from(exchange, "card");
    if (sent_from_here && fault) issue.add("unproved");
    add_proof(house, exchange, sent_from_here ? fault : nullptr, issue);
    if (house.accounts.has_second_factor(card.line.person))
        model.add("second_factor").set("id", card.line.membership.value);
}

std::string today(const House& house) { return house.local_time.day(house.clock.now_ms()); }

bool has_left(const House& house, const directory::PersonCard& card) {
    return !card.valid_until.empty() && card.valid_until < today(house);
}

// Whether and why the person's access ends or ended here, and what the operator has restricted; for
// those who answer for it.
void add_standing(House& house, http::Exchange& exchange, const directory::PersonCard& card,
                  const Fault* fault, Model& model) {
    const bool gone = has_left(house, card);
    const auto restriction = house.restrictions.of(card.line.person);
    if (restriction && !gone) add_restriction(house, exchange, *restriction, model);
    const auto ending = house.endings.of(exchange.scope().organisation, card.line.membership);
    if (!ending) {
        const int64_t waiting =
            house.transfers.waiting_of(exchange.scope().organisation, card.line.membership);
        if (waiting) model.add("transfer").set("id", waiting);
        if (!gone && !waiting && card.line.person != exchange.scope().person &&
            !directory::grounds_of(card.profile).empty())
            model.add("end").set("id", card.line.membership.value);
        return;
    }
    Model& ended = model.add("ended");
    ended.set("id", card.line.membership.value)
        .set("heading", tr(house, exchange,
                           ending->first_day <= today(house) ? KEREGE_TR("Access ended")
                                                             : KEREGE_TR("Access will end")))
        .set("day", view::format_day(exchange.locale, ending->first_day, KEREGE_DAY_FULL))
        .set("note", ending->note)
        .set("by", ending->by_name);
    ended.add("ground").set("label", tr(house, exchange, ground_label(ending->ground)));
    if (fault && sent_from(exchange, "reopen"))
        add_proof(house, exchange, fault, ended.add("prove"));
}

// Parents, with what may be done to them, or children.
void add_related(House& house, http::Exchange& exchange, const directory::PersonCard& card,
                 Model& model) {
    const std::string id = card.line.membership.text();
    const bool edits = card.profile == "learner" && !has_left(house, card) &&
                       may(house, exchange, access::permission::kPeopleEdit);
    Model* parents = card.guardians.empty() && !edits ? nullptr : &model.add("guardians");
    if (edits) parents->add("add_parent").set("id", id);
    for (const auto& person : card.guardians) {
        Model& item = parents->add("person");
        item.set("id", person.membership.value)
            .set("name", full_name(person))
            .set("about", by_commas({kinship_words(house, exchange, person.kinship),
                                     text::show_phone(person.phone)}));
        if (edits)
            item.add("remove")
                .set("href", "/people/" + id + "/guardians/" + person.membership.text() + "/remove")
                .set("name", full_name(person));
    }
    Model* children = card.learners.empty() ? nullptr : &model.add("learners");
    for (const auto& person : card.learners)
        children->add("person")
            .set("id", person.membership.value)
            .set("name", full_name(person))
            .set("about",
                 by_commas({kinship_words(house, exchange, person.kinship), person.labels}));
}

// What the person, or a parent, says is wrong here.
void add_wrong(House& house, http::Exchange& exchange, const directory::PersonCard& card,
               Model& model) {
    for (const auto& report : house.accounts.open_reports(exchange.scope(), card.line.person)) {
        if (report.compromised) continue;
        const std::string_view label =
            report.field.empty() ? KEREGE_TR("Personal data") : field_label(report.field);
        model.add("wrong")
            .set("report", report.id)
            .set("label", tr(house, exchange, label))
            .set("message", report.message);
    }
}

// Of who left, or whose data are frozen, only those know who answer for it.
bool may_see(House& house, const http::Exchange& exchange, const directory::PersonCard& card) {
    const access::Scope& scope = exchange.scope();
    if (card.line.person == scope.person || may(house, exchange, access::permission::kPeopleEdit))
        return true;
    if (has_left(house, card)) return false;
    const auto deletion = house.deletions.of(scope.organisation, card.line.membership);
    return !deletion || !deletion->confirmed_at_ms;
}

Result<> show_card(House& house, http::Exchange& exchange, MembershipId membership,
                   const directory::PersonEdit* typed, const Fault* fault) {
    const access::Scope& scope = exchange.scope();
    const auto card = house.people.card(scope.organisation, membership);
    if (!card) return card.fault();
    if (!may_see(house, exchange, *card)) return not_found("people: here no more");
    if (card->line.person != scope.person)
        house.views.note(scope.organisation, scope.person, "card.viewed",
                         "membership:" + membership.text(), exchange.request.id);
    Model model;
    model.set("id", membership.value)
        .set("name", full_name(card->line))
        .set("login", card->line.login)
        .set("state", account_state(house, exchange, card->line));
    const bool learner = card->profile == "learner";
    // One form asks who sits there at a time: its fields have one name.
    const bool proves_elsewhere =
        (typed && opens_accounts(house, *card, *typed)) || (fault && sent_from(exchange, "reopen"));
    if (card->profile != "guardian")
        model.add("placed")
            .set("place_label",
                 tr(house, exchange, learner ? KEREGE_TR("Class") : KEREGE_TR("Position")))
            .set("place", learner ? card->line.labels : card->line.position);
    add_related(house, exchange, *card, model);
    if (may(house, exchange, access::permission::kCredentialsIssue) &&
        card->line.person != scope.person && !card->line.login.empty() && !has_left(house, *card) &&
        !proves_elsewhere)
        add_access(house, exchange, *card, fault, model);
    if (may(house, exchange, access::permission::kAuditView))
        model.add("history").set("href", "/audit?about=" + membership.text());
    if (may(house, exchange, access::permission::kPeopleEdit) && exchange.session->documents &&
        !has_left(house, *card))
        model.add("agreements").set("id", membership.value);
    if (may(house, exchange, access::permission::kPeopleEdit)) {
        if (learner && !has_left(house, *card))
            model.add("another_class").set("id", membership.value);
        model.add("data").set("id", membership.value);
        const auto deletion = house.deletions.of(scope.organisation, membership);
        const bool frozen = deletion && deletion->confirmed_at_ms.has_value();
        if (deletion) model.add(frozen ? "deleted" : "deletion_asked").set("id", membership.value);
        add_wrong(house, exchange, *card, model);
        if (!frozen) add_standing(house, exchange, *card, fault, model);
        if (!frozen && !has_left(house, *card))
            add_edit(house, exchange, *card, typed ? *typed : edit_of(*card), fault, model);
    }
    model.set_html("slots", learner ? house.plugins.slots().fill(exchange, "learner.card",
                                                                 "learner:" + membership.text())
                                    : std::string());
    Model& crumb = model.add("crumb");
    crumb.set("label", tr(house, exchange, KEREGE_TR("People")))
        .set("href", "/people?kind=" + card->profile);
    model.set("title", full_name(card->line));
    return show(house, exchange, "people/person", model, full_name(card->line), fault);
}

Result<> card(House& house, http::Exchange& exchange) {
    const auto membership = MembershipId::parse(exchange.path_value("membership"));
    if (!membership) return not_found("no membership id");
    return show_card(house, exchange, *membership, nullptr, nullptr);
}

// The edit as it was sent, of the card as it stands.
directory::PersonEdit sent_edit(const http::Request& request, const directory::PersonCard& card) {
    directory::PersonEdit edit = sent_person(request);
    edit.revision = request.field("revision");
    // So that what is proved is saved, and nothing that looked different then.
    if (edit.revision.empty()) edit.revision = card.revision;
    for (const auto& guardian : card.guardians) {
        const std::string key = "kinship-" + guardian.membership.text();
        for (const auto& field : request.form)
            if (field.name == key) edit.kinships[guardian.membership] = field.value;
    }
    if (card.profile == "employee") {
        edit.roles.emplace();
        for (const auto& field : request.form)
            if (field.name == "role") edit.roles->push_back(field.value);
    }
    return edit;
}

// What is proved is proved of the card as it was read: nothing else is saved with it. What is
// refused anyway asks for no proof.
Result<> prove_and_edit(House& house, http::Exchange& exchange, const directory::PersonCard& before,
                        const directory::PersonEdit& edit) {
    const access::Scope& scope = exchange.scope();
    if (edit.revision != before.revision) return directory::card_changed();
    const auto checked = directory::check_edit(edit, before, today(house));
    if (!checked) return checked.fault();
    if (opens_accounts(house, before, *checked)) {
        if (const auto proved = prove(house, exchange); !proved) return proved.fault();
    }
    return house.people.edit(scope.organisation, before.line.membership, edit, scope.person,
                             exchange.request.id);
}

Result<> save(House& house, http::Exchange& exchange) {
    const auto& request = exchange.request;
    const auto membership = MembershipId::parse(exchange.path_value("membership"));
    if (!membership) return not_found("no membership id");
    const access::Scope& scope = exchange.scope();
    const auto before = house.people.card(scope.organisation, *membership);
    if (!before) return before.fault();

    const directory::PersonEdit edit = sent_edit(request, *before);
    const auto edited = prove_and_edit(house, exchange, *before, edit);
    if (!edited) return show_card(house, exchange, *membership, &edit, &edited.fault());
    house.sessions.forget(before->line.person);
    // Where nobody can be written to yet, a notice has to do.
    const bool first_address = before->line.email.empty() && !edit.email.empty() &&
                               before->line.has_password && before->line.person != scope.person;
    return go(house, exchange, "/people/" + membership->text(),
              first_address ? KEREGE_TR("Saved. The person is told of the address on the next page "
                                        "they open; no link for a new password goes there for a "
                                        "day.")
                            : KEREGE_TR("Saved."));
}

// Forgets the phone of somebody who lost it.
Result<> show_second_factor(House& house, http::Exchange& exchange, MembershipId membership,
                            const Fault* fault) {
    const auto card = house.people.card(exchange.scope().organisation, membership);
    if (!card) return card.fault();
    if (!house.accounts.has_second_factor(card->line.person))
        return not_found("the person has no second factor");
    Model model;
    model.set("id", membership.value)
        .set("name", full_name(card->line))
        .set("login", card->line.login);
    add_proof(house, exchange, fault, model);
    model.add("crumb")
        .set("label", full_name(card->line))
        .set("href", "/people/" + membership.text());
    return show(house, exchange, "people/second_factor", model,
                KEREGE_TR("Take the second factor off"), fault);
}

Result<> second_factor(House& house, http::Exchange& exchange) {
    const auto membership = MembershipId::parse(exchange.path_value("membership"));
    if (!membership) return not_found("no membership id");
    return show_second_factor(house, exchange, *membership, nullptr);
}

Result<> take_off_second_factor(House& house, http::Exchange& exchange) {
    const auto membership = MembershipId::parse(exchange.path_value("membership"));
    if (!membership) return not_found("no membership id");
    const auto taken = house.accounts.take_off_second_factor(
        exchange.scope(), *membership, sent_proof(exchange), exchange.request.id);
    if (taken)
        return go(house, exchange, "/people/" + membership->text(),
                  KEREGE_TR("The second factor is off."));
    if (taken.fault().kind == FaultKind::not_found) return taken.fault();
    return show_second_factor(house, exchange, *membership, &taken.fault());
}

}  // namespace

Result<> show_person_card(House& house, http::Exchange& exchange, MembershipId membership,
                          const Fault& fault) {
    return show_card(house, exchange, membership, nullptr, &fault);
}

void register_person(http::Router& router, House& house) {
    get(router, house, "/people/{membership}", access::permission::kPeopleView, card);
    post(router, house, "/people/{membership}", access::permission::kPeopleEdit, save);
    get(router, house, "/people/{membership}/second-factor", access::permission::kCredentialsIssue,
        second_factor);
    post(router, house, "/people/{membership}/second-factor", access::permission::kCredentialsIssue,
         take_off_second_factor);
}

}  // namespace kerege::pages
