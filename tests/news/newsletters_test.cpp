// U4.16: newsletters reach those who asked for them, in the sender's tree, each once.
#include "host/src/news/newsletters.hpp"

#include <gmock/gmock.h>

#include "host/src/view/translator.hpp"
#include "tests/support/host_database.hpp"

namespace kerege::news {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

constexpr OrganisationId kTop{1}, kSchool{10}, kOther{20};

class NewslettersTest : public test::HostDatabaseTest {
protected:
    void SetUp() override {
        test::HostDatabaseTest::SetUp();
        if (IsSkipped()) return;
        database->run(R"(
            insert into core_organisation (id, parent_id, kind, code, name_kk, name_ru, name_en, created_at_ms)
            values (1, null, 'ministry', 'kz', 'Министрлік', 'Министерство', 'Ministry', 0),
                   (10, 1, 'school', 'a', 'А мектебі', 'Школа А', 'School A', 0),
                   (20, 1, 'school', 'b', 'Б мектебі', 'Школа Б', 'School B', 0);
            insert into core_organisation_closure (ancestor_id, organisation_id, depth)
            values (1, 1, 0), (10, 10, 0), (20, 20, 0), (1, 10, 1), (1, 20, 1);)");
        (void)translator.add_domain("core", KEREGE_LOCALES);
        ASSERT_TRUE(templates.add_domain("core", KEREGE_LETTERS));
        queue.emplace(**database, ids, clock);
        news.emplace(Parts{**database, audit, ids, clock, local_time, *queue, outbox, templates,
                           "https://kerege.example"});
    }
    // Somebody who gets news by mail: a member of A, unless it is said otherwise.
    void add_reader(int64_t id, const std::string& locale = "kk", int64_t organisation = 10) {
        const std::string n = std::to_string(id);
        database->run(
            "insert into core_person (id, family_name, given_name, patronymic, phone, email, "
            "residence, created_at_ms) values (" +
            n + ", 'F', 'G', '', '', 'p" + n +
            "@mail.kz', '', 0);"
            "insert into core_account (person_id, login, password_temporary, locale, "
            "created_at_ms) values (" +
            n + ", 'p" + n + "', 0, '" + locale +
            "', 0);"
            "insert into core_news_reader values (" +
            n + ", 'secret" + n + "', 'p" + n + "@mail.kz', 0, 0, '', '', 0);");
        add_membership(id, organisation);
    }
    void add_membership(int64_t person, int64_t organisation) {
        database->run(
            "insert into core_membership (organisation_id, id, person_id, profile, position, "
            "valid_from) values (" +
            std::to_string(organisation) + ", " + std::to_string(person * 100 + organisation) +
            ", " + std::to_string(person) + ", 'guardian', '', '2026-01-01')");
    }
    static Draft draft() {
        Draft one;
        one.kk = {"Жаңа жыл", "Қайырлы күн!\nhttps://kerege.example/news"};
        one.ru = {"Новый год", "Добрый день!"};
        return one;
    }
    NewsletterId add(OrganisationId organisation = kSchool) {
        return *news->add(organisation, draft(), {PersonId{9}, "request"});
    }
    Result<> send(NewsletterId id, OrganisationId organisation = kSchool) {
        return news->send(organisation, id, 1, {PersonId{9}, "request"});
    }
    // As a job runs it. most: of its steps, after which it is told to yield.
    Result<> run(NewsletterId id, OrganisationId organisation = kSchool,
                 jobs::Ask ask = jobs::Ask::go_on) {
        jobs::Taken taken;
        taken.payload = organisation.text() + " " + id.text();
        jobs::Running running(taken);
        running.ask(ask);
        return news->run(running);
    }
    // "person locale subject", as the letters lie in the outbox.
    std::vector<std::string> letters() {
        std::vector<std::string> all;
        const int64_t count = database->number("select count(*) from core_mail");
        for (int64_t i = 0; i < count; ++i)
            all.push_back(database->text(
                "select cast(person_id as text) || ' ' || locale || ' ' || subject from core_mail "
                "order by person_id, id limit 1 offset " +
                std::to_string(i)));
        return all;
    }
    Newsletter find(NewsletterId id, OrganisationId organisation = kSchool) {
        return *news->find(organisation, id);
    }

