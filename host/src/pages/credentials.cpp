// Slips and letters with logins and temporary passwords: for a class, the staff or a school where
// nobody has one yet, else by name.
#include <algorithm>

#include "host/src/access/roles.hpp"
#include "host/src/pages/batch_words.hpp"
#include "host/src/pages/person_card.hpp"
#include "host/src/pages/person_words.hpp"
#include "host/src/pages/proof.hpp"
#include "host/src/pages/query_string.hpp"
#include "kerege/sdk/tr.hpp"

namespace kerege::pages {
namespace {

// Chosen by name from one page.
constexpr int kNamedPages = access::kTemporaryPasswordsMax / directory::kPeoplePage;

void add_group(House& house, http::Exchange& exchange, const directory::SlipCount& count,
               Model& row) {
    const auto choice = [&](const char* key, int64_t people) {
        if (people == 0) return;
        row.add(key)
            .set("kind", count.profile)
            .set("class", count.label)
            .set("group_label", row.text("label"))
            .set("label", tr(house, exchange, label_of_profile(count.profile)))
            .set("people", people)
            .set("href", "/credentials/again" +
                             query_string({{"kind", count.profile}, {"class", count.label}}));
    };
    choice("waiting", count.without_password);
    choice("unused", count.never_used);
}

// What a form of slips asks: how they are handed over, as it was chosen.
void add_handing(House& house, http::Exchange& exchange, Model& form) {
    form.set("once", form_once());
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

std::string_view state_words(access::BatchStage stage) {
    if (stage == access::BatchStage::making) return KEREGE_TR("being made");
    return stage == access::BatchStage::ready ? KEREGE_TR("ready") : KEREGE_TR("broken off");
}

// What was asked for and can still be looked at.
void add_open_batches(House& house, http::Exchange& exchange, Model& model) {
    const auto open = house.batches.open(exchange.scope());
    if (open.empty()) return;
    Model& section = model.add("batches");
    for (const access::Batch& batch : open) {
        const std::string name =
            name_of(house, exchange, SlipGroup{batch.profile, batch.class_label});
        section.add("batch")
            .set("href", path_of(batch.id))
            .set("name",
                 name.empty() ? tr(house, exchange, KEREGE_TR("People chosen by name")) : name)
            .set("people", batch.total)
            .set("at", instant(house, exchange, batch.created_at_ms))
            .set("state", tr(house, exchange, state_words(batch.stage)));
    }
}

// Where there are several classes, all of them at once.
void add_whole_school(House& house, http::Exchange& exchange,
                      const std::vector<directory::SlipCount>& counts, Model& table) {
    const auto waiting = house.batches.without_password(exchange.scope().organisation);
    Model* row = nullptr;
    for (const auto* profile : {"learner", "guardian"}) {
        const auto classes = std::ranges::count_if(counts, [&](const auto& one) {
            return one.profile == profile && one.without_password > 0;
        });
        const auto people = waiting.find(profile);
        if (classes < 2 || people == waiting.end()) continue;
        const std::string label = tr(house, exchange, KEREGE_TR("The whole school"));
        if (!row) row = &table.add("group").set("label", label);
        add_group(house, exchange, {{}, profile, people->second, people->second, 0}, *row);
    }
}

Result<> show_groups(House& house, http::Exchange& exchange, const Fault* fault) {
    const auto counts = house.people.slip_counts(exchange.scope().organisation);
    Model model;
    add_open_batches(house, exchange, model);
    if (counts.empty()) model.add("empty");
    Model* table = counts.empty() ? nullptr : &model.add("table");
    if (table) {
        add_handing(house, exchange, *table);
        add_proof(house, exchange, fault, *table);
        add_whole_school(house, exchange, counts, *table);
    }
    Model* row = nullptr;
    for (size_t i = 0; i < counts.size(); ++i) {
        if (i == 0 || counts[i].label != counts[i - 1].label) {
            row = &table->add("group");
            row->set("label", counts[i].label.empty()
                                  ? tr(house, exchange, label_of_profile(counts[i].profile))
                                  : counts[i].label);
        }
        add_group(house, exchange, counts[i], *row);
    }
    return show(house, exchange, "people/credentials", model, KEREGE_TR("Logins and passwords"),
                fault);
}

// Members of the group who hold an unused slip, at most as many as may be named at once.
std::vector<directory::PersonLine> never_used(House& house, OrganisationId organisation,
                                              const SlipGroup& group) {
    directory::PeopleFilter filter;
    filter.profile = group.profile;
    filter.class_label = group.class_label;
    filter.account = "never_used";
    std::vector<directory::PersonLine> found;
    for (int pages = 1; filter.page <= std::min(pages, kNamedPages); ++filter.page) {
        auto page = house.people.list(organisation, filter);
        pages = page.pages;
        for (auto& line : page.lines) found.push_back(std::move(line));
    }
    return found;
}

SlipGroup group_of(std::string_view kind, std::string_view class_label) {
    return {std::string(kind), std::string(class_label)};
}

// By its button, or as the next slips of one.
SlipGroup sent_group(const http::Exchange& exchange) {
    const auto& request = exchange.request;
    const std::string_view group = request.field("group");
    if (group.empty()) return group_of(request.field("kind"), request.field("class"));
    const size_t space = std::min(group.find(' '), group.size());
    return group_of(group.substr(0, space), group.substr(std::min(space + 1, group.size())));
}

// A group's people who have no password yet: nobody's present one is replaced. Those who have one
// are named, one by one.
Result<access::NewBatch> wanted(const House& house, const http::Exchange& exchange) {
    const auto& request = exchange.request;
    access::NewBatch batch;
    batch.once = request.field("once");
    // Without a mail server nobody would learn the password.
    if (request.field("as") == "letters" && house.mail.configured())
        batch.handing = access::Handing::letters;
    for (const auto& field : request.form) {
        if (field.name != "membership") continue;
        const auto membership = MembershipId::parse(field.value);
        if (!membership) return not_found("no membership id");
        batch.named.push_back(*membership);
    }
    const SlipGroup group = sent_group(exchange);
    if (!batch.named.empty() || group.profile.empty()) return batch;
    constexpr std::string_view kKinds[] = {"employee", "learner", "guardian"};
    if (std::find(std::begin(kKinds), std::end(kKinds), group.profile) == std::end(kKinds))
        return not_found("no such kind of people");
    batch.profile = group.profile;
    batch.class_label = group.class_label;
    return batch;
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
Result<> show_choice(House& house, http::Exchange& exchange, const SlipGroup& group,
                     const Fault* fault) {
    const auto people = never_used(house, exchange.scope().organisation, group);
    Model model;
    model.set("group", name_of(house, exchange, group));
    Model& section = model.add(people.empty() ? "nobody" : "choose");
    section.set("kind", group.profile).set("class", group.class_label);
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
    if (fault.kind == FaultKind::not_found) return fault;
    const auto& request = exchange.request;
    if (const auto kind = request.field("again_kind"); !kind.empty())
        return show_choice(house, exchange, group_of(kind, request.field("again_class")), &fault);
    const auto membership = MembershipId::parse(request.field("membership"));
    if (request.field("from") == "card" && membership &&
        may(house, exchange, access::permission::kPeopleView))
        return show_person_card(house, exchange, *membership, fault);
    return show_groups(house, exchange, &fault);
}

Result<> issue(House& house, http::Exchange& exchange) {
    const auto& request = exchange.request;
    const auto batch = wanted(house, exchange);
    if (!batch) return batch.fault();
    const auto asked =
        house.batches.ask(exchange.scope(), *batch, sent_proof(exchange), request.id);
    if (!asked) return refuse(house, exchange, asked.fault());
    house.batches.make_few(exchange.scope(), *asked);
    house.plugins.runner().wake();
    // The way to the sheets leads over the page of the batch while they are being made.
    const bool sheets = request.field("as") == "pdf";
    return go(house, exchange, path_of(*asked) + (sheets ? "/pdf" : ""));
}

}  // namespace

void register_credentials(http::Router& router, House& house) {
    get(router, house, "/credentials", access::permission::kCredentialsIssue, list);
    get(router, house, "/credentials/again", access::permission::kCredentialsIssue, choose_again);
    post(router, house, "/credentials", access::permission::kCredentialsIssue, issue);
}

}  // namespace kerege::pages
