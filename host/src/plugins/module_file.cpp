#include "host/src/plugins/module_file.hpp"

#include <fmt/format.h>

#include <set>

#include "host/src/base/yaml.hpp"
#include "kerege/sdk/tr.hpp"

namespace kerege::plugins {
namespace {

void read_modules(const yaml::Node& item, ModuleFile& file) {
    yaml::Map map = item.map();
    for (const char* key : {"organisation", "on", "off", "inherited", "from", "until", "settings"})
        (void)map.find(key);
    map.done();
    const std::string organisation = map.need("organisation").text();
    const std::string from = map.text("from");
    const std::string until = map.text("until");
    std::set<std::string> named;
    for (const char* state : {"on", "off", "inherited"}) {
        for (const auto& module : map.items(state)) {
            if (!named.insert(module.text()).second)
                module.fail(fmt::format("\"{}\" stands twice", module.text()));
            FileModule read{module.line(), organisation, module.text(), state, from, until};
            if (read.state == "inherited") read.from = read.until = {};
            file.modules.push_back(std::move(read));
        }
    }
    const auto settings = map.find("settings");
    if (!settings) return;
    for (const auto& [module, values] : settings->map().entries()) {
        for (const auto& [key, value] : values.map().entries()) {
            FileSetting read{key.line(), organisation, module.text(), key.text(), {}};
            if (!value.is_null()) read.value = value.text();
            file.settings.push_back(std::move(read));
        }
    }
}

ModuleFile all_of(const yaml::Node& whole) {
    ModuleFile file;
    yaml::Map root = whole.map();
    const auto modules = root.need("modules");
    root.done();
    for (const auto& item : modules.items()) read_modules(item, file);
    return file;
}

// Where a line of the file applies.
struct Place {
    OrganisationId organisation;
    const Manifest* manifest = nullptr;
};

Result<Place> place_of(const ModuleDesk& desk, const ApplyWish& wish, const std::string& code,
                       const std::string& module) {
    const auto manifest = usable_module(desk.catalogue, module);
    if (!manifest) return manifest.fault();
    const auto there = desk.organisations.find_by_code(code);
    if (!there) {
        Fault fault{FaultKind::not_found, fmt::format("there is no organisation \"{}\"", code),
                    KEREGE_TR("No organisation has the code {code}.")};
        fault.values.emplace_back("code", code);
        return fault;
    }
    if (wish.top && !desk.organisations.within(there->id, wish.top))
        return Fault{FaultKind::not_found, "it lies outside of the tree: " + code,
                     KEREGE_TR("This lies outside of your own tree.")};
    return Place{there->id, *manifest};
}

Result<> put(const ModuleDesk& desk, const ApplyWish& wish, data::Transaction& transaction,
             const Place& place, const FileModule& line) {
    return desk.modules.set(
        transaction, {place.organisation, line.module, line.state, line.from, line.until}, wish.by);
}

Result<> put(const ModuleDesk& desk, const ApplyWish& wish, data::Transaction& transaction,
             const Place& place, const FileSetting& line) {
    const auto set =
        desk.settings.set(transaction, *place.manifest, place.organisation, line.key, line.value);
    if (!set) return set;
    const std::string subject = "setting:" + line.module + "." + line.key;
    desk.audit.append(transaction, {.organisation = place.organisation,
                                    .person = wish.by,
                                    .module = {},
                                    .action = "setting.set",
                                    .subject = subject,
                                    .detail = {},
                                    .request_id = wish.request_id});
    return success();
}

// What is wrong, line by line; the first one is the answer.
class Faults {
public:
    explicit Faults(const ApplyWish& wish) : wish_(wish) {}

    template <class Line>
    void add(const Line& line, const Fault& fault) {
        if (!first) {
            first = fault;
            std::string what = fault.log_text;
            if (!fault.fields.empty())
                what = fault.fields.front().field + ": " + fault.fields.front().message;
            first->log_text = fmt::format("{}:{}: {}", wish_.name, line.line, what);
        }
        if (wish_.faults) wish_.faults->push_back({line.line, line.organisation, fault});
    }

    std::optional<Fault> first;

private:
    const ApplyWish& wish_;
};

}  // namespace

Result<ModuleFile> read_module_file(const std::filesystem::path& path) {
    try {
        return all_of(yaml::Node::read_file(path));
    } catch (const yaml::Error& error) {
        return invalid(error.what());
    }
}

Result<ModuleFile> parse_module_file(const std::string& text, const std::string& name) {
    try {
        return all_of(yaml::Node::parse(text, name));
    } catch (const yaml::Error& error) {
        return invalid(error.what());
    }
}

Result<const Manifest*> usable_module(const Catalogue& catalogue, const std::string& id) {
    const auto* entry = catalogue.find(id);
    if (entry && (entry->state == State::found || entry->state == State::loaded))
        return &entry->manifest;
    if (entry)
        return Fault{
            FaultKind::unavailable,
            fmt::format("the module \"{}\" is {}: {}", id, state_word(entry->state), entry->reason),
            KEREGE_TR("This module can't be used at the moment.")};
    std::vector<std::string> ids;
    for (const auto& known : catalogue.entries()) ids.push_back(known.id);
    const std::string near = yaml::nearest(id, ids);
    return Fault{FaultKind::not_found,
                 fmt::format("there is no module \"{}\"{}", id,
                             near.empty() ? "" : fmt::format("; did you mean \"{}\"?", near)),
                 KEREGE_TR("There is no such module.")};
}

Result<> apply_module_file(const ModuleDesk& desk, const ModuleFile& file, const ApplyWish& wish) {
    Faults faults(wish);
    // Looked up before anything is written, by connections of their own.
    const auto places_of = [&](const auto& lines) {
        std::vector<std::optional<Place>> places;
        for (const auto& line : lines) {
            const auto place = place_of(desk, wish, line.organisation, line.module);
            if (!place) faults.add(line, place.fault());
            places.push_back(place ? std::optional(*place) : std::nullopt);
        }
        return places;
    };
    const auto for_modules = places_of(file.modules);
    const auto for_settings = places_of(file.settings);
    auto transaction = desk.database.write();
    const auto put_all = [&](const auto& lines, const auto& places) {
        for (size_t i = 0; i < lines.size(); ++i) {
            if (!places[i]) continue;
            const auto done = put(desk, wish, transaction, *places[i], lines[i]);
            if (!done) faults.add(lines[i], done.fault());
        }
    };
    put_all(file.modules, for_modules);
    put_all(file.settings, for_settings);
    if (faults.first) return *faults.first;
    if (wish.tried) return success();
    transaction.commit();
    desk.modules.reload();
    desk.settings.forget();
    return success();
}

}  // namespace kerege::plugins
