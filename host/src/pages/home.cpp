// The home page: what waits for this person, then what the modules have to say.
#include <algorithm>
#include <functional>

#include "host/src/access/roles.hpp"
#include "host/src/pages/health.hpp"
#include "host/src/pages/message_words.hpp"
#include "host/src/pages/numbers.hpp"
#include "host/src/pages/person_words.hpp"
#include "kerege/abi/i18n.h"
#include "kerege/sdk/tr.hpp"

namespace kerege::pages {
namespace {

// What an administrator does on the first day, until the school has people.
void add_first_steps(House& house, http::Exchange& exchange, Model& model) {
    Model& steps = model.add("steps");
    const auto step = [&](const char* href, std::string_view label, std::string_view help) {
        steps.add("step")
            .set("href", href)
            .set("label", tr(house, exchange, label))
            .set("help", tr(house, exchange, help));
    };
    step("/roster", KEREGE_TR("Import a roster"), KEREGE_TR("First the staff, then the learners."));
    step("/credentials", KEREGE_TR("Logins and passwords"),
         KEREGE_TR("Print the slips and hand them over against a signature."));
}

using WaitingItem = std::function<void(const char* href, int64_t count, const std::string& label)>;

// Of those who enter people.
void add_people_waiting(House& house, const http::Exchange& exchange, const WaitingItem& item) {
    const OrganisationId organisation = exchange.scope().organisation;
    const auto open = house.accounts.open_reports(exchange.scope());
    const auto compromised =
        std::ranges::count_if(open, [](const auto& one) { return one.compromised; });
    const auto reports = static_cast<int64_t>(open.size()) - compromised;
    item("/reports", compromised,
         tr_plural(house, exchange, KEREGE_TR("account is reported as compromised"),
                   KEREGE_TR("accounts are reported as compromised"), compromised));
    item("/reports", reports,
         tr_plural(house, exchange, KEREGE_TR("report of wrong data"),
                   KEREGE_TR("reports of wrong data"), reports));
    const auto restricted =
        static_cast<int64_t>(house.restrictions.of_members(organisation).size());
    item("/reports", restricted,
         tr_plural(house, exchange, KEREGE_TR("profile is restricted by the operator"),
                   KEREGE_TR("profiles are restricted by the operator"), restricted));
    const int64_t incoming = house.transfers.incoming(organisation);
    item("/transfers", incoming,
         tr_plural(house, exchange, KEREGE_TR("person is handed over to you"),
                   KEREGE_TR("people are handed over to you"), incoming));
    const int64_t registered = house.registrations.waiting(organisation);
    item("/registrations", registered,
         tr_plural(house, exchange, KEREGE_TR("child is registered by a parent"),
                   KEREGE_TR("children are registered by parents"), registered));
    const int64_t asked = house.deletions.asked(organisation);
    item("/deletions", asked,
         tr_plural(house, exchange, KEREGE_TR("person asks for the deletion of their profile"),
                   KEREGE_TR("people ask for the deletion of their profiles"), asked));
}

// Everything an administrator should not have to look for. Returns whether there is anything.
bool add_waiting(House& house, http::Exchange& exchange, Model& model) {
    Model* waiting = nullptr;
    const auto item = [&](const char* href, int64_t count, const std::string& label) {
        if (count == 0) return;
        if (!waiting) waiting = &model.add("waiting");
        waiting->add("item").set("href", href).set("count", count).set("label", label);
    };
    const OrganisationId organisation = exchange.scope().organisation;
    if (may(house, exchange, access::permission::kPeopleEdit))
        add_people_waiting(house, exchange, item);
    if (may(house, exchange, access::permission::kProfileRestrict)) {
        const auto withdrawn = std::ranges::count_if(
            house.deletions.withdrawals(organisation),
            [](const auto& one) { return one.state == privacy::DeletionState::running; });
        item("/withdrawals", withdrawn,
             tr_plural(house, exchange, KEREGE_TR("person has withdrawn their consent"),
                       KEREGE_TR("people have withdrawn their consent"), withdrawn));
    }
    if (may(house, exchange, access::permission::kSupportAnswer)) {
        const int64_t messages = house.support.waiting(desk_of(house, exchange));
        item("/support/inbox", messages,
             tr_plural(house, exchange, KEREGE_TR("message waits for an answer"),
                       KEREGE_TR("messages wait for an answer"), messages));
    }
    if (may(house, exchange, access::permission::kRosterImport)) {
        const auto rosters = static_cast<int64_t>(house.rosters.waiting(organisation).size());
        item("/roster", rosters,
             tr_plural(house, exchange, KEREGE_TR("roster is uploaded and not saved yet"),
                       KEREGE_TR("rosters are uploaded and not saved yet"), rosters));
    }
    if (may(house, exchange, access::permission::kCredentialsIssue)) {
        const auto recent = house.organisations.recent_counts(
            organisation, house.local_time.day(house.clock.now_ms()));
        const auto& counts = recent->rows;
        const int64_t unused = counts.empty() ? 0 : counts.front().accounts_never_used;
        item("/credentials", unused,
             tr_plural(house, exchange, KEREGE_TR("account has never been used"),
                       KEREGE_TR("accounts have never been used"), unused));
    }
    if (may(house, exchange, access::permission::kApplicationDecide)) {
        const auto waits = house.applications.count_waiting(organisation);
        item("/applications", waits,
             tr_plural(house, exchange, KEREGE_TR("application waits for an answer"),
                       KEREGE_TR("applications wait for an answer"), waits));
    }
    return waiting != nullptr;
}

// A parent's way to who looked at the data of their children, and to another child.
void add_children(House& house, http::Exchange& exchange, Model& model) {
    const access::Scope& scope = exchange.scope();
    if (scope.profile != KEREGE_PROFILE_GUARDIAN) return;
    const auto children = house.people.learners_of(scope.organisation, scope.membership);
    Model& section = model.add("children");
    if (children.empty()) {
        section.add("no_child");
        return;
    }
    Model& list = section.add("list");
    for (const auto& child : children)
        list.add("child").set("id", child.membership.value).set("name", full_name(child));
}

// The given name alone, as people are addressed.
std::string_view given_name(std::string_view person_name) {
    const size_t space = person_name.find(' ');
    return space == std::string_view::npos ? person_name : person_name.substr(space + 1);
}

Result<> home(House& house, http::Exchange& exchange) {
    const access::Scope& scope = exchange.scope();
    const std::string today = house.local_time.day(house.clock.now_ms());
    Model model;
    model
        .set("greeting", view::fill(tr(house, exchange, KEREGE_TR("Good day, {name}")),
                                    {{"name", given_name(scope.person_name)}}))
        .set("day", view::format_day(exchange.locale, today, KEREGE_DAY_WEEKDAY));
    bool anything = add_waiting(house, exchange, model);
    if (may(house, exchange, access::permission::kOrganisationActivate) &&
        house.standings.today(scope.organisation) == directory::status::kPreparation) {
        anything = true;
        model.add("preparing");
    }
    if (exchange.session->suspended) {
        anything = true;
        model.add("suspended");
    }
    if (exchange.session->second_factor_taken_off) {
        anything = true;
        model.add("second_factor_taken_off");
    }
    if (exchange.session->address_news) {
        anything = true;
        model.add("address_news");
    }
    if (may(house, exchange, access::permission::kRosterImport) &&
        house.people.classes(scope.organisation).empty()) {
        anything = true;
        add_first_steps(house, exchange, model);
    }
    if (may(house, exchange, access::permission::kModulesView)) {
        anything = true;
        add_health(house, exchange, model);
    } else if (may(house, exchange, access::permission::kOrganisationView)) {
        const auto recent = house.organisations.recent_counts(scope.organisation, today);
        const auto& counts = recent->rows;
        anything = anything || !counts.empty();
        if (!counts.empty()) add_numbers(house, exchange, counts, model.add("official"));
    }
    add_children(house, exchange, model);
    const std::string slots = house.plugins.slots().fill(exchange, "dashboard", {});
    model.set_html("slots", slots);
    // Who was given no role is other staff.
    const bool staff = scope.roles == std::vector{std::string(access::role::kStaff)};
    if (!anything && slots.empty()) model.add(staff ? "other_staff" : "nothing");
    return show(house, exchange, "home", model, KEREGE_TR("Home"));
}

}  // namespace

void register_home(http::Router& router, House& house) { get(router, house, "/", "", home); }

}  // namespace kerege::pages
