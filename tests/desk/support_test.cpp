// U1.18, U3.8, C6.4: messages to support, and whom people turn to; on either database.
#include "host/src/support/support.hpp"

#include <gmock/gmock.h>

#include "tests/support/host_database.hpp"

namespace kerege::support {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr OrganisationId kTop{1}, kSchool{10}, kOther{20};

class Letters final : public access::Letters {
public:
    void write(data::Transaction&, const access::AccountLetter& letter) override {
        all.push_back(letter);
    }
    std::vector<access::AccountLetter> all;
};

class SupportTest : public test::HostDatabaseTest {
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
            values (1, 1, 0), (10, 10, 0), (20, 20, 0), (1, 10, 1), (1, 20, 1);
            insert into core_person (id, family_name, given_name, patronymic, phone, email, residence, created_at_ms)
            values (1, 'Әбенова', 'Сәуле', '', '', 's@mail.kz', '', 0), (2, 'Бек', 'Болат', '', '', '', '', 0);
            insert into core_membership (organisation_id, id, person_id, profile, position, valid_from)
            values (10, 100, 1, 'guardian', '', '2026-09-01'), (20, 200, 2, 'employee', '', '2026-09-01');
        )");
        queue.emplace(**database, ids, clock);
        support.emplace(**database, audit, ids, clock, *queue, &letters);
        mother.person = PersonId{1};
        mother.membership = MembershipId{100};
        mother.organisation = kSchool;
        teacher.person = PersonId{2};
        teacher.membership = MembershipId{200};
        teacher.organisation = kOther;
    }

    static NewMessage message(const std::string& addressee, const std::string& words = "Көмек") {
        NewMessage one;
        one.addressee = addressee;
        one.kind = "question";
        one.words = words;
        one.locale = "kk";
        return one;
    }
    int64_t send(const access::Scope& scope, const NewMessage& one) {
        const auto sent = support->send(scope, one);
        EXPECT_TRUE(sent) << (sent ? "" : sent.fault().log_text);
        return sent ? *sent : 0;
    }
    std::vector<int64_t> at(const Desk& desk, bool closed = false) {
        std::vector<int64_t> numbers;
        for (const Message& one : support->list(desk, closed)) numbers.push_back(one.id);
        return numbers;
    }
    static std::string field_of(const auto& result) {
        if (result || result.fault().fields.empty()) return {};
        return result.fault().fields.front().field;
    }
    static FaultKind kind_of(const auto& result) {
        EXPECT_FALSE(result);
        return result ? FaultKind::internal : result.fault().kind;
    }
    std::string last_deed() {
        return database->text("select action from core_audit order by id desc limit 1");
    }

    Letters letters;
    std::optional<jobs::Queue> queue;
    std::optional<Support> support;
    access::Scope mother, teacher;
    const Desk school{Desk::Of::school, kSchool, PersonId{7}};
    const Desk other_school{Desk::Of::school, kOther, PersonId{7}};
    const Desk above{Desk::Of::above, kTop, PersonId{8}};
    const Desk console{};
};

// U1.18, U3.8, C6.4: requests and complaints reach whom they are for.
TEST_P(SupportTest, GoesToTheSchoolOrToTheOperator) {
    const int64_t to_school = send(mother, message("school"));
    const int64_t to_operator = send(teacher, message("operator"));
    EXPECT_THAT(at(school), ElementsAre(to_school));
    EXPECT_THAT(at(other_school), IsEmpty()) << "not of another school, nor what is the operator's";
    EXPECT_THAT(at(above), ElementsAre(to_operator));
    EXPECT_THAT(at(console), ElementsAre(to_operator, to_school));
    EXPECT_EQ(support->waiting(school), 1);
    EXPECT_EQ(support->waiting(above), 1);
    ASSERT_TRUE(support->pass_on(school, to_school, {}));
    EXPECT_EQ(last_deed(), "support.passed_on");
    EXPECT_THAT(at(school), IsEmpty());
    EXPECT_THAT(at(above), ElementsAre(to_operator, to_school));
    EXPECT_EQ(kind_of(support->pass_on(above, to_school, {})), FaultKind::conflict);
}

