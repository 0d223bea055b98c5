#include "host/src/mail/smtp.hpp"

#include <Poco/Environment.h>
#include <Poco/Exception.h>
#include <Poco/Net/Context.h>
#include <Poco/Net/DialogSocket.h>
#include <Poco/Net/SecureStreamSocket.h>
#include <Poco/Net/SocketAddress.h>
#include <Poco/Net/StreamSocket.h>
#include <Poco/Net/StreamSocketImpl.h>
#include <Poco/Timespan.h>
#include <fmt/format.h>
#include <sys/socket.h>

#include <algorithm>
#include <chrono>
#include <system_error>

#include "host/src/base/text.hpp"
#include "host/src/mail/base64.hpp"

namespace kerege::mail {
namespace {

namespace net = Poco::Net;

constexpr int kReplyLinesMax = 100;
constexpr size_t kReasonLettersMax = 300;
const Poco::Timespan kConnectStep(0, 200'000);
const Poco::Timespan kLeaveMax(1, 0);

struct Reply {
    int code = 0;
    std::string text;  // its lines, joined
    bool good() const { return code >= 200 && code < 300; }
    bool more() const { return code >= 300 && code < 400; }
};

// What we call ourselves; servers want a word without surprises.
std::string own_name() {
    std::string name = Poco::Environment::nodeName();
    const bool plain = std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '-' || c == '.';
    });
    return plain && !name.empty() ? name : "localhost";
}

net::Context::Ptr verifying_context(const MailSettings& settings) {
    net::Context::Ptr context(new net::Context(net::Context::TLS_CLIENT_USE, settings.ca_file,
                                               net::Context::VERIFY_STRICT, 9,
                                               settings.ca_file.empty()));
    context->disableProtocols(net::Context::PROTO_SSLV2 | net::Context::PROTO_SSLV3 |
                              net::Context::PROTO_TLSV1 | net::Context::PROTO_TLSV1_1);
    return context;
}

}  // namespace

struct SmtpSession::Impl {
    Impl(const MailSettings& its_settings, Breaker* its_breaker)
        : settings(its_settings), breaker(its_breaker) {}
    ~Impl() { let_go(); }

    const MailSettings settings;
    Breaker* breaker;
    std::unique_ptr<net::DialogSocket> socket;
    std::string offers;  // the lines of the answer to EHLO
    bool open = false;

    void connect() {
        const Poco::Timespan deadline(settings.deadline.count() * 1000);
        net::StreamSocket plain;
        reach(plain);
        plain.setReceiveTimeout(deadline);
        plain.setSendTimeout(deadline);
        plain.setNoDelay(true);
        socket = std::make_unique<net::DialogSocket>(
            settings.security == Security::tls ? secured(plain) : plain);
        expect(reply(), "it does not greet");
        greet();
        if (settings.security == Security::starttls) {
            if (offers.find("STARTTLS") == std::string::npos)
                throw ServerLost("the server offers no STARTTLS");
            expect(say("STARTTLS"), "STARTTLS is refused");
            // Another dialogue: whatever came before the connection was secure is not believed.
            socket = std::make_unique<net::DialogSocket>(secured(*socket));
            greet();
        }
        if (!settings.user.empty()) sign_in();
        open = true;
    }

    // In steps, so that a breaker is noticed.
    void reach(net::StreamSocket& plain) {
        plain.connectNB(net::SocketAddress(settings.host, settings.port));
        const auto end = std::chrono::steady_clock::now() + settings.deadline;
        while (!plain.poll(kConnectStep, net::Socket::SELECT_WRITE | net::Socket::SELECT_ERROR)) {
            if (breaker && breaker->is_cut()) throw ServerLost("the host is ending");
            if (std::chrono::steady_clock::now() >= end)
                throw ServerLost("it could not be reached in time");
        }
        if (const int error = plain.impl()->socketError(); error != 0)
            throw ServerLost(std::generic_category().message(error));
        plain.setBlocking(true);
        if (breaker) breaker->use(plain.impl()->sockfd());
    }

    void let_go() {
        if (breaker) breaker->use(-1);
        socket.reset();
    }

    net::StreamSocket secured(const net::StreamSocket& plain) const {
        return net::SecureStreamSocket::attach(plain, settings.host, verifying_context(settings));
    }

    void greet() {
        const Reply answer = say("EHLO " + own_name());
        expect(answer, "EHLO is refused");
        offers = answer.text;
    }

