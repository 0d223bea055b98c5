// A file of whatever kind a roster comes in.
#include "host/src/directory/roster/table.hpp"
#include "tests/fuzz/input.hpp"

using namespace kerege;
using namespace kerege::directory::roster;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    for (const Kind kind : {Kind::staff, Kind::learners}) {
        const auto read = read_table(kind, fuzz::text_of(data, size));
        if (!read.ok()) {
            fuzz::promise(!read.fault().user_message.empty(), "a refusal is told in words");
            continue;
        }
        fuzz::promise(read->rows.size() <= kRowsMax, "at most so many rows");
        fuzz::promise(read->heading.size() <= kColumnsMax, "at most so many columns");
        int last = read->heading_row;
        for (const auto& row : read->rows) {
            fuzz::promise(row.row > last, "rows are counted as they stand");
            last = row.row;
            for (const auto& cell : row.cells)
                fuzz::promise(fuzz::readable(cell), "cells are text");
        }
        const std::string stored = csv_of(*read);
        if (stored.size() > kFileBytesMax) continue;
        const auto again = read_stored(stored);
        fuzz::promise(again.ok() && again->heading_row == read->heading_row &&
                          again->rows.size() == read->rows.size(),
                      "what waits is read back as it was");
    }
    return 0;
}
