// U4.16: news by mail are for who asked for them and confirmed the contact, and end at any time.
#include "host/src/access/news.hpp"

#include <gmock/gmock.h>

#include "host/src/access/address_keeper.hpp"
#include "tests/access/world.hpp"

namespace kerege::access {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr int kAge = 16;

class NewsTest : public WorldTest {
protected:
    void SetUp() override {
        WorldTest::SetUp();
        if (IsSkipped()) return;
        database->run("update core_person set email = 'p' || id || '@mail.example'");
        news.emplace(**database, audit, ids, clock, local_time, &letters);
    }
    static Scope teacher() { return scope_of(kTeacher, kSchoolA, MembershipId{22}); }
    static NewsYes yes() { return {"I want them.", "10.0.0.7", kAge, "request"}; }
    bool is_on(PersonId person = kTeacher) { return news->of(person, kAge).on_since_ms != 0; }
    std::string link() const { return letters.letters.back().values.at(0).second; }
    void turn_on() {
        ASSERT_EQ(*news->turn_on(teacher(), yes()), NewsTurned::asked);
        ASSERT_TRUE(news->confirm(link(), "10.0.0.8"));
        ASSERT_TRUE(is_on());
    }
    std::string token(PersonId person) {
        auto transaction = (**database).write();
        std::string token = news_token(transaction, person);
        transaction.commit();
        return token;
    }
    // "on confirmed", the newest first.
    std::vector<std::string> record() {
        std::vector<std::string> all;
        for (const auto& one : news->consents_of(kTeacher)) all.push_back(one.act + " " + one.way);
        return all;
    }
    void add_waiting_letter(int64_t id, const std::string& module) {
        database->run(
            "insert into core_mail (organisation_id, id, module, key, membership_id, person_id, "
            "template, locale, subject, body, html, state, attempts, next_at_ms, last_error, "
            "created_at_ms) values (10, " +
            std::to_string(id) + ", '" + module + "', 'k" + std::to_string(id) +
            "', 22, 2, 't', 'kk', 's', 'b', '', 'waiting', 0, 0, '', 0)");
    }

