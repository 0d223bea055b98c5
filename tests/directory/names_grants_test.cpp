// Officials see numbers; names by a grant, for a reason and until a day. On both databases.
#include "host/src/directory/names_grants.hpp"

#include "host/src/directory/endings.hpp"
#include "host/src/directory/officials.hpp"
#include "tests/directory/house.hpp"

namespace kerege::directory {
namespace {

using testing::ElementsAre;

// The clock stands at 2026-09-02. In the region: two officials and an operator, at the ministry one
// official.
class NamesGrantsTest : public HouseTest {
protected:
    void SetUp() override {
        HouseTest::SetUp();
        if (IsSkipped()) return;
        grants = std::make_unique<NamesGrants>(**database, audit, ids, clock, local_time);
        officials = std::make_unique<Officials>(**database, clock, local_time);
        endings = std::make_unique<Endings>(**database, audit, events, ids, clock, local_time);
        person(1, ministry, "ministry", "Іңкәр");
        person(2, region, "region", "Қасым");
        person(3, region, "region", "Кәрім");
        person(4, region, "operator", "Ұлан");
        person(5, school, "employee", "Мұғалім");
    }
    void person(int64_t id, OrganisationId organisation, const std::string& profile,
                const std::string& family_name) {
        const std::string number = std::to_string(id);
        database->run(
            "insert into core_person (id, family_name, given_name, patronymic, phone, email, "
            "residence, created_at_ms) values (" +
            number + ", '" + family_name + "', 'А', '', '', '', '', 0)");
        database->run(
            "insert into core_membership (organisation_id, id, person_id, profile, "
            "position, valid_from) values (" +
            organisation.text() + ", " + std::to_string(id * 10) + ", " + number + ", '" + profile +
            "', '', '2024-09-01')");
    }
    static std::string field_of(const Result<>& granted) {
        if (granted || granted.fault().fields.empty()) return "none";
        return granted.fault().fields.front().field;
    }
    std::string logged() {
        return database->text(
            "select coalesce(max(action || ' ' || subject || ' ' || coalesce(person_id, 0) || "
            "' ' || organisation_id || ' ' || detail), '') from core_audit where "
            "id = (select max(id) from core_audit where action like 'names.%')");
    }
    std::string line(const char* action, PersonId who, const char* day) {
        return std::string(action) + " membership:20 " + who.text() + " " + region.text() +
               R"( {"last_day":")" + day + R"("})";
    }
    std::vector<std::string> listed(OrganisationId top, const OfficialsFilter& filter) {
        std::vector<std::string> names;
        for (const Official& one : officials->list(top, filter).lines)
            names.push_back(one.family_name + " " + one.names_until);
        return names;
    }

