// Modules and their settings from a file: what is wrong in it by row, or how much would hold.
#include "host/src/plugins/module_file.hpp"

#include "host/src/access/roles.hpp"
#include "host/src/pages/file_faults.hpp"
#include "kerege/sdk/tr.hpp"

namespace kerege::pages {
namespace {

constexpr std::string_view kTitle = KEREGE_TR("Modules from a file");
constexpr const char* kName = "modules.yaml";

struct Reading {
    std::string text;
    plugins::ModuleFile file;
    std::vector<directory::LineFault> faults;
    std::string unreadable;  // no such file at all: in the reader's words

    bool good() const { return unreadable.empty() && faults.empty(); }
};

Reading read(House& house, http::Exchange& exchange, std::string text, bool tried) {
    Reading reading;
    reading.text = std::move(text);
    auto parsed = plugins::parse_module_file(reading.text, kName);
    if (!parsed) {
        reading.unreadable = parsed.fault().log_text;
        return reading;
    }
    reading.file = *std::move(parsed);
    const auto& scope = exchange.scope();
    (void)plugins::apply_module_file(
        {house.database, house.organisations, house.modules, house.plugins.settings(),
         house.plugins.catalogue(), house.audit},
        reading.file,
        {.name = kName,
         .tried = tried,
         .top = scope.organisation,
         .by = scope.person,
         .request_id = std::string(exchange.request.id),
         .faults = &reading.faults});
    return reading;
}

Result<> show_page(House& house, http::Exchange& exchange, const Reading* reading,
                   const Fault* fault) {
    Model model;
    model.add("wide");
    const Fault faulty = faulty_file();
    if (reading && !reading->good()) {
        add_file_faults(house, exchange, reading->unreadable, reading->faults, model);
        fault = &faulty;
    } else if (reading) {
        Model& preview = model.add("preview");
        preview.set("modules", static_cast<int64_t>(reading->file.modules.size()))
            .set("settings", static_cast<int64_t>(reading->file.settings.size()))
            .set("text", reading->text);
    }
    model.add("crumb")
        .set("label", tr(house, exchange, KEREGE_TR("Modules")))
        .set("href", "/modules");
    return show(house, exchange, "operator/module_file", model, kTitle, fault);
}

Result<> page(House& house, http::Exchange& exchange) {
    return show_page(house, exchange, nullptr, nullptr);
}

Result<> apply(House& house, http::Exchange& exchange) {
    std::string text = sent_text(exchange.request);
    if (text.empty()) {
        const Fault fault = invalid("no file", KEREGE_TR("Choose a file."));
        return show_page(house, exchange, nullptr, &fault);
    }
    const bool tried = exchange.request.field("answer") != "save";
    const Reading reading = read(house, exchange, std::move(text), tried);
    if (tried || !reading.good()) return show_page(house, exchange, &reading, nullptr);
    return go(house, exchange, "/modules", KEREGE_TR("What the file says holds now."));
}

}  // namespace

void register_module_file(http::Router& router, House& house) {
    get(router, house, "/modules/file", access::permission::kModulesSet, page);
    post(router, house, "/modules/file", access::permission::kModulesSet, apply);
}

}  // namespace kerege::pages