    KeptLetters letters;
    std::optional<News> news;
};
KEREGE_ON_BOTH_DATABASES(NewsTest);

TEST_P(NewsTest, U4_16AreOnOnlyOnceTheMailboxIsConfirmed) {
    EXPECT_FALSE(is_on()) << "off until somebody says otherwise";
    ASSERT_EQ(*news->turn_on(teacher(), yes()), NewsTurned::asked);
    EXPECT_FALSE(is_on());
    EXPECT_TRUE(news->of(kTeacher, kAge).asked);
    ASSERT_EQ(letters.letters.size(), 1u);
    EXPECT_EQ(letters.letters[0].name, "news_confirm");
    EXPECT_EQ(letters.letters[0].to, "p2@mail.example");
    EXPECT_TRUE(news->link_open(link()));
    EXPECT_TRUE(news->link_open(link())) << "a program that looks at mail opens it too";
    EXPECT_FALSE(is_on());
    EXPECT_EQ(news->confirm("another", "10.0.0.8").fault().kind, FaultKind::not_found);
    ASSERT_TRUE(news->confirm(link(), "10.0.0.8", "later"));
    EXPECT_TRUE(is_on());
    EXPECT_FALSE(is_on(kAdministrator));
    EXPECT_EQ(news->confirm(link(), "10.0.0.8").fault().kind, FaultKind::not_found) << "once";
    EXPECT_THAT(record(), ElementsAre("on confirmed", "asked account"));
    EXPECT_EQ(news->consents_of(kTeacher)[0].words, "I want them.");
    EXPECT_EQ(audited("news.asked"), 1);
    EXPECT_EQ(audited("news.on"), 1);
    EXPECT_EQ(database->text("select network from core_news_consent where act = 'on'"), "10.0.0.8");

    news->turn_off(teacher(), "10.0.0.9");
    EXPECT_FALSE(is_on());
    ASSERT_EQ(*news->turn_on(teacher(), yes()), NewsTurned::on) << "the mailbox is known";
    EXPECT_EQ(letters.letters.size(), 1u);
    ASSERT_EQ(*news->turn_on(teacher(), yes()), NewsTurned::on) << "twice is once";
    EXPECT_THAT(record(),
                ElementsAre("on account", "off account", "on confirmed", "asked account"));
}

TEST_P(NewsTest, U4_16LinksRunOutAndAreFew) {
    ASSERT_TRUE(news->turn_on(teacher(), yes()));
    const std::string first = link();
    ASSERT_TRUE(news->turn_on(teacher(), yes()));
    EXPECT_FALSE(news->link_open(first)) << "only the newest";
    ASSERT_TRUE(news->turn_on(teacher(), yes()));
    EXPECT_EQ(news->turn_on(teacher(), yes()).fault().kind, FaultKind::too_many);
    clock.advance(kNewsLinkMs - kMinuteMs);
    EXPECT_TRUE(news->link_open(link()));
    clock.advance(2 * kMinuteMs);
    EXPECT_FALSE(news->link_open(link()));
    EXPECT_FALSE(news->confirm(link(), "")) << "three days";
    EXPECT_FALSE(is_on());
}

TEST_P(NewsTest, U4_16AreForThoseOfAgeWithAMailbox) {
    const Scope learner = scope_of(kLearner, kSchoolA, MembershipId{31}, KEREGE_PROFILE_LEARNER);
    EXPECT_EQ(news->turn_on(learner, yes()).fault().kind, FaultKind::forbidden);
    EXPECT_FALSE(news->of(kLearner, kAge).of_age);
    database->run("update core_person set birth_date = null where id = 3");
    EXPECT_EQ(news->turn_on(learner, yes()).fault().kind, FaultKind::forbidden)
        << "nobody's age is known without the day";
    database->run("update core_person set birth_date = '2010-09-02' where id = 3");
    EXPECT_TRUE(news->turn_on(learner, yes())) << "sixteen today";
    database->run("update core_person set email = '' where id = 2");
    EXPECT_EQ(news->turn_on(teacher(), yes()).fault().kind, FaultKind::invalid);
    EXPECT_EQ(letters.letters.size(), 1u);
}

TEST_P(NewsTest, U4_16EndAtAnyTimeAndWithWhatTheyRestOn) {
    turn_on();
    add_waiting_letter(901, "core.news");
    add_waiting_letter(902, "core");
    news->turn_off(teacher(), "10.0.0.9");
    EXPECT_FALSE(is_on());
    EXPECT_EQ(database->number("select min(id) from core_mail"), 902)
        << "what waits is not sent; other letters are";
    news->turn_off(teacher(), "10.0.0.9");
    EXPECT_EQ(audited("news.off"), 1) << "off is off";

    // Another mailbox, whoever changes it, is to be confirmed anew.
    ASSERT_EQ(*news->turn_on(teacher(), yes()), NewsTurned::on);
    AddressKeeper keeper(audit, ids, clock, local_time, &letters);
    database->run("update core_person set email = 'new@mail.example' where id = 2");
    {
        auto transaction = (**database).write();
        keeper.address_changed(transaction, {kSchoolA, MembershipId{22}, kTeacher, kAdministrator,
                                             "p2@mail.example", "request"});
        transaction.commit();
    }
    EXPECT_FALSE(is_on());
    EXPECT_FALSE(news->of(kTeacher, kAge).confirmed);
    EXPECT_EQ(record().front(), "off address_changed");
    clock.advance(kDayMs);
    ASSERT_EQ(*news->turn_on(teacher(), yes()), NewsTurned::asked);
    EXPECT_EQ(letters.letters.back().to, "new@mail.example");
    ASSERT_TRUE(news->confirm(link(), ""));

    // The teacher leaves A, and is a guardian at B still.
    clock.advance(5 * kDayMs);
    news->end_of_those_who_left();
    EXPECT_TRUE(is_on());
    database->run("update core_membership set valid_until = '2026-09-01' where id = 21");
    news->end_of_those_who_left();
    EXPECT_FALSE(is_on());
    EXPECT_EQ(record().front(), "off left");
}

// A profile that is to be deleted is none to write to.
TEST_P(NewsTest, U4_16EndWithTheDeletionOfTheLastProfile) {
    turn_on();
    const auto ask = [&](int id, int organisation, int membership) {
        const auto text = [](int number) { return std::to_string(number); };
        database->run(
            "insert into core_deletion (id, organisation_id, membership_id, person_id, ground, "
            "note, asked_by, asked_at_ms, certificate) values (" +
            text(id) + ", " + text(organisation) + ", " + text(membership) +
            ", 2, 'own_request', '', 2, 0, '')");
    };
    ask(1, 10, 22);
    news->end_of_those_who_left();
    EXPECT_TRUE(is_on()) << "a guardian elsewhere";
    ask(2, 20, 21);
    news->end_of_those_who_left();
    EXPECT_FALSE(is_on());
}

TEST_P(NewsTest, U4_16LinksOfLettersAreOfOnePersonAndList) {
    turn_on();
    const std::string right = token(kTeacher);
    EXPECT_TRUE(right.starts_with("2.news."));
    ASSERT_TRUE(news->by_token(right));
    EXPECT_EQ(*news->by_token(right), kTeacher);
    EXPECT_NE(right.substr(7), token(kAdministrator).substr(7)) << "nobody else's";
    for (std::string wrong :
         {std::string("1") + right.substr(1), std::string("2.other.") + right.substr(7),
          right.substr(0, right.size() - 1), right + "0", std::string("2.news."), std::string("2"),
          std::string(), std::string("x.news.") + right.substr(7)})
        EXPECT_EQ(news->by_token(wrong).fault().kind, FaultKind::not_found) << wrong;
    news->end(*news->by_token(right), news_end::kOneClick, "10.9.9.9");
    EXPECT_FALSE(is_on());
    EXPECT_EQ(record().front(), "off one_click");
    EXPECT_TRUE(news->by_token(right)) << "a link in an old letter still works";
}

}  // namespace
}  // namespace kerege::access
