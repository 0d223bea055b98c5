// What a plugin reads of the host's views: only rows of organisations for which it is on.
#include "tests/storage/fence_fixture.hpp"

namespace kerege::data {
namespace {

class FenceRowsTest : public FenceTest {};

TEST_P(FenceRowsTest, APluginReadsOnlyWhereItIsOn) {
    for (const char* text : {"select membership_id from api_core_person_v1",
                             "select learner_membership_id from api_core_guardianship_v1"}) {
        EXPECT_EQ(run_as(journal, text), "100") << text;
    }
    EXPECT_EQ(run_as(journal, "select label from api_core_placement_v1"), "5");
    for (const char* text : {"select organisation_id from api_core_organisation_v1",
                             "select organisation_id from api_core_subtree_v1",
                             "select organisation_id from api_core_person_v1"}) {
        EXPECT_EQ(run_as(journal, text), "10") << text;
    }
    EXPECT_EQ(run_as(journal, "select count(*) from api_core_person_v1"), "1");
    EXPECT_EQ(run_as(journal,
                     "select count(*) from api_core_person_v1 "
                     "where membership_id = 110"),
              "0");
    const Principal other{"other", journal.columns};
    EXPECT_EQ(run_as(other, "select membership_id from api_core_person_v1"), "110");
    const Principal nowhere{"nowhere", journal.columns};
    EXPECT_EQ(run_as(nowhere, "select membership_id from api_core_person_v1"), "");
}

TEST_P(FenceRowsTest, TheHostReadsEverything) {
    EXPECT_EQ(number(sql("select count(*) from api_core_person_v1")), 2);
    script(
        "insert into core_organisation (id, kind, code, name_kk, name_ru, name_en, created_at_ms) "
        "values (12, 'school', 's12', '', '', '', 0)");
    EXPECT_EQ(number(sql("select count(*) from api_core_organisation_v1")), 3);
    // Also in a transaction in which a plugin has read.
    Transaction transaction = database->read();
    const auto& all = sql("select count(*) from api_core_person_v1");
    const auto count = [&] {
        int64_t found = -1;
        transaction.first(all, {}, [&](const Row& row) { found = row.int64(0); });
        return found;
    };
    transaction.act_as(&journal);
    EXPECT_EQ(count(), 1);
    transaction.act_as(nullptr);
    EXPECT_EQ(count(), 2);
    transaction.act_as(&journal);
    EXPECT_EQ(count(), 1);
}

TEST_P(FenceRowsTest, SwitchingItOffAndOnCountsAtOnce) {
    const char* const text = "select membership_id from api_core_person_v1";
    EXPECT_EQ(run_as(journal, text), "100");
    script("delete from core_module_reach where module = 'journal'");
    EXPECT_EQ(run_as(journal, text), "");
    script("insert into core_module_reach values ('journal', 11)");
    EXPECT_EQ(run_as(journal, text), "110");
}

// What is asked of a row is not worked out on one beyond the fence: failing there would tell.
TEST_P(FenceRowsTest, AFailureTellsNothingOfOtherRows) {
    const std::string failing =
        sqlite() ? "abs(case when {} = 'secret' then -9223372036854775807 - 1 else 1 end) = 1"
                 : "cast({} as integer) > 0";
    const auto filled = [&](const std::string& column) {
        std::string condition = failing;
        return condition.replace(condition.find("{}"), 2, column);
    };
    for (const std::string column : {"given_name", "position"}) {
        EXPECT_EQ(
            run_as(journal, "select membership_id from api_core_person_v1 where " + filled(column)),
            "100");
        EXPECT_EQ(run_as(journal,
                         "select p.membership_id from journal_mark m right join "
                         "api_core_person_v1 p on " +
                             filled("p." + column)),
                  "100");
    }
    EXPECT_EQ(run_as(journal, "select label from api_core_placement_v1 where " + filled("label")),
              "5");
}

TEST_P(FenceRowsTest, WhoReadsIsNotForAPluginToSay) {
    for (const char* text :
         {"select kerege_module()", "select organisation_id from core_module_reach",
          "insert into core_module_reach values ('journal', 11)", "delete from core_module_reach",
          "select membership_id from api_core_person_v1 where kerege_module() = ''",
          "with core_module_reach as (select 'journal' as module, 11 as organisation_id) "
          "select membership_id from api_core_person_v1",
          "with recursive core_module_reach (module, organisation_id) as (select 'journal', 11 "
          "union select module, organisation_id from core_module_reach) "
          "select membership_id from api_core_person_v1",
          "select set_config('kerege.module', '', true)",
          "with api_core_person_v1 as (select 110 as membership_id) "
          "select membership_id from api_core_person_v1"}) {
        EXPECT_ANY_THROW(database->check(sql(text), journal)) << text;
    }
}

// A statement that fails in a marked part leaves the rest of the transaction whole, and fenced.
TEST_P(FenceRowsTest, AMarkIsReturnedToAsWhoSetIt) {
    Transaction transaction = database->read();
    const auto& text = sql("select membership_id from api_core_person_v1");
    const auto found = [&] {
        int64_t id = -1;
        transaction.first(text, {}, [&](const Row& row) { id = row.int64(0); });
        return id;
    };
    transaction.act_as(&journal);
    EXPECT_EQ(found(), 100);
    transaction.mark();
    const Principal other{"other", journal.columns};
    transaction.act_as(&other);
    EXPECT_EQ(found(), 110);
    EXPECT_ANY_THROW(transaction.first(sql("select nothing from nowhere"), {}, [](const Row&) {}));
    transaction.roll_back_to_mark();
    transaction.act_as(&journal);
    EXPECT_EQ(found(), 100);
    transaction.act_as(&other);
    EXPECT_EQ(found(), 110);
}

KEREGE_ON_BOTH(FenceRowsTest);

}  // namespace
}  // namespace kerege::data
