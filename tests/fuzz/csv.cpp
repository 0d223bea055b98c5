// A roster's file.
#include "host/src/directory/roster/csv.hpp"
#include "tests/fuzz/input.hpp"

using namespace kerege;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    const auto read = directory::roster::read_csv(fuzz::text_of(data, size));
    if (!read.ok()) {
        fuzz::promise(!read.fault().user_message.empty(), "a refusal is told in words");
        return 0;
    }
    int last = 0;
    for (const auto& row : read->rows) {
        fuzz::promise(row.row > last, "rows are counted as they stand");
        last = row.row;
        for (const auto& cell : row.cells) fuzz::promise(fuzz::readable(cell), "cells are text");
    }
    return 0;
}
