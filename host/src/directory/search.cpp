#include "host/src/directory/search.hpp"

#include <algorithm>

#include "host/src/base/text.hpp"
#include "host/src/directory/rows.hpp"
#include "host/src/directory/search_words.hpp"
#include "queries/directory.hpp"

namespace kerege::directory {
namespace {

namespace sql = queries::directory;

// Beyond this a word is as common as any other.
constexpr int64_t kCommon = 1'000;
// One person has several words that begin alike, as a name and the father's name.
constexpr size_t kWordsOfOne = 3;

int64_t count_of(data::Transaction& transaction, OrganisationId organisation, std::string_view kind,
                 const std::string& word) {
    const WordRange range = ranges_of({word})[0];
    int64_t count = 0;
    transaction.first(sql::search_count,
                      {organisation.value, kind, range.from, range.beyond, kCommon},
                      [&](const data::Row& row) { count = row.int64(0); });
    return count;
}

// The rarest word first: its range is walked, and the others are looked up. Returns whether even
// that one is common: then looking up would take long where hardly anybody has them all.
bool rarest_first(data::Transaction& transaction, OrganisationId organisation,
                  std::string_view kind, std::vector<std::string>& words) {
    if (words.size() < 2) return false;
    size_t rarest = 0;
    int64_t fewest = kCommon + 1;
    for (size_t i = 0; i < words.size(); ++i) {
        const int64_t count = count_of(transaction, organisation, kind, words[i]);
        const bool longer = count == fewest && words[i].size() > words[rarest].size();
        if (count >= fewest && !longer) continue;
        rarest = i;
        fewest = count;
    }
    std::swap(words[0], words[rarest]);
    return fewest == kCommon;
}

FoundPerson person_of(const data::Row& row) {
    FoundPerson person;
    person.membership = MembershipId{row.int64(0)};
    person.family_name = text_of(row, 1);
    person.given_name = text_of(row, 2);
    person.patronymic = text_of(row, 3);
    person.profile = text_of(row, 4);
    person.position = text_of(row, 5);
    person.class_label = text_of(row, 6);
    person.former = row.int64(7) != 0;
    return person;
}

FoundOrganisation organisation_of(const data::Row& row) {
    return {OrganisationId{row.int64(0)},
            text_of(row, 1),
            text_of(row, 2),
            text_of(row, 3),
            text_of(row, 4),
            text_of(row, 5),
            text_of(row, 6)};
}

// Rows to read for so many lines, and one more to know whether there are more.
int64_t rows_for(size_t lines_max) { return static_cast<int64_t>(lines_max * kWordsOfOne + 1); }

template <class T>
void cut(Found<T>& found, size_t rows, size_t lines_max) {
    found.more = found.lines.size() > lines_max || rows == lines_max * kWordsOfOne + 1;
    if (found.lines.size() > lines_max) found.lines.resize(lines_max);
}

std::string name_of(const FoundPerson& person) {
    return person.family_name + ' ' + person.given_name + ' ' + person.patronymic;
}

void sort_people(std::vector<FoundPerson>& people, const std::vector<std::string>& words) {
    struct Ranked {
        int rank;
        std::string name;
        FoundPerson person;
    };
    std::vector<Ranked> ranked;
    for (FoundPerson& person : people) {
        const std::string surname = text::fold(person.family_name);
        const bool by_surname =
            std::any_of(words.begin(), words.end(),
                        [&](const std::string& word) { return surname.starts_with(word); });
        const int rank = (person.former ? 2 : 0) + (by_surname ? 0 : 1);
        std::string name = name_of(person);
        ranked.push_back({rank, std::move(name), std::move(person)});
    }
    std::sort(ranked.begin(), ranked.end(), [](const Ranked& left, const Ranked& right) {
        return left.rank != right.rank ? left.rank < right.rank
                                       : text::before(left.name, right.name);
    });
    for (size_t i = 0; i < ranked.size(); ++i) people[i] = std::move(ranked[i].person);
}

}  // namespace

std::unordered_set<int64_t> people_matching(data::Transaction& transaction,
                                            OrganisationId organisation,
                                            const std::vector<std::string>& words) {
    std::unordered_set<int64_t> matching;
    for (size_t i = 0; i < words.size(); ++i) {
        const WordRange range = ranges_of({words[i]})[0];
        std::unordered_set<int64_t> entries;
        transaction.each(sql::search_entries,
                         {organisation.value, "person", range.from, range.beyond},
                         [&](const data::Row& row) {
                             const int64_t entry = row.int64(0);
                             if (i == 0 || matching.contains(entry)) entries.insert(entry);
                         });
        matching = std::move(entries);
    }
    return matching;
}

Found<FoundPerson> Search::people(OrganisationId organisation, std::vector<std::string> words,
                                  bool former, size_t lines_max) {
    Found<FoundPerson> found;
    if (words.empty()) return found;
    auto transaction = database_.read();
    const bool common = rarest_first(transaction, organisation, "person", words);
    const auto range = ranges_of(words);
    std::unordered_set<int64_t> seen;
    size_t rows = 0;
    transaction.each(
        common ? sql::search_people_common : sql::search_people,
        {today(), organisation.value, range[0].from, range[0].beyond, former ? "former" : "",
         range[1].from, range[1].beyond, range[2].from, range[2].beyond, range[3].from,
         range[3].beyond, range[4].from, range[4].beyond, rows_for(lines_max)},
        [&](const data::Row& row) {
            ++rows;
            if (seen.insert(row.int64(0)).second) found.lines.push_back(person_of(row));
        });
    sort_people(found.lines, words);
    cut(found, rows, lines_max);
    return found;
}

Found<FoundOrganisation> Search::organisations(OrganisationId top, std::vector<std::string> words,
                                               size_t lines_max) {
    Found<FoundOrganisation> found;
    if (words.empty()) return found;
    auto transaction = database_.read();
    rarest_first(transaction, top, "organisation", words);
    const auto range = ranges_of(words);
    std::unordered_set<int64_t> seen;
    size_t rows = 0;
    transaction.each(sql::search_organisations,
                     {top.value, range[0].from, range[0].beyond, range[1].from, range[1].beyond,
                      range[2].from, range[2].beyond, range[3].from, range[3].beyond, range[4].from,
                      range[4].beyond, rows_for(lines_max)},
                     [&](const data::Row& row) {
                         ++rows;
                         if (seen.insert(row.int64(0)).second)
                             found.lines.push_back(organisation_of(row));
                     });
    cut(found, rows, lines_max);
    return found;
}

std::vector<std::string> Search::classes(OrganisationId organisation,
                                         const std::vector<std::string>& words, size_t lines_max) {
    std::vector<std::string> labels;
    if (words.size() != 1) return labels;
    const WordRange range = ranges_of(words)[0];
    auto transaction = database_.read();
    transaction.each(
        sql::search_classes,
        {organisation.value, range.from, range.beyond, today(), static_cast<int64_t>(lines_max)},
        [&](const data::Row& row) {
            const std::string word = text_of(row, 0);
            labels.push_back(word.substr(word.find(' ') + 1));
        });
    return labels;
}

}  // namespace kerege::directory
