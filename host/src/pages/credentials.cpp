// Slips with logins and temporary passwords: for a class or the staff where nobody has one yet,
// else by name.
#include <algorithm>

#include "host/src/access/roles.hpp"
#include "host/src/pages/person_card.hpp"
#include "host/src/pages/person_words.hpp"
#include "host/src/pages/proof.hpp"
#include "host/src/pages/query_string.hpp"
#include "host/src/pages/slips.hpp"
#include "kerege/sdk/tr.hpp"

namespace kerege::pages {
namespace {

constexpr int kIssuedPages = access::kTemporaryPasswordsMax / directory::kPeoplePage;

// Whose slips: the staff, or the learners or parents of a class.
struct Group {
    std::string kind;
    std::string class_label;
};

std::string_view label_of(std::string_view kind) {
    if (kind == "employee") return KEREGE_TR("Staff");
    return kind == "learner" ? KEREGE_TR("Learners") : KEREGE_TR("Parents");
}

std::string name_of(const House& house, const http::Exchange& exchange, const Group& group) {
    const std::string kind = tr(house, exchange, label_of(group.kind));
    return group.class_label.empty() ? kind : group.class_label + " · " + kind;
}

void add_group(House& house, http::Exchange& exchange, const directory::SlipCount& count,
               Model& row) {
    const auto choice = [&](const char* key, int64_t people) {
        if (people == 0) return;
        row.add(key)
            .set("kind", count.profile)
            .set("class", count.label)
            .set("group_label", row.text("label"))
            .set("label", tr(house, exchange, label_of(count.profile)))
            .set("people", people)
            .set("href", "/credentials/again" +
                             query_string({{"kind", count.profile}, {"class", count.label}}));
    };
    choice("waiting", count.without_password);
    choice("unused", count.never_used);
}

// What a form of slips asks: how they are handed over, as it was chosen.
void add_handing(House& house, http::Exchange& exchange, Model& form) {
    const std::string_view chosen = exchange.request.field("as");
    const auto way = [&](const char* value, std::string_view label, bool first) {
        Model& choice = form.add("handing");
        choice.set("value", value).set("label", tr(house, exchange, label));
        if (chosen == value || (first && chosen.empty())) choice.add("selected");
    };
    way("page", KEREGE_TR("A page to print"), true);
    if (house.mail.configured())
        way("letters", KEREGE_TR("A letter to each who has an e-mail address"), false);
    way("pdf", KEREGE_TR("A PDF: ten slips on a sheet, then the list to sign"), false);
}

Result<> show_groups(House& house, http::Exchange& exchange, const Fault* fault) {
    const auto counts = house.people.slip_counts(exchange.scope().organisation);
    Model model;
    if (counts.empty()) model.add("empty");
    Model* table = counts.empty() ? nullptr : &model.add("table");
    if (table) {
        add_handing(house, exchange, *table);
        add_proof(house, exchange, fault, *table);
    }
    Model* row = nullptr;
    for (size_t i = 0; i < counts.size(); ++i) {
        if (i == 0 || counts[i].label != counts[i - 1].label) {
            row = &table->add("group");
            row->set("label", counts[i].label.empty()
                                  ? tr(house, exchange, label_of(counts[i].profile))
                                  : counts[i].label);
        }
        add_group(house, exchange, counts[i], *row);
    }
    return show(house, exchange, "people/credentials", model, KEREGE_TR("Logins and passwords"),
                fault);
}

// Members of the group whose account is in this state, at most as many as one call may issue, and
// how many there are.
std::vector<directory::PersonLine> of_group(House& house, OrganisationId organisation,
                                            const Group& group, const char* account,
                                            int64_t& total) {
    directory::PeopleFilter filter;
    filter.profile = group.kind;
    filter.class_label = group.class_label;
    filter.account = account;
    std::vector<directory::PersonLine> found;
    for (int pages = 1; filter.page <= std::min(pages, kIssuedPages); ++filter.page) {
        auto page = house.people.list(organisation, filter);
        total = page.total;
        pages = page.pages;
        for (auto& line : page.lines) found.push_back(std::move(line));
    }
    return found;
}

Group group_of(std::string_view kind, std::string_view class_label) {
    return {std::string(kind), std::string(class_label)};
}

// By its button, or as the next slips of one.
Group sent_group(const http::Exchange& exchange) {
    const auto& request = exchange.request;
    const std::string_view group = request.field("group");
    if (group.empty()) return group_of(request.field("kind"), request.field("class"));
    const size_t space = std::min(group.find(' '), group.size());
    return group_of(group.substr(0, space), group.substr(std::min(space + 1, group.size())));
}

// A group's people who have no password yet: nobody's present one is replaced. Those who have one
// are named, one by one.
Result<std::vector<directory::PersonLine>> chosen(House& house, http::Exchange& exchange,
                                                  int64_t& total) {
    const auto& request = exchange.request;
    const OrganisationId organisation = exchange.scope().organisation;
    std::vector<directory::PersonLine> named;
    for (const auto& field : request.form) {
        if (field.name != "membership") continue;
        if (named.size() == access::kTemporaryPasswordsMax) break;
        const auto membership = MembershipId::parse(field.value);
        if (!membership) return not_found("no membership id");
        auto card = house.people.card(organisation, *membership);
        if (!card) return card.fault();
        named.push_back(std::move(card->line));
    }
    total = static_cast<int64_t>(named.size());
    const Group group = sent_group(exchange);
    if (!named.empty() || group.kind.empty()) return named;
    constexpr std::string_view kKinds[] = {"employee", "learner", "guardian"};
    if (std::find(std::begin(kKinds), std::end(kKinds), group.kind) == std::end(kKinds))
        return not_found("no such kind of people");
    return of_group(house, organisation, group, "without_password", total);
}

Result<> list(House& house, http::Exchange& exchange) {
    return show_groups(house, exchange, nullptr);
}

bool is_sent(const http::Exchange& exchange, MembershipId membership) {
    return std::ranges::any_of(exchange.request.form, [&](const auto& field) {
        return field.name == "membership" && field.value == membership.text();
    });
}

// Those of a group who have a slip and have not signed in with it: by name, since a new slip makes
// the one they hold worthless.
Result<> show_choice(House& house, http::Exchange& exchange, const Group& group,
                     const Fault* fault) {
    int64_t total = 0;
    const auto people = of_group(house, exchange.scope().organisation, group, "never_used", total);
    Model model;
    model.set("group", name_of(house, exchange, group));
    Model& section = model.add(people.empty() ? "nobody" : "choose");
    section.set("kind", group.kind).set("class", group.class_label);
    for (const auto& person : people) {
        Model& item = section.add("person");
        item.set("id", person.membership.value)
            .set("name", full_name(person))
            .set("login", person.login);
        if (is_sent(exchange, person.membership)) item.add("checked");
    }
    if (!people.empty()) {
        add_handing(house, exchange, section);
        add_proof(house, exchange, fault, section);
    }
    model.add("crumb")
        .set("label", tr(house, exchange, KEREGE_TR("Logins and passwords")))
        .set("href", "/credentials");
    return show(house, exchange, "people/slips_again", model, KEREGE_TR("Print slips again"),
                fault);
}

Result<> choose_again(House& house, http::Exchange& exchange) {
    const auto& request = exchange.request;
    return show_choice(house, exchange,
                       group_of(request.query_value("kind"), request.query_value("class")),
                       nullptr);
}

// The form it was sent with, as it was filled in, and what is wrong.
Result<> refuse(House& house, http::Exchange& exchange, const Fault& fault) {
    const auto& request = exchange.request;
    if (const auto kind = request.field("again_kind"); !kind.empty())
        return show_choice(house, exchange, group_of(kind, request.field("again_class")), &fault);
    const auto membership = MembershipId::parse(request.field("membership"));
    if (request.field("from") == "card" && membership &&
        may(house, exchange, access::permission::kPeopleView))
        return show_person_card(house, exchange, *membership, fault);
    return show_groups(house, exchange, &fault);
}

std::vector<Slip> slips_of(const std::vector<access::IssuedPassword>& issued,
                           const std::vector<directory::PersonLine>& people) {
    std::vector<Slip> slips;
    for (size_t i = 0; i < issued.size(); ++i)
        slips.push_back(
            {full_name(issued[i]), people[i].labels, issued[i].login, issued[i].password});
    return slips;
}

Result<> send_pdf(House& house, http::Exchange& exchange, const std::vector<Slip>& slips) {
    auto& response = exchange.response;
    response.content_type = "application/pdf";
    response.set_header("Content-Disposition", "attachment; filename=\"logins.pdf\"");
    response.set_header("Cache-Control", "no-store");
    response.body = slips_pdf(house, exchange, slips);
    return success();
}

std::string left_text(const House& house, const http::Exchange& exchange, int64_t left) {
    return tr_plural(house, exchange, KEREGE_TR("{count} person of this group still has no slip."),
                     KEREGE_TR("{count} people of this group still have no slip."), left);
}

// To those who have an address; the others are left for slips.
Result<> send_letters(House& house, http::Exchange& exchange,
                      const std::vector<directory::PersonLine>& people, int64_t total) {
    std::vector<MembershipId> memberships;
    for (const auto& person : people) {
        if (!person.email.empty()) memberships.push_back(person.membership);
    }
    if (memberships.empty()) {
        return refuse(house, exchange,
                      invalid("nobody has an address",
                              KEREGE_TR("None of these people has an e-mail address. Print "
                                        "slips for them.")));
    }
    const auto issued = house.accounts.issue_temporary_passwords(
        exchange.scope(), memberships, sent_proof(exchange), exchange.request.id,
        access::Handing::letters);
    if (!issued) return refuse(house, exchange, issued.fault());
    const auto sent = static_cast<int64_t>(issued->size());
    std::string text =
        tr_plural(house, exchange, KEREGE_TR("{count} letter with a login is on its way."),
                  KEREGE_TR("{count} letters with logins are on their way."), sent);
    if (total > sent) text += " " + left_text(house, exchange, total - sent);
    http::redirect_to(exchange, "/credentials", text);
    return success();
}

Result<> issue(House& house, http::Exchange& exchange) {
    const auto& request = exchange.request;
    int64_t total = 0;
    const auto people = chosen(house, exchange, total);
    if (!people) return people.fault();
    if (people->empty()) {
        const Fault fault =
            sent_group(exchange).kind.empty()
                ? invalid("nobody chosen", KEREGE_TR("Choose at least one person."))
                : invalid("nobody left to print",
                          KEREGE_TR("Everybody of this group has a password already. To print "
                                    "slips again, choose the people by name."));
        return refuse(house, exchange, fault);
    }
    if (request.field("as") == "letters") return send_letters(house, exchange, *people, total);
    std::vector<MembershipId> memberships;
    for (const auto& person : *people) memberships.push_back(person.membership);
    const auto issued = house.accounts.issue_temporary_passwords(exchange.scope(), memberships,
                                                                 sent_proof(exchange), request.id);
    if (!issued) return refuse(house, exchange, issued.fault());

    const auto slips = slips_of(*issued, *people);
    if (request.field("as") == "pdf") return send_pdf(house, exchange, slips);
    Model model;
    add_slips(house, exchange, slips, model);
    if (const auto left = total - static_cast<int64_t>(issued->size()); left > 0) {
        const Group group = sent_group(exchange);
        Model& next = model.add("left");
        next.set("text", left_text(house, exchange, left))
            .set("kind", group.kind)
            .set("class", group.class_label);
        add_proof(house, exchange, nullptr, next);
    }
    return show(house, exchange, "people/slips", model, KEREGE_TR("Slips to cut"));
}

}  // namespace

void register_credentials(http::Router& router, House& house) {
    get(router, house, "/credentials", access::permission::kCredentialsIssue, list);
    get(router, house, "/credentials/again", access::permission::kCredentialsIssue, choose_again);
    post(router, house, "/credentials", access::permission::kCredentialsIssue, issue);
}

}  // namespace kerege::pages
