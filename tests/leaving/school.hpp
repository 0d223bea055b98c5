// Two schools with people, and modules that keep something about them; on either database.
#pragma once

#include <gmock/gmock.h>

#include <filesystem>
#include <map>
#include <memory>
#include <string>

#include "host/src/leaving/school_archive.hpp"
#include "tests/support/host_database.hpp"

namespace kerege::leaving {

constexpr OrganisationId kSchool{10}, kOther{20};

class SchoolTest : public test::HostDatabaseTest {
protected:
    void SetUp() override;
    void TearDown() override;

    // The files of an archive, by their paths.
    using Files = std::map<std::string, std::string>;
    static Files files_of(const std::filesystem::path& zip);
    Files written(const SchoolArchive::Follow& follow = go_on);
    static bool go_on(int64_t, int64_t) { return true; }
    // The rows of a table of the archive, without the heading.
    static std::vector<std::string> rows_of(const std::string& csv);
    // Content in the store, and its row.
    void upload(int64_t id, const std::string& name, const std::string& content);
    ArchiveParts parts();

    std::filesystem::path folder;
    Log log{LogLevel::error, LogFormat::text};
    plugins::Catalogue modules = plugins::Catalogue::of({});
    view::Translator translator;
    std::unique_ptr<files::Files> uploads;
    std::unique_ptr<directory::Organisations> organisations;
    std::unique_ptr<SchoolArchive> archive;
};

}  // namespace kerege::leaving
