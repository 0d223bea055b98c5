// The tree of organisations and its file, on both databases.
#include <unistd.h>

#include <fstream>

#include "host/src/directory/organisation_file.hpp"
#include "tests/directory/house.hpp"

namespace kerege::directory {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

class OrganisationsTest : public HouseTest {
protected:
    void TearDown() override {
        for (const auto& file : files_) std::filesystem::remove(file);
    }
    std::filesystem::path file(const std::string& yaml) {
        files_.push_back(std::filesystem::temp_directory_path() /
                         ("kerege_organisations_" + std::to_string(getpid()) + "_" +
                          std::to_string(ids.next()) + ".yaml"));
        std::ofstream(files_.back()) << yaml;
        return files_.back();
    }
    Result<Imported> import(const std::string& yaml) {
        return import_organisations(**database, *organisations, *standings, file(yaml));
    }
    FaultKind refused(const NewOrganisation& organisation) {
        const auto result = organisations->create(organisation, by);
        EXPECT_FALSE(result);
        return result ? FaultKind::internal : result.fault().kind;
    }
    std::vector<std::string> codes(const std::vector<Organisation>& all) {
        std::vector<std::string> found;
        for (const Organisation& one : all) found.push_back(one.code);
        return found;
    }

private:
    std::vector<std::filesystem::path> files_;
};

// U1.15: a tree of organisations.
TEST_P(OrganisationsTest, FormATree) {
    const auto found = organisations->find_by_code("school-5");
    ASSERT_TRUE(found);
    EXPECT_EQ(found->id, school);
    EXPECT_EQ(found->parent, region);
    EXPECT_EQ(found->name("ru"), "school-5 атауы") << "missing names are as in Kazakh";
    EXPECT_THAT(codes(organisations->children(region)), ElementsAre("school-5", "school-6"));
    EXPECT_THAT(codes(organisations->subtree(ministry)),
                ElementsAre("kz", "kz-akm", "school-5", "school-6"));
    EXPECT_THAT(codes(organisations->tops()), ElementsAre("kz"));
    EXPECT_TRUE(organisations->within(school, ministry));
    EXPECT_TRUE(organisations->within(school, school));
    EXPECT_FALSE(organisations->within(ministry, school));
    EXPECT_FALSE(organisations->within(school, other_school));
    EXPECT_FALSE(organisations->find(OrganisationId{99}));
    EXPECT_EQ(database->number("select count(*) from core_organisation_closure"), 1 + 2 + 3 + 3);
}

TEST_P(OrganisationsTest, RefuseWhatDoesNotFit) {
    EXPECT_EQ(refused({region, "school", "school-5", "", "x", "", ""}), FaultKind::conflict);
    EXPECT_EQ(refused({OrganisationId{99}, "school", "s", "", "x", "", ""}), FaultKind::not_found);
    EXPECT_EQ(refused({school, "district", "s", "", "x", "", ""}), FaultKind::invalid);
    EXPECT_EQ(refused({school, "school", "s", "", "x", "", ""}), FaultKind::invalid);
    EXPECT_EQ(refused({region, "shop", "s", "", "x", "", ""}), FaultKind::invalid);
    EXPECT_EQ(refused({region, "school", "Мектеп 5", "", "x", "", ""}), FaultKind::invalid);
    EXPECT_EQ(refused({region, "school", "s", "160340016782", "x", "", ""}), FaultKind::invalid);
    EXPECT_EQ(refused({region, "school", "s", "", " ", "", ""}), FaultKind::invalid);
    EXPECT_EQ(database->number("select count(*) from core_organisation"), 4);
}

// U4.14: third parties get numbers only.
TEST_P(OrganisationsTest, CountWhoIsBeneath) {
    const auto far_region = add(ministry, "region", "kz-ast");
    take_over(school, roster::Kind::staff, sample("roster-clean/staff.csv"));
    take_over(other_school, roster::Kind::learners,
              "Class,Surname,Name,Birth date,Sex,Parent 1,Phone 1\n"
              "5А,Бек,Айдос,01.09.2015,м,Бек Әсел,87011234567\n"
              "5А,Бек,Дана,01.09.2015,ж,Бек Әсел,87011234567\n");
    database->run("update core_account set first_login_at_ms = 1 where login = 'bek.dana'");
    const auto counts = organisations->counts(ministry, "2026-09-02");
    ASSERT_EQ(counts.size(), 3u);
    EXPECT_EQ(counts[0].organisation.id, ministry);
    EXPECT_EQ(counts[1].organisation.id, region);
    EXPECT_EQ(counts[2].organisation.id, far_region);
    for (const Counts& one : {counts[0], counts[1]}) {
        EXPECT_EQ(one.schools, 2);
        EXPECT_EQ(one.employees, 72);
        EXPECT_EQ(one.learners, 2);
        EXPECT_EQ(one.guardians, 1);
        EXPECT_EQ(one.accounts_used, 1);
        EXPECT_EQ(one.accounts_never_used, 74);
    }
    EXPECT_EQ(counts[2].schools, 0);
    EXPECT_EQ(counts[2].employees + counts[2].accounts_never_used, 0);
    EXPECT_EQ(organisations->counts(other_school, "2026-09-02").at(0).learners, 2);
    // Before the first day of a membership it counts for nothing.
    EXPECT_EQ(organisations->counts(other_school, "2026-09-01").at(0).learners, 0);
    EXPECT_TRUE(organisations->counts(OrganisationId{99}, "2026-09-02").empty());
}

TEST_P(OrganisationsTest, ComeFromAFile) {
    const std::string yaml = R"(organisations:
  - code: qr
    kind: ministry
    name: {kk: "Министрлік", ru: "Министерство", en: "Ministry"}
    children:
      - code: qr-1
        kind: region
        bin: "160340016781"
        name: {kk: " Облыс  басқармасы "}
  - code: qr-s
    parent: qr-1
    kind: school
    name: {kk: "№ 1 мектеп", ru: "Школа № 1"}
)";
    const auto first = import(yaml);
    ASSERT_TRUE(first) << first.fault().log_text;
    EXPECT_EQ(first->created, 3);
    const auto region_made = organisations->find_by_code("qr-1");
    ASSERT_TRUE(region_made);
    EXPECT_EQ(region_made->name_kk, "Облыс басқармасы");
    EXPECT_EQ(region_made->bin, "160340016781");
    EXPECT_TRUE(organisations->within(organisations->find_by_code("qr-s")->id,
                                      organisations->find_by_code("qr")->id));
    const auto second = import(yaml);
    ASSERT_TRUE(second);
    EXPECT_EQ(second->created + second->changed, 0);
    EXPECT_EQ(second->unchanged, 3);
    std::string renamed = yaml;
    renamed.replace(renamed.find("Школа № 1"), std::string("Школа № 1").size(), "Гимназия");
    const auto third = import(renamed);
    ASSERT_TRUE(third);
    EXPECT_EQ(third->changed, 1);
    EXPECT_EQ(organisations->find_by_code("qr-s")->name_ru, "Гимназия");
    EXPECT_EQ(
        database->number("select count(*) from core_audit where action = 'organisation.changed'"),
        1);
}

