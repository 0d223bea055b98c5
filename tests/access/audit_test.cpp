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
        return audit::list(**database, organisation, before, limit);
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
        "select id from core_membership where person_id = " + kTeacher.text() + " order by id");
    EXPECT_EQ(append_about("", "membership:" + std::to_string(membership)), "Жұмабаев Әлихан");
    EXPECT_NE(append_about("", "organisation:" + kSchoolA.text()), "");
    EXPECT_EQ(append_about("", "person:999"), "");
    EXPECT_EQ(append_about("", ""), "");
    // A module's words are its own, whatever they look like.
    EXPECT_EQ(append_about("journal", "person:" + kTeacher.text()), "");
    EXPECT_EQ(append_about("journal", "person:x"), "");
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
