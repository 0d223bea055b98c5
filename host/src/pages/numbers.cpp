#include "host/src/pages/numbers.hpp"

#include "kerege/sdk/tr.hpp"

namespace kerege::pages {
namespace {

int64_t share_percent(const directory::Counts& counts) {
    const int64_t all = counts.accounts_used + counts.accounts_never_used;
    return all == 0 ? 0 : counts.accounts_used * 100 / all;
}

}  // namespace

void add_badge(const House& house, const http::Exchange& exchange, std::string_view status,
               Model& model) {
    model.set("badge", status == directory::status::kActive        ? "good"
                       : status == directory::status::kPreparation ? "warn"
                                                                   : "bad");
    model.set("label", tr(house, exchange, directory::find_status(status)->label));
}

void add_numbers(const House& house, const http::Exchange& exchange,
                 const std::vector<directory::Counts>& counts, Model& model) {
    const directory::Counts& all = counts.front();
    Model& numbers = model.add("numbers");
    numbers.set("schools", all.schools)
        .set("schools_label",
             tr_plural(house, exchange, KEREGE_TR("school"), KEREGE_TR("schools"), all.schools))
        .set("learners", all.learners)
        .set("learners_label",
             tr_plural(house, exchange, KEREGE_TR("learner"), KEREGE_TR("learners"), all.learners))
        .set("employees", all.employees)
        .set("employees_label", tr_plural(house, exchange, KEREGE_TR("employee"),
                                          KEREGE_TR("employees"), all.employees))
        .set("used", all.accounts_used)
        .set("share", share_percent(all));
    if (counts.size() == 1) return;
    const auto not_active = house.standings.not_active(all.organisation.id);
    Model& table = model.add("table");
    for (size_t i = 1; i < counts.size(); ++i) {
        const directory::Counts& one = counts[i];
        Model& row = table.add("row");
        row.set("id", one.organisation.id.value)
            .set("name", one.organisation.name(exchange.locale))
            .set("learners", one.learners)
            .set("employees", one.employees)
            .set("guardians", one.guardians)
            .set("used", one.accounts_used)
            .set("share", share_percent(one));
        if (one.organisation.kind != "school") row.add("above_schools").set("schools", one.schools);
        if (const auto found = not_active.find(one.organisation.id); found != not_active.end())
            add_badge(house, exchange, found->second, row.add("standing"));
    }
}

}  // namespace kerege::pages
