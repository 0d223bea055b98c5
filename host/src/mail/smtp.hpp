// A conversation with the mail server.
#pragma once

#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>

#include "host/src/mail/settings.hpp"

namespace kerege::mail {

// The server can't be reached, is not who it should be, does not let us in, or has gone: no
// letter's fault. what() is for the log and the operator, without a password.
class ServerLost : public std::runtime_error {
    using std::runtime_error::runtime_error;
};

// The whole letter was sent, and the server's answer to it never came: it may have been taken.
class OutcomeUnknown : public ServerLost {
    using ServerLost::ServerLost;
};

// What the server says to one letter.
struct Verdict {
    enum class Kind { taken, later, never };
    Kind kind = Kind::taken;
    std::string reason = {};  // the server's words, one line
};

// Cuts a conversation from outside: whoever waits in it is told that the server has gone. [any]
class Breaker {
public:
    // For good: what begins later is cut as well.
    void cut();
    bool is_cut() const;

private:
    friend class SmtpSession;
    // The socket that is spoken on; -1: none.
    void use(int socket);

    mutable std::mutex mutex_;
    int socket_ = -1;
    bool cut_ = false;
};

class SmtpSession {
public:
    // Connects, secures the connection, with the certificate and its name verified, and signs in.
    // Throws ServerLost. Every step within settings.deadline. `breaker` may be NULL.
    explicit SmtpSession(const MailSettings& settings, Breaker* breaker = nullptr);
    ~SmtpSession();  // takes leave, and waits a second for the answer
    SmtpSession(const SmtpSession&) = delete;

    // `message` is what compose() makes. Throws ServerLost, after which the letter was not taken,
    // and OutcomeUnknown. [any], one at a time
    Verdict send(const std::string& from, const std::string& to, const std::string& message);

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace kerege::mail
