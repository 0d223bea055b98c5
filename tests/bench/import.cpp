// How fast a roster of a whole district is taken over, beside the same rows put in by hand.
//   kerege_bench_import FOLDER     prints "ROWS_PER_SECOND BY_HAND_PER_SECOND PREVIEW_MS"
#include <fmt/format.h>
#include <sqlite3.h>

#include <chrono>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <stdexcept>
#include <string>

#include "host/src/data/migrator.hpp"
#include "host/src/directory/organisations.hpp"
#include "host/src/directory/roster/rosters.hpp"

namespace {

using namespace kerege;
using directory::roster::Kind;
using directory::roster::Rosters;

constexpr int kRows = 50'000;

// Learners with a parent each, of so many names as a district has.
std::string roster() {
    std::string text = "Сынып;Тегі;Аты;Әкесінің аты;Туған күні;Жынысы;Ата-анасы 1;Телефон 1\n";
    const auto letters = [](int number) {
        static const char* const kSyllables[] = {"ба", "ке", "ма", "ны", "ра", "са", "то", "жұ"};
        std::string word;
        for (int i = 0; i < 3; ++i, number /= 8) word += kSyllables[number % 8];
        return word;
    };
    for (int i = 0; i < kRows; ++i) {
        const int family = i % 211, given = i / 211 % 97, day = i / 211 / 97;
        text += fmt::format("{}А;А{}ов;Б{};;{:02}.09.2015;М;А{}ов Г{};+7701{:07}\n", 1 + i % 11,
                            letters(family), letters(given), 1 + day, letters(family),
                            letters(given + 100), i);
    }
    return text;
}

class NoEvents final : public directory::EventSink {
    void publish(data::Transaction&, OrganisationId, std::string_view, std::string_view,
                 std::string_view) override {}
};

class NoAddresses final : public directory::AddressWatch {
    void address_changed(data::Transaction&, const directory::AddressChange&) override {}
};

double seconds_of(const auto& work) {
    const auto begin = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

template <class T>
T need(Result<T> result) {
    if (!result) throw std::runtime_error(result.fault().log_text);
    return *std::move(result);
}

struct Close {
    void operator()(sqlite3* database) const { sqlite3_close(database); }
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Statement = std::unique_ptr<sqlite3_stmt, Close>;

Statement prepare(sqlite3* database, const std::string& sql) {
    sqlite3_stmt* made = nullptr;
    if (sqlite3_prepare_v2(database, sql.c_str(), -1, &made, nullptr) != SQLITE_OK)
        throw std::runtime_error(sqlite3_errmsg(database));
    return Statement(made);
}

void run(sqlite3* database, const std::string& sql) {
    const Statement statement = prepare(database, sql);
    if (sqlite3_step(statement.get()) != SQLITE_DONE)
        throw std::runtime_error(sqlite3_errmsg(database));
}

void copy_rows(sqlite3* database, const std::string& table) {
    const Statement from = prepare(database, "select * from " + table);
    const int columns = sqlite3_column_count(from.get());
    std::string marks = "?";
    for (int i = 1; i < columns; ++i) marks += ", ?";
    const Statement into =
        prepare(database, fmt::format("insert into bench_{} values ({})", table, marks));
    while (sqlite3_step(from.get()) == SQLITE_ROW) {
        for (int i = 0; i < columns; ++i)
            sqlite3_bind_value(into.get(), i + 1, sqlite3_column_value(from.get(), i));
        sqlite3_step(into.get());
        sqlite3_reset(into.get());
    }
}

// The same rows into tables of the same columns, by statements compiled once, in one transaction:
// what any import has to do.
double by_hand(const std::string& file) {
    sqlite3* opened = nullptr;
    sqlite3_open(file.c_str(), &opened);
    const std::unique_ptr<sqlite3, Close> database(opened);
    const char* const tables[] = {"core_person", "core_membership", "core_account",
                                  "core_placement", "core_guardianship"};
    for (const char* table : tables)
        run(opened, fmt::format("create table bench_{0} as select * from {0} limit 0", table));
    return seconds_of([&] {
        run(opened, "begin immediate");
        for (const char* table : tables) copy_rows(opened, table);
        run(opened, "commit");
    });
}

void measure(const std::string& folder) {
    const std::string file = folder + "/import.db";
    data::DatabaseSettings settings;
    settings.target = file;
    data::Database database(settings);
    const SystemClock clock;
    const LocalTime local_time("Asia/Almaty");
    IdMaker ids(clock, 1);
    const auto migrations =
        data::read_migrations("core", std::filesystem::path(KEREGE_SOURCE_DIR) / "host/migrations",
                              data::Dialect::sqlite);
    need(data::migrate(database, need(migrations), false, clock.now_ms()));
    const audit::Audit audit(ids, clock);
    directory::Organisations organisations(database, audit, ids, clock);
    const auto school = need(organisations.create({{}, "school", "s", "", "Мектеп", "", ""}, {}));
    NoEvents events;
    NoAddresses addresses;
    Rosters rosters(database, audit, events, addresses, ids, clock, local_time);
    const auto upload = need(rosters.stage(school, {}, Kind::learners, "list.csv", roster()));
    const double preview = seconds_of([&] { need(rosters.preview(school, upload)); });
    const double apply = seconds_of([&] { need(rosters.apply(school, upload, {}, {})); });
    fmt::print("{:.0f} {:.0f} {:.0f}\n", kRows / apply, kRows / by_hand(file), preview * 1000);
}

}  // namespace

int main(int count, char** words) {
    try {
        if (count != 2) throw std::runtime_error("usage: kerege_bench_import FOLDER");
        measure(words[1]);
        return 0;
    } catch (const std::exception& failure) {
        std::fprintf(stderr, "%s\n", failure.what());
        return 1;
    }
}