// U1.15: bodies of every kind hang on any node, with a state from a day on.
TEST_P(OrganisationsTest, GoOutIntoAFileAndComeBackUnchanged) {
    ASSERT_TRUE(
        import("organisations:\n"
               "  - {code: akimat, parent: school-5, kind: self_government, name: {kk: Әкімдік}}\n"
               "  - {code: orleu, parent: kz, kind: training_centre, bin: '160340016781',\n"
               "     name: {kk: 'Өрлеу \"БАО\"', ru: Орлеу}, address: {kk: Абай к.},\n"
               "     status: {state: preparation}}\n"
               "  - {code: old, parent: kz-akm, kind: school, name: {kk: Ескі},\n"
               "     status: {state: closed, from: 2020-01-01, reason: 'біріктірілді: №5'}}\n"));
    EXPECT_EQ(standings->today(organisations->find_by_code("orleu")->id), "preparation");
    EXPECT_EQ(standings->today(organisations->find_by_code("old")->id), "closed");
    EXPECT_EQ(standings->today(school), "active");
    const std::string all = export_organisations(*organisations, *standings, {});
    const auto again = import(all);
    ASSERT_TRUE(again) << again.fault().log_text << all;
    EXPECT_EQ(again->created + again->changed, 0) << all;
    EXPECT_EQ(again->unchanged, 7);
    EXPECT_EQ(database->number("select count(*) from core_organisation_status"), 2);
    const std::string part = export_organisations(*organisations, *standings, region);
    EXPECT_THAT(part, HasSubstr("parent: \"kz\"")) << "it can be put back where it was";
    EXPECT_THAT(part, testing::Not(HasSubstr("orleu")));
    const auto wrong = import(
        "organisations:\n  - {code: old, parent: kz-akm, kind: school, "
        "name: {kk: Ескі}, status: {state: suspended}}\n");
    ASSERT_FALSE(wrong);
    EXPECT_THAT(wrong.fault().log_text, HasSubstr("Say why"));
}

