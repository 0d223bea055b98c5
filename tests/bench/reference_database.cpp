#include "tests/bench/reference_database.hpp"

#include <algorithm>
#include <chrono>
#include <map>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <vector>

#include "host/src/data/sqlite_collation.hpp"
#include "queries/bench_journal.hpp"
#include "queries/bench_own.hpp"

namespace bench {
namespace {

constexpr int kBusyMs = 5000;

struct Learner {
    int64_t id;
    std::string name;
};

struct Cell {
    int64_t revision = 0;
    int64_t mark = 0;
};

std::string text_at(Query& query, int column) {
    const unsigned char* bytes = sqlite3_column_text(query.handle(), column);
    return bytes ? std::string(reinterpret_cast<const char*>(bytes),
                               static_cast<size_t>(sqlite3_column_bytes(query.handle(), column)))
                 : std::string();
}

// What one thread reads the page with: the statements the journal's page runs.
struct Reader {
    explicit Reader(const std::string& file)
        : connection(file),
          begin(connection.handle(), "begin"),
          commit(connection.handle(), "commit"),
          section(connection.handle(), journal::section.sqlite_sql),
          terms(connection.handle(), journal::terms.sqlite_sql),
          lessons(connection.handle(), journal::grid_lessons.sqlite_sql),
          learners(connection.handle(), journal::grid_learners.sqlite_sql),
          entries(connection.handle(), journal::grid_entries.sqlite_sql) {}

    Connection connection;
    Query begin, commit, section, terms, lessons, learners, entries;
};

struct Writer {
    explicit Writer(const std::string& file)
        : connection(file),
          begin(connection.handle(), "begin immediate"),
          commit(connection.handle(), "commit"),
          put(connection.handle(), own::put_mark.sqlite_sql) {}

