// What a closed organisation still does for its people, and how it lets go of them; on either
// database.
#include "host/src/privacy/closings.hpp"

#include "host/src/base/text_values.hpp"
#include "host/src/directory/standing.hpp"
#include "tests/leaving/school.hpp"

namespace kerege::privacy {
namespace {

using leaving::kOther;
using leaving::kSchool;
using test::kDayMs;

class NoEvents final : public directory::EventSink {
public:
    void publish(data::Transaction&, OrganisationId, std::string_view, std::string_view,
                 std::string_view) override {}
};

struct HeardLetters final : access::Letters {
    void write(data::Transaction&, const access::AccountLetter& letter) override {
        letters.push_back(letter);
    }
    std::vector<access::AccountLetter> letters;
};

class ClosingsTest : public leaving::SchoolTest {
protected:
    void SetUp() override {
        SchoolTest::SetUp();
        if (IsSkipped()) return;
        database->run("update core_person set email = 'a@mail.example' where id = 1");
        database->run(
            "insert into core_membership (organisation_id, id, person_id, profile, position, "
            "valid_from) values (10, 102, 3, 'employee', '', '2026-08-01')");
        database->run(
            "insert into core_membership_role (organisation_id, membership_id, role) values "
            "(10, 102, 'administrator')");
        queue = std::make_unique<jobs::Queue>(**database, ids, clock);
        archives = std::make_unique<leaving::Archives>(parts(), *organisations, audit, *queue, ids,
                                                       folder / "archives", 14);
        endings =
            std::make_unique<directory::Endings>(**database, audit, events, ids, clock, local_time);
        deletions = std::make_unique<Deletions>(**database, audit, events, *endings, ids, clock,
                                                local_time, settings, &heard);
        closings = std::make_unique<Closings>(**database, *deletions, *archives, clock, local_time,
                                              log, settings, &heard);
        standings =
            std::make_unique<directory::Standings>(**database, audit, ids, clock, local_time);
    }
    void enter(const std::string& status, const std::string& from = "") {
        ASSERT_TRUE(standings->set(kSchool, {status, from, "x"}, PersonId{3}, {}));
    }
    bool run() {
        return closings->run([] { return true; }).ok();
    }
    void wait_days(int days) { clock.advance(days * kDayMs); }
    // Makes what was ordered, as the job does.
    void make() {
        jobs::Taken taken;
        taken.payload = std::to_string(archives->of(kSchool)->id);
        jobs::Running running(taken);
        ASSERT_TRUE(archives->run(running));
    }
    ClosingTrouble trouble() {
        return closing_trouble(**database, local_time.day(clock.now_ms()), settings.closed_days);
    }
    bool deleted(int64_t membership) {
        const auto one = deletions->of(kSchool, MembershipId{membership});
        return one && one->confirmed_at_ms;
    }

