// Zip archives: those of strangers are read in memory and within limits, our own are written.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "kerege/sdk/result.hpp"

struct zip;
struct zip_source;

namespace kerege::archive {

struct Limits {
    size_t files_max = 1'000;
    // Of all files together, unpacked. What is read twice counts twice.
    uint64_t bytes_max = uint64_t{200} * 1024 * 1024;
    // How many times larger a file of more than a megabyte may be than what it takes in the
    // archive. Tables of nothing but empty rows reach some dozens, bombs a thousand.
    uint64_t ratio_max = 200;
};

class Reader {
public:
    // `bytes` must outlive it. Fault: no archive, too many files, or what its directory says of
    // them is beyond the limits; nothing was unpacked then. All faults have a user message.
    static Result<Reader> open(std::string_view bytes, const Limits& limits = {});

    // Names as they stand, with their folders; those that are no UTF-8 are left out.
    const std::vector<std::string>& names() const { return names_; }
    bool has(std::string_view name) const;

    // Given each piece of a file's content in turn; what it returns ends the reading.
    using Take = std::function<Result<>(std::string_view piece)>;
    // Fault: no such file, damaged, with a password, more than the limits whatever the directory
    // says, or that of `take`.
    Result<> read(std::string_view name, const Take& take);
    // The same at once; `bytes_max` of it alone.
    Result<std::string> content(std::string_view name, size_t bytes_max);

private:
    struct Closes {
        void operator()(zip* archive) const;
    };
    Reader(zip* archive, const Limits& limits) : archive_(archive), limits_(limits) {}

    std::unique_ptr<zip, Closes> archive_;
    Limits limits_;
    uint64_t unpacked_bytes_ = 0;
    std::vector<std::string> names_;
};

// Writes an archive, in memory or to a file. What is more than zip once had numbers for (4 GiB,
// 65,535 files) is written as zip64. Throws std::runtime_error where memory or the disk ends.
class Writer {
public:
    // at_s: since 1970, the time every file is given.
    explicit Writer(int64_t at_s);
    // The file is there, or replaced, once finish() has returned; until then what is written lies
    // beside it, under its name and a dot and some letters more.
    Writer(const std::filesystem::path& file, int64_t at_s);
    ~Writer();
    Writer(const Writer&) = delete;
    Writer& operator=(const Writer&) = delete;

    void add(const std::string& name, std::string content);
    // Content too large to be held: finish() asks for one piece after another, of all files in the
    // order in which they were added; an empty piece is the end. What it throws comes out of
    // finish(), and nothing is written then.
    using Next = std::function<std::string()>;
    void add_pieces(const std::string& name, Next next);
    // The whole archive; empty where it is a file. To be called once, last.
    std::string finish();

private:
    struct Pieces;
    void add_source(const std::string& name, zip_source* source);
    std::string read_back();

    int64_t at_s_;
    std::deque<std::string> contents_;  // borrowed until the end
    std::deque<std::unique_ptr<Pieces>> pieces_;
    zip_source* source_ = nullptr;  // NULL: a file
    zip* archive_ = nullptr;
};

}  // namespace kerege::archive
