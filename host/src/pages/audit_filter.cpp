#include "host/src/pages/audit_filter.hpp"

#include <algorithm>

#include "host/src/access/roles.hpp"
#include "host/src/base/text_values.hpp"
#include "host/src/pages/person_words.hpp"
#include "host/src/pages/query_string.hpp"
#include "kerege/sdk/tr.hpp"

namespace kerege::pages {
namespace {

Result<std::string> day_of(std::string_view typed) {
    const auto reading = text::read_day(typed);
    if (!typed.empty() && reading.day.empty())
        return invalid("audit: not a day", KEREGE_TR("Write days as 31.12.2026."));
    return reading.day;
}

std::string number_or_nothing(int64_t number) {
    return number == 0 ? std::string() : std::to_string(number);
}

// The person of a number, else the only one of a name.
Result<> read_people(House& house, const http::Exchange& exchange, AuditFilter& filter) {
    const auto& request = exchange.request;
    const OrganisationId organisation = exchange.scope().organisation;
    if (const auto person = PersonId::parse(request.query_value("person")))
        filter.entries.person = *person;
    const bool by_name = may(house, exchange, access::permission::kPeopleView);
    if (by_name) filter.who = request.query_value("who");
    if (by_name) filter.whom = request.query_value("whom");
    if (!filter.who.empty() || !filter.whom.empty()) {
        if (const auto allowed = within_search_rate(house, exchange); !allowed)
            return allowed.fault();
    }
    if (!filter.who.empty()) {
        const auto found = members_named(house, exchange, filter.who, 2);
        if (found.size() == 1) {
            filter.entries.person = found.front().person;
            filter.who.clear();
        }
    }
    auto about = MembershipId::parse(request.query_value("about"));
    if (!filter.whom.empty()) {
        const auto found = members_named(house, exchange, filter.whom, 2);
        if (found.size() == 1) {
            about = found.front().membership;
            filter.whom.clear();
        }
    }
    if (!about) return success();
    const auto card = house.people.card(organisation, *about);
    if (!card) return card.fault();
    filter.about_name = full_name(card->line);
    filter.entries.about = {card->line.person, *about, card->profile};
    filter.entries.beneath = false;
    return success();
}

}  // namespace

std::string AuditFilter::address(std::string_view page, int64_t before_id) const {
    const OrganisationId within = entries.organisation;
    return std::string(page) +
           query_string({{"person", number_or_nothing(entries.person.value)},
                         {"about", number_or_nothing(entries.about.membership.value)},
                         {"who", who},
                         {"whom", whom},
                         {"kind", entries.action},
                         {"from", from},
                         {"until", until},
                         {"organisation", chosen ? within.text() : std::string()},
                         {"before", number_or_nothing(before_id)}});
}

std::string AuditFilter::address_of_person(PersonId person) const {
    AuditFilter other = *this;
    other.entries.person = person;
    other.who.clear();
    return other.address("/audit");
}

std::string AuditFilter::address_about(MembershipId membership) const {
    AuditFilter other = *this;
    other.entries.about.membership = membership;
    other.whom.clear();
    return other.address("/audit");
}

std::string AuditFilter::address_within(OrganisationId organisation) const {
    AuditFilter other = *this;
    other.entries.organisation = organisation;
    other.chosen = static_cast<bool>(organisation);
    return other.address("/audit");
}

Result<AuditFilter> read_audit_filter(House& house, const http::Exchange& exchange) {
    const auto& request = exchange.request;
    const access::Scope& scope = exchange.scope();
    AuditFilter filter;
    filter.entries.organisation = scope.organisation;
    filter.entries.beneath = scope.profile == KEREGE_PROFILE_OPERATOR;
    if (const auto within = OrganisationId::parse(request.query_value("organisation"));
        within && *within != scope.organisation) {
        if (!filter.entries.beneath || !house.organisations.within(*within, scope.organisation))
            return not_found("audit: organisation of another tree");
        filter.entries.organisation = *within;
        filter.entries.beneath = false;
        filter.chosen = true;
    }
    const auto from = day_of(request.query_value("from"));
    if (!from) return from.fault();
    const auto until = day_of(request.query_value("until"));
    if (!until) return until.fault();
    filter.from = *from;
    filter.until = *until;
    if (!from->empty()) filter.entries.from_ms = house.local_time.at_ms(text::day_number(*from), 0);
    if (!until->empty())
        filter.entries.until_ms = house.local_time.at_ms(text::day_number(*until) + 1, 0);
    filter.entries.action = request.query_value("kind").substr(0, audit::kNameBytesMax);
    if (const auto before = Id<struct AuditTag>::parse(request.query_value("before")))
        filter.entries.before_id = before->value;
    if (const auto read = read_people(house, exchange, filter); !read) return read.fault();
    return filter;
}

std::vector<directory::PersonLine> members_named(House& house, const http::Exchange& exchange,
                                                 std::string_view name, size_t most) {
    const access::Scope& scope = exchange.scope();
    std::vector<directory::PersonLine> found;
    for (const char* profile : {"employee", "learner", "guardian"}) {
        directory::PeopleFilter filter;
        filter.profile = profile;
        filter.search = name;
        auto lines = house.people.list(scope.organisation, filter).lines;
        if (!lines.empty() && found.size() < most)
            house.views.note(scope.organisation, scope.person, "list.viewed",
                             "people:" + filter.profile, exchange.request.id);
        for (auto& line : lines) {
            if (found.size() < most) found.push_back(std::move(line));
        }
    }
    return found;
}

}  // namespace kerege::pages
