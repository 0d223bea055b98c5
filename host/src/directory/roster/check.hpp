// Checks a roster row by row, without a database: what is right, what was mended on the way, and
// every fault with its row and column. Pure, from any thread.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "host/src/directory/roster/columns.hpp"
#include "host/src/directory/roster/mapping.hpp"
#include "host/src/directory/roster/table.hpp"
#include "kerege/sdk/result.hpp"

namespace kerege::directory::roster {

inline constexpr size_t kNameLettersMax = 100;
inline constexpr size_t kCellLettersMax = 300;

struct GuardianRow {
    std::string family_name;
    std::string given_name;
    std::string patronymic;
    std::string phone;
    std::string email;
    std::string kinship = {};  // as in kinship.hpp
};

// One row that is right. What the file does not say is empty.
struct Row {
    int row = 0;
    std::string family_name;
    std::string given_name;
    std::string patronymic;
    std::string birth_date;  // YYYY-MM-DD
    std::string sex;         // female, male
    std::string phone;       // E.164
    std::string email;
    std::string residence;
    std::string position;
    std::vector<std::string> subjects;
    std::string class_label;  // "7А"
    std::vector<GuardianRow> guardians;
};

struct RowFault {
    int row = 0;
    std::string column;                                       // the heading as in the file
    std::string was;                                          // what stood there, shortened
    std::string message;                                      // a message id
    std::vector<std::pair<std::string, std::string>> values;  // of its {names}
};

// Cells put right without asking.
struct Mended {
    int look_alikes = 0;  // letters of other alphabets
    int spaces = 0;
    int letter_case = 0;  // names in capitals only
    int classes = 0;      // "7-а" → "7А"
    int sex_words = 0;    // "жен" → female
    int phones = 0;       // "8 (747) …" → "+7747…"

    int all() const { return look_alikes + spaces + letter_case + classes + sex_words + phones; }
};

struct Checked {
    Kind kind = Kind::staff;
    int rows_total = 0;
    int rows_faulty = 0;
    std::vector<Row> rows;         // the good ones, in the file's order
    std::vector<RowFault> faults;  // by row, then by column
    Mended mended;
    std::vector<std::string> ignored_columns;
    std::vector<Field> absent;  // required ones that the file was taken without
};

// today: YYYY-MM-DD; no birth lies behind it. Fault: is_about_columns().
Result<Checked> check(Kind kind, Table table, const Mapping& mapping, std::string_view today);
// Of a file as it was sent. Fault: also those of read_table().
Result<Checked> check(Kind kind, std::string_view bytes, std::string_view today);
// Of a file that waits: as csv_of() and Mapping::text() made it. Fault: as above.
Result<Checked> check_stored(Kind kind, std::string_view csv, std::string_view mapping,
                             std::string_view today);

}  // namespace kerege::directory::roster
