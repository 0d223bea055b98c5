#include "host/src/directory/module_tree.hpp"

#include <algorithm>

namespace kerege::directory {
namespace {

constexpr int kDepthMax = 32;

}  // namespace

ModuleTable::ModuleTable(const std::vector<Modules::Known>& known,
                         const std::vector<std::pair<int64_t, int64_t>>& tree,
                         const std::vector<ModuleSetting>& settings, std::string day)
    : day_(std::move(day)), modules_(known.size()) {
    std::map<std::string, size_t, std::less<>> numbers;
    for (size_t i = 0; i < known.size(); ++i) {
        numbers.emplace(known[i].id, i);
        default_on_.push_back(known[i].on_by_default);
    }
    for (const ModuleSetting& setting : settings) {
        const auto number = numbers.find(setting.module);
        if (number == numbers.end() || !setting.holds(day_)) continue;
        explicit_[setting.organisation.value].emplace_back(number->second, setting.state == "on");
    }
    const size_t words_each = (modules_ + 63) / 64;
    words_.resize(tree.size() * words_each);
    for (size_t i = 0; i < tree.size(); ++i) {
        places_.emplace(tree[i].first, Place{tree[i].second, i * words_each});
        if (tree[i].second == 0) tops_.push_back(tree[i].first);
    }
    for (const auto& [organisation, parent] : tree) fill(organisation, 0);

    // Needs come last: what is explicitly on is still off while something it needs is off there.
    for (auto& [organisation, place] : places_) {
        for (size_t module = 0; module < modules_; ++module) {
            for (const std::string& need : known[module].needs) {
                const auto number = numbers.find(need);
                const bool met = number != numbers.end() && bit(place.first_word, number->second);
                if (!met) set_bit(place.first_word, module, false);
            }
        }
    }
}

void ModuleTable::fill(int64_t organisation, int depth) {
    Place& place = places_.at(organisation);
    if (place.done || depth > kDepthMax) return;
    const auto parent = places_.find(place.parent);
    if (parent != places_.end()) fill(place.parent, depth + 1);
    for (size_t module = 0; module < modules_; ++module) {
        const bool inherited = parent != places_.end() ? bit(parent->second.first_word, module)
                                                       : static_cast<bool>(default_on_[module]);
        set_bit(place.first_word, module, inherited);
    }
    if (const auto own = explicit_.find(organisation); own != explicit_.end()) {
        for (const auto& [module, on] : own->second) set_bit(place.first_word, module, on);
    }
    place.done = true;
}

void ModuleTable::set_bit(size_t first_word, size_t module, bool on) {
    uint64_t& word = words_[first_word + module / 64];
    const uint64_t mask = uint64_t{1} << (module % 64);
    word = on ? word | mask : word & ~mask;
}

bool ModuleTable::on(int module, OrganisationId organisation) const {
    if (module < 0 || static_cast<size_t>(module) >= modules_) return false;
    const auto place = places_.find(organisation.value);
    return place != places_.end() && !place->second.closed &&
           bit(place->second.first_word, static_cast<size_t>(module));
}

void ModuleTable::close(OrganisationId organisation) {
    const auto place = places_.find(organisation.value);
    if (place != places_.end()) place->second.closed = true;
}

bool ModuleTable::on_at_top(int module) const {
    return std::any_of(tops_.begin(), tops_.end(),
                       [&](int64_t top) { return on(module, OrganisationId{top}); });
}

}  // namespace kerege::directory
