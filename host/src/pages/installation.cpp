// How the installation is: the checks of `kerege doctor`, and each plugin with its health.
#include <algorithm>

#include "host/src/access/roles.hpp"
#include "host/src/pages/support.hpp"
#include "host/src/plugins/numbers.hpp"
#include "kerege/sdk/text.hpp"
#include "kerege/sdk/tr.hpp"

namespace kerege::pages {
namespace {

constexpr size_t kMebibyte = size_t{1} << 20;

void add_findings(const House& house, const http::Exchange& exchange, Model& model) {
    int problems = 0, unset = 0;
    for (const auto& finding : house.examine()) {
        if (finding.level == Level::problem) ++problems;
        if (finding.level == Level::unset) ++unset;
        const char* row = finding.level == Level::good    ? "good"
                          : finding.level == Level::unset ? "unset"
                                                          : "problem_found";
        model.add(row).set("text",
                           sdk::with_values(tr(house, exchange, finding.words), finding.values));
    }
    if (problems == 0) model.add(unset == 0 ? "all_good" : "nothing_broken");
}

// What a plugin's state is called, and how it looks.
void add_state(const House& house, const http::Exchange& exchange, const plugins::Entry& entry,
               const plugins::PluginNumbers& numbers, Model& row) {
    std::string_view label = KEREGE_TR("Serves");
    const char* badge = "good";
    if (entry.state != plugins::State::loaded) {
        label =
            entry.state == plugins::State::left_out ? KEREGE_TR("Left out") : KEREGE_TR("Failed");
        badge = "bad";
    } else if (numbers.parked) {
        label = KEREGE_TR("Parked");
        badge = "bad";
    } else if (!numbers.up) {
        label = KEREGE_TR("Being started again");
        badge = "warn";
    }
    row.set("state", tr(house, exchange, label)).set("badge", badge);
    const std::string trouble = house.plugins.trouble(entry.id);
    if (!entry.reason.empty() || !trouble.empty())
        row.add("why").set("text", entry.reason.empty() ? trouble : entry.reason);
    if (numbers.parked) row.add("parked");
}

void add_plugins(House& house, http::Exchange& exchange, Model& model) {
    const auto numbers = plugins::numbers_of(house.plugins);
    Model* table = nullptr;
    for (const auto& entry : house.plugins.catalogue().entries()) {
        const auto of = std::find_if(numbers.begin(), numbers.end(),
                                     [&](const auto& one) { return one.id == entry.id; });
        const auto own = of == numbers.end() ? plugins::PluginNumbers{} : *of;
        if (!table) table = &model.add("plugins");
        Model& row = table->add("plugin");
        row.set("name", module_name(house, exchange, entry.id))
            .set("code", entry.id)
            .set("version", entry.manifest.version)
            .set("vendor", entry.manifest.vendor)
            .set("faults", static_cast<int64_t>(own.faults));
        add_state(house, exchange, entry, own, row);
        if (own.in_worker)
            row.add("worker")
                .set("restarts", static_cast<int64_t>(own.deaths))
                .set("megabytes", static_cast<int64_t>(own.resident_bytes / kMebibyte));
        else
            row.add("inside");
        if (!entry.manifest.needs.empty()) {
            std::string needs;
            for (const auto& one : entry.manifest.needs) needs += (needs.empty() ? "" : ", ") + one;
            row.add("needs").set("text", needs);
        }
    }
    if (!table) model.add("no_plugins");
}

Result<> page(House& house, http::Exchange& exchange) {
    Model model;
    model.add("wide");
    add_findings(house, exchange, model);
    add_plugins(house, exchange, model);
    return show(house, exchange, "operator/installation", model,
                KEREGE_TR("Health of the installation"));
}

}  // namespace

void register_installation(http::Router& router, House& house) {
    get(router, house, "/installation", access::permission::kInstallationManage, page);
}

}  // namespace kerege::pages