TEST_P(SupportTest, IsAnsweredOnceByMailAndReadByWhoWrote) {
    NewMessage sent = message("school", "  Баға көрінбейді\r\nалгебрадан  ");
    sent.page = "/journal/marks";
    sent.role = "guardian";
    const int64_t id = send(mother, sent);
    EXPECT_EQ(field_of(support->answer(school, id, " \n ", {})), "answer");
    ASSERT_TRUE(support->answer(school, id, "Қараймын", {}));
    EXPECT_EQ(last_deed(), "support.answered");
    const auto own = support->own(mother.person);
    ASSERT_EQ(own.size(), 1u);
    EXPECT_EQ(own[0].state, "answered");
    EXPECT_EQ(own[0].answer, "Қараймын");
    EXPECT_EQ(own[0].words, "Баға көрінбейді\nалгебрадан");
    EXPECT_EQ(own[0].page, "/journal/marks");
    EXPECT_EQ(own[0].organisation_ru, "Школа А");
    ASSERT_EQ(letters.all.size(), 1u);
    EXPECT_EQ(letters.all[0].membership, mother.membership);
    EXPECT_EQ(letters.all[0].locale, "kk");
    EXPECT_EQ(support->waiting(school), 0);
    ASSERT_TRUE(support->close(school, id, {}));
    EXPECT_THAT(at(school), IsEmpty());
    EXPECT_THAT(at(school, true), ElementsAre(id));
    EXPECT_EQ(kind_of(support->answer(school, id, "Тағы", {})), FaultKind::conflict);
    EXPECT_THAT(support->own(teacher.person), IsEmpty());
}

TEST_P(SupportTest, OfSomebodyWithoutAnAddressWritesNoLetter) {
    const int64_t id = send(teacher, message("operator"));
    ASSERT_TRUE(support->answer(above, id, "Жауап", {}));
    EXPECT_THAT(letters.all, IsEmpty());
}

TEST_P(SupportTest, IsNotTouchedFromAnotherDesk) {
    const int64_t id = send(mother, message("school"));
    for (const Desk& desk : {other_school, above}) {
        EXPECT_EQ(kind_of(support->answer(desk, id, "Жоқ", {})), FaultKind::not_found);
        EXPECT_EQ(kind_of(support->close(desk, id, {})), FaultKind::not_found);
        EXPECT_EQ(kind_of(support->pass_on(desk, id, {})), FaultKind::not_found);
    }
    EXPECT_EQ(kind_of(support->close(school, 0, {})), FaultKind::not_found);
    EXPECT_TRUE(support->answer(console, id, "Иә", {}));
}

TEST_P(SupportTest, OfAVisitorIsAnsweredByALetterOnceForEachAnswer) {
    const auto jobs = [&] {
        return database->number("select count(*) from core_job where kind = 'support.answer'");
    };
    NewMessage sent = message("operator");
    sent.email = "a@b.kz";
    const int64_t id = send(access::Scope(), sent);
    EXPECT_FALSE(support->for_letter(id)) << "it is not answered yet";
    EXPECT_TRUE(support->answer(above, id, "Иә", {}));
    EXPECT_TRUE(support->answer(above, id, "Иә", {})) << "sent twice by the form";
    EXPECT_EQ(jobs(), 1);
    EXPECT_EQ(database->text("select payload from core_job"), std::to_string(id));
    EXPECT_TRUE(support->answer(above, id, "Жоқ", {}));
    EXPECT_EQ(jobs(), 2) << "an answer that was mended";
    const auto letter = support->for_letter(id);
    ASSERT_TRUE(letter);
    EXPECT_EQ(letter->email + " " + letter->answer, "a@b.kz Жоқ");
    EXPECT_THAT(letters.all, IsEmpty()) << "which are for members";
    const int64_t of_member = send(mother, message("school"));
    EXPECT_TRUE(support->answer(school, of_member, "Иә", {}));
    EXPECT_FALSE(support->for_letter(of_member));
    EXPECT_EQ(jobs(), 2);
}

