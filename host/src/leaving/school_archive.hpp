// Everything of one organisation in one zip: tables, rosters and files, in open formats.
//
// All tables are read in one transaction, so they fit together; writers are not held up. Memory is
// bounded by a page of a table (data/paging.hpp) and the rosters, which are some kilobytes a
// person.
#pragma once

#include <filesystem>
#include <functional>
#include <stdexcept>
#include <string>
#include <string_view>

#include "host/src/base/clock.hpp"
#include "host/src/base/log.hpp"
#include "host/src/data/database.hpp"
#include "host/src/data/paging.hpp"
#include "host/src/directory/organisations.hpp"
#include "host/src/files/files.hpp"
#include "host/src/plugins/catalogue.hpp"
#include "host/src/view/translator.hpp"

namespace kerege::leaving {

// What it is made of; all must outlive the archive.
struct ArchiveParts {
    data::Database& database;
    const plugins::Catalogue& modules;
    const view::Translator& translator;
    files::Files& files;
    const Clock& clock;
    const LocalTime& local_time;
    const Log& log;
};

// One of its files can't be written; what() says why, for the operator.
class CannotWrite : public std::runtime_error {
public:
    CannotWrite(std::string of, const std::string& why)
        : std::runtime_error(of + ": " + why), file(std::move(of)) {}
    const std::string file;  // of the archive; empty: the archive itself
};
struct BrokenOff {};

class SchoolArchive {
public:
    explicit SchoolArchive(const ArchiveParts& parts) : parts_(parts) {}

    // Told how many of its files are done, of how many, again and again. False: break it off.
    using Follow = std::function<bool(int64_t done, int64_t total)>;
    // Writes it to `file`, with the words of that language where there is room for one only.
    // Throws CannotWrite; BrokenOff if `follow` says so. Nothing is left of it then. [job]
    void write(const directory::Organisation& organisation, std::string_view locale,
               const std::filesystem::path& file, const Follow& follow);

private:
    const ArchiveParts parts_;
    data::Paging paging_;
};

}  // namespace kerege::leaving