    Connection connection;
    Query begin, commit, put;
};

void once(Query& query) {
    while (query.step()) {
    }
    query.reset();
}

void append_rows(std::string& page, const std::vector<int64_t>& lessons,
                 const std::vector<Learner>& learners, const std::vector<Cell>& cells) {
    for (const int64_t lesson : lessons) {
        page.append("<th scope=\"col\" data-lesson=\"").append(std::to_string(lesson));
        page.append("\"></th>");
    }
    for (size_t row = 0; row < learners.size(); ++row) {
        page.append("<tr data-learner=\"").append(std::to_string(learners[row].id));
        page.append("\"><th scope=\"row\">").append(learners[row].name).append("</th>");
        for (size_t column = 0; column < lessons.size(); ++column) {
            const Cell& cell = cells[row * lessons.size() + column];
            page.append("<td data-r=\"").append(std::to_string(cell.revision)).append("\">");
            if (cell.mark > 0) page.append(std::to_string(cell.mark));
            page.append("</td>");
        }
        page.append("</tr>");
    }
}

}  // namespace

Query::Query(sqlite3* database, const char* sql) : database_(database) {
    if (sqlite3_prepare_v3(database, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement_, nullptr) !=
        SQLITE_OK) {
        throw std::runtime_error(sqlite3_errmsg(database));
    }
}

Query::~Query() { sqlite3_finalize(statement_); }

Query& Query::bind(int at, int64_t value) {
    sqlite3_bind_int64(statement_, at, value);
    return *this;
}

Query& Query::bind(int at, const std::string& value) {
    sqlite3_bind_text(statement_, at, value.data(), static_cast<int>(value.size()), SQLITE_STATIC);
    return *this;
}

bool Query::step() {
    const int code = sqlite3_step(statement_);
    if (code == SQLITE_ROW) return true;
    if (code == SQLITE_DONE) return false;
    throw std::runtime_error(sqlite3_errmsg(database_));
}

void Query::reset() { sqlite3_reset(statement_); }

Connection::Connection(const std::string& file) {
    const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX;
    if (sqlite3_open_v2(file.c_str(), &database_, flags, nullptr) != SQLITE_OK) {
        throw std::runtime_error("the database can't be opened: " + file);
    }
    sqlite3_busy_timeout(database_, kBusyMs);
    run("pragma journal_mode = wal");
    run("pragma synchronous = normal");
    run("pragma cache_size = -1024");
    run("pragma mmap_size = 67108864");
    kerege::data::register_kazakh_collation(database_);
    // The published views ask who reads.
    const auto module = [](sqlite3_context* context, int, sqlite3_value**) {
        sqlite3_result_text(context, "journal", -1, SQLITE_STATIC);
    };
    sqlite3_create_function_v2(database_, "kerege_module", 0,
                               SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS, nullptr,
                               module, nullptr, nullptr, nullptr);
}

Connection::~Connection() { sqlite3_close_v2(database_); }

void Connection::run(const char* sql) {
    if (sqlite3_exec(database_, sql, nullptr, nullptr, nullptr) != SQLITE_OK) {
        throw std::runtime_error(sqlite3_errmsg(database_));
    }
}

void prepare(Place& place) {
    Connection connection(place.database);
    connection.run(own::bench_table.sqlite_sql);
    connection.run(own::bench_index.sqlite_sql);
    Query query(connection.handle(), own::section_place.sqlite_sql);
    query.bind(1, place.section);
    if (!query.step()) throw std::runtime_error("there is no such section");
    place.organisation = sqlite3_column_int64(query.handle(), 0);
    place.class_id = sqlite3_column_int64(query.handle(), 1);
    place.teacher = sqlite3_column_int64(query.handle(), 2);
}

std::string grid_page(const Place& place) {
    thread_local std::optional<Reader> reader;
    if (!reader) reader.emplace(place.database);
    once(reader->begin);
    reader->terms.bind(1, place.organisation);
    once(reader->terms);
    reader->section.bind(1, place.organisation).bind(2, place.section).bind(3, place.teacher);
    once(reader->section.bind(4, int64_t{0}));

    std::vector<int64_t> lessons;
    reader->lessons.bind(1, place.organisation).bind(2, place.section);
    reader->lessons.bind(3, place.from).bind(4, place.until);
    while (reader->lessons.step()) {
        lessons.push_back(sqlite3_column_int64(reader->lessons.handle(), 0));
    }
    reader->lessons.reset();
    std::vector<Learner> learners;
    std::map<int64_t, size_t> rows, columns;
    reader->learners.bind(1, place.organisation).bind(2, place.class_id);
    reader->learners.bind(3, place.until).bind(4, place.from);
    while (reader->learners.step()) {
        const int64_t id = sqlite3_column_int64(reader->learners.handle(), 0);
        rows.emplace(id, learners.size());
        learners.push_back({id, text_at(reader->learners, 1) + " " + text_at(reader->learners, 2)});
    }
    reader->learners.reset();
    if (lessons.empty() || learners.empty()) throw std::runtime_error("the grid is empty");
    for (size_t column = 0; column < lessons.size(); ++column) {
        columns.emplace(lessons[column], column);
    }

    std::vector<Cell> cells(lessons.size() * learners.size());
    reader->entries.bind(1, place.organisation).bind(2, place.section);
    reader->entries.bind(3, columns.begin()->first).bind(4, columns.rbegin()->first);
    sqlite3_stmt* entry = reader->entries.handle();
    while (reader->entries.step()) {
        const auto column = columns.find(sqlite3_column_int64(entry, 0));
        const auto row = rows.find(sqlite3_column_int64(entry, 1));
        if (column == columns.end() || row == rows.end()) continue;
        cells[row->second * lessons.size() + column->second] = {sqlite3_column_int64(entry, 4),
                                                                sqlite3_column_int64(entry, 2)};
    }
    reader->entries.reset();
    once(reader->commit);

    std::string page;
    page.reserve(place.page_bytes);
    append_rows(page, lessons, learners, cells);
    if (page.size() > place.page_bytes) throw std::runtime_error("the rows exceed the page");
    page.append(place.page_bytes - page.size(), ' ');
    return page;
}

void save_mark(const Place& place, int64_t lesson, int64_t learner, int64_t mark,
               int64_t revision) {
    static std::mutex one_at_a_time;
    const std::lock_guard lock(one_at_a_time);
    static Writer writer(place.database);
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    once(writer.begin);
    writer.put.bind(1, place.organisation).bind(2, place.section).bind(3, lesson).bind(4, learner);
    writer.put.bind(5, mark).bind(6, revision + 1).bind(7, place.teacher);
    writer.put.bind(8, int64_t{std::chrono::duration_cast<std::chrono::milliseconds>(now).count()});
    once(writer.put);
    once(writer.commit);
}

}  // namespace bench
