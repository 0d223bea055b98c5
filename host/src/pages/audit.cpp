// The audit log, newest first: an administrator's school, for operators all beneath them as well.
#include "host/src/audit/audit.hpp"

#include <algorithm>

#include "host/src/access/roles.hpp"
#include "host/src/pages/audit_filter.hpp"
#include "host/src/pages/audit_words.hpp"
#include "host/src/pages/person_words.hpp"
#include "kerege/sdk/tr.hpp"

namespace kerege::pages {
namespace {

constexpr int kLines = 100;
constexpr size_t kNamesakes = 20;

void add_line(const House& house, const http::Exchange& exchange, const AuditFilter& filter,
              const audit::Record& record, Model& table) {
    Model& row = table.add("line");
    row.set("at", instant(house, exchange, record.at_ms)).set("detail", detail_words(record));
    const std::string who = doer_words(house, exchange, record);
    if (record.person) {
        row.add("person").set("name", who).set("href", filter.address_of_person(record.person));
    } else {
        row.set("who", who);
    }
    const std::string action = action_words(house, exchange, record.module, record.action);
    if (action != record.action) {
        row.set("action", action);
    } else {
        row.add("code").set("action", action);
    }
    const SubjectWords subject = subject_words(house, exchange, record);
    row.add(subject.code           ? "unnamed"
            : subject.href.empty() ? "named"
                                   : "linked")
        .set("subject", subject.name)
        .set("href", subject.href);
    if (!filter.entries.beneath) return;
    row.add("within")
        .set("name", record.organisation_name)
        .set("href", filter.address_within(record.organisation));
}

// The kinds of deed to choose from.
void add_kinds(House& house, http::Exchange& exchange, const AuditFilter& filter, Model& form) {
    std::vector<std::pair<std::string, std::string>> kinds;  // words, code
    if (filter.entries.beneath) {
        for (const auto code : host_actions())
            kinds.emplace_back(action_words(house, exchange, {}, code), code);
    } else {
        for (const auto& one : audit::actions(house.database, filter.entries.organisation))
            kinds.emplace_back(action_words(house, exchange, one.module, one.action), one.action);
    }
    std::sort(kinds.begin(), kinds.end());
    for (const auto& [words, code] : kinds) {
        Model& item = form.add("kind");
        item.set("code", code).set("label", words);
        if (code == filter.entries.action) item.add("selected");
    }
}

// Who was chosen, with a way back to everybody.
void add_chosen(House& house, http::Exchange& exchange, const AuditFilter& filter,
                const std::vector<audit::Record>& lines, Model& model) {
    const auto add = [&](std::string_view label, const std::string& name, std::string href) {
        model.add("chosen")
            .set("label", tr(house, exchange, label))
            .set("name", name)
            .set("href", href);
    };
    if (filter.entries.person) {
        std::string name = lines.empty() ? std::string() : lines.front().person_name;
        if (name.empty()) name = tr(house, exchange, KEREGE_TR("One person"));
        add(KEREGE_TR("Who did it"), name, filter.address_of_person({}));
    }
    if (filter.entries.about.membership)
        add(KEREGE_TR("Whom it concerns"), filter.about_name, filter.address_about({}));
    if (filter.chosen) {
        const auto one = house.organisations.find(filter.entries.organisation);
        add(KEREGE_TR("Organisation"), one ? one->name(exchange.locale) : std::string(),
            filter.address_within({}));
    }
}

// Several people of the name that was typed, or nobody.
void add_namesakes(House& house, http::Exchange& exchange, const AuditFilter& filter,
                   Model& model) {
    const auto add = [&](const std::string& typed, bool did) {
        if (typed.empty()) return;
        const auto found = members_named(house, exchange, typed, kNamesakes);
        Model& names = model.add(found.empty() ? "nobody" : "namesakes");
        names.set("typed", typed);
        for (const auto& line : found)
            names.add("one")
                .set("name", full_name(line))
                .set("place", line.labels.empty() ? line.position : line.labels)
                .set("href", did ? filter.address_of_person(line.person)
                                 : filter.address_about(line.membership));
    };
    add(filter.who, true);
    add(filter.whom, false);
}

Result<> list(House& house, http::Exchange& exchange) {
    const auto filter = read_audit_filter(house, exchange);
    if (!filter) {
        if (filter.fault().kind != FaultKind::invalid) return filter.fault();
        Model model;
        model.add("form");
        return show(house, exchange, "operator/audit", model, KEREGE_TR("Who changed what"),
                    &filter.fault());
    }
    const access::Scope& scope = exchange.scope();
    const OrganisationId seen = filter->entries.organisation;
    house.views.note(scope.organisation, scope.person, "audit.viewed",
                     seen == scope.organisation ? std::string() : "organisation:" + seen.text(),
                     exchange.request.id);
    std::vector<audit::Record> lines;
    if (!filter->unclear())
        lines = audit::list(house.database, filter->entries, kLines, exchange.locale);
    const bool filtered = !filter->address("").empty();
    Model model;
    model.add("wide");
    if (may(house, exchange, access::permission::kInstallationManage)) model.add("chain");
    Model& form = model.add("form");
    form.set("from", filter->from).set("until", filter->until);
    if (filter->entries.person) form.add("person").set("id", filter->entries.person.value);
    if (filter->entries.about.membership)
        form.add("about").set("id", filter->entries.about.membership.value);
    if (filter->chosen) form.add("organisation").set("id", filter->entries.organisation.value);
    if (may(house, exchange, access::permission::kPeopleView))
        form.add("names").set("who", filter->who).set("whom", filter->whom);
    add_kinds(house, exchange, *filter, form);
    add_chosen(house, exchange, *filter, lines, model);
    add_namesakes(house, exchange, *filter, model);
    if (lines.empty()) {
        if (!filter->unclear()) model.add(filtered ? "none_found" : "empty");
    } else {
        Model& table = model.add("table");
        table.set("csv", filter->address("/audit/table"));
        if (filter->entries.beneath) table.add("wherever");
        for (const auto& line : lines) add_line(house, exchange, *filter, line, table);
    }
    const bool whole = !filtered && filter->entries.before_id == 0;
    if (!whole || lines.size() == kLines) {
        Model& pager = model.add("pager");
        if (!whole) pager.add("all");
        if (lines.size() == kLines)
            pager.add("older").set("href", filter->address("/audit", lines.back().id));
    }
    return show(house, exchange, "operator/audit", model, KEREGE_TR("Who changed what"));
}

}  // namespace

void register_audit(http::Router& router, House& house) {
    get(router, house, "/audit", access::permission::kAuditView, list);
    register_audit_table(router, house);
}

}  // namespace kerege::pages
