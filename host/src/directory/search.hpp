// What can be found by its words: people, organisations, and what modules let be found. The words
// lie in core_search_word, where triggers keep them; see docs/decisions/0030-search.md.
//
// Nothing here asks who may see what: the caller names the organisation of its scope and asks only
// for kinds the person may look at. Words come from search_words().
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "host/src/base/clock.hpp"
#include "host/src/data/database.hpp"
#include "kerege/sdk/ids.hpp"

namespace kerege::directory {

struct FoundPerson {
    MembershipId membership;
    std::string family_name;
    std::string given_name;
    std::string patronymic;
    std::string profile;
    std::string position;
    std::string class_label;  // of a learner
    bool former = false;
    std::string birth_date = {};  // or empty
    std::string children = {};    // of a parent: those who are here, with their class
};

struct FoundOrganisation {
    OrganisationId id;
    std::string name_kk;
    std::string name_ru;
    std::string name_en;
    // Of the one above it; empty at the top of what was searched.
    std::string above_kk;
    std::string above_ru;
    std::string above_en;
};

// Something of a module's: what it is, and its page's address, the module's manifest says.
struct FoundThing {
    int64_t id = 0;
    std::string title;  // in Kazakh, and where it reads the same
    std::string title_ru;
    std::string title_en;
    std::string detail;
};

// Those of the entries whose pages the person may open.
using ThingFilter = std::function<std::vector<int64_t>(const std::vector<int64_t>&)>;

template <class T>
struct Found {
    std::vector<T> lines;
    bool more = false;  // than were asked for
};

// The memberships of people all whose words match, each once; of people of every standing. For
// lists with filters of their own. [request]
std::unordered_set<int64_t> people_matching(data::Transaction& transaction,
                                            OrganisationId organisation,
                                            const std::vector<std::string>& words);

class Search {
public:
    // All must outlive this.
    Search(data::Database& database, const Clock& clock, const LocalTime& local_time)
        : database_(database), clock_(clock), local_time_(local_time) {}

    // Of the organisation, at most lines_max; those who left only where `former` asks for them, and
    // last. Those whose surname begins as was typed come first, then by the Kazakh alphabet.
    // [request]
    Found<FoundPerson> people(OrganisationId organisation, std::vector<std::string> words,
                              bool former, size_t lines_max);
    // The organisation itself and all beneath it. [request]
    Found<FoundOrganisation> organisations(OrganisationId top, std::vector<std::string> words,
                                           size_t lines_max);
    // What a module lets be found of one kind. `may_open` is asked outside of any transaction,
    // about a thousand at most; what it leaves out is as if it were not there. [request]
    Found<FoundThing> things(OrganisationId organisation, std::string_view module,
                             std::string_view kind, std::vector<std::string> words,
                             size_t lines_max, const ThingFilter& may_open);

private:
    std::string today() const { return local_time_.day(clock_.now_ms()); }

    data::Database& database_;
    const Clock& clock_;
    const LocalTime& local_time_;
};

}  // namespace kerege::directory