TEST_P(OrganisationsTest, KeepWhatAFileLeavesOut) {
    ASSERT_TRUE(
        import("organisations:\n  - code: a\n    kind: ministry\n    name: {kk: А}\n"
               "    bin: '160340016781'\n    address: {kk: ' Абай  к., 1 ', ru: Абая}\n"));
    const auto without = import("organisations:\n  - {code: a, kind: ministry, name: {kk: А}}\n");
    ASSERT_TRUE(without);
    EXPECT_EQ(without->unchanged, 1);
    const auto there = organisations->find_by_code("a");
    EXPECT_EQ(there->bin, "160340016781");
    EXPECT_EQ(there->address_kk, "Абай к., 1");
    EXPECT_EQ(there->address_ru, "Абая");
    NewOrganisation named{{}, there->kind, there->code, there->bin, there->name_kk, "А по-русски",
                          ""};
    ASSERT_TRUE(organisations->change(there->id, named, by));
    ASSERT_TRUE(import("organisations:\n  - {code: a, kind: ministry, name: {kk: Ә}}\n"));
    EXPECT_EQ(organisations->find_by_code("a")->name_kk, "Ә");
    EXPECT_EQ(organisations->find_by_code("a")->name_ru, "А по-русски");
    EXPECT_EQ(organisations->find_by_code("a")->name_en, "Ә") << "it was as in Kazakh before";
}

TEST_P(OrganisationsTest, AreNotSavedOverWhatNobodySaw) {
    const auto before = organisations->find(school);
    NewOrganisation change{{}, before->kind, before->code, "", "Жаңа атау", "", ""};
    change.address_ru = "ул. Абая, 1";
    change.revision = before->revision();
    ASSERT_TRUE(organisations->change(school, change, by));
    const auto after = organisations->find(school);
    EXPECT_EQ(after->name("ru"), "Жаңа атау") << "empty: as in Kazakh";
    EXPECT_EQ(after->address_ru, "ул. Абая, 1");
    change.name_kk = "Басқа атау";
    const auto clash = organisations->change(school, change, by);
    ASSERT_FALSE(clash);
    EXPECT_EQ(clash.fault().kind, FaultKind::conflict);
    change.revision = after->revision();
    EXPECT_TRUE(organisations->change(school, change, by));
    change.revision = organisations->find(school)->revision();
    EXPECT_TRUE(organisations->change(school, change, by)) << "nothing to write";
    EXPECT_EQ(database->number("select count(*) from core_audit where action = "
                               "'organisation.changed'"),
              2);
    EXPECT_EQ(database->text("select detail from core_audit where action = "
                             "'organisation.changed' order by id limit 1"),
              R"({"fields":["name_kk","name_ru","name_en","address_ru"]})");
    change.address_kk = std::string(301, 'a');
    change.bin = "160340016782";
    const auto wrong = organisations->change(school, change, by);
    ASSERT_FALSE(wrong);
    ASSERT_EQ(wrong.fault().fields.size(), 2U);
    EXPECT_EQ(wrong.fault().fields[0].field, "bin");
    EXPECT_EQ(wrong.fault().fields[1].field, "address_kk");
    EXPECT_EQ(organisations->change(OrganisationId{99}, change, by).fault().kind,
              FaultKind::invalid);
}

