#include "host/src/directory/logins.hpp"

#include "host/src/base/text.hpp"
#include "host/src/base/text_letters.hpp"
#include "queries/directory.hpp"

namespace kerege::directory {
namespace {

std::string with_number(const std::string& base, int64_t number) {
    return number == 1 ? base : base + std::to_string(number);
}

}  // namespace

std::string login_base(std::string_view family_name, std::string_view given_name) {
    const std::string family = text::to_ascii(family_name).substr(0, 24);
    const std::string given = text::to_ascii(given_name).substr(0, 15);
    if (family.empty() && given.empty()) return "user";
    if (family.empty() || given.empty()) return family + given;
    return family + "." + given;
}

// Doubles its step until a number is free, then narrows down: thousands of a name cost a dozen
// look-ups each, shared with all other names.
struct Logins::Search {
    size_t place;  // whose login it is
    std::string base;
    int64_t last_taken;
    int64_t free = 0;  // 0: none was found yet
    int64_t step = 1;

    bool done() const { return free == last_taken + 1; }
    int64_t asked() const {
        return free == 0 ? last_taken + step : last_taken + (free - last_taken) / 2;
    }
    void answer(bool taken) {
        const int64_t number = asked();
        if (free == 0) step *= 2;
        (taken ? last_taken : free) = number;
    }
};

std::unordered_set<std::string> Logins::taken(const std::vector<Search*>& searches) {
    std::unordered_set<std::string> found;
    std::string asked;
    for (const Search* one : searches) {
        const std::string login = with_number(one->base, one->asked());
        if (given_.count(login) != 0) found.insert(login);
        asked += asked.empty() ? '[' : ',';
        text::append_json(asked, login);
    }
    asked += ']';
    transaction_.each(queries::directory::logins_taken, {asked},
                      [&](const data::Row& row) { found.emplace(row.text(0)); });
    return found;
}

void Logins::find(std::vector<Search>& searches) {
    for (;;) {
        std::vector<Search*> open;
        for (Search& one : searches)
            if (!one.done()) open.push_back(&one);
        if (open.empty()) return;
        const auto found = taken(open);
        for (Search* one : open)
            one->answer(found.count(with_number(one->base, one->asked())) != 0);
    }
}

std::vector<std::string> Logins::give(const std::vector<std::string>& bases) {
    std::vector<std::string> logins(bases.size());
    // Namesakes one after the other: each begins behind the one before.
    for (size_t left = bases.size(); left > 0;) {
        std::vector<Search> searches;
        std::unordered_set<std::string_view> now;
        for (size_t at = 0; at < bases.size(); ++at) {
            if (!logins[at].empty() || !now.insert(bases[at]).second) continue;
            const auto last = last_.find(bases[at]);
            searches.push_back({at, bases[at], last == last_.end() ? 0 : last->second});
        }
        find(searches);
        for (const Search& one : searches) {
            logins[one.place] = with_number(one.base, one.free);
            last_[one.base] = one.free;
            given_.insert(logins[one.place]);
        }
        left -= searches.size();
    }
    return logins;
}

}  // namespace kerege::directory
