// The database of a page written by hand: SQLite's own interface, statements compiled once.
#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <string>

#include "tests/bench/statement.hpp"

namespace bench {

// Which section the page shows, of which days, and how many bytes the host's page of it has.
struct Place {
    std::string database;
    int64_t section = 0;
    std::string from;
    std::string until;
    size_t page_bytes = 0;
    int64_t organisation = 0;
    int64_t class_id = 0;
    int64_t teacher = 0;
};

// A compiled statement of one connection. Throws std::runtime_error when SQLite fails. [one thread]
class Query {
public:
    Query(sqlite3* database, const char* sql);
    Query(const Query&) = delete;
    Query& operator=(const Query&) = delete;
    ~Query();

    Query& bind(int at, int64_t value);
    // REQUIRES: `value` outlives the steps.
    Query& bind(int at, const std::string& value);
    bool step();
    void reset();
    sqlite3_stmt* handle() { return statement_; }

private:
    sqlite3* database_;
    sqlite3_stmt* statement_ = nullptr;
};

// A connection with settings like the host's. [one thread]
class Connection {
public:
    explicit Connection(const std::string& file);
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;
    ~Connection();

    sqlite3* handle() { return database_; }
    void run(const char* sql);

private:
    sqlite3* database_ = nullptr;
};

// Makes the table the marks go to and looks up whose section it is.
void prepare(Place& place);

// The grid of the section, exactly place.page_bytes long.
// Throws std::runtime_error when the rows alone are longer. [any thread]
std::string grid_page(const Place& place);

// Saves one mark in a transaction of its own; one writer at a time. [any thread]
void save_mark(const Place& place, int64_t lesson, int64_t learner, int64_t mark, int64_t revision);

}  // namespace bench
