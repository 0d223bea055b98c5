// How a letter is written, whatever is put into it.
#include "host/src/mail/message.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "host/src/mail/address.hpp"

namespace kerege::mail {
namespace {

using testing::HasSubstr;
using testing::Not;

Message sample() {
    Message message;
    message.from = "school@mail.kz";
    message.from_name = "№ 1 орта мектеп";
    message.to = "ana@mail.kz";
    message.locale = "kk";
    message.subject = "Апталық хат: Әлия, 7А";
    message.text = "Қайырлы кеш.\n";
    message.id = 42;
    message.date_ms = 1788220800000;
    return message;
}

TEST(Message, HasTheHeadServersWant) {
    const std::string text = compose(sample());
    EXPECT_THAT(text, HasSubstr("Date: Tue, 01 Sep 2026 00:00:00 +0000\r\n"));
    EXPECT_THAT(text, HasSubstr("To: <ana@mail.kz>\r\n"));
    EXPECT_THAT(text, HasSubstr("Message-ID: <42@mail.kz>\r\n"));
    EXPECT_THAT(text, HasSubstr("Content-Type: text/plain; charset=utf-8\r\n"));
    EXPECT_THAT(
        text,
        HasSubstr("Subject: =?UTF-8?B?0JDQv9GC0LDQu9GL0psg0YXQsNGCOiDTmNC70LjRjywgN9CQ?=\r\n"));
    EXPECT_THAT(text, HasSubstr("=D2=9A=D0=B0=D0=B9"));
    for (const char c : text) ASSERT_LT(static_cast<unsigned char>(c), 0x80);
}

// RFC 8058, which mail programs make a button of.
TEST(Message, OfAListSaysHowItIsLeft) {
    EXPECT_THAT(compose(sample()), Not(HasSubstr("List-Unsubscribe")));
    Message message = sample();
    message.unsubscribe = "https://kerege.example/unsubscribe/2.news.ab\r\nBcc: all@mail.kz";
    const std::string text = compose(message);
    EXPECT_THAT(text,
                HasSubstr("List-Unsubscribe:\r\n <https://kerege.example/unsubscribe/2.news.ab"
                          "  Bcc: all@mail.kz>\r\n"
                          "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"));
}

TEST(Message, LongWordsOfAHeadAreCutBetweenLetters) {
    Message message = sample();
    message.subject.clear();
    for (int i = 0; i < 60; ++i) message.subject += "Ә";
    const std::string text = compose(message);
    EXPECT_THAT(text, HasSubstr("?=\r\n =?UTF-8?B?"));
    size_t line_begin = 0;
    for (size_t end = text.find("\r\n"); end != std::string::npos;
         line_begin = end + 2, end = text.find("\r\n", line_begin))
        EXPECT_LE(end - line_begin, 76u);
    // "Ә" is 0xD3 0x98: a word that begins with its second byte would read "mN".
    EXPECT_THAT(text, Not(HasSubstr("=?UTF-8?B?mN")));
}

TEST(Message, NothingGivenBeginsAnotherLineOfTheHead) {
    Message message = sample();
    message.subject = "a\r\nBcc: all@mail.kz";
    message.from_name = "b\nX-Evil: 1";
    const std::string text = compose(message);
    EXPECT_THAT(text, Not(HasSubstr("\nBcc:")));
    EXPECT_THAT(text, Not(HasSubstr("\nX-Evil:")));
    EXPECT_THAT(text, HasSubstr("Subject: a  Bcc: all@mail.kz\r\n"));
}

TEST(Message, NoLineOfATextEndsTheLetterOrIsTooLong) {
    Message message = sample();
    message.text = ".\n..\nend \n" + std::string(300, 'x') + "\n";
    const std::string text = compose(message);
    EXPECT_THAT(text, Not(HasSubstr("\r\n.")));
    EXPECT_THAT(text, HasSubstr("\r\n=2E\r\n=2E.\r\nend=20\r\n"));
    EXPECT_THAT(text, HasSubstr(std::string(75, 'x') + "=\r\n"));
}

TEST(Message, MarkupStandsBesideTheText) {
    Message message = sample();
    message.html = "<p>Қайырлы кеш</p>\n";
    const std::string text = compose(message);
    EXPECT_THAT(text,
                HasSubstr("multipart/alternative; boundary=\"=_kerege_42\"\r\n\r\n--=_kerege_42"));
    EXPECT_THAT(text, HasSubstr("Content-Type: text/html; charset=utf-8"));
    EXPECT_THAT(text, HasSubstr("\r\n--=_kerege_42--\r\n"));
}

TEST(Address, IsTakenInItsPlainForm) {
    for (const char* good : {"a@b", "ana.b+c@mail.kz", "x_1@sub.mail-2.kz"})
        EXPECT_TRUE(good_address(good)) << good;
    for (const char* bad : {"", "a", "@b", "a@", "a b@c", "a@b c", "a@b\r\nx", "<a@b>", "a@b@c",
                            "\"a\"@b", "a..b@c", ".a@b", "a@b.", "ә@mail.kz", "a@пошта.kz"})
        EXPECT_FALSE(good_address(bad)) << bad;
}

TEST(Address, IsShownMasked) {
    EXPECT_EQ(masked("ana@mail.kz"), "a…@mail.kz");
    EXPECT_EQ(masked("no address"), "…");
    EXPECT_EQ(masked(""), "");
    EXPECT_EQ(with_masked("550 <ana@mail.kz> unknown: ana@mail.kz", "ana@mail.kz"),
              "550 <a…@mail.kz> unknown: a…@mail.kz");
}

}  // namespace
}  // namespace kerege::mail
