#include "host/src/pages/roster_parts.hpp"

#include "host/src/access/roles.hpp"
#include "host/src/directory/roster/parts.hpp"
#include "kerege/sdk/tr.hpp"

namespace kerege::pages {
namespace {

namespace roster = directory::roster;

constexpr size_t kOthersNamed = 20;

std::string rows_words(const House& house, const http::Exchange& exchange,
                       const roster::PartChoice& choice, int rows) {
    if (choice.parts_are == roster::PartsAre::schools)
        return tr_plural(house, exchange, KEREGE_TR("{count} person"), KEREGE_TR("{count} people"),
                         rows);
    return tr_plural(house, exchange, KEREGE_TR("{count} row"), KEREGE_TR("{count} rows"), rows);
}

std::string name_words(const House& house, const http::Exchange& exchange,
                       const roster::PartShown& part) {
    if (!part.name.empty()) return part.name;
    return part.code.empty() ? tr(house, exchange, KEREGE_TR("of no school")) : part.code;
}

Result<> show_choice(House& house, http::Exchange& exchange, roster::UploadId id,
                     const roster::PartChoice& choice, const Fault* fault) {
    const bool schools = choice.parts_are == roster::PartsAre::schools;
    Model model;
    model.set("id", id.value).set("file_name", choice.file_name);
    model.add(schools ? "schools" : "sheets");
    for (const roster::PartShown& part : choice.parts) {
        Model& item = model.add(part.may_be_taken ? "part" : "left_out");
        item.set("number", part.number)
            .set("name", name_words(house, exchange, part))
            .set("code", part.code)
            .set("rows", rows_words(house, exchange, choice, part.rows));
        if (part.taken) item.add("taken");
    }
    model.add("crumb")
        .set("label", tr(house, exchange, KEREGE_TR("Import a roster")))
        .set("href", "/roster");
    return show(house, exchange, "roster/parts", model,
                schools ? KEREGE_TR("Which school is yours?") : KEREGE_TR("Which sheet is meant?"),
                fault);
}

struct Asked {
    roster::UploadId id;
    roster::PartChoice choice;
};

// A school that was taken is settled: nothing is kept of the others.
Result<Asked> asked(House& house, const http::Exchange& exchange) {
    const auto id = roster::UploadId::parse(exchange.path_value("upload"));
    if (!id) return not_found("no upload id");
    Asked asked{*id, roster::part_choice(house.database, exchange.scope().organisation, *id)};
    if (asked.choice.parts.empty()) return not_found("roster: a file without parts");
    return asked;
}

bool settled(const roster::PartChoice& choice) {
    return choice.parts_are == roster::PartsAre::schools && choice.taken();
}

Result<> start(House& house, http::Exchange& exchange) {
    const auto found = asked(house, exchange);
    if (!found) return found.fault();
    if (settled(found->choice)) return go(house, exchange, "/roster/" + found->id.text());
    return show_choice(house, exchange, found->id, found->choice, nullptr);
}

Result<> choose(House& house, http::Exchange& exchange) {
    const auto found = asked(house, exchange);
    if (!found) return found.fault();
    const access::Scope& scope = exchange.scope();
    if (exchange.request.field("forget") == "yes") {
        roster::forget_school(house.database, scope.organisation, scope.person,
                              house.clock.now_ms());
        const auto discarded =
            house.rosters.discard(scope.organisation, found->id, scope.person, exchange.request.id);
        if (!discarded) return discarded.fault();
        return go(house, exchange, "/roster",
                  KEREGE_TR("Upload the archive once more, and say which school is yours."));
    }
    int number = 0;
    for (const roster::PartShown& part : found->choice.parts)
        if (std::to_string(part.number) == exchange.request.field("part")) number = part.number;
    const auto chosen =
        roster::choose_part(house.database, house.audit,
                            {scope.organisation, scope.person, exchange.request.id, found->id},
                            number, house.clock.now_ms());
    if (!chosen && chosen.fault().kind == FaultKind::invalid)
        return show_choice(house, exchange, found->id, found->choice, &chosen.fault());
    if (!chosen) return chosen.fault();
    return go(house, exchange, "/roster/" + found->id.text());
}

}  // namespace

void add_roster_part(House& house, const http::Exchange& exchange, roster::UploadId upload,
                     Model& page) {
    const auto choice = roster::part_choice(house.database, exchange.scope().organisation, upload);
    const roster::PartShown* taken = choice.taken();
    if (!taken) return;
    Model& section = page.add("part");
    section.set("name", name_words(house, exchange, *taken)).set("id", upload.value);
    Model& of = section.add(settled(choice) ? "schools" : "sheets");
    size_t named = 0;
    for (const roster::PartShown& part : choice.parts) {
        if (&part == taken) continue;
        if (++named <= kOthersNamed)
            of.add("other")
                .set("name", name_words(house, exchange, part))
                .set("rows", rows_words(house, exchange, choice, part.rows));
    }
    if (named > kOthersNamed)
        of.add("rest").set("text", tr_plural(house, exchange, KEREGE_TR("and {count} more"),
                                             KEREGE_TR("and {count} more"),
                                             static_cast<int64_t>(named - kOthersNamed)));
}

Result<> to_what_is_asked(House& house, http::Exchange& exchange, roster::UploadId upload,
                          const Fault& fault) {
    const std::string page = "/roster/" + upload.text();
    if (roster::is_about_parts(fault)) return go(house, exchange, page + "/parts");
    if (roster::is_about_columns(fault)) return go(house, exchange, page + "/columns");
    return fault;
}

void register_roster_parts(http::Router& router, House& house) {
    get(router, house, "/roster/{upload}/parts", access::permission::kRosterImport, start);
    post(router, house, "/roster/{upload}/parts", access::permission::kRosterImport, choose);
}

}  // namespace kerege::pages
