#include "host/src/directory/search.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "host/src/base/text.hpp"
#include "host/src/directory/people.hpp"
#include "host/src/directory/rows.hpp"
#include "host/src/directory/search_words.hpp"
#include "queries/directory.hpp"

namespace kerege::directory {
namespace {

namespace sql = queries::directory;

// So many entries of a word are walked, and the other words looked up for each: beyond it a word is
// as common as any other.
constexpr int64_t kWalked = 2'000;
// So many of what was found are read at once.
constexpr size_t kPortion = 64;
// More of one kind nobody is asked about while somebody types.
constexpr size_t kAskedMax = 1'024;

int64_t count_of(data::Transaction& transaction, OrganisationId organisation, std::string_view kind,
                 const std::string& word) {
    const WordRange range = ranges_of({word})[0];
    int64_t count = 0;
    transaction.first(sql::search_count,
                      {organisation.value, kind, range.from, range.beyond, kWalked},
                      [&](const data::Row& row) { count = row.int64(0); });
    return count;
}

// The rarest word first: its range is walked, and the others are looked up. Returns whether even
// that one is too common to be walked whole.
bool rarest_first(data::Transaction& transaction, OrganisationId organisation,
                  std::string_view kind, std::vector<std::string>& words) {
    size_t rarest = 0;
    int64_t fewest = kWalked + 1;
    for (size_t i = 0; i < words.size(); ++i) {
        const int64_t count = count_of(transaction, organisation, kind, words[i]);
        const bool longer = count == fewest && words[i].size() > words[rarest].size();
        if (count >= fewest && !longer) continue;
        rarest = i;
        fewest = count;
    }
    std::swap(words[0], words[rarest]);
    return fewest == kWalked;
}

// Each once, in the order in which the walk came upon it.
std::vector<int64_t> walk_words(data::Transaction& transaction, OrganisationId organisation,
                                std::string_view kind, const std::vector<std::string>& words) {
    const auto range = ranges_of(words);
    std::vector<int64_t> entries;
    std::unordered_set<int64_t> seen;
    transaction.each(sql::search_walk,
                     {organisation.value, kind, range[0].from, range[0].beyond, kWalked,
                      range[1].from, range[1].beyond, range[2].from, range[2].beyond, range[3].from,
                      range[3].beyond, range[4].from, range[4].beyond},
                     [&](const data::Row& row) {
                         if (seen.insert(row.int64(0)).second) entries.push_back(row.int64(0));
                     });
    return entries;
}

// All of them, however many.
std::unordered_set<int64_t> matching(data::Transaction& transaction, OrganisationId organisation,
                                     std::string_view kind, const std::vector<std::string>& words) {
    std::unordered_set<int64_t> found;
    for (size_t i = 0; i < words.size(); ++i) {
        const WordRange range = ranges_of({words[i]})[0];
        std::unordered_set<int64_t> entries;
        transaction.each(sql::search_entries, {organisation.value, kind, range.from, range.beyond},
                         [&](const data::Row& row) {
                             const int64_t entry = row.int64(0);
                             if (i == 0 || found.contains(entry)) entries.insert(entry);
                         });
        found = std::move(entries);
    }
    return found;
}

std::string json_of(const std::vector<int64_t>& entries) {
    return fmt::format("[{}]", fmt::join(entries, ","));
}

// Reads what is behind the entries, in portions, until there is more than is shown. `read` appends
// what it finds of a portion.
template <class T, class Read>
void collect_found(const std::vector<int64_t>& entries, size_t lines_max, std::vector<T>& lines,
                   Read&& read) {
    for (size_t first = 0; first < entries.size() && lines.size() <= lines_max; first += kPortion) {
        const size_t last = std::min(first + kPortion, entries.size());
        read(std::vector<int64_t>(entries.begin() + static_cast<std::ptrdiff_t>(first),
                                  entries.begin() + static_cast<std::ptrdiff_t>(last)),
             lines);
    }
}

// What all the words find. A walk that was too short is done again over everything.
template <class T, class Read>
Found<T> find_by_words(data::Database& database, OrganisationId organisation, std::string_view kind,
                       std::vector<std::string>& words, size_t lines_max, Read&& read) {
    Found<T> found;
    if (words.empty()) return found;
    bool common = false;
    const auto entries = [&] {
        auto transaction = database.read();
        common = rarest_first(transaction, organisation, kind, words);
        return walk_words(transaction, organisation, kind, words);
    }();
    collect_found(entries, lines_max, found.lines, read);
    if (common && found.lines.size() <= lines_max) {
        const auto all = [&] {
            auto transaction = database.read();
            return matching(transaction, organisation, kind, words);
        }();
        found.lines.clear();
        collect_found({all.begin(), all.end()}, lines_max, found.lines, read);
    }
    found.more = found.lines.size() > lines_max;
    return found;
}

template <class T>
void cut(std::vector<T>& lines, size_t lines_max) {
    if (lines.size() > lines_max) lines.resize(lines_max);
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
    person.birth_date = text_of(row, 8);
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

FoundThing thing_of(const data::Row& row) {
    return {row.int64(0), text_of(row, 1), text_of(row, 2), text_of(row, 3), text_of(row, 4)};
}

}  // namespace

std::unordered_set<int64_t> people_matching(data::Transaction& transaction,
                                            OrganisationId organisation,
                                            const std::vector<std::string>& words) {
    return matching(transaction, organisation, "person", words);
}

Found<FoundPerson> Search::people(OrganisationId organisation, std::vector<std::string> words,
                                  bool former, size_t lines_max) {
    const auto read = [&](const std::vector<int64_t>& entries, std::vector<FoundPerson>& lines) {
        database_.read().each(
            sql::search_people,
            {today(), json_of(entries), organisation.value, former ? "former" : ""},
            [&](const data::Row& row) { lines.push_back(person_of(row)); });
    };
    auto found =
        find_by_words<FoundPerson>(database_, organisation, "person", words, lines_max, read);
    sort_people(found.lines, words);
    cut(found.lines, lines_max);
    std::vector<MembershipId> guardians;
    for (const FoundPerson& one : found.lines)
        if (one.profile == "guardian") guardians.push_back(one.membership);
    auto transaction = database_.read();
    auto children = children_of(transaction, organisation, guardians, today());
    for (FoundPerson& one : found.lines) one.children = std::move(children[one.membership]);
    return found;
}

Found<FoundOrganisation> Search::organisations(OrganisationId top, std::vector<std::string> words,
                                               size_t lines_max) {
    const auto read = [&](const std::vector<int64_t>& entries,
                          std::vector<FoundOrganisation>& lines) {
        database_.read().each(sql::search_organisations, {json_of(entries), top.value},
                              [&](const data::Row& row) { lines.push_back(organisation_of(row)); });
    };
    auto found =
        find_by_words<FoundOrganisation>(database_, top, "organisation", words, lines_max, read);
    std::sort(found.lines.begin(), found.lines.end(), [](const auto& left, const auto& right) {
        return text::before(left.name_kk, right.name_kk);
    });
    cut(found.lines, lines_max);
    return found;
}

Found<FoundThing> Search::things(OrganisationId organisation, std::string_view module,
                                 std::string_view kind, std::vector<std::string> words,
                                 size_t lines_max, const ThingFilter& may_open) {
    size_t asked = 0;
    const auto read = [&](const std::vector<int64_t>& entries, std::vector<FoundThing>& lines) {
        if (asked >= kAskedMax) return;
        asked += entries.size();
        const std::vector<int64_t> open = may_open(entries);
        if (open.empty()) return;
        database_.read().each(sql::search_things, {json_of(open), organisation.value, module, kind},
                              [&](const data::Row& row) { lines.push_back(thing_of(row)); });
    };
    auto found = find_by_words<FoundThing>(
        database_, organisation, fmt::format("{}.{}", module, kind), words, lines_max, read);
    found.more = found.more || asked >= kAskedMax;
    // Of the same name the newest first: ids rise.
    std::sort(found.lines.begin(), found.lines.end(), [](const auto& left, const auto& right) {
        return left.title != right.title ? text::before(left.title, right.title)
                                         : left.id > right.id;
    });
    cut(found.lines, lines_max);
    return found;
}

}  // namespace kerege::directory