TEST_P(OrganisationsTest, NameFileAndLineOfAMistake) {
    const auto message = [&](const std::string& entries) {
        const auto result = import("organisations:\n" + entries);
        EXPECT_FALSE(result);
        return result ? "" : result.fault().log_text;
    };
    const std::string ok = "  - {code: a, kind: ministry, name: {kk: a}}\n";
    EXPECT_THAT(message(ok + "  - {code: b, knd: region, name: {kk: b}}\n"),
                testing::ContainsRegex("\\.yaml:3: "));
    EXPECT_THAT(message(ok + "  - {code: b, kind: region, parent: x, name: {kk: b}}\n"),
                HasSubstr(".yaml:3: no organisation has the code x"));
    EXPECT_THAT(message(ok + "  - {code: a, kind: region, name: {kk: b}}\n"),
                HasSubstr(".yaml:3: the code a stands in line 2 already"));
    EXPECT_THAT(message(ok + "  - {code: b, kind: region, bin: '1', name: {kk: b}}\n"),
                HasSubstr(".yaml:3: bin: This is not a valid BIN."));
    EXPECT_THAT(message(ok + "  - {code: b, kind: ministry, parent: a, name: {kk: b}}\n"),
                HasSubstr(".yaml:3: organisation: a ministry can't stand below a ministry"));
    EXPECT_THAT(message("  - {code: school-5, kind: school, name: {kk: b}}\n"),
                HasSubstr(".yaml:2: school-5 exists as a school with another place"));
    EXPECT_THAT(message("  - [\n"), HasSubstr(".yaml:"));
    EXPECT_EQ(database->number("select count(*) from core_organisation"), 4) << "all or nothing";
}

// All faults of a file are told at once, and what lies outside of a tree is left alone.
TEST_P(OrganisationsTest, TellEveryMistakeOfAFile) {
    const auto wanted = parse_organisations(
        "organisations:\n"
        "  - {code: a, parent: kz-akm, kind: school, bin: '1', name: {kk: a}}\n"
        "  - {code: b, parent: kz-akm, kind: school, name: {kk: b}}\n"
        "  - {code: c, parent: kz, kind: school, name: {kk: c}}\n"
        "  - {code: d, kind: ministry, name: {kk: d}}\n",
        "tree");
    ASSERT_TRUE(wanted);
    std::vector<LineFault> faults;
    const auto tried = import_organisations(
        **database, *organisations, *standings, *wanted,
        {.name = "tree", .mode = ImportMode::tried, .top = region, .by = by, .faults = &faults});
    ASSERT_FALSE(tried);
    EXPECT_THAT(tried.fault().log_text, testing::StartsWith("tree:2: bin: "));
    std::vector<int> lines;
    for (const auto& one : faults) lines.push_back(one.line);
    EXPECT_EQ(lines, (std::vector<int>{2, 4, 5}));
    EXPECT_FALSE(organisations->find_by_code("b"));
    const std::vector<FileOrganisation> good = {wanted->at(1)};
    const auto done = import_organisations(**database, *organisations, *standings, good,
                                           {.name = "tree", .top = region, .by = by});
    ASSERT_TRUE(done);
    EXPECT_EQ(done->created, 1);
    EXPECT_TRUE(organisations->find_by_code("b"));
}

KEREGE_ON_BOTH_DATABASES(OrganisationsTest);

}  // namespace
}  // namespace kerege::directory
