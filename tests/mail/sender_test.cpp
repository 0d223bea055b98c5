// Letters leave once, in spite of servers that put them off, refuse them or go away, and of hosts
// that die with one in hand.
#include "host/src/mail/sender.hpp"

#include <thread>

#include "host/src/mail/mailbox.hpp"
#include "tests/mail/post.hpp"

namespace kerege::mail {
namespace {

using test::kDayMs;
using test::kHourMs;
using test::kMinuteMs;
using testing::HasSubstr;
using testing::Not;

using MailSender = Post;
KEREGE_ON_BOTH_DATABASES(MailSender);

TEST_P(MailSender, SendsALetterOnce) {
    write("a", "Апталық хат");
    auto sender = make_sender();
    EXPECT_EQ(sender.send_due(), 1);
    EXPECT_EQ(sender.send_due(), 0);
    ASSERT_EQ(sink.letters().size(), 1u);
    EXPECT_THAT(sink.letters()[0], HasSubstr("<school@mail.kz> <ana@mail.kz>\n"));
    EXPECT_THAT(sink.letters()[0], HasSubstr("Subject: =?UTF-8?B?0JDQv9GC0LDQu9GL0psg0YXQsNGC?="));
    EXPECT_EQ(column("state"), "sent");
    EXPECT_TRUE(sender.trouble().empty());
}

// That a person's address was changed is read where it was read before.
TEST_P(MailSender, SendsToAnotherAddressWhatTellsOfTheChange) {
    {
        auto transaction = (**database).write();
        outbox.add(transaction,
                   {kSchool, kGuardian, PersonId{100}, "core", "address.1", "address_changed", "kk",
                    "Жаңалық", "Сәлем.\n", "", "before@mail.kz"});
        transaction.commit();
    }
    auto sender = make_sender();
    EXPECT_EQ(sender.send_due(), 1);
    ASSERT_EQ(sink.letters().size(), 1u);
    EXPECT_THAT(sink.letters()[0], HasSubstr("<school@mail.kz> <before@mail.kz>\n"));
    EXPECT_EQ(column("address"), "") << "it is the person's no more";
}

TEST_P(MailSender, TriesAgainWhatTheServerPutsOff) {
    write("a");
    sink.answer("ana@mail.kz", "451 4.7.1 ana@mail.kz come back later");
    auto sender = make_sender();
    EXPECT_EQ(sender.send_due(), 0);
    EXPECT_EQ(column("state"), "waiting");
    EXPECT_EQ(column("last_error"), "451 4.7.1 a…@mail.kz come back later");
    sink.answer("ana@mail.kz", "");
    clock.advance(kMinuteMs - 1000);
    EXPECT_EQ(sender.send_due(), 0);
    clock.advance(2000);
    EXPECT_EQ(sender.send_due(), 1);
    EXPECT_EQ(sink.letters().size(), 1u);
}

// A letter that opens an account: what it says goes with it, whatever becomes of it.
TEST_P(MailSender, KeepsNothingOfASecret) {
    const auto secret = [&](const std::string& key) {
        auto transaction = (**database).write();
        outbox.add(transaction, {kSchool,
                                 kGuardian,
                                 PersonId{100},
                                 "core",
                                 key,
                                 "anything",
                                 "kk",
                                 "Логин",
                                 "buna-keti",
                                 "<p>buna-keti</p>",
                                 {},
                                 true});
        transaction.commit();
    };
    const auto kept = [&](const std::string& state) {
        return database->number("select count(*) from core_mail where state = '" + state +
                                "' and body = '' and html = ''");
    };
    auto sender = make_sender();
    secret("sent");
    EXPECT_EQ(column("body"), "buna-keti") << "until it is sent";
    EXPECT_EQ(sender.send_due(), 1);
    EXPECT_EQ(kept("sent"), 1);
    secret("refused");
    sink.answer("ana@mail.kz", "550 no such mailbox");
    sender.send_due();
    EXPECT_EQ(kept("failed"), 1);
    secret("late");
    sink.answer("ana@mail.kz", "451 later");
    sender.send_due();
    clock.advance(6 * kDayMs);
    sender.send_due();
    EXPECT_EQ(kept("failed"), 2) << "also what is given up";
    auto transaction = (**database).write();
    EXPECT_EQ(retry_letters(transaction, {}, {}, clock.now_ms()), 0) << "and is not sent anew";
}

TEST_P(MailSender, PausesGrowAndEnd) {
    write("a");
    sink.answer("ana@mail.kz", "451 later");
    auto sender = make_sender();
    sender.send_due();
    const int64_t first = database->number("select next_at_ms from core_mail") - clock.now_ms();
    clock.advance(first);
    sender.send_due();
    const int64_t second = database->number("select next_at_ms from core_mail") - clock.now_ms();
    EXPECT_EQ(second, 2 * first);
    clock.advance(6 * kDayMs);
    sender.send_due();
    EXPECT_EQ(column("state"), "failed");
    EXPECT_EQ(column("reason"), "too_old");
    EXPECT_EQ(column("last_error"), "451 later");
}

TEST_P(MailSender, FailsWhatTheServerRefusesUntilAnOperatorSaysOtherwise) {
    write("a");
    sink.answer("ana@mail.kz", "550 no such mailbox");
    auto sender = make_sender();
    sender.send_due();
    EXPECT_EQ(column("state"), "failed");
    EXPECT_EQ(column("last_error"), "550 no such mailbox");
    sink.answer("ana@mail.kz", "");
    clock.advance(10 * kDayMs);
    EXPECT_EQ(sender.send_due(), 0);
    auto transaction = (**database).write();
    EXPECT_EQ(retry_letters(transaction, {}, {}, clock.now_ms()), 1);
    transaction.commit();
    EXPECT_EQ(sender.send_due(), 1);
}

TEST_P(MailSender, WaitsForAServerThatHasGone) {
    write("a");
    sink.stop();
    auto sender = make_sender();
    EXPECT_EQ(sender.send_due(), 0);
    EXPECT_THAT(sender.trouble(), Not(testing::IsEmpty()));
    EXPECT_EQ(database->number("select attempts from core_mail"), 0) << "no letter's fault";
    sink.start();
    EXPECT_EQ(sender.send_due(), 0) << "not asked again at once";
    clock.advance(6'000);
    EXPECT_EQ(sender.send_due(), 1);
    EXPECT_TRUE(sender.trouble().empty());
}

TEST_P(MailSender, ALetterWithoutAnAnswerIsSentOnceMoreAndNoMore) {
    write("a");
    sink.fall_silent();
    auto sender = make_sender();
    EXPECT_EQ(sender.send_due(), 0);
    clock.advance(59 * kMinuteMs);
    EXPECT_EQ(sender.send_due(), 0);
    EXPECT_EQ(sink.letters().size(), 1u);
    clock.advance(2 * kMinuteMs);
    EXPECT_EQ(sender.send_due(), 0);
    EXPECT_EQ(sink.letters().size(), 2u);
    EXPECT_EQ(column("state"), "failed");
    EXPECT_EQ(column("reason"), "in_doubt");
    clock.advance(24 * 60 * kMinuteMs);
    EXPECT_EQ(sender.send_due(), 0);
    EXPECT_EQ(sink.letters().size(), 2u);
}

TEST_P(MailSender, SendsWhatAHostDiedWith) {
    write("a");
    // Another host has taken it, for a while.
    database->run("update core_mail set attempts = 1, next_at_ms = " +
                  std::to_string(clock.now_ms() + 5 * kMinuteMs));
    auto sender = make_sender();
    EXPECT_EQ(sender.send_due(), 0);
    clock.advance(5 * kMinuteMs + 1);
    EXPECT_EQ(sender.send_due(), 1);
    EXPECT_EQ(sink.letters().size(), 1u);
}

TEST_P(MailSender, HostsShareTheWork) {
    for (int i = 0; i < 20; ++i) write("a" + std::to_string(i));
    auto one = make_sender();
    auto other = make_sender();
    int sent = 0;
    std::thread thread([&] { sent = other.send_due(); });
    const int also = one.send_due();
    thread.join();
    EXPECT_EQ(sent + also, 20);
    EXPECT_EQ(sink.letters().size(), 20u);
}

// K-RU6.6: a search of its own; scraping and bulk mail are limited.
TEST_P(MailSender, NobodyGetsTooManyLettersADay) {
    settings.person_letters_per_day_max = 2;
    for (int i = 0; i < 3; ++i) write("a" + std::to_string(i));
    auto sender = make_sender();
    EXPECT_EQ(sender.send_due(), 2);
    EXPECT_EQ(database->number("select attempts from core_mail where state = 'waiting'"), 0);
    clock.advance(kDayMs);
    EXPECT_EQ(sender.send_due(), 1);
}

TEST_P(MailSender, NoModuleSendsTooManyAnHour) {
    settings.module_letters_per_hour_max = 1;
    write("a");
    write("b");
    auto sender = make_sender();
    EXPECT_EQ(sender.send_due(), 1);
    EXPECT_EQ(column("reason"), "") << "sent";
    EXPECT_EQ(database->text("select reason from core_mail where state = 'waiting'"),
              "module_rate");
    clock.advance(kHourMs);
    EXPECT_EQ(sender.send_due(), 1);
}

TEST_P(MailSender, ARateIsOfAModuleInOneOrganisation) {
    settings.module_letters_per_hour_max = 2;
    for (int i = 0; i < 3; ++i) write("a" + std::to_string(i));
    write("b", "Жаңалық", kOther);
    write("c", "Жаңалық", kSchool, "acme.other");
    auto sender = make_sender();
    EXPECT_EQ(sender.send_due(), 4);
    EXPECT_EQ(database->number("select count(*) from core_mail where reason = 'module_rate' and "
                               "organisation_id = 10 and module = 'acme.news'"),
              1);
}

// What one module wrote by the hundred waits for its own turn, not in front of everybody else.
TEST_P(MailSender, ModulesAndSchoolsTakeTurns) {
    settings.person_letters_per_day_max = 1000;
    for (int i = 0; i < 60; ++i) write("a" + std::to_string(i));
    write("b", "Other school", kOther);
    write("c", "Other module", kSchool, "acme.other");
    auto sender = make_sender();
    EXPECT_EQ(sender.send_due(), 62);
    const auto letters = sink.letters();
    int early = 0;
    for (size_t i = 0; i < 3; ++i)
        early += letters[i].find("Subject: Other ") != std::string::npos ? 1 : 0;
    EXPECT_EQ(early, 2) << "both of the others are among the first three";
}

// A throttled pile is put off at once, so that it stands before nobody.
TEST_P(MailSender, APileBeyondItsRateIsPutOffAtOnce) {
    settings.person_letters_per_day_max = 1000;
    settings.module_letters_per_hour_max = 1;
    for (int i = 0; i < 30; ++i) write("a" + std::to_string(i));
    auto sender = make_sender();
    EXPECT_EQ(sender.send_due(), 1);
    EXPECT_EQ(database->number("select count(*) from core_mail where reason = 'module_rate'"), 29);
    EXPECT_EQ(database->number("select max(attempts) from core_mail where state = 'waiting'"), 0);
}

TEST_P(MailSender, EndsWithItsConversationCutWhenTheServerIsTooSlow) {
    settings.deadline = std::chrono::seconds(20);
    sink.hang();
    write("a");
    auto sender = make_sender();
    sender.start();
    while (!sink.hangs()) std::this_thread::sleep_for(std::chrono::milliseconds(10));
    const auto began = std::chrono::steady_clock::now();
    sender.begin_stop(began + std::chrono::milliseconds(200));
    EXPECT_TRUE(sender.stop(std::chrono::milliseconds(200)));
    EXPECT_LT(std::chrono::steady_clock::now() - began, std::chrono::seconds(5));
    EXPECT_EQ(column("state"), "waiting");
    EXPECT_EQ(column("reason"), "server_lost");
}

TEST_P(MailSender, WritesToTheAddressOfTheDay) {
    write("a");
    write("b");
    auto sender = make_sender();
    database->run("update core_person set email = 'no address'");
    sender.send_due();
    EXPECT_EQ(column("state"), "failed");
    EXPECT_EQ(column("reason"), "bad_address");
    EXPECT_TRUE(sink.letters().empty());
}

TEST_P(MailSender, KeepsLettersWhereNoServerIsConfigured) {
    settings.host.clear();
    write("a");
    auto sender = make_sender();
    EXPECT_FALSE(sender.configured());
    EXPECT_EQ(sender.send_due(), 0);
    EXPECT_EQ(column("state"), "waiting");
}

// Who configures a server later does not send what has long been old.
TEST_P(MailSender, GivesUpWhatIsOldAlsoWithoutAServer) {
    auto with_server = settings;
    settings.host.clear();
    write("a");
    clock.advance(6 * kDayMs);
    write("b");
    auto sender = make_sender();
    EXPECT_EQ(sender.send_due(), 0);
    EXPECT_EQ(column("state"), "failed");
    EXPECT_EQ(column("reason"), "too_old");
    settings = with_server;
    auto configured = make_sender();
    EXPECT_EQ(configured.send_due(), 1);
    // Unless an operator says otherwise.
    auto transaction = (**database).write();
    EXPECT_EQ(retry_letters(transaction, {}, {}, clock.now_ms()), 1);
    transaction.commit();
    EXPECT_EQ(configured.send_due(), 1);
    EXPECT_EQ(sink.letters().size(), 2u);
}

TEST_P(MailSender, ByItselfSendsAndForgetsWhatIsOld) {
    write("old");
    database->run("update core_mail set state = 'sent', created_at_ms = " +
                  std::to_string(clock.now_ms() - 31 * kDayMs));
    write("new");
    auto sender = make_sender();
    sender.start();
    for (int i = 0; i < 500 && (sink.letters().empty() ||
                                database->number("select count(*) from core_mail") > 1);
         ++i)
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    EXPECT_TRUE(sender.stop(std::chrono::seconds(10)));
    EXPECT_EQ(sink.letters().size(), 1u);
    EXPECT_EQ(database->text("select key from core_mail"), "new");
}

}  // namespace
}  // namespace kerege::mail
