// Who can be written to, and that a letter for one piece of news is written once.
#include "host/src/mail/outbox.hpp"

#include "host/src/mail/mailbox.hpp"
#include "tests/mail/post.hpp"

namespace kerege::mail {
namespace {

using MailOutbox = Post;
KEREGE_ON_BOTH_DATABASES(MailOutbox);

TEST_P(MailOutbox, OnlyMembersOfTodayWhereTheModuleIsOnAreFound) {
    auto transaction = (**database).read();
    const auto find = [&](const char* module, int64_t organisation, int64_t membership) {
        return outbox.recipient(transaction, module, OrganisationId{organisation},
                                MembershipId{membership});
    };
    ASSERT_TRUE(find("acme.news", 10, 200));
    EXPECT_EQ(find("acme.news", 10, 200)->person, PersonId{100});
    EXPECT_TRUE(find("acme.news", 10, 200)->has_address);
    EXPECT_FALSE(find("acme.news", 10, 201)) << "of another organisation";
    EXPECT_FALSE(find("acme.news", 11, 201)) << "the module is off there";
    EXPECT_FALSE(find("journal", 10, 200));
    transaction.commit();
    database->run("update core_membership set valid_until = '2026-09-01' where id = 200");
    auto later = (**database).read();
    EXPECT_FALSE(outbox.recipient(later, "acme.news", kSchool, kGuardian)) << "has left";
}

TEST_P(MailOutbox, OneLetterForAKey) {
    EXPECT_TRUE(write("week:1"));
    EXPECT_FALSE(write("week:1"));
    EXPECT_TRUE(write("week:2"));
    EXPECT_EQ(database->number("select count(*) from core_mail"), 2);
}

TEST_P(MailOutbox, TheOperatorSeesAndRetriesWhatIsBeneath) {
    write("a");
    write("b");
    database->run("update core_mail set state = 'failed', last_error = 'no' where key = 'a'");
    const auto counts = count_letters(**database, kSchool);
    EXPECT_EQ(counts.waiting, 1);
    EXPECT_EQ(counts.failed, 1);
    EXPECT_EQ(count_letters(**database, OrganisationId{11}).failed, 0);
    const auto lines = list_letters(**database, kSchool);
    ASSERT_EQ(lines.size(), 2u);
    EXPECT_EQ(lines[0].state, "failed");
    EXPECT_EQ(lines[0].address, "a…@mail.kz");
    EXPECT_EQ(list_letters(**database, {}).size(), 2u);
    const auto retry = [&](std::optional<OrganisationId> top, std::optional<int64_t> id) {
        auto transaction = (**database).write();
        const int64_t retried = retry_letters(transaction, top, id, clock.now_ms());
        transaction.commit();
        return retried;
    };
    EXPECT_EQ(retry(OrganisationId{11}, lines[0].id), 0) << "of another tree";
    EXPECT_EQ(retry(kSchool, lines[1].id), 0) << "it waits as it is";
    EXPECT_EQ(retry(kSchool, lines[0].id), 1);
    EXPECT_EQ(count_letters(**database, kSchool).waiting, 2);
}

}  // namespace
}  // namespace kerege::mail
