// What modules leave to choose, as fields of a form: each shows what is in force and where that
// comes from, and takes a value of the organisation's own, or nothing to take what holds above.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "host/src/pages/support.hpp"

namespace kerege::pages {

struct SettingField {
    const plugins::Manifest* module = nullptr;
    const plugins::SettingEntry* setting = nullptr;
    plugins::Settings::Held held = {};
    bool may_set = false;
    std::string typed = {};  // what its control shows
    std::string wrong = {};  // a sentence, translated
    bool clash = false;      // what is wrong: somebody else was quicker
    // What the person saw set here when they typed, as the form carried it; nullopt: what stands
    // there now.
    std::optional<std::string> seen = {};

    // "journal.weekly_letter": of the module and its key.
    std::string name() const { return module->id + "." + setting->key; }
    // What is set here, as the form carries it along: empty, or "=" and the value.
    std::string was() const { return seen ? *seen : held.own ? "=" + *held.own : std::string(); }
    // The control shows this while nobody has typed.
    std::string shown() const;
    // nullopt: as above.
    std::optional<std::string> wanted() const;
};

// Of the modules that are on for the organisation, in the order of the catalogue.
std::vector<SettingField> setting_fields(House& house, const http::Exchange& exchange,
                                         OrganisationId organisation,
                                         data::Transaction& transaction);

// "module" with its fields, and "problem" where a field is wrong.
void add_setting_fields(House& house, const http::Exchange& exchange,
                        const std::vector<SettingField>& fields, Model& page);

}  // namespace kerege::pages