    const PrivacySettings settings;
    NoEvents events;
    HeardLetters heard;
    std::unique_ptr<jobs::Queue> queue;
    std::unique_ptr<leaving::Archives> archives;
    std::unique_ptr<directory::Endings> endings;
    std::unique_ptr<Deletions> deletions;
    std::unique_ptr<Closings> closings;
    std::unique_ptr<directory::Standings> standings;
};
KEREGE_ON_BOTH_DATABASES(ClosingsTest);

// K3.4.3: the closing itself orders the archive, and it waits as long as anybody comes in.
TEST_P(ClosingsTest, OrderTheArchiveAndKeepIt) {
    EXPECT_FALSE(closings->of(kSchool));
    ASSERT_TRUE(archives->order(kSchool, PersonId{1}, "kk", {}));
    make();
    wait_days(1);
    enter("closed");
    EXPECT_FALSE(closings->of(kSchool)->archive) << "one of before lacks the last days";
    closings->begin(kSchool, "ru", "request");
    ASSERT_TRUE(closings->of(kSchool)->archive);
    EXPECT_EQ(closings->of(kSchool)->archive->by_name, "Бөтен Бота") << "who closed it";
    ASSERT_EQ(heard.letters.size(), 1U) << "one has an address";
    EXPECT_EQ(heard.letters[0].name, "organisation_closed");
    const int64_t ordered = closings->of(kSchool)->archive->id;
    make();
    EXPECT_TRUE(run());
    EXPECT_EQ(closings->of(kSchool)->archive->id, ordered) << "once";
    wait_days(settings.closed_days - 10);
    archives->forget_old();
    ASSERT_TRUE(closings->of(kSchool)->archive) << "it waits longer than archives do";
    EXPECT_EQ(trouble().unfetched, 1);
    access::Scope administrator;
    administrator.person = PersonId{3};
    administrator.organisation = kSchool;
    ASSERT_TRUE(archives->open(administrator, ordered, {}));
    EXPECT_TRUE(closings->of(kSchool)->archive->fetched_at_ms);
    EXPECT_EQ(trouble().unfetched, 0);
}

TEST_P(ClosingsTest, WaitForTheirDay) {
    enter("closed", "2026-09-10");
    closings->begin(kSchool, "kk", {});
    ASSERT_TRUE(closings->of(kSchool)) << "it is seen before";
    EXPECT_FALSE(closings->of(kSchool)->begun);
    EXPECT_FALSE(archives->of(kSchool));
    wait_days(9);
    EXPECT_TRUE(run());
    EXPECT_TRUE(closings->of(kSchool)->archive);
    EXPECT_TRUE(closings->of(kSchool)->begun);
    EXPECT_FALSE(closings->of(kOther));
}

// U3.7, K3.4.3: whoever belongs nowhere else, once the days are over.
TEST_P(ClosingsTest, DeleteTheProfilesOfWhoBelongsNowhereElse) {
    enter("closed");
    EXPECT_TRUE(run());
    EXPECT_FALSE(deleted(100)) << "people fetch what is theirs first";
    EXPECT_EQ(closings->of(kSchool)->open, 2);
    wait_days(settings.closed_days + 3);
    EXPECT_EQ(trouble().undeleted, 2) << "no host ran";
    EXPECT_TRUE(run());
    EXPECT_TRUE(deleted(100));
    EXPECT_TRUE(deleted(101)) << "also who had left before";
    EXPECT_FALSE(deleted(102)) << "belongs to another school, which goes on";
    EXPECT_EQ(trouble().undeleted, 0);
    EXPECT_EQ(closings->of(kSchool)->running, 2);
    const auto one = deletions->of(kSchool, MembershipId{100});
    EXPECT_EQ(one->erase_on, text::months_later(local_time.day(clock.now_ms()), 3));
    EXPECT_TRUE(run());
    EXPECT_EQ(database->number("select count(*) from core_deletion"), 2) << "once";
    ASSERT_TRUE(standings->set(kOther, {"closed", "", "x"}, {}, {}));
    EXPECT_TRUE(run());
    EXPECT_TRUE(deleted(102)) << "the last administrator as well, once no open one is left";
}

// What the closing led to is undone with it; what people asked for is not.
TEST_P(ClosingsTest, GiveBackWhomTheyDeleted) {
    access::Scope asker;
    asker.person = PersonId{2};
    asker.organisation = kSchool;
    asker.membership = MembershipId{101};
    enter("closed");
    ASSERT_TRUE(deletions->ask(asker, "", {}));
    EXPECT_TRUE(run());
    EXPECT_FALSE(deleted(101)) << "for a day they can think better of it";
    wait_days(1);
    EXPECT_TRUE(run());
    EXPECT_TRUE(deleted(101)) << "nobody is there to confirm it";
    wait_days(settings.closed_days);
    EXPECT_TRUE(run());
    ASSERT_TRUE(deleted(100));
    enter("active");
    EXPECT_TRUE(run());
    EXPECT_FALSE(deleted(100));
    EXPECT_EQ(database->text("select valid_until from core_membership where id = 100"), "null");
    EXPECT_TRUE(deleted(101));
    EXPECT_FALSE(closings->of(kSchool));
}

}  // namespace
}  // namespace kerege::privacy
