#include "host/src/pages/settings_form.hpp"

#include <algorithm>

#include "host/src/access/roles.hpp"
#include "host/src/base/text.hpp"
#include "kerege/sdk/tr.hpp"

namespace kerege::pages {
namespace {

using Type = plugins::SettingEntry::Type;

constexpr std::string_view kAbove = "above";

bool is_select(const plugins::SettingEntry& setting) {
    return setting.type == Type::boolean || setting.type == Type::choice;
}

// A module's words are of its own translations.
std::string module_words(const House& house, const http::Exchange& exchange,
                         const SettingField& field, std::string_view message) {
    return std::string(
        house.pages.translator().translate(field.module->id, exchange.locale, message));
}

std::string value_words(const House& house, const http::Exchange& exchange,
                        const SettingField& field, const std::string& value) {
    const bool on = value == "1";
    if (field.setting->type == Type::boolean)
        return tr(house, exchange, on ? KEREGE_TR("On") : KEREGE_TR("Off"));
    for (const auto& choice : field.setting->choices)
        if (choice.value == value) return module_words(house, exchange, field, choice.label);
    return value.empty() ? tr(house, exchange, KEREGE_TR("nothing")) : value;
}

std::string in_force(House& house, const http::Exchange& exchange, const SettingField& field) {
    const auto& held = field.held;
    const bool own = held.own && held.own_holds;
    const std::string value = value_words(house, exchange, field, own ? *held.own : held.above);
    if (own)
        return view::fill(tr(house, exchange, KEREGE_TR("In force: {value}, set here")),
                          {{"value", value}});
    if (const auto above = held.above_at ? house.organisations.find(held.above_at) : std::nullopt)
        return view::fill(tr(house, exchange, KEREGE_TR("In force: {value}, from {organisation}")),
                          {{"value", value}, {"organisation", above->name(exchange.locale)}});
    return view::fill(tr(house, exchange, KEREGE_TR("In force: {value}, by default")),
                      {{"value", value}});
}

void add_option(const SettingField& field, const std::string& value, const std::string& label,
                Model& control) {
    Model& option = control.add("option");
    option.set("value", value).set("label", label);
    if (field.typed == value) option.add("selected");
}

// `open` is the part of the setting's `item` that can be typed into.
void add_control(const House& house, const http::Exchange& exchange, const SettingField& field,
                 Model& item, Model& open) {
    const auto& setting = *field.setting;
    const std::string above = value_words(house, exchange, field, field.held.above);
    if (!is_select(setting)) {
        Model& control = open.add("input");
        control.set("value", field.typed);
        if (setting.type == Type::integer) control.add("number");
        item.set("above",
                 view::fill(tr(house, exchange, KEREGE_TR("Left empty it is as above: {value}")),
                            {{"value", above}}));
        return;
    }
    Model& control = open.add("select");
    add_option(field, std::string(kAbove),
               view::fill(tr(house, exchange, KEREGE_TR("As above: {value}")), {{"value", above}}),
               control);
    std::vector<std::string> values;
    if (setting.type == Type::boolean) values = {"1", "0"};
    for (const auto& choice : setting.choices) values.push_back(choice.value);
    for (const auto& value : values)
        add_option(field, "=" + value, value_words(house, exchange, field, value), control);
}

// A dot is for style sheets the beginning of a class.
std::string html_id(const SettingField& field) {
    std::string id = field.name();
    std::replace(id.begin(), id.end(), '.', '-');
    return id;
}

void add_problem(const House& house, const http::Exchange& exchange,
                 const std::vector<SettingField>& fields, Model& page) {
    Model* faults = nullptr;
    for (const auto& field : fields) {
        if (field.wrong.empty()) continue;
        if (!faults) {
            Model& problem = page.add("problem");
            problem.set("text",
                        tr(house, exchange, KEREGE_TR("Nothing is saved yet. Please mend this:")));
            faults = &problem.add("faults");
        }
        faults->add("fault")
            .set("field", html_id(field))
            .set("label", module_words(house, exchange, field, field.setting->label))
            .set("text", field.wrong);
    }
}

}  // namespace

std::string SettingField::shown() const {
    const bool own = held.own && held.own_holds;
    if (!is_select(*setting)) return own ? *held.own : std::string();
    return own ? "=" + *held.own : std::string(kAbove);
}

std::optional<std::string> SettingField::wanted() const {
    if (is_select(*setting)) {
        if (typed == kAbove) return std::nullopt;
        return typed.starts_with('=') ? typed.substr(1) : typed;
    }
    std::string value = text::tidy(typed);
    if (value.empty()) return std::nullopt;
    return value;
}

std::vector<SettingField> setting_fields(House& house, const http::Exchange& exchange,
                                         OrganisationId organisation,
                                         data::Transaction& transaction) {
    const bool by_operator = may(house, exchange, access::permission::kModulesSet);
    std::vector<SettingField> fields;
    for (const auto& entry : house.plugins.catalogue().entries()) {
        if (entry.state != plugins::State::loaded || entry.manifest.settings.empty() ||
            !house.modules.on(entry.id, organisation))
            continue;
        auto held = plugins::Settings::held(transaction, entry.manifest, organisation);
        for (size_t i = 0; i < held.size(); ++i) {
            const auto& setting = entry.manifest.settings[i];
            SettingField field{&entry.manifest, &setting, std::move(held[i]),
                               by_operator || !setting.by_operator};
            field.typed = field.shown();
            fields.push_back(std::move(field));
        }
    }
    return fields;
}

void add_setting_fields(House& house, const http::Exchange& exchange,
                        const std::vector<SettingField>& fields, Model& page) {
    add_problem(house, exchange, fields, page);
    const plugins::Manifest* shown = nullptr;
    Model* module = nullptr;
    for (const auto& field : fields) {
        if (field.module != shown) {
            shown = field.module;
            module = &page.add("module");
            module->set("code", shown->id)
                .set("label", module_words(house, exchange, field, shown->name));
        }
        Model& item = module->add("setting");
        item.set("id", html_id(field))
            .set("name", field.name())
            .set("label", module_words(house, exchange, field, field.setting->label))
            .set("in_force", in_force(house, exchange, field));
        if (!field.may_set) {
            item.add("fixed");
            continue;
        }
        Model& open = item.add("open");
        open.set("was", field.was());
        if (!field.wrong.empty()) open.add("wrong").set("text", field.wrong);
        add_control(house, exchange, field, item, open);
    }
}

}  // namespace kerege::pages