    static constexpr MembershipId kOfficial{20};
    std::unique_ptr<NamesGrants> grants;
    std::unique_ptr<Officials> officials;
    std::unique_ptr<Endings> endings;
};

TEST_P(NamesGrantsTest, HoldUntilTheirDayAndEndByThemselves) {
    EXPECT_EQ(grants->until(region, kOfficial), "") << "numbers, as long as nobody says otherwise";
    ASSERT_TRUE(grants->grant(region, kOfficial, {" order  7 ", "03.09.2026"}, by));
    EXPECT_EQ(grants->until(region, kOfficial), "2026-09-03");
    EXPECT_EQ(grants->until(school, kOfficial), "") << "of another organisation";
    EXPECT_EQ(grants->until(region, {30}), "") << "for one membership";
    EXPECT_EQ(logged(), line("names.granted", by, "2026-09-03"));
    EXPECT_EQ(grants->list(region, kOfficial).at(0).reason, "order 7");
    grants->expire_due();
    EXPECT_EQ(logged(), line("names.granted", by, "2026-09-03")) << "its day counts";
    clock.advance(2 * kDayMs);
    EXPECT_EQ(grants->until(region, kOfficial), "") << "before any job has run";
    grants->expire_due();
    grants->expire_due();
    EXPECT_EQ(logged(), line("names.expired", {}, "2026-09-03"));
    EXPECT_EQ(database->number("select count(*) from core_audit where action like 'names.%'"), 2);
    EXPECT_FALSE(grants->withdraw(region, kOfficial, by)) << "it is over";
}

TEST_P(NamesGrantsTest, AreWithdrawnAtOnceAndTakeEachOthersPlace) {
    ASSERT_TRUE(grants->grant(region, kOfficial, {"order 7", "2026-10-01"}, by));
    ASSERT_TRUE(grants->grant(region, kOfficial, {"order 7", "2026-10-01"}, by));
    EXPECT_EQ(database->number("select count(*) from core_names_grant"), 1) << "the same";
    ASSERT_TRUE(grants->grant(region, kOfficial, {"order 8", "2026-11-01"}, by));
    EXPECT_EQ(grants->until(region, kOfficial), "2026-11-01");
    ASSERT_TRUE(grants->withdraw(region, kOfficial, by));
    EXPECT_EQ(logged(), line("names.withdrawn", by, "2026-11-01"));
    EXPECT_EQ(grants->until(region, kOfficial), "");
    EXPECT_EQ(grants->withdraw(region, kOfficial, by).fault().kind, FaultKind::not_found);
    const auto all = grants->list(region, kOfficial);
    ASSERT_EQ(all.size(), 2u);
    EXPECT_TRUE(all.at(0).withdrawn_at_ms && all.at(1).withdrawn_at_ms);
    EXPECT_EQ(database->number("select count(*) from core_audit where action like 'names.%'"), 4);
}

TEST_P(NamesGrantsTest, AreForOfficialsWithAReasonAndADay) {
    EXPECT_EQ(field_of(grants->grant(region, kOfficial, {" ", "2026-09-03"}, by)), "reason");
    EXPECT_EQ(field_of(grants->grant(region, kOfficial, {std::string(501, 'x'), "2026-09-03"}, by)),
              "reason");
    for (const char* day : {"", "31.02.2026", "01.09.2026", "2027-09-05"})
        EXPECT_EQ(field_of(grants->grant(region, kOfficial, {"x", day}, by)), "last_day") << day;
    EXPECT_EQ(grants->grant(region, kOfficial, {"x", "2026-09-03"}, {2}).fault().kind,
              FaultKind::conflict)
        << "not for oneself";
    const auto nobody = [&](OrganisationId organisation, MembershipId membership) {
        return grants->grant(organisation, membership, {"x", "2026-09-03"}, by).fault().kind;
    };
    EXPECT_EQ(nobody(region, {40}), FaultKind::not_found) << "an operator";
    EXPECT_EQ(nobody(school, {50}), FaultKind::not_found) << "a teacher";
    EXPECT_EQ(nobody(school, kOfficial), FaultKind::not_found) << "of another organisation";
    ASSERT_TRUE(endings->end(region, kOfficial, {"service_ended", "", ""}, by));
    EXPECT_EQ(nobody(region, kOfficial), FaultKind::not_found) << "who left";
    EXPECT_EQ(database->number("select count(*) from core_names_grant"), 0);
}

// U3.6: the civil service ended.
TEST_P(NamesGrantsTest, OfficialsStandInAListInTheOrderOfTheAlphabet) {
    ASSERT_TRUE(grants->grant(region, kOfficial, {"x", "2026-09-03"}, by));
    EXPECT_THAT(listed(ministry, {}), ElementsAre("Кәрім ", "Қасым 2026-09-03", "Ұлан ", "Іңкәр "));
    EXPECT_THAT(listed(region, {}), ElementsAre("Кәрім ", "Қасым 2026-09-03", "Ұлан "));
    EXPECT_THAT(listed(school, {}), ElementsAre());
    EXPECT_THAT(listed(ministry, {"кас", false, 7}), ElementsAre("Қасым 2026-09-03"));
    ASSERT_TRUE(endings->end(region, kOfficial, {"service_ended", "", ""}, by));
    EXPECT_THAT(listed(region, {}), ElementsAre("Кәрім ", "Ұлан "));
    EXPECT_THAT(listed(region, {"", true, 1}), ElementsAre("Қасым "));
    EXPECT_TRUE(officials->find(region, kOfficial)) << "with the card, to open it again";
    EXPECT_FALSE(officials->find(school, kOfficial));
    EXPECT_FALSE(officials->find(ministry, {50})) << "a teacher";
}

TEST_P(NamesGrantsTest, OperatorsEndAtTheMachineAndNeverTheLast) {
    const EndWish wish{"service_ended", "", ""};
    EXPECT_EQ(endings->end(region, {40}, wish, by).fault().kind, FaultKind::not_found);
    EXPECT_EQ(endings->end(region, {40}, wish, {}).fault().kind, FaultKind::conflict);
    person(6, ministry, "operator", "Әнуар");
    EXPECT_TRUE(endings->end(region, {40}, wish, {}));
    EXPECT_EQ(endings->end(ministry, {60}, wish, {}).fault().kind, FaultKind::conflict);
}

// U3.6: an open session of an operator's must not bring names back without the password.
TEST_P(NamesGrantsTest, AnEndTakesTheNamesAlong) {
    const auto until = [&] { return grants->until(region, kOfficial); };
    ASSERT_TRUE(grants->grant(region, kOfficial, {"order 7", "2026-10-01"}, by));
    ASSERT_TRUE(endings->end(region, kOfficial, {"service_ended", "", ""}, by));
    EXPECT_EQ(logged(), line("names.withdrawn", by, "2026-10-01"));
    ASSERT_TRUE(endings->reopen(region, kOfficial, by));
    EXPECT_EQ(until(), "") << "at once";
    ASSERT_TRUE(grants->grant(region, kOfficial, {"order 8", "2026-10-01"}, by));
    ASSERT_TRUE(endings->end(region, kOfficial, {"service_ended", "2026-09-04", ""}, by));
    EXPECT_EQ(until(), "2026-10-01") << "still at work";
    ASSERT_TRUE(endings->reopen(region, kOfficial, by));
    EXPECT_EQ(until(), "2026-10-01") << "and stays";
    ASSERT_TRUE(endings->end(region, kOfficial, {"service_ended", "2026-09-04", ""}, by));
    clock.advance(3 * kDayMs);
    ASSERT_TRUE(endings->reopen(region, kOfficial, by));
    EXPECT_EQ(until(), "") << "gone meanwhile";
}

KEREGE_ON_BOTH_DATABASES(NamesGrantsTest);

}  // namespace
}  // namespace kerege::directory