    void sign_in() {
        if (offers.find("PLAIN") != std::string::npos) {
            using namespace std::string_literals;
            const std::string secret = "\0"s + settings.user + "\0"s + settings.password;
            expect(say("AUTH PLAIN " + base64(secret)), "the user is not let in");
            return;
        }
        if (!say("AUTH LOGIN").more() || !say(base64(settings.user)).more())
            throw ServerLost("the server knows neither AUTH PLAIN nor AUTH LOGIN");
        expect(say(base64(settings.password)), "the user is not let in");
    }

    static void expect(const Reply& answer, const char* otherwise) {
        if (!answer.good())
            throw ServerLost(fmt::format("{}: {} {}", otherwise, answer.code, answer.text));
    }

    Reply say(const std::string& line) {
        socket->sendMessage(line);
        return reply();
    }

    Reply reply() {
        Reply answer;
        for (int lines = 0; lines < kReplyLinesMax; ++lines) {
            std::string line;
            if (!socket->receiveMessage(line)) throw ServerLost("the server has hung up");
            const bool number =
                line.size() >= 3 && std::all_of(line.begin(), line.begin() + 3,
                                                [](char c) { return c >= '0' && c <= '9'; });
            if (!number) throw ServerLost("the server does not speak SMTP");
            answer.code = (line[0] - '0') * 100 + (line[1] - '0') * 10 + (line[2] - '0');
            if (line.size() > 4) answer.text += (answer.text.empty() ? "" : " ") + line.substr(4);
            if (line.size() == 3 || line[3] == ' ') {
                answer.text = text::tidy(text::mended(answer.text));
                return answer;
            }
        }
        throw ServerLost("the server's answer has no end");
    }

    static Verdict verdict(const Reply& answer) {
        if (answer.good()) return {};
        const std::string reason =
            text::shorten(fmt::format("{} {}", answer.code, answer.text), kReasonLettersMax);
        // 421: it ends the conversation.
        if (answer.code == 421) throw ServerLost(reason);
        return {answer.code >= 500 ? Verdict::Kind::never : Verdict::Kind::later, reason};
    }

    Verdict send(const std::string& from, const std::string& to, const std::string& message) {
        // Who may send is a matter of the configuration, not of this letter.
        expect(say("MAIL FROM:<" + from + ">"), "the sender is refused");
        const Reply recipient = say("RCPT TO:<" + to + ">");
        if (!recipient.good()) {
            Verdict refused = verdict(recipient);
            expect(say("RSET"), "RSET is refused");
            return refused;
        }
        const Reply begin = say("DATA");
        if (!begin.more()) {
            Verdict refused = verdict(begin);
            if (refused.kind == Verdict::Kind::taken) throw ServerLost("DATA is not understood");
            expect(say("RSET"), "RSET is refused");
            return refused;
        }
        socket->sendString(message);
        return verdict(answer_to_all());
    }

    Reply answer_to_all() {
        try {
            return say(".");
        } catch (const ServerLost& lost) {
            throw OutcomeUnknown(lost.what());
        } catch (const Poco::Exception& error) {
            throw OutcomeUnknown(text::mended(error.displayText()));
        }
    }
};

namespace {

template <class Conversation, class F>
auto within(Conversation& conversation, F&& work) {
    try {
        return work();
    } catch (const ServerLost&) {
        conversation.let_go();
        throw;
    } catch (const Poco::Exception& error) {
        conversation.let_go();
        throw ServerLost(text::mended(error.displayText()));
    }
}

}  // namespace

void Breaker::cut() {
    const std::lock_guard lock(mutex_);
    cut_ = true;
    if (socket_ >= 0) ::shutdown(socket_, SHUT_RDWR);
}

bool Breaker::is_cut() const {
    const std::lock_guard lock(mutex_);
    return cut_;
}

void Breaker::use(int socket) {
    const std::lock_guard lock(mutex_);
    socket_ = socket;
    if (cut_ && socket_ >= 0) ::shutdown(socket_, SHUT_RDWR);
}

SmtpSession::SmtpSession(const MailSettings& settings, Breaker* breaker)
    : impl_(std::make_unique<Impl>(settings, breaker)) {
    within(*impl_, [&] { impl_->connect(); });
}

SmtpSession::~SmtpSession() {
    try {
        if (!impl_->socket || !impl_->open) return;
        impl_->socket->setReceiveTimeout(kLeaveMax);
        impl_->say("QUIT");
    } catch (...) {  // it has gone already
    }
}

Verdict SmtpSession::send(const std::string& from, const std::string& to,
                          const std::string& message) {
    if (!impl_->socket) throw ServerLost("the server has gone");
    return within(*impl_, [&] { return impl_->send(from, to, message); });
}

}  // namespace kerege::mail
