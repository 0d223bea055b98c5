// How long the search takes while one types, over an organisation of 100,000 people. Prints
// "name value unit ratio reference", the reference being what it may take.
// usage: kerege_bench_search sqlite <file>             a new one
//        kerege_bench_search postgresql <connection>   an empty database
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "host/src/base/clock.hpp"
#include "host/src/data/migrator.hpp"
#include "host/src/directory/search.hpp"
#include "host/src/directory/search_words.hpp"

namespace {

using namespace kerege;

constexpr int kPeople = 100'000;
constexpr double kMostMs = 50;

const std::vector<std::string> kTyped = {
    "Ахметов Нұрлан", "қасымова әсел", "серік болат", "жұмабаев ә", "Нұр",   "аб в",
    "аблай 7а",       "11ә",           "8 701 123 4", "bek.bolat",  "щука а"};

// Names from the roots and endings of names, so that some are common and most are not.
constexpr std::string_view kFill = R"(
insert into core_organisation (id, kind, code, name_kk, name_ru, name_en, created_at_ms)
values (1, 'school', 'bench', 'Мектеп', 'Школа', 'School', 0);
insert into core_organisation_closure (ancestor_id, organisation_id, depth) values (1, 1, 0);
insert into core_person (id, family_name, given_name, patronymic, phone, email, residence, created_at_ms)
with recursive n (i) as (select 1 union all select i + 1 from n where i < {people}),
     r (k, root) as (values (0, 'Ахмет'), (1, 'Қасым'), (2, 'Серік'), (3, 'Жұма'), (4, 'Нұр'), (5, 'Бек'),
                            (6, 'Әбен'), (7, 'Өмір'), (8, 'Ілияс'), (9, 'Асан'), (10, 'Болат'), (11, 'Дәу'),
                            (12, 'Ғали'), (13, 'Үсен'), (14, 'Шәр'), (15, 'Тұр'), (16, 'Мұрат')),
     e (k, ending) as (values (0, 'ов'), (1, 'баев'), (2, 'ова'), (3, 'бек'), (4, 'хан'), (5, 'ғали'), (6, 'лан'))
select n.i, a.root || b.root || e.ending, c.root || f.ending, a.root || 'ұлы',
       '+7701' || (1000000 + n.i), '', '', 0
from n join r a on a.k = n.i % 17 join r b on b.k = (n.i / 17) % 17 join e on e.k = (n.i / 289) % 7
       join r c on c.k = (n.i * 7) % 17 join e f on f.k = n.i % 7;
insert into core_membership (organisation_id, id, person_id, profile, position, valid_from)
select 1, id, id, 'learner', '', '2020-09-01' from core_person;
insert into core_placement (organisation_id, membership_id, kind, label)
select 1, id, 'class', (1 + id % 11) || case id % 3 when 0 then 'А' when 1 then 'Ә' else 'Б' end
from core_person;
insert into core_search_entry (organisation_id, module, kind, entry_id, membership_id, title, title_ru, title_en,
                               detail, words)
with recursive n (i) as (select 1 union all select i + 1 from n where i < 1000)
select 1, 'school', 'class', i, 0, '', '', '', '', (1 + i % 11) || 'а алгебра ' || i from n;
insert into core_account (person_id, login, password_temporary, locale, created_at_ms)
select id, 'bek.bolat' || id, 1, 'kk', 0 from core_person;
)";

double ms_of(directory::Search& search, const std::vector<std::string>& words) {
    const auto begin = std::chrono::steady_clock::now();
    const auto people = search.people(OrganisationId{1}, words, true, 6);
    const auto all = [](const std::vector<int64_t>& entries) { return entries; };
    const auto things = search.things(OrganisationId{1}, "school", "class", words, 6, all);
    const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - begin;
    return took.count();
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 3) return 2;
    const std::string_view kind = argv[1];
    data::DatabaseSettings settings;
    settings.dialect = kind == "sqlite" ? data::Dialect::sqlite : data::Dialect::postgresql;
    settings.target = argv[2];
    data::Database database(settings);
    const auto migrations =
        data::read_migrations("core", KEREGE_SOURCE_DIR "/host/migrations", settings.dialect);
    if (!migrations || !data::migrate(database, *migrations, false, 0)) return 1;
    {
        auto transaction = database.write();
        database.run_script(transaction, fmt::format(kFill, fmt::arg("people", kPeople)));
        // What a database in use has long done by itself.
        database.run_script(transaction, "analyze;");
        transaction.commit();
    }
    const SystemClock clock;
    const LocalTime local_time{"Asia/Almaty"};
    directory::Search search(database, clock, local_time);
    std::vector<std::pair<double, std::string>> times;
    for (int round = 0; round < 20; ++round) {
        for (const std::string& typed : kTyped) {
            // Each letter is a question, as it is in the field.
            for (size_t bytes = 1; bytes <= typed.size(); ++bytes) {
                const bool within_letter =
                    bytes < typed.size() &&
                    (static_cast<unsigned char>(typed[bytes]) & 0xC0) == 0x80;
                if (within_letter) continue;
                const std::string text = typed.substr(0, bytes);
                const auto words = directory::search_words(text);
                if (directory::worth_searching(words))
                    times.emplace_back(ms_of(search, words), text);
            }
        }
    }
    std::sort(times.begin(), times.end());
    const auto& [p99, slow] = times[times.size() * 99 / 100];
    fmt::print(stderr, "the slowest of a hundred: {}\n", slow);
    fmt::print("search_{} {:.1f} ms {:.2f} {:.1f}\n", kind, p99, p99 / kMostMs, kMostMs);
}