TEST_P(SupportTest, OfAVisitorNeedsAnAddressAndIsTheOperators) {
    const access::Scope nobody;
    NewMessage sent = message("school");
    sent.kind = "sign_in";
    EXPECT_EQ(field_of(support->send(nobody, sent)), "email");
    sent.email = "a@b.kz";
    const int64_t id = send(nobody, sent);
    EXPECT_THAT(at(above), ElementsAre(id));
    EXPECT_THAT(at(school), IsEmpty());
    EXPECT_EQ(support->list(above, false)[0].email, "a@b.kz");
    for (int i = 1; i < kOfVisitorADay; ++i) send(nobody, sent);
    EXPECT_EQ(kind_of(support->send(nobody, sent)), FaultKind::too_many);
    sent.email = "other@b.kz";
    database->run(
        "with recursive n (i) as (select 1 union all select i + 1 from n where i < " +
        std::to_string(kOfVisitorsAnHour - kOfVisitorADay) +
        ") insert into core_support_message (id, email, addressee, kind, words, page, role, "
        "locale, browser, request_id, state, answer, created_at_ms, changed_at_ms) "
        "select i, 'v' || i || '@b.kz', addressee, kind, words, page, role, locale, browser, "
        "request_id, state, answer, created_at_ms, changed_at_ms from core_support_message, n "
        "where core_support_message.id = " +
        std::to_string(id));
    sent.email = "last@b.kz";
    EXPECT_EQ(kind_of(support->send(nobody, sent)), FaultKind::too_many) << "all visitors together";
    clock.advance(test::kHourMs + 1);
    EXPECT_TRUE(support->send(nobody, sent));
}

TEST_P(SupportTest, RefusesWhatIsWrong) {
    EXPECT_EQ(field_of(support->send(mother, message("school", " \n"))), "words");
    EXPECT_EQ(field_of(support->send(mother, message("school", std::string(2001, 'a')))), "words");
    EXPECT_EQ(field_of(support->send(mother, message("nobody"))), "addressee");
    NewMessage odd = message("school");
    odd.kind = "praise";
    EXPECT_EQ(field_of(support->send(mother, odd)), "kind");
    for (int i = 0; i < kOfPersonADay; ++i) send(mother, message("school"));
    EXPECT_EQ(kind_of(support->send(mother, message("school"))), FaultKind::too_many);
    clock.advance(test::kDayMs + 1);
    EXPECT_TRUE(support->send(mother, message("school")));
}

TEST_P(SupportTest, HasAContactThatIsInherited) {
    EXPECT_FALSE(support->contact(kSchool).organisation);
    Contact contact{kTop, " help@kerege.kz ", "1414", "Дс–Жм 9–18", "", ""};
    ASSERT_TRUE(support->set_contact(above, contact, {}));
    EXPECT_EQ(last_deed(), "support.contact_set");
    EXPECT_EQ(support->contact(kSchool).email, "help@kerege.kz");
    EXPECT_EQ(support->contact(kSchool).hours_ru, "Дс–Жм 9–18");
    EXPECT_EQ(support->contact({}).phone, "1414") << "of who is not signed in";
    contact = {kSchool, "a@school.kz", "", "", "", ""};
    ASSERT_TRUE(support->set_contact(above, contact, {}));
    EXPECT_EQ(support->contact(kSchool).email, "a@school.kz");
    EXPECT_EQ(support->contact(kOther).email, "help@kerege.kz");
    contact.email = "";
    ASSERT_TRUE(support->set_contact(above, contact, {}));
    EXPECT_EQ(support->contact(kSchool).email, "help@kerege.kz");
    contact.email = "no address";
    EXPECT_EQ(field_of(support->set_contact(above, contact, {})), "email");
    contact = {kTop, "a@b.kz", "", "", "", ""};
    EXPECT_EQ(kind_of(support->set_contact({Desk::Of::above, kSchool, PersonId{8}}, contact, {})),
              FaultKind::not_found);
}

TEST_P(SupportTest, IsForgottenOnceItIsOldAndAnswered) {
    const int64_t open = send(mother, message("school"));
    const int64_t closed = send(mother, message("school"));
    ASSERT_TRUE(support->close(school, closed, {}));
    clock.advance(2);
    support->forget(clock.now_ms(), 0);
    EXPECT_THAT(at(school, true), IsEmpty());
    EXPECT_THAT(at(school), ElementsAre(open));
    const int64_t later_ms = clock.now_ms();
    clock.advance(2);
    const int64_t young = send(mother, message("school"));
    support->forget(0, later_ms);
    EXPECT_THAT(at(school), ElementsAre(young)) << "what waited in vain goes as well";
}

KEREGE_ON_BOTH_DATABASES(SupportTest);

}  // namespace
}  // namespace kerege::support
