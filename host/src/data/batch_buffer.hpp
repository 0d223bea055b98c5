// Memory of one cursor's batch: its values, and the bytes they point to. Blocks stay where they are
// while a batch grows and are used again for the next one.
#pragma once

#include <cstring>
#include <memory>
#include <string_view>
#include <vector>

#include "kerege/abi/db.h"

namespace kerege::data {

class BatchBuffer {
public:
    void clear() {
        values_.clear();
        block_ = 0;
        used_ = 0;
    }

    std::vector<kerege_value>& values() { return values_; }

    // Copies bytes and returns the copy, which stays until clear().
    kerege_str keep(std::string_view bytes) {
        if (bytes.empty()) return {nullptr, 0};
        char* place = room(bytes.size());
        std::memcpy(place, bytes.data(), bytes.size());
        return {place, bytes.size()};
    }

    // Whether it is small enough to be kept for the next cursor.
    bool modest() const {
        return blocks_.size() <= 2 && values_.capacity() <= 4096 && bytes_ <= 4 * block_bytes;
    }

private:
    static constexpr size_t block_bytes = 16 * 1024;
    struct Block {
        std::unique_ptr<char[]> bytes;
        size_t size;
    };

    char* room(size_t size) {
        while (block_ < blocks_.size()) {
            if (blocks_[block_].size - used_ >= size) {
                char* place = blocks_[block_].bytes.get() + used_;
                used_ += size;
                return place;
            }
            ++block_;
            used_ = 0;
        }
        const size_t fresh = size > block_bytes ? size : block_bytes;
        blocks_.push_back({std::unique_ptr<char[]>(new char[fresh]), fresh});
        bytes_ += fresh;
        used_ = size;
        return blocks_.back().bytes.get();
    }

    std::vector<kerege_value> values_;
    std::vector<Block> blocks_;
    size_t block_ = 0;
    size_t used_ = 0;
    size_t bytes_ = 0;
};

}  // namespace kerege::data
