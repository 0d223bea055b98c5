#include "tests/leaving/school.hpp"

#include <unistd.h>

#include <fstream>
#include <sstream>

#include "host/src/archive/zip.hpp"

namespace kerege::leaving {

void SchoolTest::SetUp() {
    test::HostDatabaseTest::SetUp();
    if (IsSkipped()) return;
    folder = std::filesystem::path(testing::TempDir()) /
             ("kerege-leaving-" + std::to_string(::getpid()));
    std::filesystem::remove_all(folder);
    std::filesystem::create_directories(folder);
    database->run(R"(
        insert into core_organisation (id, parent_id, kind, code, name_kk, name_ru, name_en, created_at_ms)
        values (1, null, 'ministry', 'kz', 'Министрлік', 'Министерство', 'Ministry', 0),
               (10, 1, 'school', 'school-a', 'А мектебі', 'Школа А', 'School A', 0),
               (20, 1, 'school', 'school-b', 'Б мектебі', 'Школа Б', 'School B', 0);
        insert into core_organisation_closure (ancestor_id, organisation_id, depth)
        values (1, 1, 0), (10, 10, 0), (20, 20, 0), (1, 10, 1), (1, 20, 1);
        insert into core_person (id, family_name, given_name, patronymic, birth_date, phone, email, residence, created_at_ms)
        values (1, 'Әбенова', '=2+3', 'Қ; "2"', '2014-03-05', '+77010000000', '', 'Абай 2', 1788220800000),
               (2, 'Бұрынғы', 'Болат', '', null, '', '', '', 0),
               (3, 'Бөтен', 'Бота', '', null, '', '', '', 0);
        insert into core_account (person_id, login, password_hash, password_temporary, locale, created_at_ms)
        values (1, 'saule', '$argon2id$secret', 0, 'kk', 0);
        insert into core_membership (organisation_id, id, person_id, profile, position, valid_from, valid_until)
        values (10, 100, 1, 'learner', '', '2026-08-01', null),
               (10, 101, 2, 'learner', '', '2025-08-01', '2026-05-01'),
               (20, 200, 3, 'employee', '', '2026-08-01', null);
        insert into core_placement (organisation_id, membership_id, kind, label) values (10, 100, 'class', '7А');
        insert into core_placement_time (organisation_id, membership_id, kind, label, from_ms, until_ms)
        values (10, 100, 'class', '6А', 1756666800000, 1788202800000), (10, 100, 'class', '7А', 1788202800000, null);
        insert into core_setting (organisation_id, module, key, value) values (1, 'journal', 'weekly_letter', '1');
    )");
    files::FileSettings settings;
    settings.folder = folder / "files";
    settings.free_bytes_min = 0;
    uploads = std::make_unique<files::Files>(**database, ids, clock, log, settings);
    organisations = std::make_unique<directory::Organisations>(**database, audit, ids, clock);
    archive = std::make_unique<SchoolArchive>(parts());
}

void SchoolTest::TearDown() {
    if (!folder.empty()) std::filesystem::remove_all(folder);
}

ArchiveParts SchoolTest::parts() {
    return {**database, modules, translator, *uploads, clock, local_time, log};
}

void SchoolTest::upload(int64_t id, const std::string& name, const std::string& content) {
    files::Draft draft = uploads->draft();
    draft.write(content);
    files::Store store(folder / "files", 0);
    const std::string sha256 = store.keep(draft);
    database->run(
        "insert into core_file (organisation_id, id, module, sha256, bytes, content_type, "
        "name, state, created_by, created_at_ms) values (10, " +
        std::to_string(id) + ", 'acme', '" + sha256 + "', " + std::to_string(content.size()) +
        ", 'text/plain', '" + name + "', 'ready', 1, 0)");
}

SchoolTest::Files SchoolTest::files_of(const std::filesystem::path& zip) {
    std::ifstream in(zip, std::ios::binary);
    std::ostringstream bytes;
    bytes << in.rdbuf();
    const std::string all = bytes.str();
    auto reader = archive::Reader::open(all, {.ratio_max = 100'000});
    Files files;
    EXPECT_TRUE(reader);
    if (!reader) return files;
    for (const std::string& name : reader->names())
        files[name] = *reader->content(name, 100'000'000);
    return files;
}

SchoolTest::Files SchoolTest::written(const SchoolArchive::Follow& follow) {
    const auto organisation = organisations->find(kSchool);
    archive->write(*organisation, "ru", folder / "school.zip", follow);
    return files_of(folder / "school.zip");
}

std::vector<std::string> SchoolTest::rows_of(const std::string& csv) {
    std::vector<std::string> rows;
    std::istringstream lines(csv);
    for (std::string line; std::getline(lines, line);) {
        if (line.ends_with('\r')) line.pop_back();
        rows.push_back(line);
    }
    if (!rows.empty()) rows.erase(rows.begin());
    return rows;
}

}  // namespace kerege::leaving
