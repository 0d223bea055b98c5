// Slips with logins and temporary passwords, by class, for the staff, or for one person.
#include <algorithm>

#include "host/src/access/roles.hpp"
#include "host/src/pages/person_words.hpp"
#include "kerege/sdk/tr.hpp"

namespace kerege::pages {
namespace {

void add_choice(House& house, http::Exchange& exchange, Model& group, std::string_view group_label,
                std::string_view kind, std::string_view class_label, std::string_view label) {
    group.add("choice")
        .set("kind", kind)
        .set("class", class_label)
        .set("group_label", group_label)
        .set("label", tr(house, exchange, label));
}

Result<> show_groups(House& house, http::Exchange& exchange, const Fault* fault) {
    const OrganisationId organisation = exchange.scope().organisation;
    directory::PeopleFilter staff;
    staff.profile = "employee";
    const int64_t employees = house.people.list(organisation, staff).total;
    const auto classes = house.people.classes(organisation);

    Model model;
    if (employees == 0 && classes.empty()) {
        model.add("empty");
        return show(house, exchange, "people/credentials", model, KEREGE_TR("Logins and passwords"),
                    fault);
    }
    Model& table = model.add("table");
    Model& all_staff = table.add("group");
    const std::string staff_label = tr(house, exchange, KEREGE_TR("Staff"));
    all_staff.set("label", staff_label).set("people", employees);
    add_choice(house, exchange, all_staff, staff_label, "employee", "", KEREGE_TR("Print slips"));
    for (const auto& one : classes) {
        Model& group = table.add("group");
        group.set("label", one.label).set("people", one.learners);
        add_choice(house, exchange, group, one.label, "learner", one.label, KEREGE_TR("Learners"));
        add_choice(house, exchange, group, one.label, "guardian", one.label, KEREGE_TR("Parents"));
    }
    return show(house, exchange, "people/credentials", model, KEREGE_TR("Logins and passwords"),
                fault);
}

// Members of the group with an account that was never used, at most as many as one call may issue.
std::vector<directory::PersonLine> never_signed_in(House& house, OrganisationId organisation,
                                                   directory::PeopleFilter filter) {
    std::vector<directory::PersonLine> found;
    for (int pages = 1; filter.page <= pages; ++filter.page) {
        auto page = house.people.list(organisation, filter);
        pages = page.pages;
        for (auto& line : page.lines) {
            if (line.login.empty() || line.first_login_at_ms) continue;
            found.push_back(std::move(line));
            if (found.size() == access::kTemporaryPasswordsMax) return found;
        }
    }
    return found;
}

Result<std::vector<directory::PersonLine>> chosen(House& house, http::Exchange& exchange) {
    const auto& request = exchange.request;
    const OrganisationId organisation = exchange.scope().organisation;
    if (!request.field("membership").empty()) {
        const auto membership = MembershipId::parse(request.field("membership"));
        if (!membership) return not_found("no membership id");
        auto card = house.people.card(organisation, *membership);
        if (!card) return card.fault();
        return std::vector{std::move(card->line)};
    }
    directory::PeopleFilter filter;
    filter.profile = request.field("kind");
    filter.class_label = request.field("class");
    return never_signed_in(house, organisation, filter);
}

std::string address_of(const House& house, const http::Exchange& exchange) {
    if (!house.public_url.empty()) return house.public_url;
    return std::string(exchange.request.header("host"));
}

Result<> list(House& house, http::Exchange& exchange) {
    return show_groups(house, exchange, nullptr);
}

Result<> issue(House& house, http::Exchange& exchange) {
    const auto people = chosen(house, exchange);
    if (!people) return people.fault();
    if (people->empty()) {
        const Fault fault = invalid("nobody left to print",
                                    KEREGE_TR("Everybody of this group has signed in already."));
        return show_groups(house, exchange, &fault);
    }
    std::vector<MembershipId> memberships;
    for (const auto& person : *people) memberships.push_back(person.membership);
    const auto issued = house.accounts.issue_temporary_passwords(exchange.scope(), memberships,
                                                                 exchange.request.id);
    if (!issued) return show_groups(house, exchange, &issued.fault());

    Model model;
    const std::string address = address_of(house, exchange);
    for (size_t i = 0; i < issued->size(); ++i) {
        const auto& one = (*issued)[i];
        model.add("slip")
            .set("name", full_name(one))
            .set("place", (*people)[i].labels)
            .set("address", address)
            .set("login", one.login)
            .set("password", one.password);
        model.add("line").set("name", full_name(one)).set("login", one.login);
    }
    return show(house, exchange, "people/slips", model, KEREGE_TR("Slips to cut"));
}

}  // namespace

void register_credentials(http::Router& router, House& house) {
    get(router, house, "/credentials", access::permission::kCredentialsIssue, list);
    post(router, house, "/credentials", access::permission::kCredentialsIssue, issue);
}

}  // namespace kerege::pages
