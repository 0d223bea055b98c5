// What somebody says of a file's columns where its headings do not: which one is which field, and
// what the file does not hold at all. Pure, from any thread.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "host/src/directory/roster/columns.hpp"
#include "host/src/directory/roster/table.hpp"

namespace kerege::directory::roster {

struct Mapping {
    std::map<Field, size_t> columns = {};  // counted from 0
    std::set<Field> absent = {};           // required ones the file is taken without

    // Nothing was said: the headings decide.
    bool empty() const { return columns.empty() && absent.empty(); }

    // "family_name=0 given_name=1 sex=-", as it is stored. What is none of it is passed over.
    std::string text() const;
    static Mapping parse(std::string_view text);
};

// "family_name=B,given_name=C,sex=-", as people write it on the command line. Fault: what is no
// field or no column.
Result<Mapping> mapping_of_letters(std::string_view text);

// The columns as the mapping says, or by their headings if it is empty. What does not fit the file
// (another kind's field, a column it has not, a field that may not be absent) is passed over.
Columns columns_of(Kind kind, const std::vector<std::string>& heading, const Mapping& mapping);

// What a table of a format of exchange says by itself: its columns, and what it need not hold. Of
// any other table an empty one.
Mapping mapping_of(Kind kind, const Table& table);

// By what a heading is known again: its words, whatever their case and spaces, in their order.
std::string shape_of(const std::vector<std::string>& heading);

}  // namespace kerege::directory::roster
