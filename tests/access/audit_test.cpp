#include "host/src/audit/audit.hpp"

#include <gmock/gmock.h>

#include "tests/access/world.hpp"

namespace kerege::access {
namespace {

class AuditTest : public WorldTest {
protected:
    void append(OrganisationId organisation, PersonId person, std::string_view action) {
        auto transaction = (**database).write();
        audit.append(transaction, {organisation, person, "journal", action, "mark:7", R"({"to":5})",
                                   "ABCD1234"});
        transaction.commit();
    }
    std::vector<audit::Record> list(OrganisationId organisation, int64_t before, int limit) {
        audit::Filter filter{.organisation = organisation};
        filter.before_id = before;
        return audit::list(**database, filter, limit);
    }
    void append_about(PersonId by, std::string_view action, const std::string& subject,
                      OrganisationId organisation = kSchoolA, std::string_view module = {}) {
        auto transaction = (**database).write();
        audit.append(transaction, {organisation, by, module, action, subject, {}, {}});
        transaction.commit();
        clock.advance(1'000);
    }
    // The actions found, the newest first.
    std::vector<std::string> found(const audit::Filter& filter) {
        std::vector<std::string> actions;
        for (const auto& record : audit::list(**database, filter, 10))
            actions.push_back(record.action);
        return actions;
    }
    MembershipId membership_of(PersonId person) {
        return MembershipId{database->number(
            "select min(id) from core_membership where person_id = " + person.text())};
    }
};

TEST_P(AuditTest, ListsOneOrganisationNewestFirst) {
    append(kSchoolA, kTeacher, "mark.entered");
    append(kSchoolB, kTeacher, "mark.entered");
    clock.advance(1'000);
    append(kSchoolA, {}, "mark.changed");
    const auto records = list(kSchoolA, 0, 10);
    ASSERT_EQ(records.size(), 2u);
    EXPECT_EQ(records[0].action, "mark.changed");
    EXPECT_EQ(records[0].person_name, "");
    EXPECT_EQ(records[0].at_ms, clock.now_ms());
    EXPECT_EQ(records[1].action, "mark.entered");
    EXPECT_EQ(records[1].person, kTeacher);
    EXPECT_EQ(records[1].person_name, "Жұмабаев Әлихан");
    EXPECT_EQ(records[1].module, "journal");
    EXPECT_EQ(records[1].subject, "mark:7");
    EXPECT_EQ(records[1].detail, R"({"to":5})");
    EXPECT_EQ(records[1].request_id, "ABCD1234");
}

TEST_P(AuditTest, PagesBackwards) {
    for (int i = 0; i < 5; ++i) append(kSchoolA, kTeacher, "step." + std::to_string(i));
    const auto first = list(kSchoolA, 0, 2);
    ASSERT_EQ(first.size(), 2u);
    const auto second = list(kSchoolA, first.back().id, 2);
    ASSERT_EQ(second.size(), 2u);
    EXPECT_EQ(second[0].action, "step.2");
    EXPECT_TRUE(list(kSchoolA, 0, 0).empty());
}

TEST_P(AuditTest, NamesWhatItsLinesAreAbout) {
    const auto append_about = [&](std::string_view module, const std::string& subject) {
        auto transaction = (**database).write();
        audit.append(transaction, {kSchoolA, kTeacher, module, "x.y", subject, {}, {}});
        transaction.commit();
        const auto records = list(kSchoolA, 0, 1);
        return records.empty() ? std::string("none") : records.front().subject_name;
    };
    EXPECT_EQ(append_about("", "person:" + kTeacher.text()), "Жұмабаев Әлихан");
    const int64_t membership = database->number(
        "select id from core_membership where organisation_id = 10 and person_id = " +
        kTeacher.text());
    EXPECT_EQ(append_about("", "membership:" + std::to_string(membership)), "Жұмабаев Әлихан");
    EXPECT_NE(append_about("", "organisation:" + kSchoolA.text()), "");
    EXPECT_EQ(append_about("", "person:999"), "");
    EXPECT_EQ(append_about("", ""), "");
    // A module's words are its own, whatever they look like.
    EXPECT_EQ(append_about("journal", "person:" + kTeacher.text()), "");
    EXPECT_EQ(append_about("journal", "person:x"), "");
    // But members, whom modules know by their membership.
    EXPECT_EQ(append_about("journal", "learner:" + std::to_string(membership)), "Жұмабаев Әлихан");
    EXPECT_EQ(append_about("journal", "learner:x"), "");
    EXPECT_EQ(append_about("journal", "learner:9999999999999999999"), "");
}

TEST_P(AuditTest, IsSearchedByWhoDidIt) {
    append_about(kTeacher, "a", "person:1");
    append_about(kAdministrator, "b", "person:1");
    append_about(kTeacher, "c", "person:1", kSchoolB);
    append_about(kTeacher, "d", "person:1");
    EXPECT_THAT(found({.organisation = kSchoolA, .person = kTeacher}),
                testing::ElementsAre("d", "a"));
    EXPECT_THAT(found({.organisation = kSchoolA, .person = kTeacher, .action = "a"}),
                testing::ElementsAre("a"));
    EXPECT_THAT(found({.organisation = kRegion, .beneath = true, .person = kTeacher}),
                testing::ElementsAre("d", "c", "a"));
}

TEST_P(AuditTest, IsSearchedByWhomItConcerns) {
    const MembershipId learner = membership_of(kLearner);
    append_about(kTeacher, "a", "person:" + kLearner.text());
    append_about(kTeacher, "b", "membership:" + learner.text());
    append_about(kAdministrator, "c", "learner:" + learner.text(), kSchoolA, "journal");
    append_about(kTeacher, "x", "class:7А");
    database->run(
        "insert into core_placement_time (organisation_id, membership_id, kind, label, from_ms, "
        "until_ms) values (" +
        kSchoolA.text() + ", " + learner.text() + ", 'class', '7А', " +
        std::to_string(clock.now_ms()) + ", null), (" + kSchoolA.text() + ", " + learner.text() +
        ", 'class', '7Б', 0, " + std::to_string(clock.now_ms()) + ")");
    append_about(kTeacher, "d", "class:7А");
    append_about(kTeacher, "e", "people:learner");
    append_about(kTeacher, "f", "class:7Б");
    append_about(kTeacher, "g", "learner:" + learner.text() + "0");
    append_about(kTeacher, "h", "membership:" + learner.text(), kSchoolB);
    audit::Filter filter{.organisation = kSchoolA, .about = {kLearner, learner, "learner"}};
    EXPECT_THAT(found(filter), testing::ElementsAre("e", "d", "c", "b", "a"))
        << "of a class while the learner stands in it";
    filter.person = kAdministrator;
    EXPECT_THAT(found(filter), testing::ElementsAre("c"));
    filter.person = {};
    filter.action = "b";
    EXPECT_THAT(found(filter), testing::ElementsAre("b"));
}

TEST_P(AuditTest, IsSearchedByDeedAndDay) {
    append_about(kTeacher, "a", "");
    const int64_t next_ms = clock.now_ms();
    append_about(kTeacher, "b", "");
    append_about(kTeacher, "b", "", kSchoolB);
    const int64_t last_ms = clock.now_ms();
    append_about(kTeacher, "a", "");
    EXPECT_THAT(found({.organisation = kSchoolA, .action = "b"}), testing::ElementsAre("b"));
    EXPECT_THAT(found({.organisation = kSchoolA, .from_ms = next_ms}),
                testing::ElementsAre("a", "b"));
    EXPECT_THAT(found({.organisation = kSchoolA, .until_ms = next_ms}), testing::ElementsAre("a"));
    EXPECT_THAT(found({.organisation = kSchoolA, .from_ms = next_ms, .until_ms = last_ms}),
                testing::ElementsAre("b"));
    EXPECT_THAT(found({.organisation = kSchoolA, .action = "a", .until_ms = last_ms}),
                testing::ElementsAre("a"));
    constexpr int64_t kFarMs = 4'102'444'800'000;  // 2100: no id reaches so far
    EXPECT_THAT(found({.organisation = kSchoolA, .from_ms = kFarMs}), testing::IsEmpty());
    EXPECT_EQ(found({.organisation = kSchoolA, .until_ms = kFarMs}).size(), 3u);
    EXPECT_THAT(found({.organisation = kSchoolA, .until_ms = 1}), testing::IsEmpty());
    std::vector<std::string> kinds;
    for (const auto& one : audit::actions(**database, kSchoolA)) kinds.push_back(one.action);
    EXPECT_THAT(kinds, testing::ElementsAre("a", "b"));
}

TEST_P(AuditTest, ShowsOperatorsWhatIsBeneath) {
    append_about(kTeacher, "a", "");
    append_about(kTeacher, "b", "", kSchoolB);
    append_about({}, "c", "", {});
    append_about(kOfficial, "d", "", kRegion);
    EXPECT_THAT(found({.organisation = kRegion}), testing::ElementsAre("d"));
    EXPECT_THAT(found({.organisation = kRegion, .beneath = true}),
                testing::ElementsAre("d", "c", "b", "a"));
    EXPECT_THAT(found({.organisation = kSchoolA, .beneath = true}), testing::ElementsAre("a"))
        << "what concerns the installation is for its top";
    EXPECT_THAT(found({.organisation = kRegion, .beneath = true, .person = kTeacher}),
                testing::ElementsAre("b", "a"));
    EXPECT_THAT(found({.organisation = kRegion, .beneath = true, .action = "b"}),
                testing::ElementsAre("b"));
    const auto records =
        audit::list(**database, {.organisation = kRegion, .beneath = true, .action = "b"}, 1, "en");
    EXPECT_EQ(records.at(0).organisation, kSchoolB);
    EXPECT_NE(records.at(0).organisation_name, "");
}

TEST_P(AuditTest, GoesWithItsTransaction) {
    {
        auto transaction = (**database).write();
        audit.append(transaction, {kSchoolA, kTeacher, {}, "mark.entered", {}, {}, {}});
    }
    EXPECT_TRUE(list(kSchoolA, 0, 10).empty());
}

TEST_P(AuditTest, IsNeitherChangedNorDeleted) {
    append(kSchoolA, kTeacher, "mark.entered");
    for (const char* sql : {"update core_audit set person_id = 1", "delete from core_audit"}) {
        EXPECT_ANY_THROW(database->run(sql)) << sql;
    }
    ASSERT_EQ(list(kSchoolA, 0, 10).size(), 1u);
    EXPECT_EQ(list(kSchoolA, 0, 10)[0].person, kTeacher);
}

TEST_P(AuditTest, RefusesWhatIsTooLong) {
    auto transaction = (**database).write();
    const std::string detail(audit::kDetailBytesMax + 1, 'x');
    EXPECT_THROW(audit.append(transaction, {kSchoolA, kTeacher, {}, "a", {}, detail, {}}),
                 std::invalid_argument);
    EXPECT_THROW(audit.append(transaction, {kSchoolA, kTeacher, {}, {}, {}, {}, {}}),
                 std::invalid_argument);
}

INSTANTIATE_TEST_SUITE_P(Databases, AuditTest,
                         testing::Values(data::Dialect::sqlite, data::Dialect::postgresql),
                         dialect_name);

}  // namespace
}  // namespace kerege::access
