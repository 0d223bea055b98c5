#include "host/src/pages/audit_chain.hpp"

#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <chrono>
#include <optional>

#include "host/src/access/roles.hpp"
#include "host/src/audit/chain.hpp"
#include "host/src/base/text.hpp"
#include "host/src/pages/support.hpp"
#include "kerege/sdk/tr.hpp"

namespace kerege::pages {
namespace {

constexpr std::string_view kTitle = KEREGE_TR("Is the log as it was written?");
constexpr const char* kPath = "/audit/chain";
constexpr std::string_view kJob = "audit.verify";
constexpr std::string_view kVerified = "audit.verified";
// Many years of a country.
constexpr std::chrono::hours kDeadline{2};
constexpr int kJobsLooked = 100;
// Within audit::kDetailBytesMax.
constexpr size_t kBrokenKept = 5;
constexpr int kSealedMost = 10;  // times audit::kSealedAtOnce, while somebody waits

// Who asked, and the head that was kept elsewhere: "ORGANISATION PERSON [HEAD]".
struct Asked {
    OrganisationId organisation;
    PersonId person;
    audit::Noted noted;
};

std::optional<Asked> asked_of(const std::string& payload) {
    const auto parts = text::split(payload, " ");
    if (parts.size() < 2 || parts.size() > 3) return {};
    const auto organisation = OrganisationId::parse(parts[0]);
    const auto person = PersonId::parse(parts[1]);
    if (!organisation || !person) return {};
    Asked asked{*organisation, *person, {}};
    if (parts.size() == 3) asked.noted.head = audit::Head::parse(parts[2]);
    return asked;
}

std::string detail_of(const audit::Verdict& verdict) {
    std::string broken;
    int64_t more = verdict.broken_more;
    size_t kept = 0;
    for (const auto& one : verdict.broken) {
        if (++kept > kBrokenKept) {
            ++more;
            continue;
        }
        std::string what;
        text::append_json(what, one.what);
        broken += fmt::format(R"({}{{"number":{},"entry":{},"what":{}}})", kept > 1 ? "," : "",
                              one.number, one.entry, what);
    }
    return fmt::format(R"({{"good":{},"broken":[{}],"more":{}}})", verdict.head.number, broken,
                       more);
}

void add_last(House& house, http::Exchange& exchange, Model& model) {
    audit::Filter filter;
    filter.organisation = exchange.scope().organisation;
    filter.action = kVerified;
    const auto entries = audit::list(house.database, filter, 1, exchange.locale);
    if (entries.empty()) {
        model.add("never");
        return;
    }
    const auto& entry = entries.front();
    Model& last = model.add("last");
    last.set("at", instant(house, exchange, entry.at_ms)).set("who", entry.person_name);
    // JSON is YAML; written above.
    const YAML::Node found = YAML::Load(entry.detail);
    const auto good = found["good"].as<int64_t>(0);
    last.set("good", good);
    if (found["broken"].size() == 0) {
        last.add("whole");
        return;
    }
    Model& broken = last.add("broken");
    for (const auto& one : found["broken"])
        broken.add("place")
            .set("number", one["number"].as<int64_t>(0))
            .set("entry", one["entry"].as<int64_t>(0))
            .set("what", one["what"].as<std::string>(""));
    if (const auto more = found["more"].as<int64_t>(0); more > 0)
        broken.add("more").set("text", tr_plural(house, exchange, KEREGE_TR("and {count} more"),
                                                 KEREGE_TR("and {count} more"), more));
}

// One that is asked for already, or under way.
bool add_under_way(House& house, http::Exchange& exchange, Model& model) {
    for (const auto* state : {"running", "waiting"}) {
        for (const auto& line :
             house.plugins.queue().list(state, exchange.scope().organisation, kJobsLooked)) {
            if (line.kind != kJob || !line.module.empty()) continue;
            Model& under_way = model.add("under_way");
            if (line.total > 0)
                under_way.add("progress").set("done", line.done).set("total", line.total);
            return true;
        }
    }
    return false;
}

Result<> show_chain(House& house, http::Exchange& exchange, std::string_view typed,
                    const Fault* fault) {
    Model model;
    const auto head = audit::head(house.database);
    if (head.number > 0)
        model.add("head")
            .set("text", head.text())
            .set("at", instant(house, exchange, head.sealed_at_ms));
    const auto tail = audit::tail(house.database);
    Model& waits = model.add("tail");
    waits.set("entries", tail.entries);
    if (tail.stale(house.clock.now_ms()))
        waits.add("stale").set("at", instant(house, exchange, tail.oldest_at_ms));
    add_last(house, exchange, model);
    if (!add_under_way(house, exchange, model)) {
        Model& form = model.add("form");
        form.set("kept_head", typed);
        add_field_faults(house, exchange, fault, form);
    }
    model.add("crumb")
        .set("label", tr(house, exchange, KEREGE_TR("Who changed what")))
        .set("href", "/audit");
    return show(house, exchange, "operator/audit_chain", model, kTitle, fault);
}

Result<> page(House& house, http::Exchange& exchange) {
    return show_chain(house, exchange, {}, nullptr);
}

Result<> verify(House& house, http::Exchange& exchange) {
    const auto& scope = exchange.scope();
    const std::string typed = text::tidy(exchange.request.field("kept_head"));
    if (!typed.empty() && !audit::Head::parse(typed)) {
        const Fault fault = invalid_fields(
            {{"kept_head", KEREGE_TR("This is no end of the log: a number, a colon and 64 digits "
                                     "or letters, as this page shows it.")}});
        return show_chain(house, exchange, typed, &fault);
    }
    Model unused;
    if (add_under_way(house, exchange, unused)) return go(house, exchange, kPath);
    auto transaction = house.database.write();
    const std::string payload =
        scope.organisation.text() + " " + scope.person.text() + (typed.empty() ? "" : " " + typed);
    (void)house.plugins.queue().add(
        transaction, {.module = {}, .organisation = {}, .kind = kJob, .payload = payload});
    transaction.commit();
    house.plugins.runner().wake();
    return go(house, exchange, kPath,
              KEREGE_TR("It is being looked at. The result will stand here."));
}

Result<> seal(House& house, http::Exchange& exchange) {
    const auto& scope = exchange.scope();
    auto transaction = house.database.write();
    house.audit.append(transaction, {.organisation = scope.organisation,
                                     .person = scope.person,
                                     .module = {},
                                     .action = "audit.sealed",
                                     .subject = {},
                                     .detail = {},
                                     .request_id = exchange.request.id});
    transaction.commit();
    int64_t sealed = 0;
    for (int i = 0; i < kSealedMost; ++i) {
        const auto more = audit::seal_some(house.database, house.clock);
        sealed += more;
        if (more < audit::kSealedAtOnce) break;
    }
    http::redirect_to(exchange, kPath,
                      view::fill(tr(house, exchange, KEREGE_TR("Entries sealed: {count}.")),
                                 {{"count", std::to_string(sealed)}}));
    return success();
}

}  // namespace

jobs::Kind chain_verification(data::Database& database, const audit::Audit& audit) {
    return jobs::on_demand(
        kJob, KEREGE_TR("Look whether the log is as it was written"), kDeadline,
        [&database, &audit](jobs::Running& running) -> Result<> {
            const auto asked = asked_of(running.job.payload);
            if (!asked) return invalid("no verification's payload");
            const int64_t length = audit::head(database).number;
            const auto verdict = audit::verify(database, asked->noted, [&](int64_t number) {
                return running.progress(number, std::max(number, length)) == jobs::Ask::go_on;
            });
            if (!verdict.whole) return unavailable("broken off");
            const std::string detail = detail_of(verdict);
            auto transaction = database.write();
            audit.append(transaction, {.organisation = asked->organisation,
                                       .person = asked->person,
                                       .module = {},
                                       .action = kVerified,
                                       .subject = {},
                                       .detail = detail,
                                       .request_id = {}});
            transaction.commit();
            return success();
        });
}

void register_audit_chain(http::Router& router, House& house) {
    get(router, house, "/audit/chain", access::permission::kInstallationManage, page);
    post(router, house, "/audit/chain", access::permission::kInstallationManage, verify);
    post(router, house, "/audit/chain/seal", access::permission::kInstallationManage, seal);
}

}  // namespace kerege::pages
