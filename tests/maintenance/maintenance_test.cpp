// K3.1.2: maintenance takes at most 96 hours of a calendar year, planned and announced.
#include "host/src/maintenance/maintenance.hpp"

#include <gmock/gmock.h>

#include "tests/support/host_database.hpp"

namespace kerege::maintenance {
namespace {

using test::kDayMs;
using test::kHourMs;

// Begins on 2026-09-02, 08:00 in Almaty.
class MaintenanceTest : public test::HostDatabaseTest {
protected:
    void SetUp() override {
        test::HostDatabaseTest::SetUp();
        if (IsSkipped()) return;
        maintenance.emplace(**database, audit, ids, clock, local_time);
    }
    Result<int64_t> plan(const std::string& day, const std::string& from, const std::string& until,
                         const std::string& reason = {}) {
        return maintenance->plan({day, from, until, "Қор жаңартылады", "", "", reason}, {});
    }
    std::string fault(const Result<int64_t>& result) {
        if (result.ok()) return {};
        return result.fault().fields.empty() ? "" : result.fault().fields.front().field;
    }
    std::string last_deed() {
        return database->text("select action from core_audit order by id desc limit 1");
    }

    std::optional<Maintenance> maintenance;
};

TEST_P(MaintenanceTest, IsAnnouncedAWeekBeforeUntilItIsOver) {
    EXPECT_FALSE(maintenance->announced());
    ASSERT_TRUE(plan("12.09.2026", "22:00", "02:30"));
    EXPECT_EQ(last_deed(), "maintenance.planned");
    EXPECT_FALSE(maintenance->announced()) << "ten days before";
    clock.advance(5 * kDayMs);
    const auto announced = maintenance->announced();
    ASSERT_TRUE(announced);
    EXPECT_EQ(local_time.minute(announced->begins_at_ms), "2026-09-12 22:00");
    EXPECT_EQ(local_time.minute(announced->ends_at_ms), "2026-09-13 02:30") << "on the next day";
    EXPECT_EQ(announced->words_ru, "Қор жаңартылады") << "the missing ones as in Kazakh";
    clock.advance(announced->ends_at_ms - 1 - clock.now_ms());
    EXPECT_TRUE(maintenance->announced());
    clock.advance(1);
    EXPECT_FALSE(maintenance->announced());
}

TEST_P(MaintenanceTest, IsReadAgainAfterHalfAMinute) {
    EXPECT_FALSE(maintenance->announced());
    Maintenance other(**database, audit, ids, clock, local_time);
    ASSERT_TRUE(other.plan({"03.09.2026", "22:00", "23:00", "", "", "", ""}, {}));
    EXPECT_TRUE(other.announced());
    EXPECT_FALSE(maintenance->announced());
    clock.advance(kReadAgainMs);
    EXPECT_TRUE(maintenance->announced());
}

TEST_P(MaintenanceTest, IsExtendedWhileItRunsAndADayAfter) {
    const auto id = plan("03.09.2026", "22:00", "23:00");
    ASSERT_TRUE(id);
    const auto extend = [&](const std::string& until, const std::string& reason = {}) {
        const auto done = maintenance->extend(*id, {until, reason}, {});
        if (done) return std::string("done");
        return done.fault().fields.empty() ? done.fault().log_text : done.fault().fields[0].field;
    };
    const auto ends = [&] { return local_time.minute(maintenance->find(*id)->ends_at_ms); };
    EXPECT_EQ(extend("23"), "until");
    EXPECT_EQ(extend("23:30"), "done") << "planned";
    EXPECT_EQ(extend("23:30"), "done") << "the same form twice";
    EXPECT_EQ(ends(), "2026-09-03 23:30") << "and not a day more";
    EXPECT_EQ(last_deed(), "maintenance.extended");
    clock.advance(kDayMs + 15 * kHourMs + 40 * 60'000);  // 23:40, and the work goes on
    EXPECT_FALSE(maintenance->announced());
    EXPECT_EQ(extend("23:35"), "until") << "has passed, and nobody means tomorrow's";
    EXPECT_EQ(extend("00:30"), "done") << "the next day's";
    EXPECT_EQ(ends(), "2026-09-04 00:30");
    EXPECT_TRUE(maintenance->announced());
    EXPECT_EQ(maintenance->minutes_of_year(2026), 150) << "from the former end on";
    ASSERT_TRUE(plan("04.09.2026", "01:00", "02:00"));
    EXPECT_THAT(extend("01:30"), testing::HasSubstr("there is one at that time"));
    EXPECT_EQ(extend("01:00"), "done") << "up to the next one";

    for (int day = 10; day < 12; ++day)
        ASSERT_TRUE(plan(std::to_string(day) + ".10.2026", "00:00", "00:00")) << day;
    ASSERT_TRUE(plan("14.10.2026", "00:00", "21:00"));
    ASSERT_TRUE(maintenance->call_off(*plan("20.10.2026", "00:00", "01:00"), {}));
    EXPECT_THAT(local_time.minute(clock.now_ms()), testing::HasSubstr("2026-09-03 23:40"));
    const auto other = plan("06.09.2026", "00:00", "00:01");
    ASSERT_TRUE(other);
    EXPECT_EQ(maintenance->extend(*other, {"00:00", ""}, {}).fault().fields.at(0).field, "reason")
        << "the year has no such day left";
    EXPECT_TRUE(maintenance->extend(*other, {"00:00", "Диск ақаулы"}, {}));
    EXPECT_EQ(last_deed(), "maintenance.extended_beyond");

    clock.advance(4 * kDayMs);
    EXPECT_THAT(extend("03:00"), testing::HasSubstr("it is over")) << "more than a day ago";
    EXPECT_EQ(maintenance->extend(1, {"03:00", ""}, {}).fault().kind, FaultKind::not_found);
}

// K3.1.2: at most 96 hours.
TEST_P(MaintenanceTest, HasTheHoursOfItsYear) {
    for (int day = 10; day < 14; ++day)
        ASSERT_TRUE(plan(std::to_string(day) + ".10.2026", "00:00", "00:00")) << day;
    EXPECT_EQ(maintenance->minutes_of_year(2026), 96 * 60);
    EXPECT_EQ(fault(plan("20.10.2026", "10:00", "10:01")), "reason");
    EXPECT_TRUE(plan("20.10.2026", "10:00", "10:01", "Сервер бөлмесінде су"));
    EXPECT_EQ(last_deed(), "maintenance.overridden");
    EXPECT_THAT(database->text("select detail from core_audit order by id desc limit 1"),
                testing::HasSubstr(R"("reason":"Сервер бөлмесінде су")"));
    // Two hours of the next year, and none of this one is left.
    EXPECT_EQ(fault(plan("31.12.2026", "23:59", "02:00")), "reason");
    ASSERT_TRUE(plan("01.01.2027", "00:00", "02:00", "needless"));
    EXPECT_EQ(last_deed(), "maintenance.planned") << "a reason that is not needed is none";
    EXPECT_EQ(maintenance->minutes_of_year(2027), 120);
}

TEST_P(MaintenanceTest, TakesFewerHoursFromTheOperator) {
    Maintenance strict(**database, audit, ids, clock, local_time, 2);
    EXPECT_TRUE(strict.plan({"10.10.2026", "00:00", "02:00", {}, {}, {}, {}}, {}));
    const auto beyond = strict.plan({"11.10.2026", "00:00", "00:01", {}, {}, {}, {}}, {});
    ASSERT_FALSE(beyond);
    EXPECT_EQ(beyond.fault().fields.at(0).field, "reason");
    EXPECT_EQ(beyond.fault().values.at(0).second, "2");
}

TEST_P(MaintenanceTest, CountsForAYearWhatLiesInIt) {
    ASSERT_TRUE(plan("31.12.2026", "23:00", "02:00"));
    EXPECT_EQ(maintenance->minutes_of_year(2026), 60);
    EXPECT_EQ(maintenance->minutes_of_year(2027), 120);
    EXPECT_EQ(maintenance->of_years(2026, 2026).size(), 1U);
    EXPECT_EQ(maintenance->of_years(2027, 2027).size(), 1U);
    EXPECT_TRUE(maintenance->of_years(2028, 2028).empty());
}

TEST_P(MaintenanceTest, CalledOffCountsAsFarAsItWent) {
    const auto id = plan("02.09.2026", "09:00", "12:00");
    ASSERT_TRUE(id);
    clock.advance(2 * kHourMs);
    ASSERT_TRUE(maintenance->announced());
    ASSERT_TRUE(maintenance->call_off(*id, {}));
    EXPECT_EQ(last_deed(), "maintenance.called_off");
    EXPECT_FALSE(maintenance->announced());
    EXPECT_EQ(maintenance->minutes_of_year(2026), 60);
    EXPECT_EQ(maintenance->call_off(*id, {}).fault().kind, FaultKind::conflict);
    EXPECT_EQ(maintenance->call_off(77, {}).fault().kind, FaultKind::not_found);
    const auto never = plan("03.09.2026", "06:00", "10:00");
    ASSERT_TRUE(maintenance->call_off(*never, {}));
    EXPECT_EQ(maintenance->minutes_of_year(2026), 60);
    EXPECT_TRUE(plan("03.09.2026", "07:00", "08:00")) << "its time is free again";
}

TEST_P(MaintenanceTest, RefusesWhatMakesNoSense) {
    EXPECT_EQ(fault(plan("31.02.2026", "06:00", "10:00")), "day");
    EXPECT_EQ(fault(plan("03.09.2026", "6", "10:00")), "from");
    EXPECT_EQ(fault(plan("03.09.2026", "06:00", "")), "until");
    EXPECT_EQ(fault(plan("02.09.2026", "07:59", "10:00")), "from") << "it has passed";
    EXPECT_EQ(fault(plan("03.09.2026", "06:00", "10:00", std::string(301, 'a'))), "reason");
    ASSERT_TRUE(plan("03.09.2026", "06:00", "10:00"));
    const auto over = plan("03.09.2026", "09:59", "11:00");
    ASSERT_FALSE(over);
    EXPECT_EQ(over.fault().kind, FaultKind::conflict);
    EXPECT_TRUE(plan("03.09.2026", "10:00", "11:00"));
}

KEREGE_ON_BOTH_DATABASES(MaintenanceTest);

}  // namespace
}  // namespace kerege::maintenance
