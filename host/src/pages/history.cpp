// Who looked at somebody's data, and who changed it: for the person, and for the parents of a
// child.
#include <algorithm>

#include "host/src/pages/audit_words.hpp"
#include "host/src/pages/person_words.hpp"
#include "host/src/pages/query_string.hpp"
#include "kerege/abi/access.h"
#include "kerege/sdk/tr.hpp"

namespace kerege::pages {
namespace {

constexpr int kLines = 50;

void add_line(const House& house, const http::Exchange& exchange, const audit::Record& record,
              Model& table) {
    const bool own = record.person == exchange.scope().person;
    Model& row = table.add("line");
    row.set("at", instant(house, exchange, record.at_ms))
        .set("who",
             own ? tr(house, exchange, KEREGE_TR("You")) : doer_words(house, exchange, record))
        .set("what", action_words(house, exchange, record.module, record.action));
    // Of what, where it is more than the person: the class whose list it was.
    if (record.subject_name.empty()) {
        const SubjectWords subject = subject_words(house, exchange, record);
        if (!subject.code && !subject.name.empty()) row.add("of").set("name", subject.name);
    }
    const std::string fields = changed_fields(house, exchange, record);
    if (!fields.empty()) row.add("fields").set("names", fields);
}

Result<> show_history(House& house, http::Exchange& exchange, MembershipId membership,
                      bool of_child) {
    const OrganisationId organisation = exchange.scope().organisation;
    const auto card = house.people.card(organisation, membership);
    if (!card) return card.fault();
    audit::Filter filter{.organisation = organisation};
    filter.about = {card->line.person, membership, card->profile};
    if (const auto before = Id<struct AuditTag>::parse(exchange.request.query_value("before")))
        filter.before_id = before->value;
    const auto lines = audit::list(house.database, filter, kLines, exchange.locale);
    Model model;
    const std::string heading =
        of_child
            ? view::fill(tr(house, exchange, KEREGE_TR("Who saw and changed the data: {name}")),
                         {{"name", full_name(card->line)}})
            : tr(house, exchange, KEREGE_TR("Who saw and changed my data"));
    model.set("heading", heading);
    Model* table = nullptr;
    for (const auto& line : lines) {
        // What a child does is theirs to tell: who else it was is what parents come for.
        if (of_child && line.person == card->line.person) continue;
        if (!table) table = &model.add("table");
        add_line(house, exchange, line, *table);
    }
    if (!table) model.add("empty");
    if (lines.size() == kLines)
        model.add("older").set(
            "href",
            exchange.request.path + query_string({{"before", std::to_string(lines.back().id)}}));
    Model& crumb = model.add("crumb");
    crumb.set("label", tr(house, exchange, of_child ? KEREGE_TR("Home") : KEREGE_TR("My account")))
        .set("href", of_child ? "/" : "/account");
    return show(house, exchange, "account/history", model, heading);
}

Result<> own(House& house, http::Exchange& exchange) {
    return show_history(house, exchange, exchange.scope().membership, false);
}

// Of one's own child; anybody else's is not found.
Result<> of_child(House& house, http::Exchange& exchange) {
    const access::Scope& scope = exchange.scope();
    const auto membership = MembershipId::parse(exchange.path_value("membership"));
    if (!membership) return not_found("no membership id");
    const auto children = house.people.learners_of(scope.organisation, scope.membership);
    const bool theirs = std::any_of(children.begin(), children.end(), [&](const auto& child) {
        return child.membership == *membership;
    });
    if (!theirs) return not_found("history: not a child of this parent");
    return show_history(house, exchange, *membership, true);
}

}  // namespace

void register_history(http::Router& router, House& house) {
    get(router, house, "/account/history", "", own);
    get(router, house, "/account/history/{membership}", "", of_child);
}

}  // namespace kerege::pages
