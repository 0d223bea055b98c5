// The line to the server: secured, to the one that is meant.
#include "host/src/mail/smtp.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdlib.h>

#include "tests/mail/smtp_sink.hpp"

namespace kerege::mail {
namespace {

using testing::HasSubstr;

class Smtp : public testing::Test {
protected:
    void SetUp() override {
        std::string pattern = (std::filesystem::temp_directory_path() / "kerege-XXXXXX").string();
        folder = mkdtemp(pattern.data());
        good = std::make_unique<Certificate>(folder, "localhost");
    }
    void TearDown() override { std::filesystem::remove_all(folder); }

    MailSettings settings_for(const SmtpSink& sink, Security security) const {
        MailSettings settings;
        settings.host = "localhost";
        settings.port = sink.port();
        settings.security = security;
        settings.ca_file = good->file;
        settings.user = "school";
        settings.password = "secret";
        return settings;
    }
    static std::string trouble(const MailSettings& settings) {
        try {
            SmtpSession session(settings);
            return session.send("a@b.kz", "c@d.kz", "Subject: x\r\n\r\ny\r\n").reason;
        } catch (const ServerLost& lost) {
            return std::string("lost: ") + lost.what();
        }
    }

    std::filesystem::path folder;
    std::unique_ptr<Certificate> good;
};

TEST_F(Smtp, SecuresTheLineAndSignsIn) {
    for (const Security security : {Security::starttls, Security::tls}) {
        SmtpSink sink(security, good.get());
        EXPECT_EQ(trouble(settings_for(sink, security)), "");
        EXPECT_EQ(sink.letters().size(), 1u);
        EXPECT_EQ(sink.secret(), "AHNjaG9vbABzZWNyZXQ=");
    }
}

TEST_F(Smtp, DoesNotTalkToAnother) {
    const Certificate foreign(folder, "mail.example.kz");
    for (const Security security : {Security::starttls, Security::tls}) {
        SmtpSink sink(security, &foreign);
        MailSettings settings = settings_for(sink, security);
        EXPECT_THAT(trouble(settings), HasSubstr("lost: ")) << "signed by nobody known";
        settings.ca_file = foreign.file;
        EXPECT_THAT(trouble(settings), HasSubstr("lost: ")) << "of another name";
        EXPECT_TRUE(sink.letters().empty());
        EXPECT_EQ(sink.secret(), "");
    }
}

TEST_F(Smtp, DoesNotGoOnInTheClear) {
    SmtpSink sink;
    EXPECT_THAT(trouble(settings_for(sink, Security::starttls)), HasSubstr("offers no STARTTLS"));
    EXPECT_EQ(sink.secret(), "");
}

TEST_F(Smtp, SaysWhatTheServerSaid) {
    SmtpSink sink;
    MailSettings settings = settings_for(sink, Security::none);
    sink.answer("c@d.kz", "550 5.1.1 nobody of that name");
    EXPECT_EQ(trouble(settings), "550 5.1.1 nobody of that name");
    sink.answer("c@d.kz", "not a reply");
    EXPECT_THAT(trouble(settings), HasSubstr("does not speak SMTP"));
    sink.stop();
    EXPECT_THAT(trouble(settings), HasSubstr("lost: "));
}

}  // namespace
}  // namespace kerege::mail
