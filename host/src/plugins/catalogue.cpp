#include "host/src/plugins/catalogue.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace kerege::plugins {
namespace {

namespace fs = std::filesystem;

Entry read_entry(const fs::path& folder) {
    Entry entry;
    entry.folder = folder;
    auto manifest = read_manifest(folder);
    if (manifest.ok()) {
        entry.manifest = std::move(*manifest);
        entry.id = entry.manifest.id;
    } else {
        entry.id = folder.filename().string();
        entry.state = State::failed;
        entry.reason = manifest.fault().log_text;
    }
    return entry;
}

// What is loaded before a plugin, if it is there.
std::vector<std::string> before(const Manifest& manifest) {
    std::vector<std::string> all = manifest.needs;
    all.insert(all.end(), manifest.optional.begin(), manifest.optional.end());
    return all;
}

// The plugins on a circle of needs, in the order in which they need each other; empty: none.
std::vector<std::string> circle_through(const std::string& id,
                                        const std::map<std::string, const Entry*>& known) {
    // Breadth first from the id back to itself gives the shortest circle.
    std::map<std::string, std::string> came_from;
    std::vector<std::string> queue = {id};
    for (size_t next = 0; next < queue.size(); ++next) {
        const std::string here = queue[next];
        const auto found = known.find(here);
        if (found == known.end()) continue;
        for (const auto& need : before(found->second->manifest)) {
            if (need == id) {
                std::vector<std::string> circle = {id};
                for (std::string at = here; at != id; at = came_from[at]) circle.push_back(at);
                circle.push_back(id);
                std::reverse(circle.begin(), circle.end());
                return circle;
            }
            if (came_from.emplace(need, here).second) queue.push_back(need);
        }
    }
    return {};
}

}  // namespace

std::string_view state_word(State state) {
    switch (state) {
        case State::found:
            return "found";
        case State::loaded:
            return "loaded";
        case State::failed:
            return "failed";
        case State::left_out:
            return "left out";
    }
    return "unknown";
}

Catalogue Catalogue::read(const std::vector<fs::path>& folders) {
    std::vector<fs::path> found;
    for (const auto& folder : folders) {
        std::error_code error;
        for (const auto& item : fs::directory_iterator(folder, error)) {
            if (fs::exists(item.path() / "plugin.yaml", error)) found.push_back(item.path());
        }
    }
    std::sort(found.begin(), found.end());
    std::vector<Entry> entries;
    for (const auto& folder : found) entries.push_back(read_entry(folder));
    return of(std::move(entries));
}

Catalogue Catalogue::of(std::vector<Entry> entries) {
    Catalogue catalogue;
    catalogue.entries_ = std::move(entries);
    std::map<std::string, const Entry*> known;
    for (auto& entry : catalogue.entries_) {
        if (entry.state != State::found) continue;
        const auto [place, fresh] = known.emplace(entry.id, &entry);
        if (fresh) continue;
        entry.state = State::failed;
        entry.reason = fmt::format("there is already a plugin \"{}\" in {}", entry.id,
                                   place->second->folder.string());
    }
    // Tables of "acme.library" begin with acme_, and those of a plugin "acme" do as well; so do
    // those of "acme.library_extra" and "acme.library".
    for (auto& entry : catalogue.entries_) {
        if (entry.state != State::found) continue;
        const std::string prefix = sql_owner(entry.id) + "_";
        for (const auto& [id, other] : known) {
            const std::string shorter = sql_owner(id) + "_";
            if (id == entry.id || !prefix.starts_with(shorter)) continue;
            entry.state = State::failed;
            entry.reason = fmt::format("its tables begin with {}, like those of the plugin \"{}\"",
                                       shorter, id);
            break;
        }
    }
    for (auto& entry : catalogue.entries_) {
        if (entry.state != State::found) continue;
        const auto circle = circle_through(entry.id, known);
        if (circle.empty()) continue;
        entry.state = State::left_out;
        entry.reason =
            fmt::format("plugins need each other in a circle: {}", fmt::join(circle, " → "));
    }
    catalogue.leave_out_the_unmet();
    catalogue.order();
    return catalogue;
}

void Catalogue::leave_out_the_unmet() {
    for (bool moved = true; moved;) {
        moved = false;
        for (auto& entry : entries_) {
            if (entry.state != State::found) continue;
            for (const auto& need : entry.manifest.needs) {
                const Entry* needed = find(need);
                if (needed && needed->state == State::found) continue;
                entry.state = State::left_out;
                entry.reason = fmt::format(
                    "it needs \"{}\", which is {}", need,
                    needed ? fmt::format("{}: {}", state_word(needed->state), needed->reason)
                           : "not there");
                moved = true;
                break;
            }
            for (const auto& service : entry.manifest.needs_services) {
                const std::string provider(provider_of(service));
                const auto& needs = entry.manifest.needs;
                const Entry* needed = find(provider);
                if (entry.state != State::found || !needed || needed->manifest.offers(service) ||
                    std::find(needs.begin(), needs.end(), provider) == needs.end())
                    continue;
                entry.state = State::left_out;
                entry.reason =
                    fmt::format("it needs the service \"{}\", which \"{}\" {} does not offer",
                                service, provider, needed->manifest.version);
                moved = true;
            }
        }
    }
}

void Catalogue::order() {
    std::vector<Entry> ordered;
    std::set<std::string> placed;
    std::vector<Entry> waiting = std::move(entries_);
    std::set<std::string> coming;
    for (const auto& entry : waiting) {
        if (entry.state == State::found) coming.insert(entry.id);
    }
    // What is needed is there and on no circle by now, so every round places something.
    for (bool moved = true; moved;) {
        moved = false;
        for (auto& entry : waiting) {
            const auto needs = before(entry.manifest);
            const auto there = [&](const std::string& need) {
                return placed.contains(need) || !coming.contains(need);
            };
            if (entry.state != State::found || placed.contains(entry.id)) continue;
            if (!std::all_of(needs.begin(), needs.end(), there)) continue;
            placed.insert(entry.id);
            ordered.push_back(entry);
            moved = true;
        }
    }
    for (auto& entry : waiting) {
        if (entry.state != State::found) ordered.push_back(std::move(entry));
    }
    entries_ = std::move(ordered);
}

const Entry* Catalogue::find(std::string_view id) const {
    // The one that counts before others of the same id.
    const Entry* best = nullptr;
    for (const auto& entry : entries_) {
        if (entry.id != id) continue;
        if (!best || entry.state == State::found || entry.state == State::loaded) best = &entry;
    }
    return best;
}

void Catalogue::fail(std::string_view id, const std::string& reason) {
    for (auto& entry : entries_) {
        if (entry.id != id || entry.state != State::found) continue;
        entry.state = State::failed;
        entry.reason = reason;
        leave_out_dependants(id);
        return;
    }
}

void Catalogue::leave_out_dependants(std::string_view id) {
    for (auto& entry : entries_) {
        const auto& needs = entry.manifest.needs;
        if (entry.state != State::found || std::find(needs.begin(), needs.end(), id) == needs.end())
            continue;
        entry.state = State::left_out;
        entry.reason = fmt::format("it needs \"{}\", which failed", id);
        leave_out_dependants(entry.id);
    }
}

}  // namespace kerege::plugins