    view::Translator translator;
    view::TextTemplates templates{translator};
    mail::Outbox outbox{ids, clock, local_time};
    std::optional<jobs::Queue> queue;
    std::optional<Newsletters> news;
};
KEREGE_ON_BOTH_DATABASES(NewslettersTest);

TEST_P(NewslettersTest, U4_16ReachThoseWhoAskedInTheTreeAlone) {
    for (int64_t id : {101, 102, 103, 104, 105, 106}) add_reader(id);
    add_reader(107, "ru", 20);
    add_membership(101, 20);
    database->run("update core_news_reader set on_since_ms = null where person_id = 102");
    database->run("update core_person set email = 'new@mail.kz' where id = 103");
    database->run("update core_membership set valid_until = '2026-09-01' where person_id = 104");
    database->run(
        "insert into core_deletion (id, organisation_id, membership_id, person_id, ground, note, "
        "asked_by, asked_at_ms, certificate) values (1, 10, 10510, 105, 'own_request', '', 105, 0, "
        "'')");
    database->run(
        "insert into core_restriction (id, person_id, level, reason, note, from_ms, imposed_by) "
        "values (1, 106, 'blocked', '6.8', '', 0, 9)");
    EXPECT_EQ(news->readers(kSchool), 1);
    EXPECT_EQ(news->readers(kOther), 2);
    EXPECT_EQ(news->readers(kTop), 2) << "each once, however many memberships";

    const NewsletterId here = add();
    ASSERT_TRUE(send(here));
    ASSERT_TRUE(run(here));
    EXPECT_THAT(letters(), ElementsAre("101 kk Жаңа жыл"));
    const NewsletterId above = add(kTop);
    ASSERT_TRUE(send(above, kTop));
    ASSERT_TRUE(run(above, kTop));
    EXPECT_THAT(letters(), ElementsAre("101 kk Жаңа жыл", "101 kk Жаңа жыл", "107 ru Новый год"));
    EXPECT_EQ(find(above, kTop).state, "sent");
    EXPECT_EQ(find(above, kTop).written, 2);
    EXPECT_EQ(news->find(kSchool, above).fault().kind, FaultKind::not_found) << "another's";
    EXPECT_EQ(send(above).fault().kind, FaultKind::not_found);
}

TEST_P(NewslettersTest, U4_16SayInEachLetterHowTheyEnd) {
    add_reader(101);
    const NewsletterId id = add();
    ASSERT_TRUE(send(id));
    ASSERT_TRUE(run(id));
    const std::string link = database->text("select unsubscribe from core_mail");
    EXPECT_THAT(link, HasSubstr("https://kerege.example/unsubscribe/101.news."));
    const std::string body = database->text("select body from core_mail");
    EXPECT_THAT(body, HasSubstr("https://kerege.example/news"));
    EXPECT_THAT(body, HasSubstr(link + "\n"));
    EXPECT_THAT(body, HasSubstr("А мектебі"));
    EXPECT_EQ(database->text("select module from core_mail"), "core.news")
        << "limits of their own: no other letter waits for them";
}

TEST_P(NewslettersTest, FallBackToKazakhRussianEnglishInThisOrder) {
    add_reader(101, "en");
    add_reader(102, "ru");
    const NewsletterId both = add();
    ASSERT_TRUE(send(both));
    ASSERT_TRUE(run(both));
    EXPECT_THAT(letters(), ElementsAre("101 kk Жаңа жыл", "102 ru Новый год"));
    database->run("delete from core_mail");
    Draft one;
    one.en = {"New year", "Hello"};
    one.ru = {"Новый год", "Добрый день"};
    const NewsletterId id = *news->add(kSchool, one, {});
    database->run("update core_account set locale = 'kk'");
    ASSERT_TRUE(send(id));
    ASSERT_TRUE(run(id));
    EXPECT_THAT(letters(), ElementsAre("101 ru Новый год", "102 ru Новый год"));
}

TEST_P(NewslettersTest, AreSavedByOneAtATime) {
    Draft wrong;
    EXPECT_EQ(news->add(kSchool, wrong, {}).fault().kind, FaultKind::invalid);
    wrong.ru.subject = "Тема";
    EXPECT_EQ(news->add(kSchool, wrong, {}).fault().fields.at(0).field, "text_ru");
    const NewsletterId id = add();
    Draft next = find(id).draft;
    next.en = {"New year", "Hello"};
    ASSERT_TRUE(news->save(kSchool, id, next, {}));
    EXPECT_EQ(news->save(kSchool, id, next, {}).fault().kind, FaultKind::conflict);
    EXPECT_EQ(news->save(kOther, id, next, {}).fault().kind, FaultKind::not_found);
    add_reader(101);
    EXPECT_EQ(send(id).fault().kind, FaultKind::conflict) << "not the one that was looked at";
    ASSERT_TRUE(news->send(kSchool, id, 2, {}));
    next.revision = 2;
    EXPECT_EQ(news->save(kSchool, id, next, {}).fault().kind, FaultKind::conflict);
    EXPECT_EQ(news->remove(kSchool, id, {}).fault().kind, FaultKind::conflict);
    ASSERT_TRUE(news->send(kSchool, id, 2, {})) << "sent twice it is begun once";
    EXPECT_EQ(database->number("select count(*) from core_job"), 1);
}

TEST_P(NewslettersTest, ReachNobodyTwiceHoweverOftenTheirHostEnds) {
    for (int64_t id = 101; id <= 350; ++id) add_reader(id);
    const NewsletterId id = add();
    ASSERT_TRUE(send(id));
    EXPECT_EQ(find(id).readers, 250);
    EXPECT_FALSE(run(id, kSchool, jobs::Ask::yield)) << "tried again";
    EXPECT_EQ(database->number("select count(*) from core_mail"), 0);
    // A host that was killed with some written: the rest is written by the next one.
    ASSERT_TRUE(run(id));
    database->run("delete from core_mail where person_id > 200");
    database->run(
        "update core_newsletter set state = 'sending', after_person = 200, written = 100");
    ASSERT_TRUE(run(id));
    ASSERT_TRUE(run(id)) << "its lease ran out, and another host has it as well";
    EXPECT_EQ(database->number("select count(*) from core_mail"), 250);
    EXPECT_EQ(database->number("select count(distinct person_id) from core_mail"), 250);
    EXPECT_EQ(find(id).written, 250);
    EXPECT_EQ(find(id).state, "sent");
}

TEST_P(NewslettersTest, AreCancelledAsFarAsTheyHaveNotLeft) {
    for (int64_t id = 101; id <= 105; ++id) add_reader(id);
    const NewsletterId id = add();
    EXPECT_EQ(news->cancel(kSchool, id, {}).fault().kind, FaultKind::conflict) << "a draft";
    ASSERT_TRUE(send(id));
    ASSERT_TRUE(run(id));
    database->run("update core_mail set state = 'sent', sent_at_ms = 1 where person_id <= 102");
    EXPECT_EQ(find(id).waiting, 3);
    EXPECT_EQ(news->cancel(kOther, id, {}).fault().kind, FaultKind::not_found);
    ASSERT_TRUE(news->cancel(kSchool, id, {PersonId{9}, "request"}));
    EXPECT_EQ(database->number("select count(*) from core_mail"), 2);
    const Newsletter one = find(id);
    EXPECT_EQ(one.state, "cancelled");
    EXPECT_EQ(one.written, 2);
    ASSERT_TRUE(run(id));
    EXPECT_EQ(database->number("select count(*) from core_mail"), 2) << "nothing more is written";
    const NewsletterId next = add();
    ASSERT_TRUE(send(next));
    ASSERT_TRUE(run(next));
    database->run("update core_mail set state = 'sent', sent_at_ms = 1");
    EXPECT_EQ(news->cancel(kSchool, next, {}).fault().kind, FaultKind::conflict) << "all have left";
    EXPECT_EQ(find(next).state, "sent");
    EXPECT_EQ(database->number("select count(*) from core_audit where action = "
                               "'newsletter.cancelled'"),
              1);
}

TEST_P(NewslettersTest, AreTriedByOneself) {
    add_reader(101);
    add_reader(102);
    const NewsletterId id = add();
    access::Scope scope;
    scope.person = PersonId{102};
    scope.membership = MembershipId{10210};
    scope.organisation = kSchool;
    ASSERT_TRUE(news->test(scope, id));
    EXPECT_THAT(letters(), UnorderedElementsAre("102 kk Жаңа жыл", "102 ru Новый год"));
    EXPECT_EQ(find(id).state, "draft");
    database->run("delete from core_mail");
    EXPECT_EQ(news->send(kOther, id, 1, {}).fault().kind, FaultKind::not_found);
    database->run("update core_news_reader set on_since_ms = null");
    EXPECT_EQ(send(id).fault().kind, FaultKind::invalid) << "nobody would get it";
    EXPECT_THAT(letters(), IsEmpty());
}

}  // namespace
}  // namespace kerege::news
