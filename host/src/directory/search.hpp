// What can be found by its words: people, classes and organisations. The words lie in
// core_search_word, where triggers keep them; see docs/decisions/0030-search.md.
//
// Nothing here asks who may see what: the caller names the organisation of its scope and asks only
// for kinds the person may look at. Words come from search_words().
#pragma once

#include <string>
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
    // Labels of classes with learners. Only one word can be a class. [request]
    std::vector<std::string> classes(OrganisationId organisation,
                                     const std::vector<std::string>& words, size_t lines_max);

private:
    std::string today() const { return local_time_.day(clock_.now_ms()); }

    data::Database& database_;
    const Clock& clock_;
    const LocalTime& local_time_;
};

}  // namespace kerege::directory
