// Officials and operators of the operator's tree: the list, the end of the access, and of an
// official whether they see names.
#include "host/src/directory/officials.hpp"

#include "host/src/access/operator_ends.hpp"
#include "host/src/access/roles.hpp"
#include "host/src/pages/pager.hpp"
#include "host/src/pages/people_list.hpp"
#include "host/src/pages/person_words.hpp"
#include "host/src/pages/proof.hpp"
#include "host/src/pages/query_string.hpp"
#include "host/src/pages/standing_words.hpp"
#include "kerege/abi/i18n.h"
#include "kerege/sdk/tr.hpp"

namespace kerege::pages {
namespace {

using directory::Official;

constexpr const char* kPath = "/officials";
constexpr const char* kServiceEnded = "service_ended";

std::string day_words(const http::Exchange& exchange, const std::string& day) {
    return day.empty() ? std::string() : view::format_day(exchange.locale, day, KEREGE_DAY_FULL);
}

std::string_view level_label(std::string_view profile) {
    if (profile == "ministry") return KEREGE_TR("Ministry");
    if (profile == "region") return KEREGE_TR("Regional department");
    if (profile == "district") return KEREGE_TR("District department");
    return KEREGE_TR("Operator");
}

std::string path_of(const Official& one) { return kPath + ("/" + one.membership.text()); }

void add_line(const House& house, const http::Exchange& exchange, const Official& one,
              Model& table) {
    Model& row = table.add("line");
    row.set("name", full_name(one))
        .set("login", one.login)
        .set("level", tr(house, exchange, level_label(one.profile)))
        .set("place", name_of(one, exchange))
        .set("until", day_words(exchange, one.valid_until));
    row.set("href", path_of(one));
    if (!one.names_until.empty())
        row.add("names").set("until", day_words(exchange, one.names_until));
}

Result<> list(House& house, http::Exchange& exchange) {
    const auto& request = exchange.request;
    directory::OfficialsFilter filter;
    filter.search = request.query_value("q");
    filter.former = request.query_value("standing") == "former";
    filter.page = page_number(request.query_value("page"));
    if (!filter.search.empty())
        if (const auto allowed = within_search_rate(house, exchange); !allowed)
            return allowed.fault();
    const auto page = house.officials.list(exchange.scope().organisation, filter);
    Model model;
    model.add("wide");
    model.set("q", filter.search);
    if (filter.former) model.add("former");
    if (page.lines.empty()) {
        model.add(filter.search.empty() ? "empty" : "none_found");
    } else {
        note_list(house, exchange, "officials");
        Model& table = model.add("table");
        for (const Official& one : page.lines) add_line(house, exchange, one, table);
    }
    const auto href = [&](int number) {
        return kPath + query_string({{"q", filter.search},
                                     {"standing", filter.former ? "former" : ""},
                                     {"page", std::to_string(number)}});
    };
    add_pager(house, exchange, page.page, page.pages, href, model);
    return show(house, exchange, "operator/officials", model, KEREGE_TR("Officials"));
}

// One of the operator's tree.
Result<Official> anybody(House& house, const http::Exchange& exchange) {
    const auto membership = MembershipId::parse(exchange.path_value("membership"));
    if (!membership) return not_found("no membership id");
    return house.officials.find(exchange.scope().organisation, *membership);
}

// An official. Of operators only the access is ended; it is opened again at the machine, so that
// nobody at a stranger's session brings an accomplice back.
Result<Official> asked_for(House& house, const http::Exchange& exchange) {
    auto found = anybody(house, exchange);
    if (found && found->is_operator()) return not_found("officials: an operator");
    return found;
}

void add_end(House& house, http::Exchange& exchange, const Official& one, const Fault* fault,
             Model& model) {
    const auto ending = house.endings.of(one.organisation, one.membership);
    const std::string today = house.local_time.day(house.clock.now_ms());
    if (ending) {
        Model& ended = model.add("ended");
        ended.add(one.is_operator() ? "at_the_machine" : "reopen").set("path", path_of(one));
        ended.set("day", day_words(exchange, ending->first_day))
            .set("ground", tr(house, exchange, ground_label(ending->ground)))
            .set("note", ending->note)
            .set("by", ending->by_name);
        return;
    }
    if (!one.valid_until.empty() && one.valid_until < today) return;
    if (one.person == exchange.scope().person) {
        model.add("own");
        return;
    }
    const std::string_view typed = exchange.request.field("first_day");
    Model& form = model.add("end");
    form.set("path", path_of(one))
        .set("first_day", typed.empty() ? std::string_view(today) : typed)
        .set("note", exchange.request.field("note"));
    if (one.is_operator()) add_proof(house, exchange, fault, form.add("prove"));
    add_field_faults(house, exchange, fault, form);
}

void add_names(House& house, http::Exchange& exchange, const Official& one, const Fault* fault,
               Model& model) {
    const auto grants = house.names_grants.list(one.organisation, one.membership);
    const bool holds = !grants.empty() && grants.front().holds;
    Model& names = model.add("names");
    names.set("path", path_of(one));
    if (holds)
        names.add("holds")
            .set("path", path_of(one))
            .set("until", day_words(exchange, grants.front().last_day))
            .set("reason", grants.front().reason);
    else
        names.add("numbers");
    Model* before = nullptr;
    for (const auto& grant : grants) {
        if (grant.holds) continue;
        if (!before) before = &names.add("before");
        Model& line = before->add("line");
        line.set("since", instant(house, exchange, grant.granted_at_ms))
            .set("until", day_words(exchange, grant.last_day))
            .set("by", grant.by_name)
            .set("reason", grant.reason);
        if (grant.withdrawn_at_ms)
            line.add("withdrawn")
                .set("at", instant(house, exchange, *grant.withdrawn_at_ms))
                .set("by", grant.withdrawn_by_name);
    }
    const std::string today = house.local_time.day(house.clock.now_ms());
    if (!one.valid_until.empty() && one.valid_until < today) return;
    Model& form = names.add("form");
    form.set("path", path_of(one))
        .set("reason", exchange.request.field("reason"))
        .set("last_day", exchange.request.field("last_day"));
    add_field_faults(house, exchange, fault, form);
    add_proof(house, exchange, fault, form);
}

// fault: of the form that was sent last.
Result<> show_one(House& house, http::Exchange& exchange, const Official& one, const Fault* fault) {
    house.views.note(one.organisation, exchange.scope().person, "card.viewed",
                     "membership:" + one.membership.text(), exchange.request.id);
    Model model;
    model.set("name", full_name(one))
        .set("login", one.login)
        .set("level", tr(house, exchange, level_label(one.profile)))
        .set("place", name_of(one, exchange))
        .set("since", day_words(exchange, one.valid_from))
        .set("until", day_words(exchange, one.valid_until));
    if (!one.is_operator()) add_names(house, exchange, one, fault, model);
    add_end(house, exchange, one, fault, model);
    model.add("crumb").set("label", tr(house, exchange, KEREGE_TR("Officials"))).set("href", kPath);
    return show(house, exchange, "operator/official", model, full_name(one), fault);
}

Result<> one(House& house, http::Exchange& exchange) {
    const auto found = anybody(house, exchange);
    if (!found) return found.fault();
    return show_one(house, exchange, *found, nullptr);
}

Result<> let_see(House& house, http::Exchange& exchange) {
    const auto& request = exchange.request;
    const auto found = asked_for(house, exchange);
    if (!found) return found.fault();
    if (const auto proved = prove(house, exchange); !proved)
        return show_one(house, exchange, *found, &proved.fault());
    const auto granted = house.names_grants.grant(
        found->organisation, found->membership,
        {std::string(request.field("reason")), std::string(request.field("last_day"))},
        exchange.scope().person, request.id);
    if (!granted) {
        if (granted.fault().kind == FaultKind::not_found) return granted.fault();
        return show_one(house, exchange, *found, &granted.fault());
    }
    return go(house, exchange, path_of(*found), KEREGE_TR("They see names until that day."));
}

Result<> withdraw(House& house, http::Exchange& exchange) {
    const auto found = asked_for(house, exchange);
    if (!found) return found.fault();
    const auto withdrawn = house.names_grants.withdraw(
        found->organisation, found->membership, exchange.scope().person, exchange.request.id);
    // Somebody else was quicker, or its day is over: it is as was wanted.
    if (!withdrawn && withdrawn.fault().kind != FaultKind::not_found) return withdrawn.fault();
    return go(house, exchange, path_of(*found), KEREGE_TR("They see numbers only."));
}

// Who ends another operator's access shows that it is they.
Result<std::vector<PersonId>> end_access(House& house, http::Exchange& exchange,
                                         const Official& one) {
    const auto& request = exchange.request;
    const auto first_day = request.field("first_day"), note = request.field("note");
    if (one.is_operator()) {
        if (const auto proved = prove(house, exchange); !proved) return proved.fault();
        return access::OperatorEnds(house.database, house.endings, house.letters, house.clock,
                                    house.local_time)
            .end(exchange.scope(), one.organisation, one.membership, first_day, note, request.id);
    }
    const directory::EndWish wish{kServiceEnded, std::string(first_day), std::string(note)};
    return house.endings.end(one.organisation, one.membership, wish, exchange.scope().person,
                             request.id);
}

Result<> end(House& house, http::Exchange& exchange) {
    const auto found = anybody(house, exchange);
    if (!found) return found.fault();
    const auto ended = end_access(house, exchange, *found);
    if (!ended) {
        if (ended.fault().kind == FaultKind::not_found) return ended.fault();
        return show_one(house, exchange, *found, &ended.fault());
    }
    for (const PersonId person : *ended) house.sessions.forget(person);
    return go(house, exchange, path_of(*found), KEREGE_TR("Access is ended."));
}

Result<> reopen(House& house, http::Exchange& exchange) {
    const auto found = asked_for(house, exchange);
    if (!found) return found.fault();
    const auto reopened = house.endings.reopen(found->organisation, found->membership,
                                               exchange.scope().person, exchange.request.id);
    if (!reopened) {
        if (reopened.fault().kind == FaultKind::not_found) return reopened.fault();
        return show_one(house, exchange, *found, &reopened.fault());
    }
    for (const PersonId person : *reopened) house.sessions.forget(person);
    return go(house, exchange, path_of(*found), KEREGE_TR("Access is open again."));
}

}  // namespace

void register_officials(http::Router& router, House& house) {
    namespace permission = access::permission;
    get(router, house, "/officials", permission::kOfficialManage, list);
    get(router, house, "/officials/{membership}", permission::kOfficialManage, one);
    post(router, house, "/officials/{membership}/names", permission::kOfficialManage, let_see);
    post(router, house, "/officials/{membership}/names/withdraw", permission::kOfficialManage,
         withdraw);
    post(router, house, "/officials/{membership}/end", permission::kOfficialManage, end);
    post(router, house, "/officials/{membership}/reopen", permission::kOfficialManage, reopen);
}

}  // namespace kerege::pages
